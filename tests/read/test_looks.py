"""Changes of looks: kept with author and date where they are, and of no weight for what is said."""

from __future__ import annotations

import pytest

from resograph.model.document import Change, Document, Table
from resograph.read import read
from tests.wordfiles import (
    AUTHOR,
    DATE,
    cell,
    deleted,
    ins,
    item,
    level,
    looks,
    mark,
    math,
    numbering,
    p,
    r,
    row,
    span,
    table,
    word,
)

LOOKS = Change("format", AUTHOR, DATE)
SECTION = f"<w:sectPr>{looks('sectPr')}</w:sectPr>"
UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{}</w:numPr>'
RENUMBERED = f'<w:numberingChange w:id="1" w:author="{AUTHOR}" w:date="{DATE}" w:original="%1:1:0:."/>'


def _table(document: Document) -> Table:
    [found] = document.tables
    return found


def test_words_whose_looks_were_changed_are_a_run_of_their_own() -> None:
    [paragraph] = read(word(p("a", r("b", looks=looks("rPr")), "c"))).paragraphs

    assert [(run.text, run.formatted) for run in paragraph.runs] == [("a", None), ("b", LOOKS), ("c", None)]


def test_looks_changed_by_two_authors_are_two_runs() -> None:
    runs = (r("a", looks=looks("rPr", author="SG17 Chair")), r("b", looks=looks("rPr", date="")))
    [paragraph] = read(word(p(*runs))).paragraphs

    assert [run.formatted for run in paragraph.runs] == [
        Change("format", "SG17 Chair", DATE),
        Change("format", AUTHOR, ""),
    ]


def test_words_that_were_put_in_and_made_bold_tell_both() -> None:
    [paragraph] = read(word(p(ins(r("new", looks=looks("rPr", date="2024-01-01T00:00:00Z")))))).paragraphs

    assert paragraph.runs[0].inserted == Change("insert", AUTHOR, DATE)
    assert paragraph.runs[0].formatted == Change("format", AUTHOR, "2024-01-01T00:00:00Z")


def test_an_equation_may_change_its_looks() -> None:
    [paragraph] = read(word(p(math(f"<m:r><w:rPr>{looks('rPr')}</w:rPr><m:t>x</m:t></m:r>")))).paragraphs

    assert [(run.text, run.formatted) for run in paragraph.runs] == [("x", LOOKS)]


@pytest.mark.parametrize(
    "changed",
    [
        p("a", properties=looks("pPr", '<w:jc w:val="both"/>')),
        p("a", mark=looks("rPr")),
        p("a", properties=SECTION),
        p("a", properties=UNNUMBERED.format(RENUMBERED)),
    ],
)
def test_the_looks_of_a_paragraph_its_mark_its_number_and_its_section_are_its_own(changed: str) -> None:
    [paragraph] = read(word(changed)).paragraphs

    assert (paragraph.text, paragraph.formatted, paragraph.runs[0].formatted) == ("a", LOOKS, None)


def test_a_paragraph_put_into_a_list_was_in_none_before() -> None:
    document = read(word(p("a", properties=UNNUMBERED.format(mark("ins"))), numbering=numbering(level())))
    [paragraph] = document.paragraphs

    assert (paragraph.text, paragraph.formatted, paragraph.mark_inserted) == ("1. a", LOOKS, None)
    assert [x.text for x in document.in_view("original").paragraphs] == ["a"]


def test_the_layout_of_the_last_section_belongs_to_no_paragraph_and_is_remarked() -> None:
    [remark] = read(word("a", SECTION)).remarks

    assert (remark.code, remark.text) == ("page-layout", "")


@pytest.mark.parametrize("part", ["properties", "grid"])
def test_the_looks_of_a_table_are_its_own(part: str) -> None:
    change = looks("tblPr") if part == "properties" else looks("tblGrid", "<w:gridCol/>")

    assert _table(read(word(table(row("a"), row("b"), **{part: change})))).formatted == LOOKS
    assert _table(read(word(table(**{part: change})))).formatted == LOOKS


def test_the_looks_of_one_table_are_not_those_of_the_next() -> None:
    document = read(word(table(row("a"), properties=looks("tblPr")), "b", table(row("c"))))

    assert [found.formatted for found in document.tables] == [LOOKS, None]


@pytest.mark.parametrize(
    "changed",
    [
        row("a", properties=looks("trPr", "<w:cantSplit/>")),
        f"<w:tr><w:tblPrEx>{looks('tblPrEx')}</w:tblPrEx>{cell('a')}</w:tr>",
    ],
)
def test_the_looks_of_a_row_are_its_own(changed: str) -> None:
    [found] = _table(read(word(table(changed)))).rows

    assert (found.formatted, found.inserted, found.cells[0].formatted) == (LOOKS, None, None)


def test_the_looks_of_a_cell_are_its_own() -> None:
    former = looks("tcPr", '<w:tcW w:w="1" w:type="dxa"/>')
    [found] = _table(read(word(table(row("a", cell("b", properties=former)))))).rows

    assert [c.formatted for c in found.cells] == [None, LOOKS]


def test_looks_alone_make_no_difference_between_the_views_and_no_view_tells_of_them() -> None:
    boxed = cell(p(r("a", looks=looks("rPr")), properties=looks("pPr")), properties=looks("tcPr"))
    source = word(
        p(r("a", looks=looks("rPr")), properties=looks("pPr")),
        table(row(boxed, properties=looks("trPr")), properties=looks("tblPr")),
    )
    document = read(source)

    assert not document.has_changes
    for view in (document.in_view("accepted"), document.in_view("original")):
        assert "Change(" not in repr(view)


def test_looks_beside_a_change_are_seen_in_no_view() -> None:
    source = word(
        p(r("a", looks=looks("rPr")), deleted(f"<w:r><w:rPr>{looks('rPr')}</w:rPr><w:delText>b</w:delText></w:r>"))
    )
    document = read(source)

    assert [x.text for x in document.in_view("accepted").paragraphs] == ["a"]
    assert [x.text for x in document.in_view("original").paragraphs] == ["ab"]
    assert "Change(" not in repr(document.in_view("original"))


def test_a_list_paragraph_keeps_its_number_when_its_looks_change() -> None:
    blocks = (item("a"), p("b", properties=UNNUMBERED.format("") + looks("pPr", UNNUMBERED.format(""))))

    assert [x.text for x in read(word(*blocks, numbering=numbering(level()))).paragraphs] == ["1. a", "2. b"]


def test_a_cell_that_was_narrower_stood_elsewhere_in_the_original_view() -> None:
    wider = cell("a", properties=span(3) + looks("tcPr", span(2)))
    document = read(word(table(row(wider, "b", cell("new", properties=mark("cellIns")), "c"))))
    places = {
        view: [(c.column, c.span, c.lines[0]) for c in _table(document.in_view(view)).rows[0].cells]
        for view in ("accepted", "original")
    }

    assert places["accepted"] == [(1, 3, "a"), (4, 1, "b"), (5, 1, "new"), (6, 1, "c")]
    assert places["original"] == [(1, 2, "a"), (3, 1, "b"), (4, 1, "c")]


def test_a_row_that_left_out_fewer_columns_began_elsewhere_in_the_original_view() -> None:
    before = '<w:gridBefore w:val="{}"/>'
    document = read(word(table(row("a", properties=before.format(2) + looks("trPr", before.format(1))))))

    assert [_table(document.in_view(view)).rows[0].cells[0].column for view in ("accepted", "original")] == [3, 2]
