"""Turns a text and the words that were looked for into the stretch of it that shows most of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from resograph.query.search.keys import folded, runs

SHOWN: Final = 240
"""So many letters of a text are shown."""

READ: Final = 8_000
"""So many letters of a text are looked at."""

_BEFORE: Final = 60
_LOOKED_AT: Final = 50
_WORD: Final = re.compile(r"\S+")
_OTHER: Final = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; ``is_found`` marks words that were looked for."""

    text: str
    is_found: bool


def snippet(text: str, words: str) -> tuple[Piece, ...]:
    """Return a stretch of a text, in pieces; that of the beginning where none of the words is in it.

    >>> [(piece.text, piece.is_found) for piece in snippet("On the use of X.1812,\\nagain", "x1812")]
    [('On the use of ', False), ('X.1812', True), (', again', False)]
    >>> snippet("", "x1812")
    ()
    """
    whole = " ".join(text[:READ].split())
    pattern = _pattern(words)
    found = [match.span() for match in pattern.finditer(_flat(whole))] if pattern else []
    start, end = _stretch(whole, found)
    pieces = _pieces(whole, [span for span in found if start <= span[0] and span[1] <= end], start, end)
    return tuple(piece for piece in pieces if piece.text)


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str] | None:
    """Match the words where a word begins, whatever stands between their letters and their digits."""
    wanted = sorted({r"[\W_]{0,3}".join(runs(word)) for word in _WORD.findall(words) if runs(word)}, key=len)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(reversed(wanted))})[^\W_]*") if wanted else None


def _flat(text: str) -> str:
    """Fold a text letter by letter, so that places stay; the few letters that need it one by one."""
    return _OTHER.sub(lambda found: _letter(found[0]), text).lower()


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    return (folded(char) or char)[0]


def _stretch(text: str, found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where the stretch with most of the words begins and ends, at words."""
    starts = [max(at - _BEFORE, 0) for at, _ in found[:_LOOKED_AT]] or [0]
    start = max(starts, key=lambda one: (sum(one <= at < end <= one + SHOWN for at, end in found), -one))
    start = text.find(" ", start) + 1 if start else 0
    end = min(start + SHOWN, len(text))
    return start, end if end == len(text) else max(text.rfind(" ", start, end), start + SHOWN // 2)


def _pieces(text: str, found: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    at, before = start, "… " if start else ""
    for first, last in found:
        yield Piece(before + text[at:first], is_found=False)
        yield Piece(text[first:last], is_found=True)
        at, before = last, ""
    yield Piece(before + text[at:end] + (" …" if end < len(text) else ""), is_found=False)
