"""Turns paragraphs that a view shows as one into one text, and places in that text into places in the bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from resograph.publish.word_comments.scan import WordParagraph

_ANY = "\ufffd"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is tied to: from a place in the bytes, in ``first``, to one in ``last``."""

    first: WordParagraph
    start: int
    last: WordParagraph
    end: int


class Stretch:
    """Paragraphs of which all but the last run on in the next one; most are one paragraph alone."""

    def __init__(self, paragraphs: Sequence[WordParagraph]) -> None:
        """Join the texts that the view shows, list markers left out, and remember what holds each of them."""
        held = [(paragraph, child) for paragraph in paragraphs for child in paragraph.children if child.text]
        self.paragraphs = paragraphs
        self.text = "".join(child.text for _, child in held)
        self._held = held
        self._ends = list(accumulate(len(child.text) for _, child in held))
        self._lines = self.text.split("\n")
        self._begins = list(accumulate((len(line) + 1 for line in self._lines), initial=0))

    def whole(self) -> Anchor:
        """Return the anchor of all of it, an empty paragraph too."""
        first, last = self.paragraphs[0], self.paragraphs[-1]
        return Anchor(first, first.start, last, last.inner)

    def between(self, start: int, end: int) -> Anchor:
        """Return the anchor of a part of the text: runs are not split, so it is all of the runs that hold it."""
        if not start < end:
            return self.whole()
        first, begin = self._held[bisect_right(self._ends, start)]
        last, stop = self._held[bisect_left(self._ends, end)]
        return Anchor(first, begin.start, last, stop.end)

    def line(self, number: int) -> tuple[int, str]:
        """Return where the nth line of the text begins, counted from 0, and its words; the whole if there is none."""
        if number >= len(self._lines):
            return 0, self.text
        return self._begins[number], self._lines[number]


def at_place(text: str, quote: str, left: int) -> tuple[int, int] | None:
    """Return where words stand of which it is known how much of their line is left from their first character on.

    A line as read may begin with a list marker, which is not in the file: so it is counted from the end, and what
    the words have of the marker is left aside.

    >>> at_place("X.1812, see X.1812.", "X.1812", 7)
    (12, 18)
    >>> at_place("X.1812, see X.1812.", "X.1812", 9) is None
    True
    >>> at_place("X.1812", "- X.1812", 8)
    (0, 6)
    """
    first = len(text) - left
    start, end = max(first, 0), first + len(quote)
    if not start < end <= len(text):
        return None
    words = zip(text[start:end], quote[start - first :], strict=True)
    alike = all(a in (b, _ANY) or (a.isspace() and b.isspace()) for a, b in words)
    return (start, end) if alike else None


def found(text: str, quote: str) -> tuple[int, int] | None:
    """Return where words stand first in a text; white space of any kind and length is alike.

    >>> found("approved  X.1812", "approved X.1812")
    (0, 16)
    >>> found("approved", "agreed") is None
    True
    """
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    words = " ".join(quote.split())
    folded, places = _placed(text)
    at = folded.find(words)
    if at < 0 or not words:
        return None
    return places[at], places[at + len(words) - 1] + 1


def _placed(text: str) -> tuple[str, list[int]]:
    """Return a text with one space for each stretch of white space, and where each character of it stood."""
    kept = [n for n, character in enumerate(text) if not (character.isspace() and n and text[n - 1].isspace())]
    return "".join(" " if text[n].isspace() else text[n] for n in kept), kept
