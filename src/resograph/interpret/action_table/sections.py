"""Turns the tables of a document into sections: a heading row of an action plan and the rows under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resograph.interpret.action_table.header import Header, read_header
from resograph.interpret.action_table.identifier import parse
from resograph.model.document import Cell, Document, Remark, Row, Table

# With fewer columns a number like "2022-05" is a month in some list, not the id of an item.
_FEWEST = 5
_NUMERAL = re.compile(r"\(?([0-9]{1,2})[.)]{0,2}")


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table that stand under one heading row; the heading may stand in a former table."""

    table: int
    header: Header
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """How the tables of a document divide: sections, the text above the first, the rows that are in none."""

    sections: tuple[Section, ...]
    captions: tuple[str, ...]
    unplaced: tuple[Remark, ...]


def has_plan(document: Document) -> bool:
    """Tell whether any table has a row of headings of an action plan, or rows with ids.

    >>> has_plan(Document("a", "", "", (Table(1, ()),)))
    False
    """
    return any(_starts_with_id(row) or read_header(row) for table in document.tables for row in table.rows)


def divide(document: Document) -> Division:
    """Divide the tables of a document into sections.

    A heading counts wherever it stands: captions and column numbers may come above it, it may be
    repeated in mid-table, and a table of the same width that follows without one continues the plan.

    >>> from resograph.model.document import Paragraph, Run
    >>> texts = ("50-01", "Resolution 50", "Act", "On-going", "SGs")
    >>> row = Row(1, tuple(Cell(n, 1, (Paragraph((Run(text),)),)) for n, text in enumerate(texts, 1)))
    >>> divide(Document("a", "", "", (Table(1, (row,)),))).unplaced[0].code
    'headerless-table'
    >>> divide(Document("a", "", "", (Table(1, (Row(1, row.cells[:2]),)),)))
    Division(sections=(), captions=(), unplaced=())
    """
    sections: list[Section] = []
    captions: tuple[str, ...] = ()
    unplaced: list[Remark] = []
    for table in document.tables:
        above, found = _split(table)
        if sections and _continues(above, sections[-1].header):
            sections.append(Section(table.number, sections[-1].header, above))
        elif strays := [row for row in above if _starts_with_id(row)]:
            unplaced.append(_headless(table, strays[0]))
        elif found and not sections:
            captions = tuple(text for row in above for cell in row.cells if (text := _text(cell)))
        sections.extend(found)
    return Division(tuple(sections), captions, tuple(unplaced))


def _split(table: Table) -> tuple[tuple[Row, ...], tuple[Section, ...]]:
    above: list[Row] = []
    found: list[tuple[Header, list[Row]]] = []
    for row in table.rows:
        if found and _has_id(row, found[-1][0]):
            found[-1][1].append(row)
        elif header := read_header(row):
            found.append((header, []))
        elif not _counts_columns(row):
            (found[-1][1] if found else above).append(row)
    return tuple(above), tuple(Section(table.number, header, tuple(rows)) for header, rows in found)


def _has_id(row: Row, header: Header) -> bool:
    return any(
        header.columns.get(cell.column) == "identifier" and parse(_text(cell)) is not None
        for cell in row.cells
        if not cell.covered
    )


def _starts_with_id(row: Row) -> bool:
    if len(row.cells) < _FEWEST:
        return False
    return parse(next((text for cell in row.cells if (text := _text(cell))), "")) is not None


def _continues(rows: tuple[Row, ...], header: Header) -> bool:
    width = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    return width == header.width and any(_has_id(row, header) for row in rows)


def _counts_columns(row: Row) -> bool:
    numerals = [_NUMERAL.fullmatch(_text(cell)) for cell in row.cells]
    if len(numerals) < _FEWEST:
        return False
    return [int(found[1]) for found in numerals if found] == list(range(1, len(numerals) + 1))


def _text(cell: Cell) -> str:
    return "\n".join(cell.lines).strip()


def _headless(table: Table, row: Row) -> Remark:
    text = next(text for cell in row.cells if (text := _text(cell)))
    return Remark("headerless-table", "rows with item ids but without a heading", text, table.number, row.number)
