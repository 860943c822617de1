"""What may stand around runs, paragraphs, cells, rows and tables, and what a document may lack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resograph.model.document import Document, Table
from resograph.read import read
from tests.wordfiles import (
    NAMESPACES,
    alternative,
    box,
    cell,
    deleted,
    ins,
    left_out,
    p,
    parts,
    r,
    row,
    sdt,
    span,
    table,
    word,
    zipped,
)

Wrap = Callable[[str], str]
RANGES = '<w:customXml{0}Range{1} w:id="1" w:author="A"/>'


def _other(inside: str) -> str:
    return inside.replace(">a<", ">z<").replace(">b<", ">z<")


WRAPPERS: dict[str, Wrap] = {
    "control": sdt,
    "control in control": lambda inside: sdt(sdt(inside)),
    "custom XML": lambda inside: f'<w:customXml w:element="x"><w:customXmlPr/>{inside}</w:customXml>',
    "choice": lambda inside: alternative(inside, _other(inside)),
    "fallback": lambda inside: alternative(_other(inside), inside, requires="x"),
    "control in choice": lambda inside: alternative(sdt(inside), ""),
    "choice in control": lambda inside: sdt(alternative(inside, _other(inside))),
    "range": lambda inside: RANGES.format("Ins", "Start") + sdt(inside) + RANGES.format("Ins", "End"),
    "bookmark": lambda inside: f'<w:bookmarkStart w:id="1"/><w:proofErr/>{inside}<w:bookmarkEnd w:id="1"/>',
}
wrapped = pytest.mark.parametrize("wrap", WRAPPERS.values(), ids=WRAPPERS.keys())


def _seen(document: Document) -> list[object]:
    """Return each paragraph as its text, each table as rows of cells."""
    return [
        [[c.lines for c in line.cells] for line in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


@wrapped
def test_what_holds_runs_is_not_there(wrap: Wrap) -> None:
    document = read(word(p("x", wrap(r("a")), "y"), table(row(cell(p(wrap(r("a"))))))))

    assert _seen(document) == ["xay", [[("a",)]]]
    assert document.remarks == ()


@wrapped
def test_what_holds_paragraphs_is_not_there(wrap: Wrap) -> None:
    document = read(word("x", wrap(p("a") + p("b")), "y", table(row(cell(p("x"), wrap(p("a")), p("y"))))))

    assert _seen(document) == ["x", "a", "b", "y", [[("x", "a", "y")]]]
    assert document.remarks == ()


@wrapped
def test_what_holds_cells_is_not_there(wrap: Wrap) -> None:
    document = read(word(table(row("x", wrap(cell("a") + cell("b", properties=span(2))), "y"))))

    assert _seen(document) == [[[("x",), ("a",), ("b",), ("y",)]]]
    assert [c.column for line in next(document.tables).rows for c in line.cells] == [1, 2, 3, 5]
    assert document.remarks == ()


@wrapped
def test_what_holds_rows_is_not_there(wrap: Wrap) -> None:
    document = read(word(table(row("x"), wrap(row("a") + row("b")), row("y"))))

    assert _seen(document) == [[[("x",)], [("a",)], [("b",)], [("y",)]]]
    assert [line.number for line in next(document.tables).rows] == [1, 2, 3, 4]
    assert document.remarks == ()


@wrapped
def test_what_holds_tables_is_not_there(wrap: Wrap) -> None:
    document = read(word("x", wrap(p("a") + table(row("a")) + p("b")), "y"))

    assert _seen(document) == ["x", "a", [[("a",)]], "b", "y"]
    assert document.remarks == ()


@wrapped
def test_what_holds_changes_hides_none(wrap: Wrap) -> None:
    document = read(word(p("x", wrap(ins("new") + deleted("old")))))

    assert _seen(document.in_view("accepted")) == ["xnew"]
    assert _seen(document.in_view("original")) == ["xold"]


def test_alternatives_within_alternatives_are_read_once() -> None:
    inner = alternative(row("a"), row("z"))
    rows = alternative(inner, row("z")) + alternative(row("z"), alternative(row("z"), row("b"), requires="x"), "x")

    assert _seen(read(word(table(rows, row("c"))))) == [[[("a",)], [("b",)], [("c",)]]]


def test_the_rows_of_a_branch_that_is_not_read_leave_no_gap() -> None:
    numbers = [line.number for line in next(read(word(table(alternative(row("a"), row("z")), row("b")))).tables).rows]

    assert numbers == [1, 2]


def test_a_branch_without_tables_may_be_the_one_that_is_read() -> None:
    assert _seen(read(word(alternative(p("a"), p("z") + table(row("z"))), "b"))) == ["a", "b"]
    assert _seen(read(word(table(alternative("", row("z")), row("a"))))) == [[[("a",)]]]


def test_an_alternative_that_no_program_understands_is_not_there() -> None:
    choice = f'<mc:AlternateContent><mc:Choice Requires="x">{r("z")}</mc:Choice></mc:AlternateContent>'

    assert _seen(read(word(p("a", choice, "b")))) == ["ab"]


def test_a_text_box_in_two_forms_is_remarked_once() -> None:
    boxes = alternative(box("In the box"), box("In the box"))

    assert [(x.code, x.text) for x in read(word(p("a", f"<w:r>{boxes}</w:r>"))).remarks] == [("text-box", "In the box")]


@pytest.mark.parametrize(
    ("strange", "place"),
    [
        (p("a", f"<x:odd>{r('strange')}</x:odd>"), (0, 0, 0)),
        (f"<x:odd>{p('strange')}</x:odd>", (0, 0, 0)),
        (table(row("a", cell(f"<x:odd>{p('strange')}</x:odd>", p("b")))), (1, 1, 2)),
        (table(row("a", f"<x:odd>{cell('strange')}</x:odd>")), (1, 1, 0)),
        (table(row("a"), f"<x:odd>{p('strange')}</x:odd>", row("b")), (1, 1, 0)),
        (table(row("a"), f"<x:odd>{p('strange')}</x:odd>"), (1, 1, 0)),
        (table(f"<x:odd>{p('strange')}</x:odd>"), (1, 0, 0)),
    ],
)
def test_what_is_not_known_leaves_its_words_and_place(strange: str, place: tuple[int, int, int]) -> None:
    [remark] = read(word(strange)).remarks

    assert (remark.code, remark.text) == ("unknown-element", "strange")
    assert (remark.table, remark.row, remark.column) == place


def test_an_element_of_another_program_that_may_be_ignored_is_still_remarked() -> None:
    found = parts(p("a", f"<x:odd>{r('strange')}</x:odd>"))
    ignorable = found["word/document.xml"].replace(NAMESPACES, f'{NAMESPACES} mc:Ignorable="x w14"')

    assert [x.text for x in read(zipped({**found, "word/document.xml": ignorable})).remarks] == ["strange"]


def test_documents_that_are_put_in_or_linked_are_remarked_with_their_place() -> None:
    chunk = '<w:altChunk r:id="x"/>'
    document = read(word(chunk, p("a", '<w:subDoc r:id="x"/>'), table(row(cell(chunk, p("b"))))))

    assert [(x.code, x.table, x.row, x.column) for x in document.remarks] == [
        ("other-document", 0, 0, 0),
        ("other-document", 0, 0, 0),
        ("other-document", 1, 1, 1),
    ]


def _of(inside: str) -> Document:
    return read(zipped({**parts(), "word/document.xml": f"<w:document {NAMESPACES}>{inside}</w:document>"}))


def test_a_document_may_have_a_background() -> None:
    document = _of(f'<w:background w:color="FFFFFF"/><w:body>{p("a")}</w:body>')

    assert (_seen(document), document.remarks) == (["a"], ())


@pytest.mark.parametrize("inside", ["", "<w:body/>", "<w:background/>"])
def test_a_document_may_have_no_text_at_all(inside: str) -> None:
    assert _of(inside).blocks == ()


def test_all_bodies_of_a_document_are_read() -> None:
    bodies = f"<w:body>{p('a')}{table(row('b'))}</w:body><w:body>{table(row('c'))}{p('d')}</w:body>"

    assert _seen(_of(bodies)) == ["a", [[("b",)]], [[("c",)]], "d"]


def test_a_row_that_leaves_out_columns_and_has_changes_keeps_its_places() -> None:
    short = row(cell(p(ins("new"), deleted("old"))), properties=left_out(7, 1))
    document = read(word(table(row(*"abcdefghi"), short)))

    for view, text in (("accepted", "new"), ("original", "old")):
        [found] = document.in_view("accepted" if view == "accepted" else "original").tables
        assert [(c.column, c.lines) for c in found.rows[1].cells] == [(8, (text,))]
