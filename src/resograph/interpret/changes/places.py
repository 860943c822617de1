"""Turns the place of a change in the file into its item and column.

A plan knows its rows as a view shows them; a change stands in the file, among rows and cells that a view hides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, Protocol

from resograph.model.document import Cell, Document, Row, View
from resograph.model.report import Column, PendingChange, PendingKind, RowPlace

Position = tuple[int, int]
_NO_COLUMN: Literal[""] = ""

_NOTES: Mapping[PendingKind, PendingKind] = MappingProxyType(
    {"insert-paragraph": "insert", "delete-paragraph": "delete"}
)


class Plan(Protocol):
    """What a plan must tell: whose it is, and what its rows hold, by table and row in the view."""

    @property
    def group(self) -> str:
        """Return the group, "" = not said."""

    @property
    def places(self) -> Mapping[Position, RowPlace]:
        """Return the item and the columns of each row."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file, the same row as a view shows it, whose plan it is in, and what it holds."""

    view: View
    group: str
    filed: Row
    shown: Row
    place: RowPlace

    def column(self, cell: int) -> Column | Literal[""] | None:
        """Return the column of a cell of the file; None where the view does not show the cell."""
        visible = (filed for filed in self.filed.cells if not _hides(filed, self.view))
        shown = {filed.column: shown.column for filed, shown in zip(visible, self.shown.cells, strict=True)}
        return self.place.columns.get(shown[cell], "") if cell in shown else None


class Locator:
    """Where in the plans of a document its changes stand."""

    def __init__(self, document: Document, plans: Mapping[View, Iterable[Plan]]) -> None:
        """Take the plans that each view shows; the first view goes before the next."""
        self._views = [dict(_shown(document, view, shown)) for view, shown in plans.items()]

    def is_in(self, change: PendingChange, groups: Mapping[View, Collection[str]]) -> bool:
        """Tell whether a change stands in an item of a plan that bears one of these names in a view."""
        return change.item != "" and any(row.group in groups[row.view] for row in self._rows(change))

    def located(self, changes: Iterable[PendingChange]) -> tuple[PendingChange, ...]:
        """Return the changes with item and column."""
        return tuple(self._located(change) for change in changes)

    def _located(self, change: PendingChange) -> PendingChange:
        columns = (row.column(change.cell) for row in self._rows(change))
        column = next((column for column in columns if column is not None), _NO_COLUMN)
        # A line of an id cell is a note beside the id ("(unchanged)"), no paragraph of a text.
        kind = _NOTES.get(change.kind, change.kind) if column == "identifier" else change.kind
        item = next((row.place.item for row in self._rows(change)), "")
        return replace(change, kind=kind, item=item, column=column)

    def _rows(self, change: PendingChange) -> Iterator[_Row]:
        position = (change.table, change.row)
        return (rows[position] for rows in self._views if position in rows)


def _shown(document: Document, view: View, plans: Iterable[Plan]) -> Iterator[tuple[Position, _Row]]:
    """Yield the rows of the plans that a view shows, by table and row as they are in the file."""
    known = {position: (plan.group, place) for plan in plans for position, place in plan.places.items()}
    for table, seen in zip(document.tables, document.in_view(view).tables, strict=True):
        visible = (row for row in table.rows if not _hides(row, view))
        for filed, shown in zip(visible, seen.rows, strict=True):
            if found := known.get((table.number, shown.number)):
                group, place = found
                yield (table.number, filed.number), _Row(view, group, filed, shown, place)


def _hides(part: Row | Cell, view: View) -> bool:
    return (part.deleted if view == "accepted" else part.inserted) is not None
