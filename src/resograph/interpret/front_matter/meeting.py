"""Turns the line "Geneva, 21 February – 3 March 2023" of a header block into a place and two dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from resograph.naming.phrases import letters
from resograph.naming.vocabulary import vocabulary

_LONGEST = 120
_LONGEST_PLACE = 60
# With a month alone a line may be part of a sentence, or tell of an assembly: "WTSA-20 (Geneva, March 2022)".
_PLACE = re.compile(r"[^\W\d]\D*")
_MOST_WORDS = 5
_SHORTEST_MONTH = 3
# In Chinese a month is "2月", and words are written together.
_TOKEN = re.compile(r"\d{1,2}\s?月|[\u4e00-\u9fff]|[^\W\d_]+|\d+|[-\u2010-\u2015]")
_COLON = re.compile("[:：]")
_COMMA = re.compile("[,，،]")
_PUNCTUATION = " ,;:(–-،，。"
# Day, month and year in the orders that are written; "-" stands between the first day and the last.
_FORMS = frozenset({"dmy", "d-dmy", "dm-dmy", "dmy-dmy", "mdy", "md-dy", "md-mdy", "mdy-mdy"})
_FORMS_OF_YEARS_FIRST = frozenset({"ymd", "ymd-d", "ymd-md", "ymd-ymd"})
_MONTHS = frozenset({"my", "ym"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and from when to when; dates in ISO form, or only the month of the start."""

    place: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """A line, divided into the place and the tokens of the date; ``by_comma`` when a comma stands between."""

    place: str
    tokens: tuple[str, ...]
    by_comma: bool

    @property
    def form(self) -> str:
        """Return the kinds of the tokens: "dm-dmy"."""
        return "".join(map(_kind, self.tokens))

    def of(self, kind: str) -> list[int]:
        """Return the days, months or years in the order written."""
        return [_month(token) if kind == "m" else int(token) for token in self.tokens if _kind(token) == kind]


def parse(line: str) -> Meeting | None:
    """Read a line that is a place and the dates of a meeting, and nothing else, in a language of ITU.

    A year that is written once is that of the last day; a meeting over New Year began the year before.

    >>> parse("Geneva, 21 February – 3 March 2023")
    Meeting(place='Geneva', start='2023-02-21', end='2023-03-03')
    >>> parse("Geneva, 31 February – 3 March 2023") is None
    True
    """
    parts = _parts(line)
    days = _days(parts) if parts else None
    if parts is None or days is None or (days[0] == days[1] and not parts.place):
        return None
    return Meeting(parts.place, days[0].isoformat(), days[1].isoformat())


def parse_month(line: str) -> Meeting | None:
    """Read a line that is a place and, behind a comma, the month of a meeting.

    >>> parse_month("Geneva, May 2022")
    Meeting(place='Geneva', start='2022-05', end='')
    >>> parse_month("May 2022") is None, parse_month("Adopted in May 2022") is None
    (True, True)
    """
    parts = _parts(line)
    if parts is None or parts.form not in _MONTHS or not parts.by_comma:
        return None
    if not _PLACE.fullmatch(parts.place) or len(parts.place.split()) > _MOST_WORDS:
        return None
    return Meeting(parts.place, f"{parts.of('y')[0]:04}-{parts.of('m')[0]:02}", "")


def _parts(line: str) -> _Parts | None:
    text = " ".join(unicodedata.normalize("NFC", line).split())
    if len(text) > _LONGEST:
        return None
    text = _behind_label(text)
    start = next((token.start() for token in _TOKEN.finditer(text) if _kind(token[0]) in {"d", "m", "y"}), None)
    if start is None:
        return None
    before, when = text[:start], text[start:]
    by_comma = _COMMA.match(before.rstrip()[-1:]) is not None
    if not before and (comma := _last_comma(when)):
        # "2023年2月21日至3月3日，日内瓦": the place comes last.
        before, when, by_comma = when[comma.end() :], when[: comma.start()], True
    place = _without_fillers(before)
    if len(place) > _LONGEST_PLACE or ":" in place:
        return None
    return _Parts(
        place, tuple(token for token in _TOKEN.findall(when) if letters(token) not in _words("filler")), by_comma
    )


def _behind_label(text: str) -> str:
    colon = _COLON.search(text)
    is_label = colon is not None and letters(text[: colon.start()]) in _labels()
    return text[colon.end() :].strip() if colon and is_label else text


def _last_comma(text: str) -> re.Match[str] | None:
    """Return the last comma of a text, if no part of a date stands behind it."""
    last = next(reversed(list(_COMMA.finditer(text))), None)
    if last is None or any(_kind(token) in {"d", "m", "y"} for token in _TOKEN.findall(text[last.end() :])):
        return None
    return last


def _without_fillers(text: str) -> str:
    words = text.strip(_PUNCTUATION).split(" ")
    while words and words[-1].isalpha() and letters(words[-1]) in _words("filler"):
        words.pop()
    return " ".join(words).strip(_PUNCTUATION)


def _kind(token: str) -> str:
    if token.isdecimal():
        return {1: "d", 2: "d", 4: "y"}.get(len(token), "?")
    if _month(token):
        return "m"
    return "-" if not token[0].isalnum() or letters(token) in _words("until") else "?"


def _month(token: str) -> int:
    names = _months()
    name = letters(token)
    if exact := names.get(token.replace(" ", "")) or names.get(name):
        return exact
    begun = (
        {month for known, month in names.items() if known.startswith(name)} if len(name) >= _SHORTEST_MONTH else set()
    )
    return begun.pop() if len(begun) == 1 else 0


@cache
def _months() -> Mapping[str, int]:
    names = [(name, int(month.code)) for month in vocabulary().concepts("month").values() for name in month.spellings]
    return {key: month for name, month in names for key in (name, letters(name)) if key == name or len(key) > 1}


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(map(letters, vocabulary().concepts("date-word")[code].spellings))


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(letters, vocabulary().concepts("front-matter")["meeting"].spellings))


def _days(parts: _Parts) -> tuple[date, date] | None:
    form = parts.form
    if form not in _FORMS | _FORMS_OF_YEARS_FIRST:
        return None
    days, months, years = (parts.of(kind) for kind in "dmy")
    turns = len(years) == 1 and months[0] > months[-1]
    is_first = form in _FORMS_OF_YEARS_FIRST
    try:
        first = date(years[0] - (turns and not is_first), months[0], days[0])
        last = date(years[-1] + (turns and is_first), months[-1], days[-1])
    except ValueError:
        return None
    return (first, last) if first <= last else None
