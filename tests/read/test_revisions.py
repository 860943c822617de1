"""Tracked changes: both views come from one reading, each change with its author and date."""

from __future__ import annotations

import pytest

from resograph.model.document import Change, Document, View
from resograph.read import read
from tests.wordfiles import (
    AUTHOR,
    DATE,
    cell,
    changed,
    deleted,
    field,
    ins,
    item,
    level,
    mark,
    numbering,
    p,
    r,
    row,
    sdt,
    table,
    word,
)

BOTH: tuple[View, View] = ("accepted", "original")


def _views(*blocks: str, **others: str) -> list[list[str]]:
    document = read(word(*blocks, **others))
    return [[paragraph.text for paragraph in document.in_view(view).paragraphs] for view in BOTH]


def _cells(document: Document, view: View) -> list[list[str]]:
    [found] = document.in_view(view).tables
    return [["\n".join(c.lines) for c in line.cells] for line in found.rows]


def test_inserted_and_deleted_text_are_in_one_view_each() -> None:
    assert _views(p("Status: ", deleted("To be provided"), ins("See 92-03."))) == [
        ["Status: See 92-03."],
        ["Status: To be provided"],
    ]


def test_a_change_keeps_author_and_date() -> None:
    [paragraph] = read(word(p(ins("new")))).paragraphs

    assert paragraph.runs[0].inserted == Change("insert", AUTHOR, DATE)


def test_text_inserted_by_one_and_deleted_by_another_is_in_no_view() -> None:
    nested = changed("ins", deleted(" by Q6/17", author="Editor"))
    [paragraph] = read(word(p("To be provided", nested))).paragraphs

    assert _views(p("To be provided", nested)) == [["To be provided"], ["To be provided"]]
    assert paragraph.runs[1].inserted == Change("insert", AUTHOR, DATE)
    assert paragraph.runs[1].deleted == Change("delete", "Editor", DATE)


def test_moved_text_is_deleted_where_it_was_and_inserted_where_it_is() -> None:
    moved = (p(changed("moveTo", "moved"), " a"), p(changed("moveFrom", "moved"), "b"))
    first, second = read(word(*moved)).paragraphs

    assert _views(*moved) == [["moved a", "b"], [" a", "movedb"]]
    assert first.runs[0].inserted == Change("move-to", AUTHOR, DATE)
    assert second.runs[0].deleted == Change("move-from", AUTHOR, DATE)


def test_deleted_text_without_its_mark_is_deleted_text() -> None:
    assert _views(p("a", "<w:r><w:delText>b</w:delText></w:r>")) == [["a"], ["ab"]]


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<w:hyperlink>{ins('new')}{deleted('old')}</w:hyperlink>",
        f"<w:fldSimple>{ins('new')}{deleted('old')}</w:fldSimple>",
        sdt(ins("new") + deleted("old")),
        field("REF x", ins("new"), deleted("old")),
        ins(f"<w:hyperlink>{r('new')}</w:hyperlink>") + f"<w:smartTag>{deleted('old')}</w:smartTag>",
    ],
)
def test_changes_inside_links_fields_and_controls_are_seen(wrapped: str) -> None:
    assert _views(p("a ", wrapped)) == [["a new"], ["a old"]]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert _views(p("one", mark=mark("del")), p(ins(" "), "two")) == [["one two"], ["one", "two"]]


def test_an_inserted_paragraph_mark_splits_a_paragraph() -> None:
    assert _views(p("one ", mark=mark("ins")), p("two")) == [["one ", "two"], ["one two"]]


def test_an_inserted_paragraph_is_absent_from_the_original_view() -> None:
    assert _views(p("one"), p(ins("new"), mark=mark("ins")), p("two")) == [["one", "new", "two"], ["one", "two"]]


def test_moved_paragraph_marks_are_changes_too() -> None:
    here, there = (p(changed(kind, "m"), mark=mark(kind)) for kind in ("moveTo", "moveFrom"))

    assert _views(here, p("a"), there, p("b")) == [["m", "a", "b"], ["a", "m", "b"]]


