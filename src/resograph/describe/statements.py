"""Turns plain values into RDF literals and statements; what no format can hold never gets this far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from pyoxigraph import Literal, NamedNode

from resograph.model import dataset
from resograph.model.months import MONTHS
from resograph.naming.prefixes import RDF, RDFS, RG, XSD
from resograph.naming.text import storable

Statement = dataset.Statement

TRUE = Literal(value=True)
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
_MOMENT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]+)?{_ZONE}?")


def text(value: str) -> Literal:
    """Make a plain text.

    >>> text("SG17").value
    'SG17'
    >>> text(chr(0xD800)).value == chr(0xFFFD)
    True
    """
    return Literal(storable(value))


def english(value: str) -> Literal:
    """Make a label in English."""
    return Literal(storable(value), language="en")


def named(subject: NamedNode, label: str, *classes: NamedNode) -> Iterator[Statement]:
    """Yield the classes and the label that every thing has."""
    for each in classes:
        yield subject, RDF.type, each
    yield subject, RDFS.label, english(label)


def texts(subject: NamedNode, predicate: NamedNode, value: str) -> Iterator[Statement]:
    """Yield one text; nothing when it is empty."""
    if value:
        yield subject, predicate, text(value)


def year(value: str) -> Literal | None:
    """Make an xsd:gYear.

    >>> str(year("2022"))
    '"2022"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    >>> year("22")
    """
    return Literal(value, datatype=XSD.gYear) if _YEAR.fullmatch(value) else None


def month(value: str) -> Literal | None:
    """Make an xsd:gYearMonth.

    >>> str(month("2022-05"))
    '"2022-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    >>> month("2022-13")
    """
    return Literal(value, datatype=XSD.gYearMonth) if _MONTH.fullmatch(value) else None


def day(value: str) -> Literal | None:
    """Make an xsd:date.

    >>> str(day("2022-05-10"))
    '"2022-05-10"^^<http://www.w3.org/2001/XMLSchema#date>'
    >>> day("2022-02-30")
    """
    return Literal(value, datatype=XSD.date) if _is_day(value) else None


def moment(value: str) -> Literal | None:
    """Make an xsd:dateTime, written as it was.

    >>> str(moment("2023-09-01T09:00:00Z"))
    '"2023-09-01T09:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    >>> moment("2023-02-30T09:00:00Z")
    """
    return Literal(value, datatype=XSD.dateTime) if _MOMENT.fullmatch(value) and _is_moment(value) else None


def dated(subject: NamedNode, value: str) -> Iterator[Statement]:
    """Yield when something was, as exactly as it is known; nothing for what is no date."""
    for predicate, literal in ((RG.onDate, day(value)), (RG.inMonth, month(value)), (RG.year, year(value))):
        if literal is not None:
            yield subject, predicate, literal


def spoken(value: str) -> str:
    """Return a date as a label says it.

    >>> spoken("2022-05-10"), spoken("2022-05"), spoken("2022")
    ('10 May 2022', 'May 2022', '2022')
    >>> spoken("2022-13")
    '2022-13'
    """
    if _is_day(value):
        return f"{int(value[8:])} {MONTHS[int(value[5:7]) - 1]} {value[:4]}"
    return f"{MONTHS[int(value[5:]) - 1]} {value[:4]}" if _MONTH.fullmatch(value) else value


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
