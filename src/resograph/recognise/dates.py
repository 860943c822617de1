"""Turns "21 February to 3 March 2023" into ISO dates; shared by the recognisers of what is dated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from resograph.model.months import MONTHS

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|to|until|and)\s?"
_RANGE = re.compile(
    rf"\b(?P<day1>{DAY})(?:\s(?P<month1>{MONTH}))?(?:\s(?P<year1>\d{{4}}))?{_TO}(?P<day2>{DAY})\s(?P<month2>{MONTH}),?\s(?P<year2>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<us_month1>{MONTH})\s(?P<us_day1>\d{{1,2}}){_TO}(?:(?P<us_month2>{MONTH})\s)?(?P<us_day2>\d{{1,2}}),\s(?P<us_year>(?:19|20)\d{{2}})\b"
)
_SINGLE = re.compile(
    rf"\b(?P<day>{DAY})\s(?P<month>{MONTH}),?\s(?P<year>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<us_month>{MONTH})\s(?P<us_day>\d{{1,2}}),\s(?P<us_year>(?:19|20)\d{{2}})\b"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH})[,\s]\s?(?P<year>(?:19|20)\d{{2}})\b(?!\+)")


# A date in parentheses after a designation: (5/2022), (May 2022), (2022), (20 May 2022), (2022-05-20).
APPROVAL = (
    r"(?:\d{1,2}\s?[/-]\s?(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}(?:-\d{2})?"
    rf"|(?:(?:{DAY}\s)?{MONTH}\s)?(?:19|20)\d{{2}})"
)
_APPROVAL = re.compile(
    r"(?P<month>\d{1,2})\s?[/-]\s?(?P<year>(?:19|20)\d{2})"
    r"|(?P<iso_year>(?:19|20)\d{2})-(?P<iso_month>\d{2})(?:-\d{2})?"
    rf"|(?:(?:{DAY}\s)?(?P<name>{MONTH})\s)?(?P<named_year>(?:19|20)\d{{2}})"
)


def approval(written: str) -> str | None:
    """Return "2022-05" or "2022" of the date of a text as written; None when there is no such month.

    >>> approval("5/2022"), approval("May 2022"), approval("2022"), approval("2022-05-20")
    ('2022-05', '2022-05', '2022', '2022-05')
    >>> approval("13/2022") is None, approval("AAP") is None
    (True, True)
    """
    match = _APPROVAL.fullmatch(written.strip())
    if not match:
        return None
    year = match["year"] or match["iso_year"] or match["named_year"]
    if match["named_year"] and not match["name"]:
        return year
    number = month_number(match["name"]) if match["name"] else int(match["month"] or match["iso_month"])
    return f"{year}-{number:02d}" if 1 <= number <= len(MONTHS) else None


def month_number(name: str) -> int:
    """Return 1 to 12 of an English month, whole or abbreviated.

    >>> month_number("Sept."), month_number("Aug")
    (9, 8)
    """
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def ranges(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, first day and last day of each range of days that exists.

    >>> [found[2:] for found in ranges("21 February to 3 March 2023, 10-20 May 2022")]
    [('2023-02-21', '2023-03-03'), ('2022-05-10', '2022-05-20')]
    >>> list(ranges("30-31 February 2022"))
    []
    """
    for match in _RANGE.finditer(text):
        end = _range_end(match)
        if match["us_month1"]:
            start = _iso(match["us_day1"], match["us_month1"], match["us_year"])
        else:
            year = match["year1"] or match["year2"]
            start = _iso(match["day1"], match["month1"] or match["month2"], year)
        if start and end and start <= end:
            yield match.start(), match.end(), start, end


def days(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and ISO date of each day named.

    >>> [found[2] for found in days("on 17 April 2015 and 2nd May 2022")]
    ['2015-04-17', '2022-05-02']
    >>> list(days("31 June 2022"))
    []
    """
    for match in _SINGLE.finditer(text):
        day = match["day"] or match["us_day"]
        iso = _iso(day, match["month"] or match["us_month"], match["year"] or match["us_year"])
        if iso:
            yield match.start(), match.end(), iso


def months(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and "2022-05" of each month named with its year.

    >>> [found[2] for found in months("(May 2022), Aug 2022, September 2022")]
    ['2022-05', '2022-08', '2022-09']
    >>> list(months("May, 2000+ standards"))
    []
    """
    for match in _MONTH_YEAR.finditer(text):
        yield match.start(), match.end(), f"{match['year']}-{month_number(match['month']):02d}"


def _range_end(match: re.Match[str]) -> str:
    if match["us_month1"]:
        return _iso(match["us_day2"], match["us_month2"] or match["us_month1"], match["us_year"])
    return _iso(match["day2"], match["month2"], match["year2"])


def _iso(day: str, month: str, year: str) -> str:
    try:
        return date(int(year), month_number(month), int(re.sub(r"\D", "", day))).isoformat()
    except ValueError:
        return ""
