"""Turns "SG17 meeting from 21 February to 3 March 2023" and "2022-2024 study period" into meetings and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Meeting, StudyPeriod
from resograph.recognise.dates import days, months, ranges
from resograph.recognise.words import ADVISORY_GROUP, ASSEMBLY, NUMBERED_GROUP, SPELLED_GROUP, Context, Found

_PERIOD = re.compile(
    r"\b(?P<start>(?:19|20)\d{2})\s?[-–]\s?(?P<end>(?:19|20)\d{2})(?=\sstudy\speriod)|\bstudy\speriod\s\(?(?P<start2>(?:19|20)\d{2})\s?[-–]\s?(?P<end2>(?:19|20)\d{2})\b"
)
_WHO = rf"(?P<who>(?:{NUMBERED_GROUP}|{ADVISORY_GROUP}|{ASSEMBLY}|{SPELLED_GROUP})\s)?"
# The date comes last: "SG17 virtual meeting from 10-20 May 2022", "SG17 meeting (Geneva, 10-20 May 2022)"
_BEFORE = re.compile(
    rf"{_WHO}(?:\(?(?:virtual|plenary|e-|interim|physical|hybrid|last|first|next)\)?\s?){{0,3}}meetings?\s(?:held\s)?(?:\(|from\s|on\s|of\s|in\s|,\s)?(?:the\s)?(?:\w+,\s)?$"
)
# The date comes first: "May 2020 meeting", "September 2022 SG17 meeting"
_AFTER = re.compile(
    rf"\s(?P<who>(?:{NUMBERED_GROUP}|{ADVISORY_GROUP}|{SPELLED_GROUP})\s)?(?:virtual\s|plenary\s|e-){{0,2}}(?:meeting|plenary)\b"
)
_NAMED = re.compile(rf"\b{NUMBERED_GROUP}\b|\b{ADVISORY_GROUP}\b")
_LOOKBACK = 80


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each dated meeting of a group (the report's own where none is named), and each study period.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing for found in find("at its May 2020 meeting; TSAG meeting on 3 March 2023", context)]
    [Meeting(group='sg17', start='2020-05', end=''), Meeting(group='tsag', start='2023-03-03', end='')]
    >>> list(find("a meeting in Geneva; workshop on 20 February 2023", context))
    []
    """
    for match in _PERIOD.finditer(text):
        years = f"{match['start'] or match['start2']}-{match['end'] or match['end2']}"
        yield Found(StudyPeriod(years), match.start(), match.end())
    for start, end, first, last in _dated(text):
        found = _meeting(text, (start, end), (first, last), context)
        if found:
            yield found


def _dated(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield each range, day and month in reading order; of dates that overlap, the longest."""
    dated = list(ranges(text))
    dated += [(start, end, day, "") for start, end, day in days(text)]
    dated += [(start, end, month, "") for start, end, month in months(text)]
    last = 0
    for one in sorted(dated, key=lambda date: (date[0], -date[1])):
        if one[0] >= last:
            last = one[1]
            yield one


def _meeting(text: str, place: tuple[int, int], when: tuple[str, str], context: Context) -> Found | None:
    start, end = place
    begin = max(0, start - _LOOKBACK)
    after = _AFTER.match(text, end)
    if after:
        who = after["who"] or _owner(text[begin:start])
        return Found(Meeting(_group(who, context), *when), start, after.end())
    before = _BEFORE.search(text[begin:start])
    if before:
        who = before["who"] or _owner(text[begin : begin + before.start()])
        return Found(Meeting(_group(who, context), *when), begin + before.start(), end)
    return None


def _owner(words: str) -> str | None:
    """Return the group that "at its meeting" speaks of: the last one named before, in the same sentence."""
    if not re.search(r"\bits\s(?:\w+\s){0,2}$", words):
        return None
    named = _NAMED.findall(words.rpartition(". ")[2])
    return named[-1] if named else None


def _group(who: str | None, context: Context) -> str:
    if not who:
        return context.group
    number = re.search(r"\d+", who)
    return f"sg{int(number[0])}" if number else who.strip().lower()
