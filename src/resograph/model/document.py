"""Document: what a file says, before anybody asks what it means.

Neutral: no word of ITU in it. One walk over the file keeps every run with its tracked
changes; `Document.in_view` then yields the same type with one view chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

SIGNATURE: Final = "resograph"
"""Who signs the comments that `resograph annotate` writes: they tell of a file, and are no part of what it says."""

View = Literal["accepted", "original"]
ChangeKind = Literal["insert", "delete", "move-to", "move-from", "format"]


@dataclass(frozen=True, slots=True)
class Change:
    """One tracked change as Word records it; author and date are "" where the file has none."""

    kind: ChangeKind
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one history; "\\n" is a line break inside the paragraph.

    ``formatted``, here and below, is a change of looks, which no view shows.
    """

    text: str
    inserted: Change | None = None
    deleted: Change | None = None
    formatted: Change | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs up to a paragraph mark.

    ``marker`` is the list marker as rendered, with its separator ("- ", "1. ").
    ``marker_original`` is the marker of the original view where it is another one: a list that
    lost or gained a paragraph is numbered otherwise.
    ``number`` counts the paragraphs (``w:p``) of the file's main part from 1, those that are only quoted in
    remarks included; 0 where the format has no such thing.
    ``mark_inserted`` and ``mark_deleted`` are changes to the paragraph mark itself: where
    the mark is not there in a view, the paragraph runs on into the next one.
    """

    runs: tuple[Run, ...]
    style: str = ""
    marker: str = ""
    mark_inserted: Change | None = None
    mark_deleted: Change | None = None
    marker_original: str | None = None
    number: int = 0
    formatted: Change | None = None

    @property
    def text(self) -> str:
        """Return the marker and the text of all runs, whatever their history."""
        return self.marker + "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands in the grid of a table."""

    column: int
    span: int
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the table's grid; ``covered`` where a vertical merge from above covers it.

    ``column`` counts the columns of the grid from 1, those of cells that were taken out included.
    ``original`` is the place in the original view where merges or widths were changed in its row.
    """

    column: int
    span: int
    paragraphs: tuple[Paragraph, ...]
    covered: bool = False
    inserted: Change | None = None
    deleted: Change | None = None
    formatted: Change | None = None
    original: Place | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the cell as written, line by line; an empty cell is one empty line."""
        return tuple("\n".join(paragraph.text for paragraph in self.paragraphs).split("\n"))

    def covered_in(self, view: View) -> bool:
        """Tell whether another cell covers this one in a view."""
        return self.covered if view == "accepted" or self.original is None else self.original.covered


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``number`` counts the rows of its table from 1."""

    number: int
    cells: tuple[Cell, ...]
    inserted: Change | None = None
    deleted: Change | None = None
    formatted: Change | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A top-level table; ``number`` counts them in the file from 1."""

    number: int
    rows: tuple[Row, ...]
    formatted: Change | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a stage could not keep or parse: never silence. Positions count from 1; 0 = not in a table."""

    code: str
    message: str
    text: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """Headings, paragraphs and tables of one file in reading order."""

    name: str
    sha256: str
    media_type: str
    blocks: tuple[Paragraph | Table, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs outside tables."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> Iterator[Table]:
        """Yield the top-level tables."""
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def has_changes(self) -> bool:
        """Tell whether the two views can differ; a change of looks alone makes no difference."""
        return any(_has_changes(block) for block in self.blocks)

    def in_view(self, view: View) -> Document:
        """Return the document as one reader sees it: all changes accepted, or none of them.

        The result has no change left in it; its rows are numbered anew, in remarks too, and what
        was remarked of a row that is not in the view is gone with the row.
        """
        blocks = tuple(_seen_blocks(self.blocks, view))
        return replace(self, blocks=blocks, remarks=tuple(_seen_remarks(self, view)))


def _has_changes(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        return any(
            row.inserted or row.deleted or any(_cell_has_changes(cell) for cell in row.cells) for row in block.rows
        )
    if block.mark_inserted or block.mark_deleted or block.marker_original is not None:
        return True
    return any(run.inserted or run.deleted for run in block.runs)


def _cell_has_changes(cell: Cell) -> bool:
    if cell.inserted or cell.deleted or cell.original:
        return True
    return any(_has_changes(paragraph) for paragraph in cell.paragraphs)


def _hidden(inserted: Change | None, deleted: Change | None, view: View) -> bool:
    return (deleted if view == "accepted" else inserted) is not None


def _seen_blocks(blocks: Iterable[Paragraph | Table], view: View) -> Iterator[Paragraph | Table]:
    pending: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pending.append(block)
            continue
        yield from _seen_paragraphs(pending, view)
        pending = []
        yield _seen_table(block, view)
    yield from _seen_paragraphs(pending, view)


def _seen_table(table: Table, view: View) -> Table:
    rows = enumerate(_seen_rows(table, view), 1)
    return Table(table.number, tuple(Row(number, tuple(_seen_cells(row.cells, view))) for number, row in rows))


def _seen_remarks(document: Document, view: View) -> Iterator[Remark]:
    """Move each remark with its row and cell; one in a row or cell that is not in the view is gone."""
    rows = {
        (table.number, row.number): (number, row)
        for table in document.tables
        for number, row in enumerate(_seen_rows(table, view), 1)
    }
    for remark in document.remarks:
        if not remark.row:
            yield remark
        elif (remark.table, remark.row) in rows:
            number, row = rows[remark.table, remark.row]
            columns = {cell.column: place.column for cell, place in _placed(row.cells, view)}
            if not remark.column or remark.column in columns:
                yield replace(remark, row=number, column=columns.get(remark.column, 0))


def _seen_rows(table: Table, view: View) -> Iterator[Row]:
    return (row for row in table.rows if not _hidden(row.inserted, row.deleted, view))


def _seen_cells(cells: Iterable[Cell], view: View) -> Iterator[Cell]:
    """Move the cells after one that is not in the view to the left, as Word does."""
    for cell, place in _placed(cells, view):
        yield Cell(place.column, place.span, tuple(_seen_paragraphs(cell.paragraphs, view)), place.covered)


def _placed(cells: Iterable[Cell], view: View) -> Iterator[tuple[Cell, Place]]:
    gone = 0
    for cell in cells:
        if _hidden(cell.inserted, cell.deleted, view):
            gone += cell.span
        elif view == "original" and cell.original:
            yield cell, cell.original
        else:
            yield cell, Place(cell.column - gone, cell.span, cell.covered)


def _seen_paragraphs(paragraphs: Iterable[Paragraph], view: View) -> Iterator[Paragraph]:
    """Join each paragraph whose mark is not in the view to the one that follows it.

    The joined paragraph takes the style, marker and number of its first part that is not empty.
    A last mark without a follower stays: Word keeps the final mark of a cell.
    """
    parts: list[Paragraph] = []
    for paragraph in paragraphs:
        runs = tuple(Run(run.text) for run in paragraph.runs if not _hidden(run.inserted, run.deleted, view))
        parts.append(Paragraph(runs, paragraph.style, _marker(paragraph, view), number=paragraph.number))
        if not _hidden(paragraph.mark_inserted, paragraph.mark_deleted, view):
            yield _joined(parts)
            parts = []
    if any(part.runs for part in parts):
        yield _joined(parts)


def _marker(paragraph: Paragraph, view: View) -> str:
    if view == "accepted" or paragraph.marker_original is None:
        return paragraph.marker
    return paragraph.marker_original


def _joined(parts: list[Paragraph]) -> Paragraph:
    if len(parts) == 1:
        return parts[0]
    first = next((part for part in parts if part.runs), parts[-1])
    runs = tuple(run for part in parts for run in part.runs)
    return Paragraph(runs, first.style, first.marker, number=first.number)
