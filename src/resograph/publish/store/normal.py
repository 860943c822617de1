"""Turns triples into what two stores must agree on: sorted lines of N-Triples, their number and their digest.

A store that holds values and not their spelling gives back ``1`` for ``01``. Its normalisation makes equal what is
equal to it, and nothing else: a triple that is lost or changed still shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

import pyoxigraph as ox

from resograph.naming.prefixes import XSD

Normal = Callable[[ox.Triple], str]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(rf"{_DECIMAL.pattern}([eE][+-]?[0-9]+)?")
_FRACTION = re.compile(r"(:[0-9]{2})(?:(\.[0-9]*[1-9])0*|\.0+)(?=Z|[+-]|$)")
_BOOLEAN = {"1": "true", "0": "false"}
# What Virtuoso keeps as an integer; a greater one comes back as a decimal.
_LARGEST = 2**31 - 1
_INTEGERS = ("nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger", "long", "int", "short")
_UNSIGNED = ("byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte")


@dataclass(frozen=True, slots=True)
class Digest:
    """How many triples there are and the SHA-256 of their sorted lines of N-Triples."""

    triples: int
    sha256: str


NOTHING = Digest(0, hashlib.sha256().hexdigest())
"""The digest of no triples at all."""


def as_written(triple: ox.Triple) -> str:
    """Return the line of a store that gives back what it was given.

    >>> as_written(ox.Triple(XSD.a, XSD.b, ox.Literal("01", datatype=XSD.integer)))[-51:]
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer> .\\n'
    """
    return f"{triple} .\n"


def as_virtuoso(triple: ox.Triple) -> str:
    """Return the line of a store that keeps booleans, numbers and times as values, as Virtuoso does.

    Texts, dates, months and years come back from it as they were; so nothing else is excused.

    >>> one, other = (ox.Triple(XSD.a, XSD.b, ox.Literal(text, datatype=XSD.decimal)) for text in ("1.0", "01"))
    >>> as_virtuoso(one) == as_virtuoso(other)
    True
    >>> as_virtuoso(one) == as_virtuoso(ox.Triple(XSD.a, XSD.b, ox.Literal("1.01", datatype=XSD.decimal)))
    False
    """
    value = triple.object
    same = _SPELLINGS.get(value.datatype.value) if isinstance(value, ox.Literal) else None
    if same is None or not isinstance(value, ox.Literal):
        return as_written(triple)
    return as_written(ox.Triple(triple.subject, triple.predicate, same(value)))


def _boolean(value: ox.Literal) -> ox.Literal:
    return ox.Literal(_BOOLEAN.get(value.value, value.value), datatype=value.datatype)


def _integer(value: ox.Literal) -> ox.Literal:
    if not _INTEGER.fullmatch(value.value):
        return value
    number = Decimal(value.value)
    datatype = XSD.decimal if value.datatype == XSD.integer and abs(number) > _LARGEST else value.datatype
    return ox.Literal(_plain(number), datatype=datatype)


def _decimal(value: ox.Literal) -> ox.Literal:
    if not _DECIMAL.fullmatch(value.value):
        return value
    return ox.Literal(_plain(Decimal(value.value)), datatype=value.datatype)


def _double(value: ox.Literal) -> ox.Literal:
    if not _DOUBLE.fullmatch(value.value):
        return value
    return ox.Literal(repr(float(value.value)).replace("inf", "INF"), datatype=value.datatype)


def _time(value: ox.Literal) -> ox.Literal:
    return ox.Literal(_FRACTION.sub(r"\1\2", value.value), datatype=value.datatype)


def _plain(number: Decimal) -> str:
    """Write a number without a sign of zero, leading zeros, or trailing ones after the point; no digit is lost."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", "", "-"} else text


_SPELLINGS: Mapping[str, Callable[[ox.Literal], ox.Literal]] = {
    XSD.boolean.value: _boolean,
    XSD.integer.value: _integer,
    **{XSD[name].value: _integer for name in (*_INTEGERS, *_UNSIGNED)},
    XSD.decimal.value: _decimal,
    XSD.double.value: _double,
    XSD.float.value: _double,
    XSD.dateTime.value: _time,
}


def in_order(lines: Iterable[str]) -> list[str]:
    """Return lines sorted, each once.

    >>> in_order(["b", "a", "b"])
    ['a', 'b']
    """
    # Sorted before the repeated ones are dropped: a set of a million lines would be a second copy of them.
    return [line for line, _ in groupby(sorted(lines))]


def triples_of(quads: Iterable[ox.Quad]) -> Iterable[ox.Triple]:
    """Return the triples of quads, whatever graph they are in."""
    return map(attrgetter("triple"), quads)


def digest(sorted_lines: list[str]) -> Digest:
    """Return the number and the SHA-256 of sorted lines.

    >>> digest([]) == NOTHING
    True
    """
    sha256 = hashlib.sha256()
    for line in sorted_lines:
        sha256.update(line.encode())
    return Digest(len(sorted_lines), sha256.hexdigest())
