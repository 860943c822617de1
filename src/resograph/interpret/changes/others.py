"""Turns pieces into the changes that are no edits: words put in and taken out again, moves, and looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from resograph.interpret.changes.pieces import Piece, text
from resograph.interpret.changes.sittings import latest, same_sitting
from resograph.model.document import Change
from resograph.model.report import PendingChange, PendingKind

Found = Iterator[tuple[Piece, PendingChange]]
# The changes of a piece that make it part of something; none where it is no part of it.
Marks = tuple[Change, ...]


def undone(given: Sequence[Piece]) -> Found:
    """Yield what one put in and another took out again, before anybody accepted it.

    >>> piece = Piece("by Q6/17", 1, Change("insert", "A"), Change("delete", "B"))
    >>> [(change.old, change.author, change.undoes_author) for _, change in undone([piece])]
    [('by Q6/17', 'B', 'A')]
    >>> list(undone([Piece("x", 1, Change("insert", "A"))]))
    []
    """
    for group, (taken_out, *put_in) in _together(given, _undone):
        change = _change("insert-then-delete", taken_out, group)
        yield group[0], _undoing(replace(change, old=_words(group) or "\n"), put_in)


def moves(given: Sequence[Piece]) -> Found:
    """Yield the two ends of each move: where words were (``new`` is ""), and where they are (``old`` is "").

    >>> [(change.old, change.new) for _, change in moves([Piece("a", 1, Change("move-to")), Piece("b", 1)])]
    [('', 'a')]
    """
    for group, (left, *put_in) in _together(given, _moved_away):
        yield group[0], _undoing(replace(_change(_move(group), left, group), old=_words(group) or "\n"), put_in)
    for group, (arrived,) in _together(given, _moved_here):
        yield group[0], replace(_change(_move(group), arrived, group), new=_words(group) or "\n")


def looks(given: Sequence[Piece]) -> Found:
    """Yield each stretch of text, and each paragraph, that was given other looks.

    >>> [(change.kind, change.words) for _, change in looks([Piece("a", 1, formatted=Change("format"))])]
    [('format', 'a')]
    >>> list(looks([Piece("a", 1)]))
    []
    """
    for _, paragraph in groupby(given, lambda piece: piece.paragraph):
        whole = list(paragraph)
        texts = [piece for piece in whole if not piece.is_mark]
        marks = [piece for piece in whole if piece.is_mark]
        for group, (change,) in _together(texts, _formatted):
            words = "".join(piece.text for piece in group)
            yield group[0], replace(_change("format", change, group), words=words)
        for group, (change,) in _together(marks, _formatted):
            words = text(texts, "new") or text(texts, "old")
            yield group[0], replace(_change("paragraph-format", change, group), words=words)


def _together(given: Sequence[Piece], marks: Callable[[Piece], Marks]) -> Iterator[tuple[list[Piece], Marks]]:
    """Yield neighbours with marks of the same sittings, and the latest of each mark."""
    group: list[Piece] = []
    for piece in given:
        mine = marks(piece)
        if group and not _alike(marks(group[-1]), mine):
            yield group, _latest(map(marks, group))
            group = []
        if mine:
            group.append(piece)
    if group:
        yield group, _latest(map(marks, group))


def _alike(one: Marks, other: Marks) -> bool:
    return len(one) == len(other) and all(map(same_sitting, one, other))


def _latest(marks: Iterator[Marks]) -> Marks:
    return tuple(map(latest, zip(*marks, strict=True)))


def _undone(piece: Piece) -> Marks:
    return (piece.deleted, piece.inserted) if piece.is_undone and piece.deleted and piece.inserted else ()


def _moved_away(piece: Piece) -> Marks:
    if piece.deleted is None or piece.deleted.kind != "move-from":
        return ()
    return (piece.deleted, piece.inserted) if piece.inserted else (piece.deleted,)


def _moved_here(piece: Piece) -> Marks:
    return (piece.inserted,) if piece.inserted and piece.inserted.kind == "move-to" else ()


def _formatted(piece: Piece) -> Marks:
    return (piece.formatted,) if piece.formatted else ()


def _move(group: Sequence[Piece]) -> PendingKind:
    return "move-paragraph" if any(piece.is_mark for piece in group) else "move"


def _change(kind: PendingKind, change: Change, group: Sequence[Piece]) -> PendingChange:
    first = next((piece for piece in group if not piece.is_mark), group[0])
    return PendingChange(kind, "", "", change.author, change.date, paragraph=first.paragraph)


def _undoing(change: PendingChange, put_in: Sequence[Change]) -> PendingChange:
    """Say whose words a change takes away, where they are another's or of another date."""
    for former in put_in:
        if (former.author, former.date) != (change.author, change.date):
            return replace(change, undoes_author=former.author, undoes_date=former.date)
    return change


def _words(group: Sequence[Piece]) -> str:
    """Return the text of pieces without the paragraph marks before and after it."""
    texts = [number for number, piece in enumerate(group) if not piece.is_mark]
    return "".join(piece.text for piece in group[texts[0] : texts[-1] + 1]) if texts else ""
