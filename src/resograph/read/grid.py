"""Turns the properties of a Word row and cell into places in the table's grid.

A cell of Word knows how many grid columns it spans, not which: its column follows from the
cells before it and from the columns that the row leaves out at its start. Where properties were
changed they hold the former ones, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Cell, Place
from resograph.read.numbering import whole
from resograph.read.revisions import UNCHANGED, History, Revisions


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The columns that a row leaves out at its start, now and before its properties were changed, and its history."""

    before: int = 0
    former_before: int = 0
    history: History = UNCHANGED


@dataclass(frozen=True, slots=True)
class CellPlace:
    """How many columns a cell spans, whether the one above or before it covers it, and its own history.

    ``former_span`` and ``former_covered`` tell the same of the original view.
    """

    span: int = 1
    former_span: int = 1
    covered: bool = False
    former_covered: bool = False
    merged_left: bool = False
    history: History = UNCHANGED

    @property
    def was_another(self) -> bool:
        """Tell whether the cell had another width, or another one covered it, before a change."""
        return self is not WHOLE_CELL and (self.span != self.former_span or self.covered != self.former_covered)


WHOLE_CELL: Final = CellPlace()


class Cells:
    """The cells of one row as they come."""

    def __init__(self) -> None:
        """Begin without any."""
        self.found: list[Cell] = []
        self._places: list[CellPlace] = []

    @property
    def next_column(self) -> int:
        """Return the column behind the last cell, 0 where there is none."""
        return self.found[-1].column + self.found[-1].span if self.found else 0

    def add(self, cell: Cell, place: CellPlace) -> None:
        """Add a cell; one that is merged to the left makes the one before it wider."""
        if place.merged_left and self.found:
            before = self._places[-1]
            self.found[-1] = replace(self.found[-1], span=self.found[-1].span + place.span)
            self._places[-1] = replace(before, former_span=before.former_span + place.former_span)
            return
        self._places.append(place)
        self.found.append(cell if place is WHOLE_CELL else _placed(cell, place))

    def placed(self, row: RowPlace) -> list[Cell]:
        """Return the cells, each with its former place where any in the row had another."""
        if row.before == row.former_before and not any(place.was_another for place in self._places):
            return self.found
        column = row.former_before + 1
        cells: list[Cell] = []
        for cell, place in zip(self.found, self._places, strict=True):
            former = None if cell.inserted else Place(column, place.former_span, place.former_covered)
            cells.append(replace(cell, original=former))
            column += former.span if former else 0
        return cells


def _placed(cell: Cell, place: CellPlace) -> Cell:
    history = place.history
    return Cell(
        cell.column, cell.span, cell.paragraphs, place.covered, history.inserted, history.deleted, history.formatted
    )


Found = dict[str, Element]


class Grid:
    """The properties of rows and cells in one document."""

    def __init__(self, revisions: Revisions) -> None:
        """Remember how marks of changes are read."""
        self._revisions = revisions
        self._names = revisions.names
        self._namespace = revisions.namespace
        self._value = revisions.namespace + "val"
        self._telling = [f"{self._namespace}{name.partition(':')[2]}" for name in sorted(_TELLING)]
        self._is_plain = False

    def prepare(self, row: Element) -> None:
        """Look whether any cell of the next row tells more than its width: most rows have none."""
        self._is_plain = next(row.iter(*self._telling), None) is None

    def row(self, properties: Element, history: History) -> RowPlace:
        """Read the properties of a row inside of which ``history`` holds."""
        found = self._found(properties)
        before = self._left_out(found)
        former = self._former(found, "w:trPrChange")
        former_before = before if former is None else self._left_out(former)
        return RowPlace(before, former_before, self._revisions.marked(properties, history))

    def cell(self, properties: Element) -> CellPlace:
        """Read the properties of a cell; most have a width only."""
        if self._is_plain or not any(self._names[element.tag] in _TELLING for element in properties):
            return WHOLE_CELL
        found = self._found(properties)
        former = self._former(found, "w:tcPrChange")
        span = self._span(found)
        covered, former_covered = self._covered(found, former)
        return CellPlace(
            span=span,
            former_span=span if former is None else self._span(former),
            covered=covered,
            former_covered=former_covered,
            merged_left=self._continues(found.get("w:hMerge")),
            history=self._revisions.marked(properties),
        )

    def _found(self, properties: Iterable[Element]) -> Found:
        return {self._names[element.tag]: element for element in properties}

    def _former(self, found: Found, change: str) -> Found | None:
        """Return the properties as they were before a change of them."""
        if change not in found:
            return None
        return self._found(next(iter(found[change]), ()))

    def _left_out(self, found: Found) -> int:
        before = found.get("w:gridBefore")
        return 0 if before is None else max(whole(before.get(self._value)), 0)

    def _span(self, found: Found) -> int:
        span = found.get("w:gridSpan")
        return 1 if span is None else max(whole(span.get(self._value), 1), 1)

    def _continues(self, merge: Element | None) -> bool:
        """Tell whether a merge that began before goes on: so it does unless it says that it begins."""
        return merge is not None and merge.get(self._value) != "restart"

    def _covered(self, found: Found, former: Found | None) -> tuple[bool, bool]:
        """Tell whether the cell above covers this one, now and before its merge was changed."""
        covered, merge = self._continues(found.get("w:vMerge")), found.get("w:cellMerge")
        if merge is None:
            return covered, covered if former is None else self._continues(former.get("w:vMerge"))
        now, before = (merge.get(f"{self._namespace}{name}") for name in ("vMerge", "vMergeOrig"))
        if now is None and before is None:
            return covered, covered
        return (covered if now is None else now == _MERGED), before == _MERGED


_MERGED: Final = "cont"
_TELLING: Final = frozenset(
    {"w:gridSpan", "w:vMerge", "w:hMerge", "w:cellIns", "w:cellDel", "w:cellMerge", "w:tcPrChange"}
)
