"""Turns vertically merged cells into cells that each hold the text that covers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from resograph.model.document import Cell, Document, Paragraph, Row, Table, View


@dataclass(frozen=True, slots=True)
class _Merge:
    """A cell of the row above, and whether any row of its merge so far is in the view."""

    cell: Cell
    seen: bool


def with_merged_text(document: Document, view: View) -> Document:
    """Give each cell under a vertical merge the text of the merge.

    To be done before the view is chosen: when the row that held the text is not in the view, the
    first row of the merge that is in it holds it from then on, instead of the row of another
    Resolution that happens to stand above.

    >>> from resograph.model.document import Run
    >>> title = Cell(1, 1, (Paragraph((Run("Resolution 50"),)),))
    >>> rows = (Row(1, (title,)), Row(2, (Cell(1, 1, (), covered=True),)))
    >>> merged = with_merged_text(Document("a", "", "", (Table(1, rows),)), "accepted")
    >>> [row.cells[0].lines for table in merged.tables for row in table.rows]
    [('Resolution 50',), ('Resolution 50',)]
    >>> orphan = Document("a", "", "", (Table(1, rows[1:]),))
    >>> [row.cells[0].covered for table in with_merged_text(orphan, "accepted").tables for row in table.rows]
    [False]
    """
    blocks = (_filled_table(block, view) if isinstance(block, Table) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _filled_table(table: Table, view: View) -> Table:
    if not any(cell.covered_in(view) for row in table.rows for cell in row.cells):
        return table
    return replace(table, rows=tuple(_rows(table, view)))


def _rows(table: Table, view: View) -> Iterator[Row]:
    above: Mapping[int, _Merge] = {}
    for row in table.rows:
        merges = [_merge(cell, row, above.get(cell.column), view) for cell in row.cells]
        yield replace(row, cells=tuple(merge.cell for merge in merges))
        above = {merge.cell.column: merge for merge in merges}


def _merge(cell: Cell, row: Row, above: _Merge | None, view: View) -> _Merge:
    seen = not (_hidden(row, view) or _hidden(cell, view))
    if not cell.covered_in(view):
        return _Merge(cell, seen)
    if above is None:
        return _Merge(_with(cell, cell.paragraphs, covered=False), seen)
    first = seen and not above.seen
    return _Merge(_with(cell, above.cell.paragraphs, covered=not first), seen or above.seen)


def _with(cell: Cell, paragraphs: tuple[Paragraph, ...], *, covered: bool) -> Cell:
    original = cell.original and replace(cell.original, covered=covered)
    return replace(cell, paragraphs=paragraphs, covered=covered, original=original)


def _hidden(part: Row | Cell, view: View) -> bool:
    return (part.deleted if view == "accepted" else part.inserted) is not None
