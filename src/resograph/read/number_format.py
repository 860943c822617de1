"""Turns a number of a sheet into the text that the sheet shows for it, as far as its format is a plain one.

What a format means is openpyxl's knowledge: the built-in formats, which of them are dates, Excel's two
calendars. No file ever reaches openpyxl from here (docs/decisions/0019-workbooks-by-our-own-walk.md).
"""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

Doubt = Literal["", "spreadsheet-date", "number-format"]

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_INTEGER: Final = re.compile(r"-?[1-9][0-9]{0,14}|0")
_LONGEST: Final = 40
_GENERAL: Final = frozenset({"", "general", "standard", "@"})
_DIGITS: Final = re.compile(r"(?:#,##)?(0+)(?:\.(0+))?(%?)")
# Not part of what is shown: colours and countries in brackets, room for a sign, fill.
_UNSEEN: Final = re.compile(r"\[[^\]]*\]|[_*].")
_WORDS: Final = re.compile(r'"[^"]*"|\\.|am/pm|a/p')
_YEAR: Final = frozenset("yeb")
_DAY: Final = frozenset("d")
_CLOCK: Final = frozenset("hs")
# Excel names these by number only; they are dates or times, other ones in each language of East Asia.
_EASTERN: Final = frozenset({*range(27, 37), *range(50, 59)})
_MIDNIGHT: Final = "T00:00:00"
_LAST_DAY: Final = 2_958_465  # 31 December 9999
_LAST_DAY_FROM_1904: Final = _LAST_DAY - 1462
_EXACT: Final = Decimal(10) ** 15
_POWERS: Final = 300  # of ten, as far as a binary fraction goes


class Shown(NamedTuple):
    """The text for a number, and what is doubtful about it: the sheet shows part of a date, or something else."""

    text: str
    doubt: Doubt = ""


def calendar(since_1904: str) -> datetime:
    """Return the day from which a workbook counts, by its setting ``date1904``.

    >>> calendar("1").year, calendar("false").year
    (1904, 1899)
    """
    return CALENDAR_MAC_1904 if since_1904 in {"1", "true", "on"} else CALENDAR_WINDOWS_1900


def format_code(number: int) -> str:
    """Return the format that Excel names by its number only; "?" is one that nobody can tell.

    >>> format_code(16), format_code(31), format_code(99)
    ('d-mmm', 'yyyy/m', '?')
    """
    return BUILTIN_FORMATS.get(number) or ("yyyy/m" if number in _EASTERN else "?")


class NumberFormat:
    """One number format of a workbook; it is worked out once.

    A date of which the sheet shows a part only is whole here, hence doubtful: the rest may be
    Excel's invention, as the year is when somebody types "2-1". Formats that are neither plain
    digits nor dates are not worked out.
    """

    def __init__(self, code: str, first_day: datetime) -> None:
        """Work out a format; days are counted from ``first_day``."""
        self.code = code
        self._first_day = first_day
        self._is_general = code.strip().casefold() in _GENERAL
        self._is_date = not self._is_general and is_date_format(code)
        self._has_no_day = is_timedelta_format(code)
        sections = code.split(";")
        self._has_sections = len(sections) > 1
        self._digits = _DIGITS.fullmatch(_UNSEEN.sub("", sections[0]))
        signs = frozenset(_UNSEEN.sub("", _WORDS.sub("", sections[0].casefold())))
        self._has_clock = bool(signs & _CLOCK)
        self._is_clock = self._has_clock and not signs & (_YEAR | _DAY)
        self._doubt: Doubt = "" if signs & _YEAR and signs & _DAY else "spreadsheet-date"

    def number(self, stored: str) -> Shown:
        """Return what a sheet shows for a stored number: plain numbers as digits, dates in ISO form.

        >>> day = calendar("")
        >>> NumberFormat("General", day).number("50"), NumberFormat("0%", day).number("0.5")
        (Shown(text='50', doubt=''), Shown(text='50%', doubt=''))
        >>> NumberFormat("yyyy-mm-dd", day).number("44701"), NumberFormat("d-mmm", day).number("44563")
        (Shown(text='2022-05-20', doubt=''), Shown(text='2022-01-02', doubt='spreadsheet-date'))
        >>> NumberFormat('00"-"00', day).number("201"), NumberFormat("0", day).number("no number")
        (Shown(text='201', doubt='number-format'), Shown(text='no number', doubt=''))
        """
        if self._is_general and _INTEGER.fullmatch(stored):
            return Shown(stored)
        written = stored.strip()
        if len(written) > _LONGEST or not _NUMBER.fullmatch(written):
            return Shown(stored)
        number = Decimal(written)
        if self._is_general:
            return Shown(_general(number))
        shown = self._date(number) if self._is_date else self._plain(number)
        return shown or Shown(_general(number), "number-format")

    def date(self, stored: str) -> Shown:
        """Return what a sheet shows for a date that is stored as one, in ISO form.

        >>> NumberFormat("d-mmm", calendar("")).date("2022-01-02T00:00:00")
        Shown(text='2022-01-02', doubt='spreadsheet-date')
        >>> NumberFormat("General", calendar("")).date("no date")
        Shown(text='no date', doubt='')
        """
        text = stored.strip().removesuffix("Z").removesuffix(_MIDNIGHT)
        return Shown(text, self._doubt if self._is_date else "")

    def _plain(self, number: Decimal) -> Shown | None:
        # A negative number and zero may have sections of their own.
        if self._digits is None or abs(number) >= _EXACT or (self._has_sections and number <= 0):
            return None
        digits, places, percent = self._digits[1], self._digits[2] or "", self._digits[3]
        value = number * 100 if percent else number
        rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
        whole, point, rest = str(abs(rounded)).partition(".")
        text = f"{'-' * (rounded < 0)}{whole.zfill(len(digits))}{point}{rest}{percent}"
        return Shown(text, "" if rounded == value else "number-format")

    def _date(self, number: Decimal) -> Shown | None:
        last = _LAST_DAY if self._first_day == CALENDAR_WINDOWS_1900 else _LAST_DAY_FROM_1904
        if self._has_no_day or not 0 <= number < last:
            return None
        moment = from_excel(float(number), self._first_day)
        if isinstance(moment, time):
            return Shown(moment.isoformat("seconds")) if self._is_clock else None
        if not self._has_clock:
            return Shown(moment.date().isoformat(), self._doubt)
        return Shown(moment.isoformat(timespec="seconds").removesuffix(_MIDNIGHT), self._doubt)


def _general(number: Decimal) -> str:
    """Write a number without its last digits, which are the noise of binary fractions."""
    if number == number.to_integral_value() and abs(number) < _EXACT:
        return str(int(number))
    return f"{float(number):.15g}".upper() if abs(number.adjusted()) < _POWERS else str(number)
