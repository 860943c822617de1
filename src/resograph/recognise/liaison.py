"""Turns "SG17 sent a Liaison Statement to JCA-IMT2020" into a liaison statement with sender and receiver."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from resograph.model.things import Group, LiaisonStatement, OutsideBody, Question
from resograph.recognise.dates import months
from resograph.recognise.words import Found, within

_STATEMENT = re.compile(
    r"\b(?:(?:a|an|the|reply|incoming|outgoing)\s){0,2}"
    r"(?:[Ll]iaison\s[Ss]tatements?|LS/[io]|LSs?(?=\s(?:to|from|on)\b))(?P<link>\s(?:to|from)\s(?:the\s)?)?"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


def find(text: str, flat: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield each liaison statement; its two ends are what was found beside the words, as far as stated.

    >>> from resograph.recognise.group import study_group
    >>> text = "SG17 sent a liaison statement to SG13"
    >>> ends = [Found(study_group(17), 0, 4), Found(study_group(13), 33, 37)]
    >>> [(one.thing.sender.designation, one.thing.receiver.designation) for one in find(text, text, ends)]
    [('SG17', 'SG13')]
    >>> list(find("SG17 liaises with SG13", "SG17 liaises with SG13", []))
    []
    """
    begin = 0
    parties = [one for one in found if isinstance(one.thing, Group | OutsideBody | Question)]
    dates = [(start, month) for start, _, month in months(flat)]
    for stop in [*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)]:
        for match in _STATEMENT.finditer(flat, begin, stop):
            before = next(within(parties, begin, match.start()), None)
            after = next(within(parties, match.end(), stop), None) if match["link"] else None
            if after and after.start != match.end():
                after = None
            if before or after:
                position = bisect_left(dates, (match.end(), ""))
                when = dates[position][1] if position < len(dates) and dates[position][0] < stop else ""
                yield Found(_statement(match, before, after, when), match.start(), after.end if after else match.end())
        begin = stop + 1


def _statement(match: re.Match[str], before: Found | None, after: Found | None, when: str) -> LiaisonStatement:
    received = match["link"] is not None and match["link"].strip().startswith("from")
    sender, receiver = (after, before) if received else (before, after)
    return LiaisonStatement(_end(sender), _end(receiver), when)


def _end(one: Found | None) -> Group | OutsideBody | Question | None:
    return one.thing if one and isinstance(one.thing, Group | OutsideBody | Question) else None
