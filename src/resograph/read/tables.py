"""Turns Word's tables into rows and cells, and whatever stands in a cell into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Cell, Paragraph, Row
from resograph.read.grid import WHOLE_CELL, CellPlace, Grid, RowPlace
from resograph.read.inline import SILENT, WRAPPERS
from resograph.read.ledger import Ledger
from resograph.read.paragraphs import Paragraphs
from resograph.read.quote import chosen, quoted
from resograph.read.revisions import KINDS, UNCHANGED, History, Revisions, without_false_insertion

_WHOLE_ROW: Final = RowPlace()
# What may hold whole paragraphs.
_HOLDERS: Final = WRAPPERS | KINDS.keys() | {"mc:AlternateContent"}


class Tables:
    """Reads rows one at a time, and blocks of text in or outside of them."""

    def __init__(self, revisions: Revisions, ledger: Ledger, paragraphs: Paragraphs) -> None:
        """Remember who reads what."""
        self._revisions = revisions
        self._names = revisions.names
        self._ledger = ledger
        self._paragraphs = paragraphs
        self._grid = Grid(revisions)
        self._widest = ledger.limits.grid_columns

    def row(self, element: Element) -> Row:
        """Read the row at which the ledger stands."""
        self._ledger.count("rows")
        place = _WHOLE_ROW
        cells: list[Cell] = []
        for part in self._parts(element):
            name = self._names[part.tag]
            if name == "w:trPr":
                place = self._grid.row(part)
            elif name == "w:tc":
                column = cells[-1].column + cells[-1].span if cells else place.before + 1
                self._add_cell(cells, part, column)
            elif name not in SILENT:
                self._unknown(part)
        self._ledger.column = 0
        history = without_false_insertion(place.history, cells)
        return Row(self._ledger.row, tuple(cells), history.inserted, history.deleted)

    def blocks(self, element: Element, history: History = UNCHANGED) -> Iterator[Paragraph]:
        """Yield the paragraphs of one block; what is no paragraph leaves a remark."""
        name = self._names[element.tag]
        if name == "w:p":
            yield self._paragraphs.read(element, history)
        elif name in _HOLDERS:
            within = self._revisions.after(history, element) if name in KINDS else history
            for part in chosen(element, self._names) if name == "mc:AlternateContent" else element:
                yield from self.blocks(part, within)
        elif name not in SILENT:
            self._remark_block(name, element)

    def rest(self, table: Element) -> None:
        """Remark on text that stands in a table but in none of its rows."""
        if len(table):
            self._unknown(table)

    def end_story(self) -> None:
        """End a cell or the text before a table."""
        self._paragraphs.end_story()

    def _parts(self, element: Element) -> Iterator[Element]:
        """Yield the parts of a row; content controls and the like around cells are not there."""
        for part in element:
            name = self._names[part.tag]
            if name in WRAPPERS:
                yield from self._parts(part)
            elif name == "mc:AlternateContent":
                yield from chosen(part, self._names)
            else:
                yield part

    def _add_cell(self, cells: list[Cell], element: Element, column: int) -> None:
        self._ledger.column = column
        place = WHOLE_CELL
        paragraphs: list[Paragraph] = []
        for part in element:
            name = self._names[part.tag]
            if name == "w:p":
                paragraphs.append(self._paragraphs.read(part, UNCHANGED))
            elif name == "w:tcPr":
                place = self._grid.cell(part)
            else:
                paragraphs.extend(self.blocks(part))
        self._paragraphs.end_story()
        if column + place.span - 1 > self._widest:
            self._ledger.limits.refuse("grid_columns", column + place.span - 1, self._ledger.where)
        if place is WHOLE_CELL:
            cells.append(Cell(column, 1, tuple(paragraphs)))
        else:
            self._add_placed(cells, place, Cell(column, place.span, tuple(paragraphs), place.covered))

    def _add_placed(self, cells: list[Cell], place: CellPlace, cell: Cell) -> None:
        """Add a cell of which its properties tell more than its width."""
        if place.covered or place.merged_left:
            self._remark_covered(cell)
        if place.merged_left and cells:
            cells[-1] = replace(cells[-1], span=cells[-1].span + place.span)
        else:
            cells.append(replace(cell, inserted=place.history.inserted, deleted=place.history.deleted))

    def _remark_covered(self, cell: Cell) -> None:
        text = "\n".join(cell.lines).strip()
        if text:
            self._ledger.remark("covered-text", "another cell covers the cell that holds this text", text)

    def _remark_block(self, name: str, element: Element) -> None:
        if name == "w:tbl":
            self._quote("nested-table", "a table inside a cell or another element is only quoted", element)
        elif name == "w:altChunk":
            self._ledger.remark("other-document", "a document put in here is not read")
        else:
            self._unknown(element)

    def _unknown(self, element: Element) -> None:
        name = self._names[element.tag].partition(":")[2]
        self._quote("unknown-element", f"the element {name} is not known", element)

    def _quote(self, code: str, message: str, element: Element) -> None:
        text = quoted(element, self._names)
        if text:
            self._ledger.remark(code, message, text)
