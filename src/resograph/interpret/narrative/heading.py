"""Turns the words of a heading into the Resolutions that it names and their title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from resograph.naming.phrases import number, phrases
from resograph.naming.vocabulary import vocabulary

# Titles of Resolutions run to 250 characters; what is longer than this is text.
_LONGEST = 600
_DASH = r"[-\u2012-\u2015\u2212]"
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
# "6.", "2.6", "II.6", "a)": the running number of the section, which is not the number of the Resolution.
_COUNTED = r"(?:[IVXLC]{1,7}|[A-Za-z]|[0-9]{1,3})(?:\.[0-9]{1,3}){0,4}"
_RUNNING = re.compile(rf"(?:{_COUNTED}(?:[.)]\s?|\s)(?:{_DASH}\s)?)?")
_WHOSE = re.compile(r"(?:(?:ITU-T|UIT-T|МСЭ-Т|(?:WTSA|AMNT|ВАСЭ)(?:-[0-9]{2,4})?)\s){0,2}", re.IGNORECASE)
# Not "20-01" and not "20.1": the number of a Resolution stands alone.
_STANDS_ALONE = r"(?![\w/]|[.,][0-9]|-[0-9])"
_PLURAL = re.compile(rf"(?:R[eé]solutions|Resoluciones|Резолюции)\s?[0-9]{{1,4}}{_STANDS_ALONE}", re.IGNORECASE)
_ALONE = re.compile(rf"[0-9]{{1,4}}{_STANDS_ALONE}")
_NEXT = re.compile(r"\s?(?:,\s?and\b|,|;|&|\band\b|\bet\b|\by\b|\bи\b|和)\s?", re.IGNORECASE)
# Which assembly adopted or revised it, as in "(Rev. Hammamet, 2016)".
_VERSIONS = re.compile(r"(?:\s?(?:\([^()]{1,300}\)|\[[^\[\]]{1,300}\]|\uff08[^\uff08\uff09]{1,300}\uff09)){0,3}")
# A dash without white space on either side belongs to an id ("Resolution 50-01").
_MARKED = re.compile(rf"\s{_DASH}{{1,2}}\s?|{_DASH}\s|(?<=[)\]\uff09]){_DASH}{{1,2}}|\s?[:\uff1a]\s?")
_LOOSE = re.compile(rf"(?:[\s.,;:\uff1a]|{_DASH}){{1,4}}")
_PAGE = re.compile(r"(?:\t|\.{2,9}\s?|(?:\.\s){2,9}|\u2026\s?)[0-9]{1,4}\s{0,9}$")
# The number of a Resolution is its own with its conference only.
_ELSEWHERE = re.compile(
    r"(?:of|by|from)\s(?:the\s)?(?:Plenipotentiary|PP|World Telecommunication Development|WTDC|Radio|RA|WRC|Council)\b",
    re.IGNORECASE,
)
_SENTENCE = (".", ",", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class Heading:
    """The Resolutions that a heading names, and their title as written, "" where it gives none."""

    numbers: tuple[int, ...]
    title: str


def parse(text: str) -> Heading | None:
    """Read the text of a paragraph that is a heading by its style; None when it does not begin with a Resolution.

    >>> parse("6. Resolution 20 (Rev. Hammamet, 2016) – Procedures")
    Heading(numbers=(20,), title='Procedures')
    >>> parse("RESOLUTIONS 22 and 45").numbers, parse("WTSA-12 Resolution 20 Procedures").title
    ((22, 45), 'Procedures')
    >>> [parse(words) for words in ("Opinion 1 – Study", "Resolution 50-01", "Resolution 130 of the Plenipotentiary")]
    [None, None, None]
    """
    return _read(text, _LOOSE)


def parse_line(text: str) -> Heading | None:
    """Read a paragraph without the style of a heading: only one that is nothing but a heading counts.

    >>> parse_line("Resolution 20: Procedures")
    Heading(numbers=(20,), title='Procedures')
    >>> [parse_line(line) for line in ("Resolution 20 was revised", "· Resolution 2 – Groups", "Resolution 2: done.")]
    [None, None, None]
    """
    found = _read(text, _MARKED)
    return None if found is None or found.title.endswith(_SENTENCE) else found


def _read(text: str, separator: re.Pattern[str]) -> Heading | None:
    if len(text) > _LONGEST or _is_entry(text):
        return None
    first, *more = (" ".join(line.split()) for line in text.strip().split("\n"))
    numbers, end = _names(first.translate(_HYPHENS))
    mark = separator.match(first, end)
    if not numbers or (mark is None and end < len(first)):
        return None
    title = first[mark.end() :] if mark else ""
    if _ELSEWHERE.match(title):
        return None
    return Heading(numbers, " ".join(part for part in (title, *more) if part))


def _is_entry(text: str) -> bool:
    """Tell whether a line ends in a page number, as in a table of contents."""
    at = max(0, len(text) - 20)
    page = _PAGE.search(text, at)
    return page is not None and bool(_names(" ".join(text[: page.start()].split()))[0])


def _names(text: str) -> tuple[tuple[int, ...], int]:
    """Return the numbers of the Resolutions that a text begins with, and where its other words begin."""
    numbers: list[int] = []
    end = 0
    found = _name(text, 0) or _name(text, _end(_RUNNING.match(text)))
    plural = found is not None and found.re is _PLURAL
    while found:
        numbers.append(number(found[0]))
        end = _end(_VERSIONS.match(text, found.end()))
        following = _NEXT.match(text, end)
        found = _name(text, following.end()) if following else None
        if following and found is None and plural:
            found = _ALONE.match(text, following.end())
    return tuple(dict.fromkeys(numbers)), end


def _name(text: str, at: int) -> re.Match[str] | None:
    begin = _end(_WHOSE.match(text, at))
    return _named().match(text, begin) or _PLURAL.match(text, begin)


@cache
def _named() -> re.Pattern[str]:
    """Return the pattern of a Resolution by its number, in the words that ids and headings spell it with."""
    labels = vocabulary().concepts("identifier-part")["resolution"].spellings
    return re.compile(phrases(label for label in labels if "#" in label) + _STANDS_ALONE, re.IGNORECASE)


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0
