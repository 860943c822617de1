"""Turns "TSAG TD 460 Rev.1", "Circular 365" and "C-0548" into documents of meetings and of TSB."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import MeetingDocument
from resograph.recognise.words import ADVISORY_GROUP, NUMBERED_GROUP, Context, Found

_GROUP = rf"(?:(?P<group>{ADVISORY_GROUP}|{NUMBERED_GROUP})[\s-])?"
_TD = re.compile(
    rf"(?<![\w-]){_GROUP}TD\s?(?P<number>\d{{1,4}})(?:\s?[/-]\s?(?P<sub>WP\d{{1,2}}|PLEN|GEN))?"
    r"(?:\s?\(?(?:Rev\.?\s?|R)(?P<revision>\d{1,2})\)?(?:/(?P<sub2>WP\d{1,2}|PLEN|GEN))?)?(?![\w])"
)
_CIRCULAR = re.compile(r"\b(?:TSB\s)?Circular\s(?:No\.?\s?)?(?P<number>\d{1,4})\b")
_LETTER = re.compile(r"\b(?:TSB\s)?Collective\s[Ll]etter\s(?P<number>\d{1,3}(?:/\d{1,2})?)\b")
_CONTRIBUTION = re.compile(
    rf"(?<![\w-]){_GROUP}(?:C-?(?P<padded>\d{{3,4}})(?![\w-]|\.\w)|[Cc]ontribution\s(?P<number>\d{{1,4}})\b)"
)
_REPORT = re.compile(rf"\b(?P<group>{ADVISORY_GROUP}|{NUMBERED_GROUP})[\s-](?:Report\s|R\s?-?)(?P<number>\d{{1,3}})\b")
_LEAD_REPORT = re.compile(
    rf"\b(?:(?P<group>{NUMBERED_GROUP})\s)?(?:[Ll]ead [Ss]tudy [Gg]roup|LSG) report on "
    r"(?P<topic>[a-zA-Z0-9-]{1,40}(?:\s(?!to\b|at\b|in\b|for\b)[a-z0-9-]{1,40}){0,3})"
)


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each document that the text cites by its number, and lead study group reports.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.designation for found in find("TSAG TD 460 Rev.1, TD 236-WP1, SG2-TD1R3/PLEN", context)]
    ['TSAG TD 460 Rev.1', 'SG17 TD 236/WP1', 'SG2 TD 1/PLEN Rev.3']
    >>> list(find("This TD is a document; STD 12", context))
    []
    """
    for match in _TD.finditer(text):
        sub = match["sub"] or match["sub2"]
        designation = f"{_group(match, context)} TD {int(match['number'])}" + (f"/{sub}" if sub else "")
        if match["revision"]:
            designation += f" Rev.{int(match['revision'])}"
        yield Found(MeetingDocument("td", designation), match.start(), match.end())
    for match in _CIRCULAR.finditer(text):
        yield Found(MeetingDocument("circular", f"TSB Circular {int(match['number'])}"), match.start(), match.end())
    for match in _LETTER.finditer(text):
        yield Found(
            MeetingDocument("collective-letter", f"TSB Collective letter {match['number']}"), match.start(), match.end()
        )
    for match in _CONTRIBUTION.finditer(text):
        number = int(match["padded"] or match["number"])
        yield Found(MeetingDocument("contribution", f"{_group(match, context)} C {number}"), match.start(), match.end())
    for match in _REPORT.finditer(text):
        designation = f"{_group(match, context)} Report {int(match['number'])}"
        yield Found(MeetingDocument("report", designation), match.start(), match.end())
    for match in _LEAD_REPORT.finditer(text):
        designation = f"{_group(match, context)} lead study group report on {match['topic']}"
        yield Found(MeetingDocument("report", designation), match.start(), match.end())


def _group(match: re.Match[str], context: Context) -> str:
    return (match["group"] or context.group).replace(" ", "").upper()
