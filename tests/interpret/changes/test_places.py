"""Each change has the item of its row and the column of its heading, as far as there are any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resograph.interpret import interpret, tracked_changes
from resograph.model.document import View
from resograph.model.report import COLUMNS, PENDING_KINDS, Metadata, PendingChange
from resograph.model.source import Source
from resograph.read import read
from tests.interpret.changes.told import found, in_plan, places
from tests.wordfiles import (
    HEADINGS,
    cell,
    deleted,
    entry,
    ins,
    left_out,
    mark,
    merged,
    p,
    report,
    row,
    table,
    word,
)

GROUPS = ("sg17", "sg13")


def test_a_change_has_the_item_of_its_row_and_the_column_of_its_heading() -> None:
    rows = (entry("50-01"), entry("50-02", cell(p("a", ins("b"))), lead=cell(p(deleted("Q1/17"), ins("Q2/17")))))
    first, second = in_plan(*rows)

    assert (first.item, first.column, second.item, second.column) == ("50-02", "status", "50-02", "lead")
    assert (first.table, first.row, first.cell, first.paragraph) == (2, 3, 8, 1)


def test_a_row_without_an_id_belongs_to_the_item_above() -> None:
    more = row(cell(p(ins("more"))), properties=left_out(7, 1))

    assert places(entry("52-01"), more, entry("52-02")) == [("insert", "52-01", "status")]


def test_rows_before_it_that_a_view_hides_do_not_shift_a_change() -> None:
    gone, new = (entry(number).replace("<w:trPr>", f"<w:trPr>{mark('del')}") for number in ("50-01", "50-03"))
    edited = entry("50-02", cell(p(deleted("a"), ins("b"))))

    assert places(gone, edited, new, entry("50-04", cell(p(deleted("c"))))) == [
        ("delete-row", "50-01", ""),
        ("replace", "50-02", "status"),
        ("delete-row", "50-03", ""),
        ("delete", "50-04", "status"),
    ]


def test_a_cell_that_a_view_hides_does_not_shift_the_columns_of_those_after_it() -> None:
    gone = cell(p(deleted("a")), properties=mark("cellDel"))
    line = entry("50-01", f"{gone}{cell(p(ins('b')))}", lead=cell(p("Q1/17", ins(", Q2/17"))))

    assert places(line) == [
        ("delete-cell", "50-01", "status"),
        ("insert", "50-01", "status"),
        ("insert", "50-01", "lead"),
    ]


def test_a_column_that_was_taken_out_is_still_known_by_its_heading() -> None:
    gone = {text: cell(text, properties=mark("cellDel")) for text in ("Milestone", "On-going")}
    headings = [gone.get(text, text) for text in HEADINGS] + ["Milestones"]
    line = entry("50-01", milestone=gone["On-going"]).replace("</w:tr>", f"{cell(p(ins('2024')))}</w:tr>")
    heading, *rest = in_plan(line, headings=tuple(headings))

    assert (heading.kind, heading.old, heading.item, heading.column) == ("delete-cell", "Milestone", "", "milestone")
    assert [(change.kind, change.item, change.column) for change in rest] == [
        ("delete-cell", "50-01", "milestone"),
        ("insert", "50-01", "milestone"),
    ]


def test_a_title_merged_over_rows_is_changed_where_its_words_stand() -> None:
    title = cell(p("Resolution 50 ", ins("rev.")), properties=merged("restart"))
    rows = (entry("50-01", title=title), entry("50-02", title=cell("", properties=merged())))

    assert places(*rows) == [("insert", "50-01", "title")]


def test_a_mark_beside_an_id_that_was_taken_out_is_no_paragraph() -> None:
    rows = (entry(cell(p("94-01", mark=mark("del")), p(deleted("(unchanged)")))),)
    [change] = in_plan(*rows)

    assert (change.kind, change.old, change.item, change.column) == ("delete", "(unchanged)", "94-01", "identifier")


def test_a_changed_id_is_that_of_the_accepted_view() -> None:
    assert places(entry(cell(p("50-", deleted("01"), ins("02"))))) == [("replace", "50-02", "identifier")]


def test_changes_outside_the_plan_have_no_item() -> None:
    source = report(entry("50-01"), front=[p("Draft ", deleted("1"), ins("2"))])

    assert [(change.item, change.column, change.table) for change in tracked_changes(read(source))] == [("", "", 0)]


def test_a_document_without_a_plan_still_tells_its_changes() -> None:
    [change] = found("A shopping list", table(row("Apples", cell(p(deleted("6"), ins("12"))))))

    assert (change.kind, change.old, change.new, change.item, change.column) == ("replace", "6", "12", "", "")
    assert (change.table, change.row, change.cell, change.paragraph) == (1, 1, 2, 1)


def test_a_report_that_cannot_be_interpreted_still_tells_its_changes() -> None:
    twice = (entry("50-01", cell(p(ins("a")))), entry("50-01"))

    assert places(*twice) == [("insert", "", "")]


def test_a_report_tells_the_changes_of_its_own_plan_only() -> None:
    other = table(row(*HEADINGS[:-1], "SG13 lead"), entry("50-01", cell(p(ins("of 13")))))
    first = table(row(*HEADINGS), entry("50-01", cell(p(ins("of 17")))))
    document = read(word(p("WTSA-20 ", ins("draft")), first, other))
    found = {group: interpret(document, "accepted", Metadata("wtsa-20", group, "2022-2024")) for group in GROUPS}

    assert [change.new for change in tracked_changes(document)] == ["draft", "of 17", "of 13"]
    assert {group: [[change.new for change in one.changes] for one in reports] for group, reports in found.items()} == {
        "sg17": [["of 17"]],
        "sg13": [["of 13"]],
    }


@pytest.mark.parametrize("view", ["accepted", "original"])
def test_a_report_tells_the_same_changes_whatever_its_view(view: View) -> None:
    gone = entry("50-02").replace("<w:trPr>", f"<w:trPr>{mark('del')}")
    [one] = interpret(read(report(entry("50-01", cell(p(ins("a")))), gone)), view, Metadata())

    assert [(change.kind, change.item) for change in one.changes] == [("insert", "50-01"), ("delete-row", "50-02")]


def test_a_file_without_changes_has_none(example: Path, example_text: Path) -> None:
    assert [tracked_changes(read(Source.open(path))) for path in (example, example_text)] == [(), ()]


# What the shared manifest calls otherwise, and what of it is said in more detail here.
SAME_KIND = {"delete-flag": "delete"}
MORE_IS_SAID = {"join-paragraphs", "split-paragraph", "insert-row", "delete-row"}
GOLD = dict(
    zip(
        (*("res_item", "title", "action", "milestone", "action_by"), *("collaborate_with", "report_to", "status")),
        COLUMNS,
        strict=False,
    )
)
GOLD["sg17_lead"] = "lead"


def _expected(shared: Path, file: str) -> list[dict[str, Any]]:
    manifest = json.loads((shared / "reports" / "manifest.json").read_text(encoding="utf-8"))
    [changes] = [one["changes"] for one in manifest["files"] if one["file"] == file]
    return [
        {
            "kind": SAME_KIND.get(change["kind"], change["kind"]),
            "item": change["row"],
            "column": GOLD.get(change["column"], ""),
            **{name: change[name] for name in ("author", "date", "old", "new")},
        }
        for change in changes
    ]


def _as_expected(change: PendingChange) -> dict[str, Any]:
    known = {name: getattr(change, name) for name in ("kind", "item", "column", "author", "date", "old", "new")}
    return known | {"old": "", "new": ""} if change.kind in MORE_IS_SAID else known


@pytest.mark.parametrize("file", ["tracked.docx", "next_meeting.docx"])
def test_every_change_of_the_manifest_is_found_and_no_other(shared: Path, file: str) -> None:
    changes = tracked_changes(read(Source.open(shared / "reports" / file)))
    found = [_as_expected(change) for change in changes if change.item]
    expected = _expected(shared, file)

    assert sorted(found, key=str) == sorted(expected, key=str)
    # Beside them one table has other looks, of which the manifest says nothing.
    assert [change.kind for change in changes if not change.item] == ["table-format"] * (file == "tracked.docx")


def test_rows_joins_and_splits_tell_their_words(shared: Path) -> None:
    changes = tracked_changes(read(Source.open(shared / "reports" / "tracked.docx")))
    words = {change.kind: (change.old, change.new) for change in changes if change.kind in MORE_IS_SAID}

    assert words["join-paragraphs"] == ("\n", " ")
    assert words["split-paragraph"] == ("", "\n")
    assert words["delete-row"][0].startswith("54-02\tResolution 54 - Regional groups")
    assert words["insert-row"][1].endswith(
        "\tQ6/17 started a correspondence group.\nQ2/17 contributes.\tQ6/17,\n(Q2/17)"
    )


def test_every_kind_of_change_is_made_by_one_of_these_tests() -> None:
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))

    assert [kind for kind in PENDING_KINDS if f'"{kind}"' not in here] == []
