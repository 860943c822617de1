"""Turns the cells of a row that stand under the heading of the ids into the id of its item."""

from __future__ import annotations

from resograph.interpret.action_table.header import Header
from resograph.interpret.action_table.identifier import Identifier, joined, parse
from resograph.model.document import Cell, Row


def row_id(row: Row, header: Header, above: int) -> Identifier | None:
    """Return the id of a row, None when it has none of its own.

    The two numbers of an id may stand in two cells, the Resolution's merged over its rows or written only in the
    first of them: then that of the row above counts. A covered id is no id.

    >>> from resograph.model.document import Paragraph, Run
    >>> row = Row(2, tuple(Cell(n, 1, (Paragraph((Run(text),)),)) for n, text in enumerate(("", "3"), 1)))
    >>> header = Header(1, {1: "identifier", 2: "identifier"}, 3, "", (), (1, 2), {1: "resolution", 2: "item"})
    >>> row_id(row, header, above=92).number
    '92-03'
    >>> row_id(row, header, above=0) is None
    True
    """
    cells = [cell for cell in row.cells if header.columns.get(cell.column) == "identifier"]
    own = "\n".join(text for cell in cells if not cell.covered and (text := text_of(cell)))
    if not own:
        return None
    if not header.parts and (found := parse(own)):
        return found
    if len(cells) != len(_PAIR):
        return None
    resolution, item = sorted(cells, key=lambda cell: header.parts.get(cell.column) != "resolution")
    if item.covered:
        return None
    return joined(text_of(resolution) or f"{above or ''}", text_of(item))


def text_of(cell: Cell) -> str:
    """Return the words of a cell, covered or not.

    >>> text_of(Cell(1, 1, ()))
    ''
    """
    return "\n".join(cell.lines).strip()


_PAIR = ("resolution", "item")
