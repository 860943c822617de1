"""Turns the line "Geneva, 21 February – 3 March 2023" of a header block into a place and two dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from resograph.model.months import MONTHS

_LONGEST = 120
_LONGEST_PLACE = 60
_SHORTEST_MONTH = 3
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[-\u2010-\u2015]")
_LABEL = re.compile(
    r"(?:meeting|place|venue|date|dates|place and date|place, date|place/date|dates?/place)\s*:\s*", re.IGNORECASE
)
# Day, month and year in the orders that are written; "-" stands between the first day and the last.
_FORMS = frozenset({"dmy", "d-dmy", "dm-dmy", "dmy-dmy", "mdy", "md-dy", "md-mdy", "mdy-mdy"})
_IGNORED = frozenset({"st", "nd", "rd", "th", "of", "from"})
_UNTIL = frozenset({"to", "until", "till"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and from when to when; dates in ISO form."""

    place: str
    start: str
    end: str


def parse(line: str) -> Meeting | None:
    """Read a line that is a place and the dates of a meeting, and nothing else.

    A year that is written once is that of the last day; a meeting over New Year began the year before.

    >>> parse("Geneva, 21 February – 3 March 2023")
    Meeting(place='Geneva', start='2023-02-21', end='2023-03-03')
    >>> parse("Geneva, 31 February – 3 March 2023") is None
    True
    """
    text = " ".join(line.split())
    if len(text) > _LONGEST:
        return None
    text = text[found.end() :] if (found := _LABEL.match(text)) else text
    start = next((token.start() for token in _TOKEN.finditer(text) if _kind(token[0]) in {"d", "m", "y"}), None)
    if start is None:
        return None
    place = text[:start].strip(" ,;:(–-")
    days = _days([token for token in _TOKEN.findall(text[start:]) if token.casefold() not in _IGNORED])
    if days is None or len(place) > _LONGEST_PLACE or ":" in place or (days[0] == days[1] and not place):
        return None
    return Meeting(place, days[0].isoformat(), days[1].isoformat())


def _kind(token: str) -> str:
    if token.isdigit():
        return {1: "d", 2: "d", 4: "y"}.get(len(token), "?")
    if token.casefold() in _UNTIL or not token[0].isalpha():
        return "-"
    return "m" if _month(token) else "?"


def _month(token: str) -> int:
    if len(token) < _SHORTEST_MONTH:
        return 0
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(token.casefold())), 0)


def _days(tokens: Sequence[str]) -> tuple[date, date] | None:
    kinds = [_kind(token) for token in tokens]
    if "".join(kinds) not in _FORMS:
        return None
    days, months, years = (
        [_month(token) if kind == "m" else int(token) for token, of in zip(tokens, kinds, strict=True) if of == kind]
        for kind in "dmy"
    )
    first_year = years[0] - (len(years) == 1 and months[0] > months[-1])
    try:
        first, last = date(first_year, months[0], days[0]), date(years[-1], months[-1], days[-1])
    except ValueError:
        return None
    return (first, last) if first <= last else None
