"""Turns pieces into hunks, what one author changed at one spot, and hunks into the changes that make them up.

A text replaced is one change, whole paragraphs put in or taken out are one each: that is how the people
who did it would tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from resograph.interpret.changes.pieces import Piece, Side, on_side, text
from resograph.interpret.changes.sittings import latest, same_sitting
from resograph.model.report import PendingChange, PendingKind


@dataclass(frozen=True, slots=True)
class Hunk:
    """Edited pieces side by side; whether they begin and end where a paragraph does."""

    pieces: tuple[Piece, ...]
    starts: bool
    ends: bool

    @property
    def is_blank(self) -> bool:
        """Tell whether it has no words."""
        return all(piece.text.isspace() for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Part:
    """What becomes one change; ``closed`` where it ends as a paragraph does, so that a last mark says nothing more."""

    kind: PendingKind
    pieces: Sequence[Piece]
    closed: bool = False


def edits(given: Sequence[Piece]) -> Iterator[tuple[Piece, PendingChange]]:
    """Yield each change of the text with its first piece.

    >>> from resograph.model.document import Change
    >>> gone, come = Change("delete", "A"), Change("insert", "A")
    >>> [(change.kind, change.old, change.new) for _, change in edits([Piece("x", 1, None, gone), Piece("y", 1, come)])]
    [('replace', 'x', 'y')]
    >>> list(edits([Piece("x", 1)]))
    []
    """
    for hunk in _hunks(given):
        for part in _parts(hunk):
            yield part.pieces[0], _told(part)


def _hunks(given: Sequence[Piece]) -> Iterator[Hunk]:
    # What is in neither view parts nothing.
    seen = [piece for piece in given if not piece.is_undone]
    for start, end in _stretches(seen):
        starts = start == 0 or seen[start - 1].is_mark
        ends = end == len(seen) or seen[end].is_mark
        yield Hunk(tuple(seen[start:end]), starts, ends)


def _stretches(seen: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    start = end = 0
    for number, piece in enumerate(seen):
        if piece.side is None:
            continue
        if end and not _goes_on(seen[end - 1], seen[end:number], piece):
            yield start, end
            start = number
        elif not end:
            start = number
        end = number + 1
    if end:
        yield start, end


def _goes_on(last: Piece, between: Sequence[Piece], piece: Piece) -> bool:
    if not same_sitting(last.change, piece.change):
        return False
    spaces = (kept.is_kept and not kept.is_mark and kept.text.isspace() for kept in between)
    return not between or (last.side != piece.side and all(spaces))


def _parts(hunk: Hunk) -> Iterator[_Part]:
    """Divide a hunk: whole paragraphs come off it, unless they stand in for a text that was replaced."""
    given = hunk.pieces
    lines = _divided(given, lambda before, _: before.is_mark)
    if hunk.starts and given[-1].is_mark and all(map(_is_pure, lines)):
        yield from _whole(lines)
    elif not any(piece.is_mark for piece in given):
        yield _plain(given)
    elif hunk.starts and hunk.ends:
        yield replace(_plain(given), closed=True)
    elif hunk.is_blank and not hunk.ends:
        yield _Part(_mended(given), given)
    elif hunk.starts:
        whole = list(takewhile(lambda line: _is_pure(line) and line[-1].is_mark, lines))
        yield from _whole(whole)
        yield _plain(given[sum(map(len, whole)) :])
    elif hunk.ends:
        yield from _with_paragraphs_at_the_end(given)
    else:
        yield _plain(given)


def _with_paragraphs_at_the_end(given: Sequence[Piece]) -> Iterator[_Part]:
    """Divide pieces of which the last paragraphs are whole ones: each begins with the mark before it."""
    lines = _divided(given, lambda _, after: after.is_mark)
    whole = list(takewhile(lambda line: _is_pure(line) and line[0].is_mark, reversed(lines)))
    rest = given[: len(given) - sum(map(len, whole))]
    if rest:
        yield _plain(rest)
    yield from _whole(whole[::-1])


def _divided(given: Sequence[Piece], between: Callable[[Piece, Piece], bool]) -> list[Sequence[Piece]]:
    cuts = [n for n in range(1, len(given)) if between(given[n - 1], given[n])]
    return [given[start:end] for start, end in zip([0, *cuts], [*cuts, len(given)], strict=True)]


def _is_pure(line: Sequence[Piece]) -> bool:
    return len({piece.side for piece in line} - {None}) == 1


def _whole(lines: Sequence[Sequence[Piece]]) -> Iterator[_Part]:
    """Make a change of each paragraph, and one of all where some stand in for others."""
    given = [piece for line in lines for piece in line]
    if _is_pure(given):
        yield from map(_paragraph, lines)
    elif given:
        yield replace(_plain(given), closed=True)


def _paragraph(line: Sequence[Piece]) -> _Part:
    return _Part("insert-paragraph" if line[0].side == "new" else "delete-paragraph", line)


def _plain(given: Sequence[Piece]) -> _Part:
    sides = {piece.side for piece in given} - {None}
    return _Part("replace" if len(sides) > 1 else "insert" if sides == {"new"} else "delete", given)


def _mended(given: Sequence[Piece]) -> PendingKind:
    """Return what happened where nothing but marks, and space beside them, was changed."""
    gone, come = (sum(piece.is_mark and piece.side == side for piece in given) for side in ("old", "new"))
    if gone == come:
        return "replace"
    return "join-paragraphs" if gone > come else "split-paragraph"


def _told(part: _Part) -> PendingChange:
    last = latest(change for piece in part.pieces if (change := piece.change))
    texts = [piece for piece in part.pieces if not piece.is_mark]
    if part.kind in {"insert-paragraph", "delete-paragraph"}:
        # The mark that came or went with the words is told by the kind.
        old, new = text(on_side(texts, "old"), "old"), text(on_side(texts, "new"), "new")
    else:
        old, new = (_words(part, side) for side in ("old", "new"))
    first = (texts or part.pieces)[0]
    return PendingChange(part.kind, old, new, last.author, last.date, paragraph=first.paragraph)


def _words(part: _Part, side: Side) -> str:
    """Return one side of a change without the space that was there before and after it.

    A list marker belongs to a change only where a paragraph does.
    """
    shown = on_side(part.pieces, side)
    edited = [number for number, piece in enumerate(shown) if not piece.is_kept]
    shown = shown[edited[0] : edited[-1] + 1] if edited else []
    if not any(piece.is_mark for piece in shown):
        return "".join(piece.text for piece in shown)
    words = text(shown, side)
    return words.removesuffix("\n") or words if part.closed else words
