"""The yardstick: every cell of the reference report, from every file that holds it, in both views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resograph.errors import InputError
from resograph.model.document import Cell, Document, Row, Table, View
from resograph.model.source import Source
from resograph.read import read

COLUMNS = {
    "Res # [-Action item #]": "res_item",
    "Title": "title",
    "Action": "action",
    "Milestone": "milestone",
    "Action By": "action_by",
    "Collaborate with": "collaborate_with",
    "Report To": "report_to",
    "Status": "status",
    "SG17 lead": "sg17_lead",
}
SAME_WORDS = [
    "merged_titles.docx",
    "gridbefore_row.docx",
    "sdt_rows.docx",
    "swapped_columns.docx",
    "strict.docx",
    "nested_table.docx",
]
TRACKED: list[tuple[str, View, str]] = [
    ("tracked.docx", "accepted", "tracked_accepted.json"),
    ("tracked.docx", "original", "cells.json"),
    ("next_meeting.docx", "accepted", "next_accepted.json"),
    ("next_meeting.docx", "original", "next_original.json"),
]
Item = dict[str, tuple[str, ...]]


def _one_line(lines: tuple[str, ...]) -> str:
    return " ".join(" ".join(lines).split())


def _report_table(document: Document) -> Table:
    return max(document.tables, key=lambda table: len(table.rows))


def _resolved(rows: tuple[Row, ...]) -> Iterator[dict[int, tuple[Cell, bool]]]:
    """Yield the cells of each row by column, a covered one as the cell that covers it."""
    above: dict[int, tuple[Cell, bool]] = {}
    for row in rows:
        above = {c.column: (above[c.column][0], True) if c.covered else (c, False) for c in row.cells}
        yield above


def _items(document: Document) -> list[Item]:
    header, *rows = _resolved(_report_table(document).rows)
    names = {column: COLUMNS[_one_line(cell.lines)] for column, (cell, _) in header.items()}
    items: list[Item] = []
    for row in rows:
        found = {names[column]: cell.lines for column, (cell, _) in row.items()}
        covered = {names[column] for column, (_, is_covered) in row.items() if is_covered}
        if "res_item" in covered or not _one_line(found.get("res_item", ("",))):
            items[-1]["status_full"] += found["status"]
        else:
            items.append({**dict.fromkeys(COLUMNS.values(), ("",)), **found, "status_full": found["status"]})
    return items


def _expected(path: Path) -> list[Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    items: list[Any] = found if isinstance(found, list) else found["items"]
    return items


def _assert_equal(items: list[Item], expected: list[Any]) -> None:
    found = [{name: _one_line(item[name]) for name in COLUMNS.values()} for item in items]
    wanted = [{name: " ".join(item["columns"][name].split()) for name in COLUMNS.values()} for item in expected]
    assert found == wanted
    for item, gold in zip(items, expected, strict=True):
        assert _one_line(item["status_full"]) == " ".join(gold.get("status_full", gold["columns"]["status"]).split())


def test_the_word_file_and_the_export_say_the_same_in_774_cells(example: Path, example_text: Path) -> None:
    word, text = (_items(read(Source.open(path))) for path in (example, example_text))

    assert [{name: _one_line(cell) for name, cell in item.items()} for item in word] == [
        {name: _one_line(cell) for name, cell in item.items()} for item in text
    ]
    assert sum(len(item) - 1 for item in word) == 774


def test_the_word_file_and_the_export_list_the_same_resolutions(example: Path, example_text: Path) -> None:
    listed = [
        [x.text.strip() for x in read(Source.open(path)).paragraphs if x.text.startswith("· Resolution")]
        for path in (example, example_text)
    ]

    assert listed[0] == listed[1]
    assert len(listed[0]) == 30


def test_the_footnote_of_50_11_is_the_only_thing_not_kept(example: Path) -> None:
    [remark] = read(Source.open(example)).remarks

    assert (remark.code, remark.text, remark.table, remark.row) == (
        "note",
        "The roadmap is maintained by Q1/17.",
        2,
        28,
    )


@pytest.mark.parametrize("file", ["sg17-wtsa20.docx", "sg17-wtsa20.txt"])
def test_every_cell_of_the_example_is_read_word_for_word(example: Path, reference: Path, file: str) -> None:
    document = read(Source.open(example.with_name(file)))

    assert not document.has_changes
    _assert_equal(_items(document), _expected(reference / "cells.json"))


@pytest.mark.parametrize("file", SAME_WORDS)
def test_every_cell_is_read_word_for_word(shared: Path, reference: Path, file: str) -> None:
    document = read(Source.open(shared / "reports" / file))

    assert not document.has_changes
    _assert_equal(_items(document), _expected(reference / "cells.json"))


def test_every_line_of_the_export_is_kept(reference: Path, example_text: Path) -> None:
    items = _items(read(Source.open(example_text)))

    for item, gold in zip(items, _expected(reference / "cells.json"), strict=True):
        assert {name: list(item[name]) for name in COLUMNS.values()} == gold["columns_lines"]


@pytest.mark.parametrize(("file", "view", "expected"), TRACKED)
def test_both_views_of_a_tracked_report_are_read(shared: Path, file: str, view: View, expected: str) -> None:
    document = read(Source.open(shared / "reports" / file)).in_view(view)

    assert not document.has_changes
    _assert_equal(_items(document), _expected(shared / "reports" / expected))


def test_every_tracked_change_keeps_its_author_and_date(shared: Path) -> None:
    manifest = json.loads((shared / "reports" / "manifest.json").read_text(encoding="utf-8"))
    [entry] = [entry for entry in manifest["files"] if entry["file"] == "tracked.docx"]
    expected = {(x["author"], x["date"]) for x in entry["changes"]}
    table = _report_table(read(Source.open(shared / "reports" / "tracked.docx")))
    paragraphs = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    changes = [
        *(change for row in table.rows for change in (row.inserted, row.deleted)),
        *(change for x in paragraphs for change in (x.mark_inserted, x.mark_deleted, x.formatted)),
        *(change for x in paragraphs for run in x.runs for change in (run.inserted, run.deleted, run.formatted)),
    ]

    assert {(change.author, change.date) for change in changes if change} == expected
    assert {change.kind for change in changes if change} == {"insert", "delete", "move-to", "move-from", "format"}


def test_the_comment_on_92_04_is_remarked_in_its_cell(shared: Path) -> None:
    remarks = read(Source.open(shared / "reports" / "tracked.docx")).remarks
    [remark] = [remark for remark in remarks if remark.code == "comment"]

    assert (remark.text, remark.table, remark.column) == ("Lead of 92-04 to be confirmed by Q6/17", 2, 9)


def test_the_nested_table_of_50_02_is_quoted(shared: Path) -> None:
    remarks = read(Source.open(shared / "reports" / "nested_table.docx")).remarks

    assert ("nested-table", "X.1812\tapproved\nX.1813\tapproved") in [(x.code, x.text) for x in remarks]


def test_twenty_thousand_rows_are_read(shared: Path) -> None:
    table = _report_table(read(Source.open(shared / "reports" / "rows_20000.docx")))

    assert len(table.rows) == 20_001
    assert table.rows[-1].cells[0].lines == ("89-250",)


def test_every_file_of_the_manifest_is_read_or_refused_as_it_says(shared: Path) -> None:
    manifest = json.loads((shared / "reports" / "manifest.json").read_text(encoding="utf-8"))
    # These are found by whoever asks what the text means.
    later = {"missing-column", "duplicate-id", "no-report-table", None}
    for entry in manifest["files"]:
        if entry["file"] != "rows_20000.docx":
            assert _outcome(Source.open(shared / "reports" / entry["file"])) in (
                {"read"} if entry.get("error") in later else {entry["error"]}
            )


def _outcome(source: Source) -> str:
    try:
        read(source)
    except InputError as error:
        return error.code
    return "read"
