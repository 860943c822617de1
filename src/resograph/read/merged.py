"""Turns the vertical merges of a document into what they cost: a merged text is read again in each of its rows."""

from __future__ import annotations

from resograph.model.document import Document, Row
from resograph.model.limits import Limits


def refuse_repeated(document: Document, limits: Limits) -> None:
    """Refuse a document whose merged cells repeat more text than a document may have.

    Raises ``InputError`` with code ``too-large``.

    >>> from resograph.model.document import Cell, Paragraph, Run, Table
    >>> title = Cell(1, 1, (Paragraph((Run("Resolution 50"),)),))
    >>> rows = (Row(1, (title,)), *(Row(number, (Cell(1, 1, (), covered=True),)) for number in range(2, 5)))
    >>> refuse_repeated(Document("a.docx", "", "", (Table(1, rows),)), Limits(characters=39))
    >>> refuse_repeated(Document("a.docx", "", "", (Table(1, rows),)), Limits(characters=38))
    Traceback (most recent call last):
    resograph.errors.InputError: error[too-large]: 39 characters where 38 are allowed, a.docx, table 1: ...
    """
    for table in document.tables:
        if not any(cell.covered for row in table.rows for cell in row.cells):
            continue
        above: dict[int, int] = {}
        repeated = 0
        for row in table.rows:
            repeated += sum(above.get(cell.column, 0) for cell in row.cells if cell.covered)
            above = {column: above.get(column, 0) if size is None else size for column, size in _sizes(row)}
        limits.refuse("characters", repeated, f"{document.name}, table {table.number}")


def _sizes(row: Row) -> list[tuple[int, int | None]]:
    """Return the characters of each cell by its column; None where the cell above covers it."""
    return [
        (cell.column, None if cell.covered else sum(len(paragraph.text) for paragraph in cell.paragraphs))
        for cell in row.cells
    ]