def test_a_change_of_looks_is_no_change() -> None:
    looks = '<w:pPrChange w:author="A"><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrChange>'
    run = '<w:r><w:rPr><w:b/><w:rPrChange w:author="A"><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>'

    assert not read(word(p(run, properties=looks))).has_changes


def test_an_inserted_row_is_absent_from_the_original_view() -> None:
    document = read(word(table(row("a", "b"), row(cell(p(ins("c"))), "", properties=mark("ins")))))

    assert _cells(document, "accepted") == [["a", "b"], ["c", ""]]
    assert _cells(document, "original") == [["a", "b"]]


def test_a_deleted_row_is_absent_from_the_accepted_view_and_rows_are_numbered_anew() -> None:
    gone = row(cell(p(deleted("54-02"))), properties=mark("del"))
    document = read(word(table(row("54-01"), gone, row("54-03"))))
    [found] = document.in_view("accepted").tables

    assert [(line.number, line.cells[0].lines) for line in found.rows] == [(1, ("54-01",)), (2, ("54-03",))]
    assert _cells(document, "original") == [["54-01"], ["54-02"], ["54-03"]]


def test_a_remark_follows_its_row_into_each_view() -> None:
    nested = row(cell(table(row("nested")), p("54-03")))
    gone = row(cell(table(row("lost")), p(deleted("54-02"))), properties=mark("del"))
    document = read(word(table(row("54-01"), gone, nested)))

    assert [(x.text, x.row) for x in document.in_view("accepted").remarks] == [("nested", 2)]
    assert [(x.text, x.row) for x in document.in_view("original").remarks] == [("lost", 2), ("nested", 3)]


def test_a_row_said_to_be_inserted_that_holds_older_text_was_there_before() -> None:
    document = read(word(table(row("92-03", cell(p("old", ins("new"))), properties=mark("ins")))))

    assert _cells(document, "original") == [["92-03", "old"]]


def test_an_inserted_row_without_text_is_inserted() -> None:
    document = read(word(table(row("a"), row("", properties=mark("ins")))))

    assert _cells(document, "original") == [["a"]]


def test_an_inserted_cell_moves_the_cells_after_it() -> None:
    new = cell("new", properties=mark("cellIns"))
    document = read(word(table(row("a", new, "b"))))

    assert _cells(document, "accepted") == [["a", "new", "b"]]
    assert _cells(document, "original") == [["a", "b"]]
    assert [c.column for line in next(document.in_view("original").tables).rows for c in line.cells] == [1, 2]


def test_a_deleted_cell_is_absent_from_the_accepted_view() -> None:
    document = read(word(table(row("a", cell("old", properties=f'<w:gridSpan w:val="2"/>{mark("cellDel")}'), "b"))))

    assert [(c.column, c.lines) for line in next(document.in_view("accepted").tables).rows for c in line.cells] == [
        (1, ("a",)),
        (2, ("b",)),
    ]
    assert _cells(document, "original") == [["a", "old", "b"]]
    assert document.has_changes


def test_numbers_of_a_list_are_those_of_the_view() -> None:
    blocks = (item("a"), item(ins("b"), mark=mark("ins")), item(deleted("c"), mark=mark("del")), item("d"))

    assert _views(*blocks, numbering=numbering(level())) == [["1. a", "2. b", "3. d"], ["1. a", "2. c", "3. d"]]


def test_a_paragraph_that_runs_on_in_another_has_no_number_of_its_own() -> None:
    blocks = (item("a", mark=mark("del")), item("b"), item("c"))

    assert _views(*blocks, numbering=numbering(level())) == [["1. ab", "2. c"], ["1. a", "2. b", "3. c"]]


def test_a_paragraph_put_into_a_list_was_in_none_before() -> None:
    change = '<w:pPrChange w:author="A"><w:pPr/></w:pPrChange>'
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    assert _views(p("a", properties=place + change), numbering=numbering(level())) == [["1. a"], ["a"]]


def test_changes_around_whole_paragraphs_are_changes_of_their_text() -> None:
    assert _views(p("a"), changed("ins", p("b")), p("c")) == [["a", "b", "c"], ["a", "", "c"]]
