"""Turns the plain-text export of a report into a `Document`.

The export writes each cell of the table on lines of its own: a line that begins with a tab
opens a cell, other lines go on in it. Nothing marks the end of a row: it has as many cells as
the header. Blank lines stand between rows but also inside cells (90-01, 92-03 and 97-01 of the
report of SG17), so cells are counted. The front matter has tabs too, so the table is the run of
cells whose rows, counted so, end where blank lines are.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from resograph.errors import InputError
from resograph.model.document import Cell, Document, Paragraph, Row, Run, Table
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read.ledger import Ledger

MEDIA_TYPE: Final = "text/plain"
_BOOKMARK: Final = re.compile(r"\[bookmark: [^\[\]\n]*\]")
_RULE: Final = re.compile(r"\s*_{3,}\s*")
_NUMBERED: Final = re.compile(r"\s*\d+-\d+\s*")
_CANDIDATES: Final = 50
_NARROWEST: Final = 2
# So many cells in a row, one a line, are a table even where the text ends before the first row does.
_SURELY: Final = 5
_SAVE_AS_UTF_8: Final = "save the export as UTF-8 text"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A cell as the export writes it: the number of its first line, from 1, and its lines without the tab."""

    line: int
    lines: tuple[str, ...]

    @property
    def ends_row(self) -> bool:
        return len(self.lines) > 1 and not self.lines[-1].strip()


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the table begins among the cells, how many cells a row has, and how many rows below the header fit."""

    start: int
    width: int
    fitting: int

    def rows(self, cells: Sequence[_Opened]) -> Iterator[Sequence[_Opened]]:
        return (cells[at : at + self.width] for at in range(self.start, len(cells), self.width))


def read_text(source: Source, limits: Limits) -> Document:
    """Read a plain-text export.

    Raises ``InputError`` with code ``encoding``, ``incomplete-row`` (the export was cut, or a
    row lacks a cell) or ``too-large``.

    >>> text = "Annex\\n\\tItem\\n\\tStatus\\n\\n\\t02-01\\n\\tTo be\\nprovided\\n\\n____\\n"
    >>> [table] = read_text(Source("a.txt", text.encode()), Limits()).tables
    >>> [[cell.lines for cell in row.cells] for row in table.rows]
    [[('Item',), ('Status',)], [('02-01',), ('To be', 'provided')]]
    >>> read_text(Source("a.txt", text.replace("\\n____", "\\n\\t02-02").encode()), Limits())
    Traceback (most recent call last):
    resograph.errors.InputError: error[incomplete-row]: ...
    """
    limits.refuse("file_bytes", len(source.data), source.name)
    ledger = Ledger(source.name, limits)
    text, whole = _decoded(source)
    ledger.count("characters", len(text))
    limits.refuse("paragraphs", text.count("\n"), source.name)
    front, cells = _opened(text.split("\n"))
    shape = _shape(cells)
    if shape is None:
        blocks: tuple[Paragraph | Table, ...] = tuple(_paragraphs([*front, *_lines(cells)], ledger))
    else:
        limits.refuse("grid_columns", shape.width, source.name)
        _refuse_incomplete(cells, shape, source.name)
        blocks = tuple(_blocks(front, cells, shape, ledger))
    if not whole:
        raise _incomplete("the text ends in the middle of a character", source.name)
    return Document(source.name, source.sha256, MEDIA_TYPE, blocks)


def _decoded(source: Source) -> tuple[str, bool]:
    """Return the text without what is no text, and whether its last character is whole."""
    whole = True
    # Word's own "Unicode text" is UTF-16 with a byte order mark, which no UTF-8 begins with.
    encoding = "utf-16" if source.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = source.data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or error.start == 0:
            what = f"byte {error.start + 1} is no {encoding.upper().removesuffix('-SIG')}"
            raise InputError("encoding", what, source.name, _SAVE_AS_UTF_8) from error
        text, whole = source.data[: error.start].decode(encoding), False
    if "\0" in text:
        raise InputError("encoding", "zero bytes, as in UTF-16", source.name, _SAVE_AS_UTF_8)
    return _BOOKMARK.sub("", text.replace("\r\n", "\n").replace("\r", "\n")), whole


def _opened(lines: Iterable[str]) -> tuple[list[str], list[_Opened]]:
    """Part the lines into those before the first cell, and cells."""
    front: list[str] = []
    cells: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            cells.append((number, [line[1:]]))
        else:
            (cells[-1][1] if cells else front).append(line)
    return front, [_Opened(number, tuple(found)) for number, found in cells]


def _lines(cells: Iterable[_Opened]) -> Iterator[str]:
    return (line for cell in cells for line in cell.lines)


def _shape(cells: Sequence[_Opened]) -> _Shape | None:
    """Find the table: of the first runs of cells that a blank line ends, the one whose rows fit best."""
    shapes: list[_Shape] = []
    for start, width in islice(_runs(cells), _CANDIDATES):
        shapes.append(_fitted(cells, start, width))
        if _fits_whole(cells, shapes[-1]):
            break
    numbered = _by_numbers(cells)
    if numbered is not None:
        shapes.append(numbered)
    tables = [shape for shape in shapes if shape.fitting or shape.width >= _SURELY]
    return max(tables, key=lambda shape: (shape.fitting * shape.width, _complete(cells, shape)), default=None)


def _fits_whole(cells: Sequence[_Opened], shape: _Shape) -> bool:
    """Tell whether every row below the header fits: a shape that begins later can only cover less."""
    return shape.fitting > 0 and (shape.fitting + 1) * shape.width == len(cells) - shape.start


def _complete(cells: Sequence[_Opened], shape: _Shape) -> bool:
    return (len(cells) - shape.start) % shape.width == 0


def _by_numbers(cells: Sequence[_Opened]) -> _Shape | None:
    """Find the table of an export without blank lines: numbers such as 02-01 return once a row."""
    numbered = [at for at, cell in enumerate(cells) if _NUMBERED.fullmatch(cell.lines[0])]
    widths = Counter(later - at for at, later in pairwise(numbered))
    width = min(widths, key=lambda found: (-widths[found], found), default=0)
    if not 0 < width <= numbered[0]:
        return None
    start = numbered[0] - width
    return _Shape(start, width, sum((at - start) % width == 0 for at in numbered))


def _runs(cells: Sequence[_Opened]) -> Iterator[tuple[int, int]]:
    """Yield where a run of cells may begin a table, and how many cells it has up to its blank line."""
    end = 0
    for start, cell in enumerate(cells):
        end = max(end, start)
        while end < len(cells) and not cells[end].ends_row:
            end += 1
        begins = start == 0 or len(cells[start - 1].lines) > 1
        if begins and end < len(cells) and end - start + 1 >= _NARROWEST and cell.lines[0].strip():
            yield start, end - start + 1


def _fitted(cells: Sequence[_Opened], start: int, width: int) -> _Shape:
    """Count the rows below the header that end with a blank line; after one that does not, look for the next."""
    at, fitting = start + width, 0
    while at + width <= len(cells):
        if cells[at + width - 1].ends_row or at + width == len(cells):
            fitting += 1
            at += width
            continue
        while at < len(cells) and not cells[at].ends_row:
            at += 1
        at += 1
    return _Shape(start, width, fitting)


def _refuse_incomplete(cells: Sequence[_Opened], shape: _Shape, name: str) -> None:
    if _complete(cells, shape):
        return
    rows = list(shape.rows(cells))
    wanting = next((row for row in rows if not row[-1].ends_row), rows[-1])
    if not shape.fitting:
        wanting = rows[-1]
    following = cells[cells.index(wanting[0]) :]
    found = next((at for at, cell in enumerate(following, 1) if cell.ends_row), len(following))
    what = f"a row of {found} cells where the header has {shape.width}"
    raise _incomplete(what, f"{name}, line {wanting[0].line}")


def _incomplete(what: str, where: str) -> InputError:
    return InputError("incomplete-row", what, where, "export the whole report again")


def _blocks(
    front: Iterable[str], cells: Sequence[_Opened], shape: _Shape, ledger: Ledger
) -> Iterator[Paragraph | Table]:
    yield from _paragraphs([*front, *_lines(cells[: shape.start])], ledger)
    rows = list(shape.rows(cells))
    last, after = _without_end(rows[-1][-1])
    rows[-1] = [*rows[-1][:-1], last]
    ledger.table = 1
    yield Table(1, tuple(_row(row, ledger) for row in rows))
    ledger.table = ledger.row = 0
    yield from _paragraphs(after, ledger)


def _without_end(cell: _Opened) -> tuple[_Opened, Sequence[str]]:
    """Part the last cell of the table from what follows the table: a blank line or a rule ends it."""
    for at, line in enumerate(cell.lines):
        if at and (not line.strip() or _RULE.fullmatch(line)):
            return _Opened(cell.line, cell.lines[:at]), cell.lines[at:]
    return cell, ()


def _row(cells: Sequence[_Opened], ledger: Ledger) -> Row:
    ledger.row += 1
    ledger.count("rows")
    last = _Opened(cells[-1].line, _trimmed(cells[-1].lines))
    return Row(ledger.row, tuple(_cell(column, cell, ledger) for column, cell in enumerate([*cells[:-1], last], 1)))


def _trimmed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the blank lines at the end: in the last cell of a row they stand between rows."""
    end = len(lines)
    while end > 1 and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _cell(column: int, cell: _Opened, ledger: Ledger) -> Cell:
    ledger.count("paragraphs", len(cell.lines))
    return Cell(column, 1, tuple(_paragraph(line) for line in cell.lines))


def _paragraphs(lines: Iterable[str], ledger: Ledger) -> Iterator[Paragraph]:
    for line in lines:
        if line.strip() and not _RULE.fullmatch(line):
            ledger.count("paragraphs")
            yield _paragraph(line)


def _paragraph(line: str) -> Paragraph:
    return Paragraph((Run(line),) if line else ())
