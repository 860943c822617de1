"""Turns changes of whole rows, cells and tables into pending changes.

A row put in holds text put in, too: that is no change of its own, unless somebody else made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from resograph.interpret.changes.pieces import Side, pieces, text
from resograph.model.document import Cell, Change, ChangeKind, Paragraph, Row, Run, Table
from resograph.model.report import PendingChange, PendingKind

_MOVED: Mapping[ChangeKind, ChangeKind] = {"move-to": "insert", "move-from": "delete"}


def row_changes(row: Row) -> Iterator[PendingChange]:
    """Yield what was done to a row as a whole, with the words of its cells joined by a tab.

    >>> cells = (Cell(1, 1, (Paragraph((Run("92-05", Change("insert", "A")),)),)), Cell(2, 1, ()))
    >>> [(change.kind, change.new) for change in row_changes(Row(1, cells, inserted=Change("insert", "A")))]
    [('insert-row', '92-05\\t')]
    >>> list(row_changes(Row(1, cells)))
    []
    """
    if row.inserted or row.deleted:
        yield _change(row, ("insert-row", "delete-row"), _words([bare(row, cell) for cell in row.cells], "old"))
    yield from _looks(row, row.cells)


def cell_changes(cell: Cell) -> Iterator[PendingChange]:
    """Yield what was done to a cell as a whole.

    >>> cell = Cell(1, 1, (Paragraph((Run("old"),)),), deleted=Change("delete", "A"))
    >>> [(change.kind, change.old) for change in cell_changes(cell)]
    [('delete-cell', 'old')]
    >>> list(cell_changes(Cell(1, 1, ())))
    []
    """
    if cell.inserted or cell.deleted:
        yield _change(cell, ("insert-cell", "delete-cell"), _words([bare(cell, cell)], "old"))
    yield from _looks(cell, [cell])


def table_changes(table: Table) -> Iterator[PendingChange]:
    """Yield what was done to a table as a whole.

    >>> [change.kind for change in table_changes(Table(1, (), formatted=Change("format")))]
    ['table-format']
    >>> list(table_changes(Table(1, ())))
    []
    """
    yield from _looks(table, [])


def bare(whole: Row | Cell, cell: Cell) -> Cell:
    """Return a cell as whoever put in, or took out, the whole left it: what others have changed stays changed.

    >>> cell = Cell(1, 1, (Paragraph((Run("a", Change("insert", "A")), Run("b", Change("insert", "B")))),))
    >>> row = Row(1, (cell,), inserted=Change("insert", "A"))
    >>> [run.inserted is None for run in bare(row, cell).paragraphs[0].runs]
    [True, False]
    >>> bare(Row(1, (cell,)), cell) is cell
    True
    """
    if whole.inserted is None and whole.deleted is None:
        return cell
    return replace(
        cell,
        paragraphs=tuple(_bare_paragraph(whole, paragraph) for paragraph in cell.paragraphs),
        inserted=_unless_of(whole.inserted, cell.inserted),
        deleted=_unless_of(whole.deleted, cell.deleted),
    )


def _bare_paragraph(whole: Row | Cell, paragraph: Paragraph) -> Paragraph:
    return replace(
        paragraph,
        runs=tuple(_bare_run(whole, run) for run in paragraph.runs),
        mark_inserted=_unless_of(whole.inserted, paragraph.mark_inserted),
        mark_deleted=_unless_of(whole.deleted, paragraph.mark_deleted),
        # What was put in with the whole has one marker: before that it was not there.
        marker_original=None if whole.inserted else paragraph.marker_original,
    )


def _bare_run(whole: Row | Cell, run: Run) -> Run:
    inserted, deleted = _unless_of(whole.inserted, run.inserted), _unless_of(whole.deleted, run.deleted)
    return replace(run, inserted=inserted, deleted=deleted)


def _unless_of(whole: Change | None, change: Change | None) -> Change | None:
    if whole is None or change is None:
        return change
    return None if (_sort(whole), whole.author) == (_sort(change), change.author) else change


def _sort(change: Change) -> ChangeKind:
    # A row that is moved is put in and taken out, and what stands in it is marked as moved.
    return _MOVED.get(change.kind, change.kind)


def _change(whole: Row | Cell, kinds: tuple[PendingKind, PendingKind], words: str) -> PendingChange:
    inserted, deleted = whole.inserted, whole.deleted
    if deleted is None:
        author, date = (inserted.author, inserted.date) if inserted else ("", "")
        return PendingChange(kinds[0], "", words, author, date)
    change = PendingChange(kinds[1], words, "", deleted.author, deleted.date)
    if inserted is None:
        return change
    change = replace(change, kind="insert-then-delete")
    if (inserted.author, inserted.date) == (deleted.author, deleted.date):
        return change
    return replace(change, undoes_author=inserted.author, undoes_date=inserted.date)


def _looks(whole: Row | Cell | Table, cells: Sequence[Cell]) -> Iterator[PendingChange]:
    if whole.formatted:
        words = _words(cells, "new") or _words(cells, "old")
        yield PendingChange("table-format", "", "", whole.formatted.author, whole.formatted.date, words=words)


def _words(cells: Sequence[Cell], side: Side) -> str:
    return "\t".join(text(pieces(cell.paragraphs)[:-1], side) for cell in cells)
