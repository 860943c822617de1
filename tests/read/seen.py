"""Turns what was read into plain lists that a test can compare."""

from __future__ import annotations

from resograph.model.document import Document, Row
from resograph.model.source import Source
from resograph.read import read


def rows(document: Document, table: int = 1) -> dict[int, list[str]]:
    """Return the text of each cell of one table, by row."""
    [found] = (each for each in document.tables if each.number == table)
    return {row.number: ["\n".join(cell.lines) for cell in row.cells] for row in found.rows}


def cells(source: Source) -> list[str]:
    """Return the text of each cell of the first table."""
    return [cell for each in rows(read(source)).values() for cell in each]


def places(row: Row) -> list[tuple[int, int, bool, str]]:
    """Return the column and the span of each cell of a row, whether it is covered, and its text."""
    return [(cell.column, cell.span, cell.covered, "\n".join(cell.lines)) for cell in row.cells]


def remarks(document: Document) -> list[tuple[str, str, int, int, int]]:
    """Return the code, the text and the place of each remark."""
    return [(x.code, x.text, x.table, x.row, x.column) for x in document.remarks]
