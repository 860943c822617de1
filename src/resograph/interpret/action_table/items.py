"""Turns the entries of a plan's sections into action items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import MappingProxyType

from resograph.errors import InputError
from resograph.interpret.action_table.identifier import entitled
from resograph.interpret.action_table.rows import BadRow, Entry, ItemRow, MoreRow, Texts, TitleRow
from resograph.model.document import Remark
from resograph.model.report import COLUMNS, ActionItem, CellText, Column, Line

_LONGEST = 60
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:]*)?")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The items of one plan in the order of its rows, and what could not become part of one."""

    items: tuple[ActionItem, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    first: ItemRow
    more: tuple[MoreRow, ...]
    title: TitleRow | None


def gather(entries: Iterable[Entry], name: str) -> Gathered:
    """Make an item of each row with an id and the rows without one below it.

    The text of a row without an id is joined to the item's cells by a line feed (docs/reference/contract.md §4);
    the title of a Resolution that stands in a row of its own becomes the title of its items that have none.

    Raises:
        InputError: ``bad-id``, ``duplicate-id``, or ``several-report-tables`` when two tables of the plan repeat an id.

    >>> gather([], "a.docx")
    Gathered(items=(), remarks=())
    >>> gather([BadRow(2, 7, "92/03")], "a.docx")
    Traceback (most recent call last):
    resograph.errors.InputError: error[bad-id]: "92/03" is not the id of an action item, a.docx, table 2, row 7: ...
    """
    rows = tuple(entries)
    for bad in (row for row in rows if isinstance(row, BadRow)):
        raise _bad_id(bad, name)
    groups = tuple(_groups(rows))
    _refuse_repeats([group.first for group in groups], name)
    items = tuple(_item(group) for group in groups)
    used = {line for item in items for line in item.cells["title"].lines}
    return Gathered(items, (*_stray(rows), *_unused(rows, used), *_marks(groups), *_forgotten(groups)))


def _groups(rows: Sequence[Entry]) -> Iterator[_Group]:
    titles: dict[int, TitleRow] = {}
    group: _Group | None = None
    more: list[MoreRow] = []
    for row in _numbered(rows):
        if isinstance(row, TitleRow) and row.resolution:
            titles[row.resolution] = row
        elif isinstance(row, MoreRow):
            more.append(row)
        elif isinstance(row, ItemRow):
            if group is not None:
                yield replace(group, more=tuple(more))
            group, more = _Group(row, (), titles.get(row.id.resolution)), []
    if group is not None:
        yield replace(group, more=tuple(more))


def _numbered(rows: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the rows, each title with the number of the Resolution whose title it is.

    Where titles stand in rows of their own, a row without a number just above an item is the title of that item's
    Resolution (the titles of Resolution 77 lack "Resolution 77 –").
    """
    numbers = {row.resolution for row in rows if isinstance(row, TitleRow)} - {0}
    for row, below in zip_longest(rows, rows[1:]):
        number = below.id.resolution if isinstance(below, ItemRow) else 0
        if isinstance(row, TitleRow) and not row.resolution and numbers and number not in numbers:
            yield replace(row, resolution=number)
        else:
            yield row


def _item(group: _Group) -> ActionItem:
    first = group.first
    cells = {column: _joined(column, group) for column in COLUMNS}
    if group.title is not None and not cells["title"].text.strip():
        cells["title"] = CellText(group.title.lines)
    resolution, title = entitled(cells["title"].text)
    return ActionItem(
        number=first.id.number,
        resolution=first.id.resolution,
        ordinal=first.id.ordinal,
        cells=MappingProxyType(cells),
        table=first.table,
        row=first.row,
        marked_unchanged=first.id.unchanged,
        marked_new=first.id.new,
        title_resolution=resolution,
        title=title,
    )


def _joined(column: Column, group: _Group) -> CellText:
    own = group.first.texts.get(column, ()) or (Line("", group.first.row, group.first.table),)
    if not group.more:
        return CellText(own)
    parts = [texts[column] for texts in _texts(group) if _has_words(texts.get(column, ()))]
    return CellText(tuple(line for part in parts for line in part) or own)


def _texts(group: _Group) -> Iterator[Texts]:
    yield group.first.texts
    yield from (row.texts for row in group.more)


def _has_words(lines: Iterable[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _refuse_repeats(rows: Iterable[ItemRow], name: str) -> None:
    seen: dict[tuple[int, int], ItemRow] = {}
    for row in rows:
        former = seen.setdefault((row.id.resolution, row.id.ordinal), row)
        if former is row:
            continue
        if former.table == row.table:
            what = f"item {row.id.number} stands in row {former.row} and again in row {row.row}"
            where = f"{name}, table {row.table}"
            raise InputError("duplicate-id", what, where, "give each row an id of its own")
        what = f"tables {former.table} and {row.table} of one action plan both have item {row.id.number}"
        where = f"{name}, table {former.table} row {former.row} and table {row.table} row {row.row}"
        raise InputError("several-report-tables", what, where, "keep one of the tables in the file")


def _bad_id(row: BadRow, name: str) -> InputError:
    text = " ".join(row.text.split())
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    where = f"{name}, table {row.table}, row {row.row}"
    remedy = 'write the id as "92-03", the number of the Resolution and of the item'
    if _DATE.fullmatch(text):
        remedy = f'{remedy}; in a spreadsheet, format the cell as text first: it makes a date of "2-1"'
    return InputError("bad-id", f'"{shown}" is not the id of an action item', where, remedy)


def _stray(rows: Sequence[Entry]) -> Iterator[Remark]:
    for row in rows:
        if isinstance(row, ItemRow):
            return
        if isinstance(row, MoreRow):
            text = "\n".join(line.text for lines in row.texts.values() for line in lines if line.text)
            yield Remark("row-without-item", "a row without an id and no item above it", text, row.table, row.row)


def _unused(rows: Sequence[Entry], used: set[Line]) -> Iterator[Remark]:
    for row in rows:
        if isinstance(row, TitleRow) and row.row and not used.issuperset(row.lines):
            text = "\n".join(line.text for line in row.lines)
            yield Remark("row-without-item", "a row that belongs to no item", text, row.table, row.row)


def _forgotten(groups: Iterable[_Group]) -> Iterator[Remark]:
    """Tell which rows without an id have a title and an action of their own: that is how an item looks."""
    for group in groups:
        for row in group.more:
            if all(_has_words(row.texts.get(column, ())) for column in ("title", "action")):
                message = f"a row without an id looks like an item and was joined to item {group.first.id.number}"
                words = "\n".join(line.text for line in row.texts["action"])
                yield Remark("item-without-id", message, words, row.table, row.row)


def _marks(groups: Iterable[_Group]) -> Iterator[Remark]:
    for first in (group.first for group in groups):
        for note in first.id.notes:
            message = f"item {first.id.number} carries a mark that is not known"
            yield Remark("unknown-mark", message, note, first.table, first.row)
