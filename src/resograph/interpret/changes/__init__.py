"""Turns the marks of tracked changes in a Document into pending changes: what people did, one record each.

Word marks a change piece by piece; a sentence that replaces another has two marks or twenty. Here they
become what their author would tell: "replaced this by that", "added a row".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from resograph.interpret.changes.hunks import edits
from resograph.interpret.changes.moves import paired
from resograph.interpret.changes.others import looks, moves, undone
from resograph.interpret.changes.pieces import pieces
from resograph.interpret.changes.places import Locator, Plan
from resograph.interpret.changes.wholes import bare, cell_changes, row_changes, table_changes
from resograph.model.document import Cell, Document, Paragraph, Row, Table, View
from resograph.model.report import PendingChange

__all__ = ["Tracked"]


class Tracked:
    """The tracked changes of a document, each with its item and column.

    >>> Tracked(Document("a.docx", "", "", ()), lambda _: ()).changes
    ()
    """

    def __init__(self, document: Document, plans: Callable[[View], Sequence[Plan]]) -> None:
        """Find the changes; ``plans`` are those that a view shows. What stands in the accepted view goes by it."""
        found = pending(document)
        self._plans: Mapping[View, Sequence[Plan]] = {view: plans(view) for view in get_args(View)} if found else {}
        self._locator = Locator(document, self._plans)
        self.changes = paired(self._locator.located(found))

    def within(self, plan: Plan) -> tuple[PendingChange, ...]:
        """Return the changes in the items of one plan."""
        groups = {view: _names(plan, shown) for view, shown in self._plans.items()}
        return tuple(change for change in self.changes if self._locator.is_in(change, groups))


def _names(plan: Plan, shown: Sequence[Plan]) -> set[str]:
    """Return the group of a plan as a view names it: a plan that is alone may bear another name there."""
    return {shown[0].group} if len(shown) == 1 else {plan.group}


def pending(document: Document) -> tuple[PendingChange, ...]:
    """Return the changes of a document in its order, without item and column; the two ends of a move are two.

    >>> from resograph.model.document import Change, Run
    >>> line = Paragraph((Run("old", None, Change("delete")), Run("new", Change("insert"))))
    >>> [(change.kind, change.old, change.new) for change in pending(Document("a", "", "", (line,)))]
    [('replace', 'old', 'new')]
    >>> pending(Document("a", "", "", (Paragraph((Run("kept"),)),)))
    ()
    """
    return tuple(_of_blocks(document.blocks))


def _of_blocks(blocks: Sequence[Paragraph | Table]) -> Iterator[PendingChange]:
    stretch: list[Paragraph] = []
    before = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            stretch.append(block)
            continue
        yield from _of_text(stretch, before)
        before += len(stretch)
        stretch = []
        yield from _of_table(block)
    yield from _of_text(stretch, before)


def _of_table(table: Table) -> Iterator[PendingChange]:
    for change in table_changes(table):
        yield replace(change, table=table.number)
    for row in filter(_has_changes, table.rows):
        for change in _of_row(row):
            yield replace(change, table=table.number, row=row.number)


def _of_row(row: Row) -> Iterator[PendingChange]:
    yield from row_changes(row)
    for cell in row.cells:
        for change in _of_cell(bare(row, cell)):
            yield replace(change, cell=cell.column)


def _of_cell(cell: Cell) -> Iterator[PendingChange]:
    yield from cell_changes(cell)
    yield from _of_text(bare(cell, cell).paragraphs)


def _of_text(paragraphs: Sequence[Paragraph], before: int = 0) -> Iterator[PendingChange]:
    if not any(map(_is_changed, paragraphs)):
        return
    given = pieces(paragraphs, before)
    order = {id(piece): number for number, piece in enumerate(given)}
    found = [*edits(given), *undone(given), *moves(given), *looks(given)]
    found.sort(key=lambda one: order[id(one[0])])
    yield from (change for _, change in found)


def _has_changes(row: Row) -> bool:
    # Asked of every row of every file: loops, because they are twice as fast as what is shorter to write.
    if row.inserted or row.deleted or row.formatted:
        return True
    for cell in row.cells:
        if cell.inserted or cell.deleted or cell.formatted:
            return True
        for paragraph in cell.paragraphs:
            if _is_changed(paragraph):
                return True
    return False


def _is_changed(paragraph: Paragraph) -> bool:
    if paragraph.mark_inserted or paragraph.mark_deleted or paragraph.formatted:
        return True
    for run in paragraph.runs:  # noqa: SIM110 -- see above
        if run.inserted or run.deleted or run.formatted:
            return True
    return False
