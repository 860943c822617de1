"""Turns the sections of a plan into what each of their rows holds: which item, and which column where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from resograph.interpret.action_table.rows import Entry, ItemRow, MoreRow
from resograph.interpret.action_table.sections import Section
from resograph.model.report import Column, RowPlace

_NOWHERE: Mapping[int, Column] = MappingProxyType({})


def places(sections: Iterable[tuple[Section, Iterable[Entry]]]) -> Mapping[tuple[int, int], RowPlace]:
    """Return what each row of the sections holds, by table and row; a row without text goes with the item above it.

    >>> places([])
    mappingproxy({})
    """
    return MappingProxyType(dict(_places(sections)))


def _places(sections: Iterable[tuple[Section, Iterable[Entry]]]) -> Iterator[tuple[tuple[int, int], RowPlace]]:
    item = ""
    for section, entries in sections:
        columns, known = section.header.columns, {entry.row: entry for entry in entries}
        yield from (((section.table, row.number), RowPlace("", _NOWHERE)) for row in section.above)
        yield from (((section.table, number), RowPlace("", columns)) for number in section.heads)
        for row in section.rows:
            entry = known.get(row.number)
            if isinstance(entry, ItemRow):
                item = entry.id.number
            goes_on = entry is None or isinstance(entry, ItemRow | MoreRow)
            yield (section.table, row.number), RowPlace(item if goes_on else "", columns)
