"""Turns what somebody typed into an expression that the index understands, whatever it was.

Every word is quoted, so nothing that was typed is ever read as a command of the index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from resograph.query.search.keys import runs

LONGEST: Final = 200
"""So many characters of a question are read."""

MOST: Final = 12
"""So many words of a question are read."""

_COLUMNS: Final = "{names title text near}"
_PIECES: Final = re.compile(r'"([^"]*)"?|(\S+)')
_PREFIX: Final = 2
# "sg 17", "x 1812", "res 50": a word of few letters and a number may be one word to whoever wrote the report.
_FEW: Final = 5


def cleaned(words: str) -> str:
    """Return a question as it is read: what cannot be shown left out, blanks made one, and not too long.

    >>> cleaned("  X.1812\\x00 \\n Ｑ２ ")
    'X.1812 Q2'
    """
    plain = unicodedata.normalize("NFKC", words[:LONGEST])
    return " ".join("".join(char if char.isprintable() else " " for char in plain).split())[:LONGEST]


def expression(words: str, joint: str = " AND ") -> str:
    """Return the expression that finds documents with all words ("OR": with any); "" where there is no word.

    >>> expression("security"), expression('say "so NEAR( much"')
    ('{names title text near}: ("security"*)', '{names title text near}: ("say" AND "so NEAR much")')
    >>> expression("*?!"), expression("X.1812 now")
    ('', '{names title text near}: (("X 1812" OR "x1812" OR "x 1812") AND "now"*)')
    """
    found = list(_terms(words))
    return f"{_COLUMNS}: ({joint.join(found)})" if found else ""


def _terms(words: str) -> Iterator[str]:
    pieces = [(quoted, plain) for quoted, plain in _PIECES.findall(words) if runs(quoted or plain)][:MOST]
    place = 0
    while place < len(pieces):
        quoted, plain = pieces[place]
        after = pieces[place + 1][1] if place + 1 < len(pieces) else ""
        both = not quoted and _belong_together(plain, after)
        place += 2 if both else 1
        last = pieces[-1][1] if place >= len(pieces) else ""
        more = "*" if last and len(runs(last)[-1]) >= _PREFIX else ""
        if quoted:
            yield f'"{_safe(quoted)}"'
        elif both:
            yield f'(("{_safe(plain)}" AND "{_safe(after)}"{more}) OR "{_safe(plain + after)}"{more})'
        else:
            yield _term(plain, more)


def _belong_together(plain: str, after: str) -> bool:
    return bool(after) and len(plain) < _FEW and plain.isalpha() and after[0].isdigit()


def _term(plain: str, more: str) -> str:
    """Return one word, in all ways in which it may be written."""
    found = runs(plain)
    ways = [f'"{_safe(plain)}"{more}']
    if _is_mixed(found):
        ways += [f'"{"".join(found)}"{more}', f'"{" ".join(found)}"{more}']
    different = list(dict.fromkeys(ways))
    return different[0] if len(different) == 1 else f"({' OR '.join(different)})"


def _is_mixed(found: Sequence[str]) -> bool:
    return len({run.isdigit() for run in found}) > 1


def _safe(text: str) -> str:
    """Leave the letters, digits and marks between them, as the index itself would."""
    return " ".join("".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in text).split())
