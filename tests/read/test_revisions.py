"""Tracked changes: both views come from one reading, each change with its author and date."""

from __future__ import annotations

import pytest

from resograph.model.document import Change, Document, Paragraph, View
from resograph.read import read
from tests.wordfiles import (
    AUTHOR,
    DATE,
    cell,
    changed,
    del_text,
    deleted,
    field,
    ins,
    item,
    level,
    mark,
    math,
    moved_from,
    moved_to,
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


@pytest.mark.parametrize("kind", ["ins", "moveTo"])
def test_paragraphs_put_in_as_a_whole_are_absent_from_the_original_view(kind: str) -> None:
    around = changed(kind, p("b"), sdt(p("c")))

    assert _views(p("a"), around, p("d")) == [["a", "b", "c", "d"], ["a", "d"]]


@pytest.mark.parametrize("kind", ["del", "moveFrom"])
def test_paragraphs_taken_out_as_a_whole_are_absent_from_the_accepted_view(kind: str) -> None:
    assert _views(p("a"), sdt(changed(kind, p("b"))), p("c")) == [["a", "c"], ["a", "b", "c"]]
    assert _cells(read(word(table(row(cell(p("a"), changed(kind, p("b"))))))), "accepted") == [["a"]]


def test_a_table_put_in_as_a_whole_has_only_rows_that_were_put_in() -> None:
    document = read(word("a", changed("ins", p("b"), table(row("c")), p("d")), "e"))
    views = [document.in_view(view) for view in BOTH]

    assert [[x.text for x in view.paragraphs] for view in views] == [["a", "b", "d", "e"], ["a", "e"]]
    assert [[len(found.rows) for found in view.tables] for view in views] == [[1], [0]]


def test_rows_put_in_or_taken_out_as_a_whole_are_in_one_view_each() -> None:
    rows = (row("a"), changed("ins", row("b")), sdt(changed("del", row("c"))), row("d"))
    document = read(word(table(*rows)))

    assert _cells(document, "accepted") == [["a"], ["b"], ["d"]]
    assert _cells(document, "original") == [["a"], ["c"], ["d"]]


def test_a_row_that_was_moved_is_in_one_place_in_each_view() -> None:
    rows = (
        row(cell(p(moved_to("a"), mark=mark("moveTo"))), properties=mark("moveTo")),
        row("b"),
        row(cell(p(moved_from("a"), mark=mark("moveFrom"))), properties=mark("moveFrom")),
    )
    document = read(word(table(*rows)))

    assert _cells(document, "accepted") == [["a"], ["b"]]
    assert _cells(document, "original") == [["b"], ["a"]]


def test_words_deleted_by_one_and_put_in_again_around_are_in_no_view() -> None:
    assert _views(p("a", changed("del", changed("ins", f"<w:r>{del_text('b')}</w:r>")), "c")) == [["ac"], ["ac"]]


def test_an_insertion_in_what_was_moved_here_was_not_there_before() -> None:
    assert _views(p(moved_to("a", ins("b")), moved_from("c", deleted("d")))) == [["ab"], ["cd"]]


def test_an_equation_is_changed_like_any_text() -> None:
    change = math("x", changed("ins", "<m:r><m:t>+y</m:t></m:r>"), changed("del", "<m:r><m:t>+z</m:t></m:r>"))

    assert _views(p("a ", change)) == [["a x+y"], ["a x+z"]]


def test_the_last_mark_of_a_cell_stays_whatever_is_said_of_it() -> None:
    gone = cell(p("a", mark=mark("del")), p("b", mark=mark("del")))
    added = cell(p("a", mark=mark("ins")), p(ins("b"), mark=mark("ins")))

    assert _cells(read(word(table(row(gone)))), "accepted") == [["ab"]]
    assert _cells(read(word(table(row(gone)))), "original") == [["a\nb"]]
    assert _cells(read(word(table(row(added)))), "accepted") == [["a\nb"]]
    assert _cells(read(word(table(row(added)))), "original") == [["a"]]


def test_a_cell_from_which_all_was_taken_is_empty() -> None:
    gone = cell(p(deleted("a"), mark=mark("del")), p(deleted("b"), mark=mark("del")))

    assert _cells(read(word(table(row("x", gone)))), "accepted") == [["x", ""]]
    assert _cells(read(word(table(row("x", gone)))), "original") == [["x", "a\nb"]]


def test_a_deleted_mark_before_a_table_joins_nothing() -> None:
    document = read(word(p("a", mark=mark("del")), table(row(cell(p("b", mark=mark("del"))), "c")), "d"))
    seen = document.in_view("accepted")

    assert [block.text if isinstance(block, Paragraph) else block.number for block in seen.blocks] == ["a", 1, "d"]
    assert _cells(document, "accepted") == [["b", "c"]]


def test_an_empty_paragraph_deleted_before_a_table_is_gone() -> None:
    document = read(word("a", p(deleted("x"), mark=mark("del")), table(row("b"))))

    assert [x.text for x in document.in_view("accepted").paragraphs] == ["a"]


def test_a_row_that_libreoffice_marks_as_inserted_is_so_only_without_older_text() -> None:
    rows = (
        row("", "", properties=mark("ins")),
        row("", cell(p(ins("new"))), properties=mark("ins")),
        row("", cell(p("  ")), properties=mark("ins")),
        row("", cell(p(deleted("old")), p(ins("new"))), properties=mark("ins")),
    )
    [found] = read(word(table(*rows))).tables

    assert [line.inserted is not None for line in found.rows] == [True, True, True, False]


def test_a_remark_follows_its_cell_into_each_view_and_is_gone_with_it() -> None:
    odd = f"<x:odd>{r('strange')}</x:odd>"
    cells = (cell("a", properties=mark("cellDel")), cell(p(odd)), cell(p(odd), properties=mark("cellIns")))
    document = read(word(table(row(*cells))))

    assert [(x.row, x.column) for x in document.in_view("accepted").remarks] == [(1, 1), (1, 2)]
    assert [(x.row, x.column) for x in document.in_view("original").remarks] == [(1, 2)]


def test_a_change_has_the_author_and_date_that_it_is_given() -> None:
    marks = (ins("a", author="SG17", date="2024-01-01T00:00:00Z"), deleted("b", author="", date=""))
    [paragraph] = read(word(p(*marks))).paragraphs

    assert paragraph.runs[0].inserted == Change("insert", "SG17", "2024-01-01T00:00:00Z")
    assert paragraph.runs[1].deleted == Change("delete", "", "")
