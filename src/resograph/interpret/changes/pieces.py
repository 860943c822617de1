"""Turns paragraphs into pieces: texts and paragraph marks in one row, each with its history.

Word sees a cell as one stream of text in which a paragraph mark is a character like any other: it is
put in, taken out and moved like one. So what belongs to one change is seen in this stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from resograph.model.document import Change, Paragraph, Run

Side = Literal["old", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text or a paragraph mark ("\\n"), and who put it in, took it out or gave it other looks.

    ``paragraph`` counts the paragraphs of the cell, or of the text, from 1. ``old_marker`` and ``new_marker`` are
    the list marker of its paragraph in each view, "" unless the piece is the first text of it there.
    """

    text: str
    paragraph: int
    inserted: Change | None = None
    deleted: Change | None = None
    formatted: Change | None = None
    is_mark: bool = False
    old_marker: str = ""
    new_marker: str = ""

    @property
    def is_kept(self) -> bool:
        """Tell whether it is in both views."""
        return self.inserted is None and self.deleted is None

    @property
    def is_moved(self) -> bool:
        """Tell whether it came from, or went to, another place."""
        return any(change is not None and change.kind in _MOVES for change in (self.inserted, self.deleted))

    @property
    def is_undone(self) -> bool:
        """Tell whether it was put in and taken out again: then it is in neither view."""
        return self.inserted is not None and self.deleted is not None and self.deleted.kind != "move-from"

    @property
    def side(self) -> Side | None:
        """Return the only view of an edit that it is in; None where it is in both or none, or was moved."""
        if self.is_moved or (self.inserted is None) == (self.deleted is None):
            return None
        return "old" if self.inserted is None else "new"

    @property
    def change(self) -> Change | None:
        """Return the change that was made last."""
        return self.deleted or self.inserted


_MOVES = frozenset({"move-to", "move-from"})


def pieces(paragraphs: Sequence[Paragraph], before: int = 0) -> list[Piece]:
    """Return the paragraphs of one cell, or of a stretch of text, as pieces.

    The last mark of a cell stays whatever is said of it (`Document.in_view`), unless its whole paragraph comes or
    goes with it. ``before`` paragraphs came earlier.

    >>> [piece.text for piece in pieces([Paragraph((Run("one"),)), Paragraph((Run("two"), Run("three")))])]
    ['one', '\\n', 'two', 'three', '\\n']
    >>> gone = Change("delete")
    >>> pieces([Paragraph((Run("old", None, gone), Run("kept")), mark_deleted=gone)])[-1].is_kept
    True
    """
    found = [piece for number, paragraph in enumerate(paragraphs, before + 1) for piece in _pieces(paragraph, number)]
    if found and not found[-1].is_kept and not _goes_with_its_text(paragraphs):
        found[-1] = Piece("\n", found[-1].paragraph, formatted=found[-1].formatted, is_mark=True)
    return found


def _pieces(paragraph: Paragraph, number: int) -> Iterator[Piece]:
    markers = {
        "old": paragraph.marker if paragraph.marker_original is None else paragraph.marker_original,
        "new": paragraph.marker,
    }
    for run in filter(_has_text, paragraph.runs):
        seen = ("old",) * (run.inserted is None) + ("new",) * (run.deleted is None)
        leading = {side: markers.pop(side, "") for side in seen}
        yield Piece(
            run.text,
            number,
            run.inserted,
            run.deleted,
            run.formatted,
            old_marker=leading.get("old", ""),
            new_marker=leading.get("new", ""),
        )
    yield Piece("\n", number, paragraph.mark_inserted, paragraph.mark_deleted, paragraph.formatted, is_mark=True)


def _has_text(run: Run) -> bool:
    return run.text != ""


def _goes_with_its_text(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether the last paragraphs come, or go, from mark to mark and with all of their text."""
    last = _fate(paragraphs[-1].mark_inserted, paragraphs[-1].mark_deleted)
    for paragraph in reversed(paragraphs):
        if _fate(paragraph.mark_inserted, paragraph.mark_deleted) != last:
            return True
        if any(not _is_undone(run) and _fate(run.inserted, run.deleted) != last for run in paragraph.runs):
            return False
    return any(map(_has_text, chain.from_iterable(paragraph.runs for paragraph in paragraphs)))


def _fate(inserted: Change | None, deleted: Change | None) -> tuple[str, str]:
    return (inserted.kind if inserted else "", deleted.kind if deleted else "")


def _is_undone(run: Run) -> bool:
    return run.inserted is not None and run.deleted is not None


def text(given: Iterable[Piece], side: Side) -> str:
    """Return what one view shows of pieces, with the list marker at the head of each paragraph.

    >>> text(pieces([Paragraph((Run("old", None, Change("delete")), Run("new")), marker="- ")]), "new")
    '- new\\n'
    """
    markers = ((piece.old_marker if side == "old" else piece.new_marker, piece) for piece in on_side(given, side))
    return "".join(marker + piece.text for marker, piece in markers)


def on_side(given: Iterable[Piece], side: Side) -> list[Piece]:
    """Return the pieces that one view shows.

    >>> len(on_side([Piece("a", 1), Piece("b", 1, Change("insert")), Piece("c", 1, Change("move-from"))], "old"))
    1
    """
    return [piece for piece in given if (piece.inserted if side == "old" else piece.deleted) is None]
