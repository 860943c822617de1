"""Turns the tables of a document into sections: a heading of an action plan and the rows under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from resograph.interpret.action_table.header import Header, headings_in, read_header
from resograph.interpret.action_table.identifier import parse
from resograph.interpret.action_table.row_id import row_id, text_of
from resograph.model.document import Document, Paragraph, Remark, Row, Table

# With fewer columns a number like "2022-05" is a month in some list, not the id of an item.
_FEWEST = 5
# A heading may stand in rows one upon the other.
_DEEPEST = 3
_NUMERAL = re.compile(r"\(?([0-9]{1,2})[.)]{0,2}")


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table that stand under one heading.

    ``origin`` is the table of the heading: a former one, where this table has none. ``heads`` are the rows of the
    heading and of column numbers in this table, ``above`` the rows over them; ``before`` is what stands between the
    former table with a section, or the beginning, and this one.
    """

    table: int
    header: Header
    rows: tuple[Row, ...]
    heads: tuple[int, ...] = ()
    above: tuple[Row, ...] = ()
    before: tuple[Paragraph | Table, ...] = ()
    origin: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """How the tables of a document divide: sections, and the rows with ids that are in none."""

    sections: tuple[Section, ...]
    unplaced: tuple[Remark, ...]


@dataclass(slots=True)
class _Piece:
    """A heading with the rows under it, or without one the rows that begin a table."""

    header: Header
    heads: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)


def has_plan(document: Document) -> bool:
    """Tell whether any table has a heading of an action plan, or rows with ids.

    >>> has_plan(Document("a", "", "", (Table(1, ()),)))
    False
    """
    return any(_is_plan(table) for table in document.tables)


def divide(document: Document) -> Division:
    """Divide the tables of a document into sections.

    A heading counts wherever it stands: captions and column numbers may come above it, it may be
    repeated in mid-table, and a table of the same build that follows without one continues the plan.

    >>> from resograph.model.document import Cell, Run
    >>> texts = ("50-01", "Resolution 50", "Act", "On-going", "SGs")
    >>> row = Row(1, tuple(Cell(n, 1, (Paragraph((Run(text),)),)) for n, text in enumerate(texts, 1)))
    >>> divide(Document("a", "", "", (Table(1, (row,)),))).unplaced[0].code
    'headerless-table'
    >>> divide(Document("a", "", "", (Table(1, (Row(1, row.cells[:2]),)),)))
    Division(sections=(), unplaced=())
    """
    sections: list[Section] = []
    unplaced: list[Remark] = []
    before: list[Paragraph | Table] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found = _sections(block, sections[-1:], before)
            if stray := _stray(block, found):
                unplaced.append(stray)
            if found:
                sections += found
                before = []
                continue
        before.append(block)
    return Division(tuple(sections), tuple(unplaced))


# ---------------------------------------------------------------------------------------- one table


def _is_plan(table: Table) -> bool:
    for position, row in enumerate(table.rows):
        if _starts_with_id(row):
            return True
        header, deep = _heading(table.rows, position)
        if header and (not header.is_plain or any(_has_id(below, header) for below in table.rows[position + deep :])):
            return True
    return False


def _sections(table: Table, former: Sequence[Section], before: Sequence[Paragraph | Table]) -> list[Section]:
    first, *pieces = _pieces(table)
    above, surroundings, origin = tuple(first.rows), tuple(before), table.number
    if former and (header := _continued(above, former[0].header, surroundings)):
        above, origin = (), former[0].origin
        pieces = [replace(first, header=header), *pieces]
    sections: list[Section] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        rows, captions = _parted(piece) if following else (tuple(piece.rows), ())
        heads = (*(row.number for row in piece.heads), *piece.counted)
        sections.append(Section(table.number, piece.header, rows, heads, above, surroundings, origin))
        above, surroundings, origin = captions, (), table.number
    return sections


