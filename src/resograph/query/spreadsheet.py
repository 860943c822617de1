"""Turns an answer into CSV for a spreadsheet program, which takes a cell that begins with "=" for a formula.

A cell of text that such a program would calculate begins with an apostrophe, which makes it text. The CSV of the
W3C stays as it is: it is for other programs, and holds each value to the letter.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from resograph.query.values import number, written

_FORMULA = frozenset("=+-@")
# White space, what is not seen, and quotation marks: programs pass over some of them before they look for a sign.
_BEFORE = re.compile(
    "[\\s\0-\x20\"'`\u00ad\u00b4\u200b-\u200f\u2018-\u201f\u2028-\u202e\u2060-\u2069\ufeff\uff02\uff07]*"
)
_AT_ONCE = ("\t", "\r", "\n")
_DIGITS = re.compile(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?")


def write(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[bytes]) -> None:
    r"""Write terms row by row: UTF-8 with the mark that tells a spreadsheet so, lines ended by CR LF.

    >>> import pyoxigraph as ox
    >>> from io import BytesIO
    >>> stream = BytesIO()
    >>> write(["a", "b"], [[ox.Literal("=1+1"), ox.Literal(-2)]], stream)
    >>> stream.getvalue()
    b"\xef\xbb\xbfa,b\r\n'=1+1,-2\r\n"
    """
    lines = csv.writer(_Utf8(stream))
    stream.write(BOM_UTF8)
    lines.writerow(columns)
    lines.writerows([cell(term) for term in row] for row in rows)


def cell(term: object) -> str:
    """Return a term as text that no spreadsheet calculates; a number, by its type, stays one.

    >>> import pyoxigraph as ox
    >>> cell(ox.Literal("@SUM(A1)")), cell(ox.Literal("-5")), cell(ox.Literal(-5)), cell(ox.Literal("92-03"))
    ("'@SUM(A1)", "'-5", '-5', '92-03')
    """
    text = written(term)
    if number(term) is not None and _DIGITS.fullmatch(text):
        return text
    return f"'{text}" if _is_formula(text) else text


@dataclass(frozen=True, slots=True)
class _Utf8:
    """What a writer of CSV asks of a file."""

    stream: IO[bytes]

    def write(self, text: str) -> int:
        return self.stream.write(text.encode())


def _is_formula(text: str) -> bool:
    sign = _BEFORE.sub("", text, count=1)[:1]
    # Signs of full width, small ones and the like are compatible with the plain one, and are read as such.
    return text.startswith(_AT_ONCE) or unicodedata.normalize("NFKC", sign) in _FORMULA
