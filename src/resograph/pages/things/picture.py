"""Turns a thing and its neighbours into places in a picture: who points to it left, what it points to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from resograph.pages.things.sections import short
from resograph.pages.things.values import Value

MOST = 14
"""So many neighbours has a picture: with more of them nobody could read it."""

_EACH = 4
_ROW, _GAP, _WIDTH = 20, 8, 760
_LEFT, _RIGHT = 240, 520
_HALF = 90
_LONGEST = 32
_CENTRE = 21

Neighbours = Sequence[tuple[str, Sequence[Value]]]
"""Neighbours by the property that joins them."""


class Spot(NamedTuple):
    """A word of the picture: where it stands, where it leads, and whether it names a property."""

    x: int
    y: int
    text: str
    href: str


class Picture(NamedTuple):
    """A picture: its height, its lines as one path, and its words on either side."""

    height: int
    middle: int
    centre: str
    lines: str
    left: Sequence[Spot]
    right: Sequence[Spot]
    told: str


def picture(name: str, inward: Neighbours, outward: Neighbours) -> Picture | None:
    """Place the neighbours of a thing; None where it has none.

    >>> drawn = picture("SG17", [("actor", [Value("claim", "c")])], [("unit of", [Value("ITU-T", "t")])])
    >>> [spot.text for spot in drawn.left], drawn.told
    (['actor', 'claim'], '1 thing points to SG17, and SG17 points to 1: as a list below.')
    >>> picture("SG17", [], []) is None
    True
    """
    left, right = list(_column(_few(inward), _LEFT)), list(_column(_few(outward), _RIGHT))
    if not left and not right:
        return None
    height = max(max((spot.y for spot in (*left, *right)), default=0) + _ROW, 3 * _ROW)
    middle = height // 2
    ends = [(_LEFT + 8, _WIDTH // 2 - _HALF, spot) for spot in left if spot.href]
    ends += [(_RIGHT - 8, _WIDTH // 2 + _HALF, spot) for spot in right if spot.href]
    lines = "".join(_line(x, start, spot.y - 5, middle) for x, start, spot in ends)
    here, there = (sum(bool(spot.href) for spot in side) for side in (left, right))
    told = f"{here} {'thing points' if here == 1 else 'things point'} to {name}, and {name} points to {there}"
    return Picture(height, middle, short(name, _CENTRE), lines, left, right, f"{told}: as a list below.")


def _few(groups: Neighbours) -> Iterator[tuple[str, Sequence[Value]]]:
    """Yield the first of each group, so that no property takes all of the room."""
    left = MOST // 2
    for name, values in groups:
        shown = [value for value in values if value.href][: min(_EACH, left)]
        left -= len(shown)
        if shown:
            yield name, shown


def _column(groups: Iterator[tuple[str, Sequence[Value]]], x: int) -> Iterator[Spot]:
    y = 0
    for name, values in groups:
        y += _ROW
        yield Spot(x, y, name, "")
        for value in values:
            y += _ROW
            yield Spot(x, y, short(value.text, _LONGEST), value.href)
        y += _GAP


def _line(x: int, start: int, y: int, middle: int) -> str:
    bend = (x + start) // 2
    return f"M{x} {y}C{bend} {y} {bend} {middle} {start} {middle}"
