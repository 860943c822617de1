"""Turns the cells of one sheet and its merged ranges into rows, as a table of Word would have them.

A row keeps the number that it has in the sheet; rows without any cell are not there. All rows
are as wide as the sheet is used, whatever its formats and merged ranges cover beyond that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from resograph.model.document import Cell, Row
from resograph.read.ledger import Ledger
from resograph.read.sheet_text import EMPTY
from resograph.read.worksheet import Contents, Merge, name_of


def table_rows(contents: Contents, ledger: Ledger) -> tuple[Row, ...]:
    """Return the rows of a sheet; of a merged range the first cell spans it, and covers those below.

    >>> from resograph.model.limits import Limits
    >>> merged = Contents({2: {1: Cell(1, 1, EMPTY)}, 9: {3: Cell(3, 1, EMPTY)}}, [Merge(range(2, 99), range(1, 3))])
    >>> rows = table_rows(merged, Ledger("a.xlsx", Limits(), table=1))
    >>> [(row.number, [(cell.column, cell.span, cell.covered) for cell in row.cells]) for row in rows]
    [(2, [(1, 2, False), (3, 1, False)]), (9, [(1, 2, True), (3, 1, False)])]
    >>> table_rows(Contents(), Ledger("a.xlsx", Limits()))
    ()
    """
    numbers = sorted(contents.cells)
    width = contents.width
    taken = dict.fromkeys(numbers, 0)
    for merge in contents.merges:
        columns = range(merge.columns.start, min(merge.columns.stop, width + 1))
        rows = numbers[bisect_left(numbers, merge.rows.start) : bisect_left(numbers, merge.rows.stop)]
        if rows and columns:
            _merge(contents, Merge(merge.rows, columns), rows, taken, ledger)
    blank = [Cell(column, 1, EMPTY) for column in range(width + 1)]
    return tuple(Row(number, tuple(_cells(contents.cells[number], blank))) for number in numbers)


def _merge(contents: Contents, merge: Merge, rows: Sequence[int], taken: dict[int, int], ledger: Ledger) -> None:
    """Make one cell a row of a merged range, in those of its rows that hold anything."""
    place = (1 << merge.columns.stop) - (1 << merge.columns.start)
    ledger.count("paragraphs", len(rows))
    ledger.row, ledger.column = rows[0], merge.columns.start
    if any(taken[number] & place for number in rows):
        first, last = (name_of(merge.rows[at], merge.columns[at]) for at in (0, -1))
        ledger.remark("merged-cells", f"the merged cells {first} to {last} overlap others: read as if not merged")
        return
    for number in rows:
        taken[number] |= place
        found = [contents.cells[number].pop(column, None) for column in merge.columns]
        # Where the first row of the range holds nothing at all, the first one that is there stands for it.
        kept = found[0] if number == merge.rows.start else None
        for cell in found:
            if cell is not None and cell is not kept:
                ledger.row, ledger.column = number, cell.column
                _remark_covered(cell, ledger)
        lines = EMPTY if kept is None else kept.paragraphs
        column = merge.columns.start
        contents.cells[number][column] = Cell(column, len(merge.columns), lines, covered=number != rows[0])


def _remark_covered(cell: Cell, ledger: Ledger) -> None:
    text = "\n".join(cell.lines).strip()
    if text:
        ledger.remark("covered-text", "another cell covers the cell that holds this text", text)


def _cells(row: dict[int, Cell], blank: Sequence[Cell]) -> Iterator[Cell]:
    column = 1
    while column < len(blank):
        cell = row.get(column, blank[column])
        yield cell
        column += cell.span
