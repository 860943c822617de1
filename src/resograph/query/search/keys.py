"""Turns designations into keys: what is left of them when nobody agrees on dots, dashes, blanks and leading zeros.

Two writings of one designation have one key, and a slip of one letter leaves two keys with a neighbour in common.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Slip = Literal["swapped", "one more or less", "another"]
"""How two keys differ that are one slip apart: two letters changed places, one is missing, one is another."""

SHORTEST: Final = 4
"""Below so many letters everything is one slip from everything, and nothing is mended."""

LONGEST: Final = 40
"""Names longer than this are titles: they are found by their words."""

_RUNS: Final = re.compile(r"[^\W\d_]+|\d+")


def folded(text: str) -> str:
    """Return a text without case, accents and other forms of its letters.

    >>> folded("Résolution"), folded("Ｘ.１８１２"), folded("straße")
    ('resolution', 'x.1812', 'strasse')
    """
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))


def runs(text: str) -> list[str]:
    """Return the runs of letters and of digits of a text, folded.

    >>> runs("X.5Gsec-ctrl"), runs("?!")
    (['x', '5', 'gsec', 'ctrl'], [])
    """
    return _RUNS.findall(folded(text))


def key(text: str) -> str:
    """Return the key of a designation; a dash stays between two numbers, as 9-23 is not 92-3.

    >>> key("X.1812"), key("x 1812"), key("Q2/17"), key("92-03"), key("92-3")
    ('x1812', 'x1812', 'q2-17', '92-3', '92-3')
    >>> key("?!")
    ''
    """
    found: list[str] = []
    for run in runs(text):
        is_number = run[0].isdigit()
        if is_number and found and found[-1][-1].isdigit():
            found.append("-")
        found.append(run.lstrip("0") or "0" if is_number else run)
    return "".join(found)


def squeezed(text: str) -> str:
    """Return the letters and digits of a designation and nothing else.

    >>> squeezed("92-03"), squeezed("Q2/17")
    ('9203', 'q217')
    """
    return "".join(runs(text))


def neighbours(key: str) -> frozenset[str]:
    """Return a key and what is left of it without one of its letters; none of a key too short or too long.

    Two keys one slip apart have one of these in common, whichever the slip.

    >>> sorted(neighbours("x181")), neighbours("x18")
    (['181', 'x11', 'x18', 'x181', 'x81'], frozenset())
    """
    if not SHORTEST <= len(key) <= LONGEST:
        return frozenset()
    return frozenset({key, *(key[:at] + key[at + 1 :] for at in range(len(key)))})


def slip(one: str, other: str) -> Slip | None:
    """Tell how two keys differ, where a single slip explains it; None of equal keys, too.

    >>> slip("x1821", "x1812"), slip("x182", "x1812"), slip("x1813", "x1812")
    ('swapped', 'one more or less', 'another')
    >>> slip("x1812", "x1812") is None, slip("x12", "x21a") is None
    (True, True)
    """
    short, long = sorted((one, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) == len(short) + 1:
        return "one more or less" if short[at:] == long[at + 1 :] else None
    if len(long) != len(short) or at == len(short):
        return None
    if short[at + 1 :] == long[at + 1 :]:
        return "another"
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return "swapped" if swapped else None
