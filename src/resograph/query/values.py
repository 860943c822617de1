"""Turns RDF terms into Python values: numbers, truth values, days and moments; the rest stays text.

What Python cannot hold as it is stays the text that was written: a number that is none, a year beyond 9999, a
day with a time zone, a second with more than six decimals. Nothing is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

import pyoxigraph as ox

from resograph.naming.prefixes import XSD

Value = str | int | Decimal | float | bool | date | datetime | None
"""What a cell of an answer may be; None where the query has found nothing for it."""
_Made = TypeVar("_Made", bound=date)

_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!24)[0-9:]{8}(\.[0-9]{1,6}0*)?(Z|[+-](0[0-9]|1[0-4]):[0-9]{2})?")
_TRUTH: Mapping[str, bool] = MappingProxyType({"true": True, "1": True, "false": False, "0": False})

# The least and the greatest number of each type that XML Schema derives from xsd:integer.
_WHOLE: Mapping[str, tuple[int | None, int | None]] = MappingProxyType(
    {
        "integer": (None, None),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "long": (-(1 << 63), (1 << 63) - 1),
        "int": (-(1 << 31), (1 << 31) - 1),
        "short": (-(1 << 15), (1 << 15) - 1),
        "byte": (-(1 << 7), (1 << 7) - 1),
        "unsignedLong": (0, (1 << 64) - 1),
        "unsignedInt": (0, (1 << 32) - 1),
        "unsignedShort": (0, (1 << 16) - 1),
        "unsignedByte": (0, (1 << 8) - 1),
    }
)


def value(term: object) -> Value:
    """Return a term as Python knows it; an ill-formed literal, and one of any other type, as it is written.

    >>> value(ox.Literal(92)), value(ox.Literal(True)), value(ox.NamedNode("urn:a")), value(None)
    (92, True, 'urn:a', None)
    >>> value(ox.Literal("ninety-two", datatype=XSD.integer))
    'ninety-two'
    """
    if not isinstance(term, ox.Literal):
        return None if term is None else written(term)
    convert = _TYPES.get(term.datatype.value)
    found = convert(term.value) if convert else None
    return term.value if found is None else found


def written(term: object) -> str:
    """Return a term as text: of a literal its words, of an IRI the IRI, "" of none.

    >>> written(ox.Literal("Genève", language="fr")), written(ox.NamedNode("urn:a")), written(None)
    ('Genève', 'urn:a', '')
    """
    if term is None:
        return ""
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)


def number(term: object) -> int | Decimal | float | None:
    """Return the number that a term is by its type, None if it is none.

    >>> number(ox.Literal(92)), number(ox.Literal("92")), number(ox.Literal(True))
    (92, None, None)
    """
    found = value(term)
    return found if isinstance(found, int | Decimal | float) and not isinstance(found, bool) else None


def _whole(least: int | None, greatest: int | None) -> Callable[[str], int | None]:
    def convert(text: str) -> int | None:
        if not _INTEGER.fullmatch(text):
            return None
        found = int(text)
        too_small, too_great = least is not None and found < least, greatest is not None and found > greatest
        return None if too_small or too_great else found

    return convert


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def _double(text: str) -> float | None:
    return float(text) if _DOUBLE.fullmatch(text) else None


def _date(text: str) -> date | None:
    return _made(date.fromisoformat, text) if _DATE.fullmatch(text) else None


def _moment(text: str) -> datetime | None:
    return _made(datetime.fromisoformat, text) if _MOMENT.fullmatch(text) else None


def _made(convert: Callable[[str], _Made], text: str) -> _Made | None:
    try:
        return convert(text)
    except ValueError:  # the 30th of February, the year 0
        return None


_TYPES: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {
        **{f"{XSD.iri}{name}": _whole(*limits) for name, limits in _WHOLE.items()},
        XSD.decimal.value: _decimal,
        XSD.double.value: _double,
        XSD.float.value: _double,
        XSD.boolean.value: _TRUTH.get,
        XSD.date.value: _date,
        XSD.dateTime.value: _moment,
        XSD.dateTimeStamp.value: _moment,
    }
)