def _pieces(table: Table) -> list[_Piece]:
    pieces = [_Piece(Header(0, {}, 0, "", ()))]
    position = 0
    while position < len(table.rows):
        row, current = table.rows[position], pieces[-1]
        is_item = _has_id(row, current.header)
        header, deep = (None, 1) if is_item else _heading(table.rows, position)
        if header:
            pieces.append(_Piece(header, list(table.rows[position : position + deep])))
        elif not is_item and _counts_columns(row):
            current.counted.append(row.number)
        else:
            current.rows.append(row)
        position += deep
    return _certain(pieces)


def _certain(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces but those whose heading may be that of another table, and that have no item below."""
    kept = [pieces[0]]
    for piece in pieces[1:]:
        if piece.header.is_plain and not any(_has_id(row, piece.header) for row in piece.rows):
            kept[-1].rows += [*piece.heads, *piece.rows]
            kept[-1].counted += piece.counted
        else:
            kept.append(piece)
    return kept


def _parted(piece: _Piece) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of a piece, and the captions at their end, which belong to the heading that follows."""
    end = len(piece.rows)
    while end and _is_caption(piece.rows[end - 1], piece.header):
        end -= 1
    return tuple(piece.rows[:end]), tuple(piece.rows[end:])


def _heading(rows: Sequence[Row], position: int) -> tuple[Header | None, int]:
    """Return the heading that begins in a row, if any, and of how many rows it is."""
    if not headings_in(rows[position]):
        return None, 1
    header, deep = read_header(rows[position]), 1
    for last in range(position + 1, min(position + _DEEPEST, len(rows))):
        if _starts_with_id(rows[last]) or (header and _has_id(rows[last], header)):
            break
        stacked, lower = read_header(*rows[position : last + 1]), read_header(*rows[position + 1 : last + 1])
        known = header or lower
        # Each row must name a column that the others do not: a caption is no part of the heading below it.
        if stacked and (known is None or len(stacked.names) > len(known.names)):
            header, deep = stacked, last + 1 - position
    return header, deep


# ---------------------------------------------------------------------------------------- a table without a heading


def _continued(rows: Sequence[Row], header: Header, before: Sequence[Paragraph | Table]) -> Header | None:
    """Return the heading of the former table in the grid of these rows, None if they do not continue it."""
    width = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    follows = all(isinstance(block, Paragraph) and not block.text.strip() for block in before)
    if width == header.width and (follows or any(_has_id(row, header) for row in rows)):
        return header if any(text_of(cell) for row in rows for cell in row.cells) else None
    for row in rows:
        if len(row.cells) == len(header.starts) and _has_id(row, moved := header.moved_to(row)):
            return moved
    return None


def _stray(table: Table, found: Sequence[Section]) -> Remark | None:
    if found and found[0].origin != table.number:
        return None
    rows = found[0].above if found else table.rows
    for row in filter(_starts_with_id, rows):
        text = next(text for cell in row.cells if (text := text_of(cell)))
        return Remark("headerless-table", "rows with item ids but without a heading", text, table.number, row.number)
    return None


# ---------------------------------------------------------------------------------------- one row


def _has_id(row: Row, header: Header) -> bool:
    # Whether the Resolution of the row above is meant does not matter here.
    return row_id(row, header, above=1) is not None


def _is_caption(row: Row, header: Header) -> bool:
    filled = [cell for cell in row.cells if not cell.covered and text_of(cell)]
    return len(filled) == 1 and header.columns.get(filled[0].column) == "identifier" and not _has_id(row, header)


def _starts_with_id(row: Row) -> bool:
    if len(row.cells) < _FEWEST:
        return False
    return parse(next((text for cell in row.cells if (text := text_of(cell))), "")) is not None


def _counts_columns(row: Row) -> bool:
    numerals = [_NUMERAL.fullmatch(text_of(cell)) for cell in row.cells]
    if len(numerals) < _FEWEST:
        return False
    return [int(found[1]) for found in numerals if found] == list(range(1, len(numerals) + 1))
