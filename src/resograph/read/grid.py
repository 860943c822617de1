"""Turns the properties of a Word row and cell into places in the table's grid.

A cell of Word knows how many grid columns it spans, not which: its column follows from the
cells before it and from the columns that the row leaves out at its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element

from resograph.read.numbering import whole
from resograph.read.revisions import UNCHANGED, History, Revisions


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The columns that a row leaves out at its start, and its own history."""

    before: int = 0
    history: History = UNCHANGED


@dataclass(frozen=True, slots=True)
class CellPlace:
    """How many columns a cell spans, whether the one above or before it covers it, and its own history."""

    span: int = 1
    covered: bool = False
    merged_left: bool = False
    history: History = UNCHANGED


WHOLE_CELL: Final = CellPlace()


class Grid:
    """The properties of rows and cells in one document."""

    def __init__(self, revisions: Revisions) -> None:
        """Remember how marks of changes are read."""
        self._revisions = revisions
        self._names = revisions.names
        self._value = revisions.namespace + "val"

    def row(self, properties: Element) -> RowPlace:
        """Read the properties of a row."""
        before = 0
        for element in properties:
            if self._names[element.tag] == "w:gridBefore":
                before = max(whole(element.get(self._value)), 0)
        return RowPlace(before, self._revisions.marked(properties))

    def cell(self, properties: Element) -> CellPlace:
        """Read the properties of a cell; most have a width only."""
        if not any(self._names[element.tag] in _TELLING for element in properties):
            return WHOLE_CELL
        found = {self._names[element.tag]: element for element in properties}
        span = found.get("w:gridSpan")
        return CellPlace(
            span=1 if span is None else max(whole(span.get(self._value), 1), 1),
            covered=self._continues(found.get("w:vMerge")),
            merged_left=self._continues(found.get("w:hMerge")),
            history=self._revisions.marked(properties),
        )

    def _continues(self, merge: Element | None) -> bool:
        """Tell whether a merge that began before goes on: so it does unless it says that it begins."""
        return merge is not None and merge.get(self._value) != "restart"


_TELLING: Final = frozenset({"w:gridSpan", "w:vMerge", "w:hMerge", "w:cellIns", "w:cellDel"})
