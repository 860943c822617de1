"""Turns rows into a table for a screen: as wide as the screen at most, words kept whole, nothing left out.

Where the columns would be too narrow to be read side by side, each row is written as lines of "heading value".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from prettytable import PrettyTable, TableStyle
from wcwidth import width as measured
from wcwidth import wrap

from resograph.query.values import number, written

# A terminal obeys control characters, and directional overrides show words in another order.
_UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FRAME = 3
_NARROWEST = 12
_GAP = 2


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], width: int | None) -> str:
    """Draw terms; ``width`` is how many characters a line may take, None any number.

    >>> import pyoxigraph as ox
    >>> print(table(["item", "n"], [[ox.Literal("92-03"), ox.Literal(7)], [None, ox.Literal(12)]], 80), end="")
    ┌───────┬────┐
    │ item  │  n │
    ├───────┼────┤
    │ 92-03 │  7 │
    │       │ 12 │
    └───────┴────┘
    >>> print(table(["item", "n"], [[ox.Literal("92-03"), ox.Literal(7)]], 12), end="")
    item  92-03
    n     7
    >>> table([], [], 80)
    '(no columns)\\n'
    """
    terms = [tuple(row) for row in rows]
    if not columns:
        return "(no columns)\n"
    texts = [[shown(term) for term in row] for row in terms]
    widths = _widths([columns, *texts], width)
    if widths is None:
        return "".join(f"{line.rstrip()}\n" for line in _records(columns, texts, width or 0))
    drawn = PrettyTable(align="l")
    drawn.set_style(TableStyle.SINGLE_BORDER)
    drawn.field_names = list(columns)
    drawn.add_rows([[_folded(text, own) for text, own in zip(row, widths, strict=True)] for row in texts])
    for place, name in enumerate(columns):
        if _are_numbers(row[place] for row in terms):
            drawn.align[name] = "r"
    return drawn.get_string() + "\n"


def shown(term: object) -> str:
    r"""Return a term as text that a terminal shows and does not obey; a tab is a space, lines stay lines.

    >>> import pyoxigraph as ox
    >>> shown(ox.Literal("red\tand \x1b[31m")), shown(None)
    ('red and \ufffd[31m', '')
    """
    return _UNSHOWN.sub("\ufffd", written(term).replace("\t", " ").replace("\r\n", "\n"))


def cells(line: str) -> int:
    """Return how many columns of a screen a line takes: a wide character takes two, a combining one none.

    >>> cells("item"), cells("項目"), cells("e\u0301")
    (4, 4, 1)
    """
    return len(line) if line.isascii() else measured(line)


def _widths(rows: Sequence[Sequence[str]], width: int | None) -> list[int] | None:
    """Cap the widest columns alike, so that the others keep their words whole; None if one would be too narrow."""
    natural = [max(cells(line) for text in column for line in text.split("\n")) for column in zip(*rows, strict=True)]
    if width is None:
        return natural
    room = width - _FRAME * len(natural) - 1
    least = [max(cells(name), min(own, _NARROWEST)) for name, own in zip(rows[0], natural, strict=True)]
    if sum(least) > room:
        return None
    cap = min(room, max(natural))
    while sum(_capped(natural, least, cap)) > room:
        cap -= 1
    return _capped(natural, least, cap)


def _capped(natural: Sequence[int], least: Sequence[int], cap: int) -> list[int]:
    return [max(low, min(cap, own)) for low, own in zip(least, natural, strict=True)]


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Write each row as a block of lines, the heading before the value or, where that is too wide, above it."""
    margin = max(map(cells, columns)) + _GAP
    if width - margin < _NARROWEST // 2:
        margin = 0
    if not rows:
        yield from (line for name in columns for line in _lines(name, width))
        yield from _lines("(no rows)", width)
    for place, row in enumerate(rows):
        if place:
            yield ""
        for name, text in zip(columns, row, strict=True):
            yield from _record(name, text, margin, width)


def _record(name: str, text: str, margin: int, width: int) -> Iterator[str]:
    lines = [piece for line in text.split("\n") for piece in _lines(line, max(1, width - margin))]
    if not margin:
        yield from _lines(name, max(1, width))
        yield from lines
        return
    for place, line in enumerate(lines):
        heading = "" if place else name
        yield heading + " " * (margin - cells(heading)) + line


def _folded(text: str, width: int) -> str:
    return "\n".join(piece for line in text.split("\n") for piece in _lines(line, width))


def _lines(line: str, width: int) -> list[str]:
    return [line] if cells(line) <= width else wrap(line, width) or [""]


def _are_numbers(column: Iterable[object]) -> bool:
    bound = [term for term in column if term is not None]
    return bool(bound) and all(number(term) is not None for term in bound)
