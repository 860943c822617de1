"""Holds the reader and the interpreter together against the example, and against the shared reports where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resograph.errors import InputError
from resograph.interpret import interpret
from resograph.model.document import View
from resograph.model.report import COLUMNS, ActionItem, Column, Metadata, Report
from resograph.model.source import Source
from resograph.read import read

COUNTS = json.loads((Path(__file__).parent / "example_counts.json").read_text(encoding="utf-8"))
# The names that the expected cells go by.
GOLD = dict(
    zip(
        COLUMNS,
        (
            "res_item",
            "title",
            "action",
            "milestone",
            "action_by",
            "collaborate_with",
            "report_to",
            "status",
            "sg17_lead",
        ),
        strict=True,
    )
)


def _report(path: Path, view: View = "accepted") -> Report:
    (report,) = interpret(read(Source.open(path)), view, Metadata())
    return report


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _expected(path: Path) -> list[dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))
    items: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found
    return items


def _wrong_cells(report: Report, expected: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    assert [item.number for item in report.items] == [item["id"] for item in expected]
    return [
        (item.number, column, item.cells[column].text)
        for item, gold in zip(report.items, expected, strict=True)
        for column in COLUMNS
        if _collapsed(item.cells[column].text) != _collapsed(_whole(gold, column))
    ]


def _whole(gold: dict[str, Any], column: Column) -> str:
    cell: str = gold["columns"][GOLD[column]]
    return gold.get("status_full", cell) if column == "status" else cell


def _own_lines(item: ActionItem) -> dict[str, list[str]]:
    return {GOLD[c]: [line.text for line in item.cells[c].lines if line.row == item.row] for c in COLUMNS}


@pytest.mark.parametrize(
    ("file", "view", "gold"),
    [
        ("tracked.docx", "original", "cells.json"),
        ("tracked.docx", "accepted", "tracked_accepted.json"),
        ("next_meeting.docx", "original", "next_original.json"),
        ("next_meeting.docx", "accepted", "next_accepted.json"),
        ("merged_titles.docx", "accepted", "cells.json"),
        ("gridbefore_row.docx", "accepted", "cells.json"),
        ("sdt_rows.docx", "accepted", "cells.json"),
        ("strict.docx", "accepted", "cells.json"),
        ("swapped_columns.docx", "accepted", "cells.json"),
    ],
)
def test_every_cell_of_a_report_is_read_word_for_word(shared: Path, file: str, view: View, gold: str) -> None:
    report = _report(shared / "reports" / file, view)
    assert _wrong_cells(report, _expected(shared / "reports" / gold)) == []


@pytest.mark.parametrize(
    ("file", "view"),
    [("sg17-wtsa20.docx", "accepted"), ("sg17-wtsa20.docx", "original"), ("sg17-wtsa20.txt", "accepted")],
)
def test_the_774_cells_of_the_example_are_read_word_for_word(
    example: Path, reference: Path, file: str, view: View
) -> None:
    report = _report(example.with_name(file), view)
    assert _wrong_cells(report, _expected(reference / "cells.json")) == []
    assert sum(len(item.cells) for item in report.items) == 774


@pytest.mark.parametrize("file", ["sg17-wtsa20.docx", "sg17-wtsa20.txt"])
def test_every_cell_is_read_line_by_line(example: Path, reference: Path, file: str) -> None:
    report = _report(example.with_name(file))
    expected = _expected(reference / "cells.json")
    wrong = [
        (item.number, own, gold["columns_lines"])
        for item, gold in zip(report.items, expected, strict=True)
        if (own := _own_lines(item)) != gold["columns_lines"]
    ]
    assert wrong == []


@pytest.mark.parametrize("file", ["sg17-wtsa20.docx", "sg17-wtsa20.txt"])
def test_the_list_of_the_introduction_is_read(example: Path, reference: Path, file: str) -> None:
    gold = json.loads((reference / "cells.json").read_text(encoding="utf-8"))["resolutions_listed"]
    listings = _report(example.with_name(file)).listings
    assert [(listing.resolution, listing.title) for listing in listings] == [(g["number"], g["title"]) for g in gold]


def test_a_nested_table_is_neither_part_of_the_cell_nor_lost(shared: Path) -> None:
    report = _report(shared / "reports" / "nested_table.docx")
    assert _wrong_cells(report, _expected(shared / "reports" / "cells.json")) == []
    assert "X.1812" in "\n".join(remark.text for remark in report.remarks)


def test_odd_values_are_read_like_others(shared: Path) -> None:
    assert len(_report(shared / "reports" / "bad_values.docx").items) == 86


@pytest.mark.parametrize(
    ("file", "code", "words"),
    [
        ("missing_column.docx", "missing-column", "Milestone"),
        ("duplicate_id.docx", "duplicate-id", "50-01"),
        ("not_a_report.docx", "no-report-table", "not_a_report.docx"),
    ],
)
def test_a_file_without_a_whole_plan_is_refused_in_one_line(shared: Path, file: str, code: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        _report(shared / "reports" / file)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_next_meeting_is_another_document(shared: Path) -> None:
    found = _report(shared / "reports" / "next_meeting.docx").metadata
    assert (found.td, found.revision, found.meeting_start, found.meeting_end) == (
        "2345",
        "1",
        "2024-02-20",
        "2024-03-01",
    )


@pytest.mark.parametrize("form", ["word", "text"])
def test_the_example_has_the_items_lists_and_flags_that_it_is_known_for(
    example: Path, example_text: Path, form: str
) -> None:
    report = _report(example if form == "word" else example_text)
    counts: dict[str, int] = {}
    for item in report.items:
        key = str(item.resolution)
        counts[key] = counts.get(key, 0) + 1
    assert counts == COUNTS["items"]
    assert [listing.resolution for listing in report.listings] == [int(key) for key in COUNTS["items"]]
    assert sum(item.marked_unchanged for item in report.items) == COUNTS["unchanged"]
    assert sum(item.marked_new for item in report.items) == COUNTS["new"]
    filled = {c: sum(bool(item.cells[c].text.strip()) for item in report.items) for c in COLUMNS}
    assert filled == COUNTS["filled"]
    assert {item.table for item in report.items} == {COUNTS["table"][form]}
    continued = {item.number: {line.row for line in item.cells["status"].lines} for item in report.items}
    assert {number: sorted(rows) for number, rows in continued.items() if len(rows) > 1} == COUNTS["continued"]


def test_the_front_matter_of_the_example_is_read_from_its_header_table(example: Path) -> None:
    assert _report(example).metadata == Metadata(
        assembly="wtsa-20",
        group="sg17",
        period="2022-2024",
        td="1234",
        revision="1",
        title="Progress report of SG17 results on the WTSA-20 Action Plan",
        abstract=(
            "This document contains a progress report of SG17 activities in implementation of WTSA-20 Resolutions."
        ),
        source="Editor, WTSA-20 action plan",
        questions="1/17",
        place="Geneva",
        meeting_start="2023-02-21",
        meeting_end="2023-03-03",
    )


def test_the_front_matter_of_the_text_export_is_what_it_has(example_text: Path) -> None:
    assert _report(example_text).metadata == Metadata(
        assembly="wtsa-20",
        group="sg17",
        period="2022-2024",
        abstract=(
            "This document contains a progress report of SG17 activities in implementation of WTSA-20 Resolutions."
        ),
    )


def test_both_forms_of_the_example_say_the_same(example: Path, example_text: Path) -> None:
    word, text = (_report(path).items for path in (example, example_text))
    differing = [
        (a.number, column)
        for a, b in zip(word, text, strict=True)
        for column in COLUMNS
        if _collapsed(a.cells[column].text) != _collapsed(b.cells[column].text)
    ]
    assert differing == []
