"""Turns the rows under a heading into entries: what each row is, and its text column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from resograph.interpret.action_table.header import Header
from resograph.interpret.action_table.identifier import Identifier, parse
from resograph.interpret.action_table.sections import Section
from resograph.model.document import Cell, Remark, Row
from resograph.model.report import Column, Line

_RESOLUTION = re.compile(r"\s*res(?:olution|\.)\s*([0-9]{1,6})\b", re.IGNORECASE)

Texts = Mapping[Column, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row with an id of its own."""

    table: int
    row: int
    id: Identifier
    texts: Texts


@dataclass(frozen=True, slots=True)
class MoreRow:
    """A row without an id: its text continues the row above (as the row below 52-01 does)."""

    table: int
    row: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A row that is all one text: the title of a Resolution given once for its items, or (0) something else."""

    table: int
    row: int
    resolution: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row whose first cell has words that are no id."""

    table: int
    row: int
    text: str


Entry = ItemRow | MoreRow | TitleRow | BadRow


def read_rows(section: Section) -> Iterator[Entry]:
    """Tell what each row of a section is; rows without text are none.

    A cell belongs to the column in whose grid it begins. A covered cell of a row with an id repeats
    the merged text, its lines keeping the row where the words stand; in a row without an id
    it adds nothing. A covered id is no id.

    >>> list(read_rows(Section(1, Header(1, {1: "identifier"}, 1, "", ()), (Row(2, ()),))))
    []
    """
    above: Mapping[int, int] = {}
    for row in section.rows:
        # Where the words under a vertical merge stand, by grid column.
        above = {cell.column: above.get(cell.column, row.number) if cell.covered else row.number for cell in row.cells}
        own = _texts((cell for cell in row.cells if not cell.covered), section.header, above)
        repeated = _texts(row.cells, section.header, above) if any(cell.covered for cell in row.cells) else own
        if any(_has_words(lines) for lines in own.values()):
            yield _entry(section, row, own, repeated)


def remarks_on(section: Section) -> Iterator[Remark]:
    """Tell which cells of a section have text that falls outside the nine columns, or across two of them.

    >>> list(remarks_on(Section(1, Header(1, {1: "identifier"}, 1, "", ()), ())))
    []
    """
    columns = section.header.columns
    named = {grid for cell in section.header.unknown for grid in _grid(cell)}
    for row in section.rows:
        for cell in row.cells:
            usual = cell.span == 1 and cell.column in columns
            if usual or cell.covered or not _filled(cell) or _stands_alone(cell, row, section.header):
                continue
            if len(_across(cell, section.header)) > 1:
                message = "one cell across several columns, taken for the first"
                yield _remark("spanning-cell", message, section, row, cell)
            elif cell.column not in columns and cell.column not in named:
                yield _remark("unknown-column", "text in a column without a heading", section, row, cell)


def _stands_alone(cell: Cell, row: Row, header: Header) -> bool:
    # Such a row is read, or remarked on, as a whole.
    return header.columns.get(cell.column) == "identifier" and not any(
        _filled(other) for other in row.cells if other is not cell and not other.covered
    )


def _entry(section: Section, row: Row, own: Texts, repeated: Texts) -> Entry:
    place = (section.table, row.number)
    lines = own.get("identifier", ())
    written = "\n".join(line.text for line in lines)
    if not written.strip():
        return MoreRow(*place, own)
    if identifier := parse(written):
        return ItemRow(*place, identifier, repeated)
    title = _RESOLUTION.match(written)
    alone = sum(_has_words(column) for column in own.values()) == 1
    if alone and (title or any(len(_across(cell, section.header)) > 1 for cell in row.cells)):
        return TitleRow(*place, int(title[1]) if title else 0, lines)
    return BadRow(*place, written)


def _across(cell: Cell, header: Header) -> set[Column]:
    return {header.columns[grid] for grid in _grid(cell) if grid in header.columns}


def _texts(cells: Iterable[Cell], header: Header, standing: Mapping[int, int]) -> Texts:
    texts: dict[Column, tuple[Line, ...]] = {}
    for cell in cells:
        if column := header.columns.get(cell.column):
            texts[column] = (*texts.get(column, ()), *(Line(text, standing[cell.column]) for text in cell.lines))
    return MappingProxyType(texts)


def _has_words(lines: Iterable[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _filled(cell: Cell) -> bool:
    return any(line.strip() for line in cell.lines)


def _grid(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.span)


def _remark(code: str, message: str, section: Section, row: Row, cell: Cell) -> Remark:
    return Remark(code, message, "\n".join(cell.lines), section.table, row.number, cell.column)
