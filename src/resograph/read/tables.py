"""Turns Word's tables into rows and cells, and whatever stands in a cell into paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Cell, Change, Paragraph, Row
from resograph.read.grid import WHOLE_CELL, CellPlace, Cells, Grid, RowPlace
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
        self._paragraphs.count(element)
        self._grid.prepare(element)
        around = self._revisions.around(element)
        place, looks = RowPlace(history=around) if around is not UNCHANGED else _WHOLE_ROW, UNCHANGED
        cells = Cells()
        for part in self._parts(element):
            name = self._names[part.tag]
            if name == "w:trPr":
                place = self._grid.row(part, around)
            elif name == "w:tblPrEx":
                looks = self._revisions.marked(part)
            elif name == "w:tc":
                self._add_cell(cells, part, cells.next_column or place.before + 1, around)
            elif name not in SILENT:
                self._ledger.column = 0
                self._unknown(part)
        self._ledger.column = 0
        history = without_false_insertion(place.history, cells.found)
        found = tuple(self._with_markers(cells.placed(place), history))
        return Row(self._ledger.row, found, history.inserted, history.deleted, history.formatted or looks.formatted)

    def between(self, element: Element) -> list[Paragraph]:
        """Return the paragraphs of one block that stands in no table; what is no paragraph leaves a remark."""
        self._paragraphs.count(element)
        return self._paragraphs.with_markers(self._blocks(element, self._revisions.around(element)))

    def outside(self, element: Element) -> Change | None:
        """Remark on text that stands in a table but in none of its rows; return a change of the table's looks."""
        self._paragraphs.count(element)
        self._quote("unknown-element", "this text stands in a table but in no row of it", element)
        name = self._names[element.tag]
        return self._revisions.looks(element) if name in {"w:tblPr", "w:tblGrid"} else None

    def skip(self, element: Element) -> None:
        """Count the paragraphs of what is not to be read."""
        self._paragraphs.count(element)

    def release(self) -> None:
        """Let go of the elements of the piece that was read last."""
        self._paragraphs.release()

    def end_story(self) -> None:
        """End a cell or the text before a table."""
        self._paragraphs.end_fields()
        self._paragraphs.end_joins()

    def _blocks(self, element: Element, history: History) -> Iterator[Paragraph]:
        name = self._names[element.tag]
        if name == "w:p":
            yield self._paragraphs.read(element, history)
        elif name in _HOLDERS:
            within = self._revisions.after(history, element) if name in KINDS else history
            for part in chosen(element, self._names) if name == "mc:AlternateContent" else element:
                yield from self._blocks(part, within)
        elif name not in SILENT:
            self._remark_block(name, element)
        elif self._revisions.looks(element):
            self._ledger.remark("page-layout", "the layout of the pages was changed, and no text")

    def _with_markers(self, cells: list[Cell], history: History) -> Iterator[Cell]:
        if not self._paragraphs.lack_markers:
            yield from cells
            return
        for cell in cells:
            self._paragraphs.end_joins()
            within = History(cell.inserted, cell.deleted).within(history)
            yield replace(cell, paragraphs=tuple(self._paragraphs.with_markers(cell.paragraphs, within)))
        self._paragraphs.end_joins()

    def _parts(self, element: Iterable[Element]) -> Iterator[Element]:
        """Yield the parts of a row; content controls and the like around cells are not there."""
        for part in element:
            name = self._names[part.tag]
            if name in WRAPPERS:
                yield from self._parts(part)
            elif name == "mc:AlternateContent":
                yield from self._parts(chosen(part, self._names))
            else:
                yield part

    def _add_cell(self, cells: Cells, element: Element, column: int, history: History) -> None:
        self._ledger.column = column
        place = WHOLE_CELL
        paragraphs: list[Paragraph] = []
        for part in element:
            name = self._names[part.tag]
            if name == "w:p":
                paragraphs.append(self._paragraphs.read(part, history))
            elif name == "w:tcPr":
                place = self._grid.cell(part)
            else:
                paragraphs.extend(self._blocks(part, history))
        self._paragraphs.end_fields()
        if column + place.span - 1 > self._widest:
            self._ledger.limits.refuse("grid_columns", column + place.span - 1, self._ledger.where)
        cell = Cell(column, place.span, tuple(paragraphs))
        if place is not WHOLE_CELL:
            self._remark_covered(cell, place)
        cells.add(cell, place)

    def _remark_covered(self, cell: Cell, place: CellPlace) -> None:
        text = "\n".join(cell.lines).strip()
        if not text or not (place.covered or place.former_covered or place.merged_left):
            return
        when = "" if place.covered == place.former_covered else f"{'since' if place.covered else 'before'} a change, "
        self._ledger.remark("covered-text", f"{when}another cell covers the cell that holds this text", text)

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
