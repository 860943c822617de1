"""Turns the rows under a heading into entries: what each row is, and its text column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from resograph.interpret.action_table.header import Header
from resograph.interpret.action_table.identifier import Identifier, is_titled, resolution_number
from resograph.interpret.action_table.row_id import row_id, text_of
from resograph.interpret.action_table.sections import Section
from resograph.model.document import Cell, Paragraph, Remark, Row
from resograph.model.report import Column, Line

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
    """A row that is all one text: the title of a Resolution given once for its items, or (0) something else.

    In row 0 it is a paragraph above the table.
    """

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


def read_rows(section: Section, resolution: int) -> Iterator[Entry]:
    """Tell what each row of a section is; rows without text are none. ``resolution`` is that of the row above.

    A cell belongs to the column in whose grid it begins. A covered cell of a row with an id repeats
    the merged text, its lines keeping the row where the words stand; in a row without an id
    it adds nothing. A covered id is no id.

    >>> list(read_rows(Section(1, Header(1, {1: "identifier"}, 1, "", ()), (Row(2, ()),)), 0))
    []
    """
    above: Mapping[int, int] = {}
    for row in section.rows:
        # Where the words under a vertical merge stand, by grid column.
        above = {cell.column: above.get(cell.column, row.number) if cell.covered else row.number for cell in row.cells}
        own = _texts((cell for cell in row.cells if not cell.covered), section, above)
        if not any(map(_has_words, own.values())):
            continue
        if identifier := row_id(row, section.header, resolution):
            covers = any(cell.covered for cell in row.cells)
            texts = _texts(row.cells, section, above) if covers else own
            entry: Entry = ItemRow(section.table, row.number, identifier, texts)
            resolution = identifier.resolution
        else:
            entry = _without_id(section, row, own, resolution)
            resolution = entry.resolution if isinstance(entry, TitleRow) and entry.resolution else resolution
        yield entry


def lines_of(paragraph: Paragraph, row: int, table: int) -> Iterator[Line]:
    """Yield the lines of a paragraph, each with its place.

    >>> from resograph.model.document import Run
    >>> [line.text for line in lines_of(Paragraph((Run("a" + chr(10) + "b"),)), 2, 1)]
    ['a', 'b']
    """
    return (Line(text, row, table, paragraph.number) for text in paragraph.text.split("\n"))


def cell_lines(cell: Cell, table: int, row: int) -> Iterator[Line]:
    """Yield the lines of a cell, each with its place; an empty cell is one empty line.

    >>> list(cell_lines(Cell(1, 1, ()), 1, 2))
    [Line(text='', row=2, table=1, paragraph=0)]
    """
    if not cell.paragraphs:
        yield Line("", row, table)
    for paragraph in cell.paragraphs:
        yield from lines_of(paragraph, row, table)


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
            if usual or cell.covered or not text_of(cell) or _stands_alone(cell, row, section.header):
                continue
            if len(_across(cell, section.header)) > 1:
                message = "one cell across several columns, taken for the first"
                yield _remark("spanning-cell", message, section, row, cell)
            elif cell.column not in columns and cell.column not in named:
                yield _remark("unknown-column", "text in a column without a heading", section, row, cell)


def _stands_alone(cell: Cell, row: Row, header: Header) -> bool:
    # Such a row is read, or remarked on, as a whole.
    if any(text_of(other) for other in row.cells if other is not cell and not other.covered):
        return False
    return header.columns.get(cell.column) == "identifier" or is_titled(text_of(cell))


def _without_id(section: Section, row: Row, own: Texts, resolution: int) -> Entry:
    place = (section.table, row.number)
    written = _written(own, "identifier")
    if title := _title(section, row, own):
        return title
    if not written:
        return MoreRow(*place, own)
    if section.header.parts and resolution and resolution_number(written) == resolution:
        # The number of the Resolution, repeated on a row that goes on with its item.
        return MoreRow(*place, {column: lines for column, lines in own.items() if column != "identifier"})
    return BadRow(*place, written)


def _title(section: Section, row: Row, own: Texts) -> TitleRow | None:
    filled = [column for column, lines in own.items() if _has_words(lines)]
    words = {column: _written(own, column) for column in filled}
    if len(filled) == 1:
        titled = resolution_number(words[filled[0]]) if is_titled(words[filled[0]]) else 0
        spans = any(len(_across(cell, section.header)) > 1 for cell in row.cells if not cell.covered and text_of(cell))
        if (titled and (spans or filled[0] in {"identifier", "title"})) or (spans and filled == ["identifier"]):
            return TitleRow(section.table, row.number, titled, own[filled[0]])
    if set(filled) == {"identifier", "title"}:
        counted, titled = resolution_number(words["identifier"]), resolution_number(words["title"])
        if counted and titled in {0, counted}:
            return TitleRow(section.table, row.number, counted, own["title"])
    return None


def _written(texts: Texts, column: Column) -> str:
    return "\n".join(line.text for line in texts.get(column, ())).strip()


def _across(cell: Cell, header: Header) -> set[Column]:
    return {header.columns[grid] for grid in _grid(cell) if grid in header.columns}


def _texts(cells: Iterable[Cell], section: Section, standing: Mapping[int, int]) -> Texts:
    texts: dict[Column, tuple[Line, ...]] = {}
    for cell in cells:
        if column := section.header.columns.get(cell.column):
            texts[column] = (*texts.get(column, ()), *cell_lines(cell, section.table, standing[cell.column]))
    return MappingProxyType(texts)


def _has_words(lines: Iterable[Line]) -> bool:
    return any(line.text.strip() for line in lines)


def _grid(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.span)


def _remark(code: str, message: str, section: Section, row: Row, cell: Cell) -> Remark:
    return Remark(code, message, "\n".join(cell.lines), section.table, row.number, cell.column)
