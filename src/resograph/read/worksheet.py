"""Turns the XML of one sheet into its cells, by row and column, without ever holding more than a few rows of it.

Cells that have a format and nothing else are dropped by libxml2 itself: a sheet may have millions of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from lxml.etree import XPath
from lxml.etree import _Element as Element
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from resograph.errors import InputError
from resograph.model.document import Cell, Paragraph
from resograph.read.cell_values import Value, Values
from resograph.read.ledger import Ledger
from resograph.read.sheet_text import natural, paragraphs
from resograph.read.stream import Stream, ended
from resograph.read.xml import namespace_of

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ON: Final = frozenset({"1", "true", "on"})
# Where each cell and row has a number, the empty ones need not be looked at.
_ROWS: Final = "s:row[s:c/* or not(@r)]"
_CELLS: Final = "s:c[* or not(@r)]"


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of cells that the sheet shows as one."""

    rows: range
    columns: range


@dataclass(slots=True)
class Contents:
    """What one sheet holds: its cells with a value or a formula, by row and column, and what it says of them."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    page_texts: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return the last column that has a cell.

        >>> Contents().width
        0
        """
        return max((column for row in self.cells.values() for column in row), default=0)


def read_contents(stream: Stream, values: Values, ledger: Ledger) -> Contents:
    """Read one sheet; the ledger stands at its table.

    Raises ``InputError`` with code ``too-large``, ``doctype-forbidden``, ``not-a-word-document``, or with
    ``xml-not-well-formed`` where cells are not where a sheet can have them.
    """
    walk = _Walk(stream, values, ledger)
    for root in stream.roots():
        walk.take(root)
    ledger.row = ledger.column = 0
    return walk.found


class _Walk:
    """The walk through one sheet."""

    def __init__(self, stream: Stream, values: Values, ledger: Ledger) -> None:
        self.found = Contents()
        self._stream = stream
        self._values = values
        self._ledger = ledger
        self._known: dict[str, tuple[Paragraph, ...]] = {}
        self._above = 0
        self._widest = ledger.limits.grid_columns
        self._handlers: dict[str, Callable[[Element], None]] = {
            "sheetData": self._rows,
            "mergeCells": self._merges,
            "cols": self._columns,
        }

    def take(self, root: Element) -> None:
        """Read what has come since the last time."""
        for part in root[:-1]:
            self._part(ended(part))
            if part.tag == f"{namespace_of(root)}headerFooter":
                self.found.page_texts += [text.text for text in part if text.text]
        for part in root[-1:]:
            self._part(part)
        self._stream.forget(root)

    def _part(self, part: Element) -> None:
        """Read what is whole in a part of the sheet that is read piece by piece."""
        handler = self._handlers.get(str(part.tag).rpartition("}")[2])
        if handler is not None and len(part) > 1:
            handler(part)
            self._stream.forget(part)

    def _rows(self, data: Element) -> None:
        namespace = namespace_of(data)
        last = data[-1]
        rows = [row for row in _filled(_ROWS, data) if row is not last]
        if any(row.get("r") is None for row in rows):
            rows = [row for row in data[:-1] if row.tag == f"{namespace}row"]
        for row in rows:
            self._row(row)
        if data[-2].get("r") is not None:
            self._above = self._number(data[-2], 0)

    def _row(self, row: Element) -> None:
        number = self._above = self._number(row, self._above + 1)
        self._ledger.row = number
        cells: Iterable[Element] = _filled(_CELLS, row)
        if any(cell.get("r") is None for cell in cells):
            cells = row.iterchildren(f"{namespace_of(row)}c")
        column = 0
        for cell in cells:
            column = self._ledger.column = self._column(cell, number, column + 1)
            if len(cell):
                value = self._values.read(cell)
                if value.text or value.code:
                    self._keep(value, number, column)
        if row.get("hidden") in _ON and number in self.found.cells:
            self.found.hidden_rows.append(number)

    def _keep(self, value: Value, number: int, column: int) -> None:
        """Note down a cell; a known text is one object, however many cells have it."""
        row = self.found.cells.setdefault(number, {})
        if not row:
            self._ledger.count("rows")
        if column in row:
            raise self._damaged(f"the cell {name_of(number, column)} stands there twice")
        if column > self._widest:
            self._ledger.limits.refuse("grid_columns", column, self._ledger.where)
        lines = self._known.get(value.text)
        if lines is None:
            lines = self._known[value.text] = paragraphs(value.text)
        self._ledger.count("characters", len(value.text))
        self._ledger.count("paragraphs", len(lines))
        row[column] = Cell(column, 1, lines)
        if value.code:
            self._ledger.remark(value.code, f"cell {name_of(number, column)} {value.message}", value.about)

    def _number(self, row: Element, otherwise: int) -> int:
        written = row.get("r")
        number = otherwise if written is None else natural(written)
        if not 0 < number <= LAST_ROW:
            raise self._damaged(f"no sheet has a row {written or number}")
        return number

    def _column(self, cell: Element, row: int, otherwise: int) -> int:
        written = cell.get("r")
        if otherwise > LAST_COLUMN:
            raise self._damaged(f"no sheet has a column {otherwise}")
        # Most cells follow the one before.
        if written is None or written == name_of(row, otherwise):
            return otherwise
        place = place_of(written)
        if place is None or place[0] != row:
            raise self._damaged(f'no cell of row {row} is called "{written}"')
        return place[1]

    def _merges(self, merges: Element) -> None:
        for merge in merges[:-1]:
            first, colon, last = merge.get("ref", "").partition(":")
            begin, end = place_of(first), place_of(last if colon else first)
            if begin is None or end is None:
                raise self._damaged(f'no cells are called "{merge.get("ref", "")}"')
            (top, bottom), (left, right) = sorted((begin[0], end[0])), sorted((begin[1], end[1]))
            self.found.merges.append(Merge(range(top, bottom + 1), range(left, right + 1)))
        self._ledger.limits.refuse("elements_at_once", len(self.found.merges), self._ledger.where)

    def _columns(self, columns: Element) -> None:
        for column in columns[:-1]:
            if column.get("hidden") in _ON:
                first, last = natural(column.get("min", "")), natural(column.get("max", ""))
                self.found.hidden_columns.append(range(first, last + 1))
        if len(self.found.hidden_columns) > LAST_COLUMN:
            raise self._damaged("more columns than a sheet has")

    def _damaged(self, what: str) -> InputError:
        return InputError("xml-not-well-formed", what, self._ledger.where, "open the file in Excel and save it again")


def place_of(reference: str) -> tuple[int, int] | None:
    """Return row and column of a cell by its name, None where no sheet has such a cell.

    >>> place_of("B7"), place_of("XFE1"), place_of("7B")
    ((7, 2), None, None)
    """
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        return None
    row, column = int(found[2]), column_index_from_string(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def name_of(row: int, column: int) -> str:
    """Return the name of a cell.

    >>> name_of(7, 2)
    'B7'
    """
    return f"{get_column_letter(column)}{row}"


def _filled(path: str, parent: Element) -> list[Element]:
    """Return the rows or cells that are not empty, chosen without an object for each of the others."""
    found: list[Element] = _paths(namespace_of(parent))[path](parent)
    return found


@cache
def _paths(namespace: str) -> dict[str, XPath]:
    return {path: XPath(path, namespaces={"s": namespace[1:-1]}) for path in (_ROWS, _CELLS)}
