"""Rows and cells: their places in the grid, what wraps them, and what stands in them."""

from __future__ import annotations

from resograph.model.document import Document, Paragraph, Remark, Table
from resograph.read import read
from tests.wordfiles import cell, p, r, row, sdt, table, word


def _places(document: Document) -> list[list[tuple[int, int, str]]]:
    [found] = document.tables
    return [[(c.column, c.span, "\n".join(c.lines)) for c in line.cells] for line in found.rows]


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_columns_count_from_one_and_a_wide_cell_moves_the_next() -> None:
    assert _places(read(word(table(row("a", cell("b", properties=_span(3)), "c"))))) == [
        [(1, 1, "a"), (2, 3, "b"), (5, 1, "c")]
    ]


def test_a_row_may_leave_out_columns_at_its_start_and_end() -> None:
    short = row("d", properties='<w:gridBefore w:val="7"/><w:gridAfter w:val="1"/>')

    assert _places(read(word(table(short)))) == [[(8, 1, "d")]]


def test_a_vertical_merge_covers_the_cells_below_its_first() -> None:
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [row(cell("Title", properties=begin)), row(cell("", properties=on)), row("next")]
    [found] = read(word(table(*rows))).tables

    assert [line.cells[0].covered for line in found.rows] == [False, True, False]


def test_a_horizontal_merge_of_old_makes_one_wide_cell() -> None:
    begin, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"

    assert _places(read(word(table(row(cell("a", properties=begin), cell("", properties=on), "b"))))) == [
        [(1, 2, "a"), (3, 1, "b")]
    ]


def test_text_of_a_covered_cell_is_remarked_with_its_place() -> None:
    document = read(word(table(row("a", "b"), row("c", cell("hidden", properties="<w:vMerge/>")))))

    assert document.remarks == (
        Remark("covered-text", "another cell covers the cell that holds this text", "hidden", 1, 2, 2),
    )


def test_what_makes_no_sense_as_a_span_is_one_column() -> None:
    odd = [cell("a", properties=f'<w:gridSpan w:val="{value}"/>') for value in ("0", "-3", "many", "")]

    assert [place[:2] for place in _places(read(word(table(row(*odd)))))[0]] == [(1, 1), (2, 1), (3, 1), (4, 1)]


def test_rows_and_cells_in_content_controls_are_rows_and_cells() -> None:
    rows = (sdt(row("a", sdt(cell("b")), "c")), f"<w:customXml>{row('d')}</w:customXml>", row(sdt(sdt(cell("e")))))

    assert _places(read(word(table(*rows)))) == [[(1, 1, "a"), (2, 1, "b"), (3, 1, "c")], [(1, 1, "d")], [(1, 1, "e")]]


def test_paragraphs_in_content_controls_are_lines_of_the_cell() -> None:
    assert _places(read(word(table(row(cell(p("a"), sdt(p("b") + sdt(p("c"))))))))) == [[(1, 1, "a\nb\nc")]]


def test_a_nested_table_is_quoted_in_a_remark_and_is_no_row_of_the_table() -> None:
    nested = table(row("X.1812", "approved"), row("X.1813", cell(p("app"), p("roved"))))
    document = read(word("before", table(row("50-02", cell(nested, p("To be provided"))))))

    assert _places(document) == [[(1, 1, "50-02"), (2, 1, "To be provided")]]
    assert [(x.code, x.text, x.table, x.row, x.column) for x in document.remarks] == [
        ("nested-table", "X.1812\tapproved\nX.1813\tapp\nroved", 1, 1, 2)
    ]


def test_a_table_in_a_text_box_is_quoted_and_is_no_table_of_the_document() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{table(row('inside'))}</w:txbxContent></w:pict></w:r>"
    document = read(word(p("a", box), table(row(cell(p("b", box))))))

    assert _places(document) == [[(1, 1, "b")]]
    assert [(x.code, x.text, x.table) for x in document.remarks] == [
        ("text-box", "inside", 0),
        ("text-box", "inside", 1),
    ]


def test_tables_and_paragraphs_keep_their_order() -> None:
    blocks = read(word("a", table(row("1")), sdt(p("b") + table(row("2")) + p("c")), table(row("3")), "d")).blocks

    assert [b.text if isinstance(b, Paragraph) else b.number for b in blocks] == ["a", 1, "b", 2, "c", 3, "d"]


def test_text_that_stands_in_no_cell_is_remarked() -> None:
    document = read(word(table(f"<w:tr>{p('loose')}{cell('a')}</w:tr>", p("looser"))))

    assert [(x.code, x.text) for x in document.remarks] == [("unknown-element", "loose"), ("unknown-element", "looser")]


def test_a_cell_of_two_paragraphs_has_two_lines_and_an_empty_one_one() -> None:
    [found] = read(word(table(row(cell("Q2/17,", "(Q1/17)"), "")))).tables

    assert [c.lines for c in found.rows[0].cells] == [("Q2/17,", "(Q1/17)"), ("",)]


def test_a_table_without_rows_is_a_table_and_a_row_without_cells_a_row() -> None:
    empty, bare = (block for block in read(word(table(), "a", table(row()))).blocks if isinstance(block, Table))

    assert (empty.rows, bare.rows[0].cells) == ((), ())


def test_a_remark_in_a_wide_row_names_the_column_of_its_cell() -> None:
    odd = f"<x:odd>{r('strange')}</x:odd>"
    document = read(word(table(row(cell("a", properties=_span(2)), cell(p(odd))))))

    assert [(x.row, x.column) for x in document.remarks] == [(1, 3)]
