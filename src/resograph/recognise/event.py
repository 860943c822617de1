"""Turns workshops, tutorials and surveys that have a name into events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from resograph.model.things import Event
from resograph.recognise.dates import DAY, MONTH
from resograph.recognise.dates import days as _days
from resograph.recognise.dates import months as _months
from resograph.recognise.words import Context, Found

_Kind = Literal["workshop", "tutorial", "survey"]
_WORKSHOP = r"(?:workshop|seminar|symposium|webinar|forum|hackathon|showcase)"
_WHEN = rf"(?:{DAY}(?:\s?[-–]\s?{DAY})?\s{MONTH},?\s\d{{4}}|{MONTH}\s\d{{4}}|\d{{4}})"
_QUOTED = re.compile(
    rf"\b(?:ITU\s|ITU-T\s|joint\s)?(?P<kind>{_WORKSHOP}|tutorial|training)s?\s(?:on\s|entitled\s|titled\s|called\s)?"
    rf"[“\"«](?P<name>[^”\"»]{{3,160}})[”\"»](?:,?\s(?:on\s|in\s|\()?(?P<when>{_WHEN})\)?)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?:ITU\s|ITU-T\s|joint\s)?(?P<kind>{_WORKSHOP}|tutorial)\son\s(?P<name>[A-Za-z0-9][^.;“\"()]{{2,120}}?),?\s"
    rf"(?:on|in|held\son|held\sin)\s(?P<when>{_WHEN})"
)
# One head, several events: "workshops on …, such as 1st X.509 day event (May 2022), Security (Aug 2022)" (44-07).
_SERIES = re.compile(
    rf"\b(?P<kind>{_WORKSHOP}|tutorial)s\b[^.:]{{0,160}}(?:such as|including|namely|:)\s"
    r"(?P<list>(?:[^.]|\.(?=\S)){5,600})",
    re.IGNORECASE,
)
_MEMBER = re.compile(rf"(?:^|,\s|;\s|\sand\s)(?:and\s)?(?P<name>[A-Za-z0-9][^,;()]{{2,120}})\s\((?P<when>{_WHEN})\)")
_SURVEY = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-Za-z0-9][\w-]{0,40}\s){1,6}?(?:survey questionnaires?|surveys?|questionnaires?))\b"
    rf"(?!\s(?:questionnaire|on\b.{{0,5}}$))(?:\s\((?P<when>{_WHEN})\))?"
)
_SURVEY_STOP = frozenset(
    re.findall(
        r"\S+",
        "conducted conducts launched launch launches issued issues of the a an to and prepared organized "
        "evaluated responses planned plans sent circulated its this from",
    )
)


def find(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield each event that has a name, with the day, month or year where the text gives one.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing for found in find('ITU workshop on "DLT security" on 20 February 2023', context)]
    [Event(kind='workshop', name='DLT security', when='2023-02-20')]
    >>> list(find("workshop activities in different regions", context))
    []
    """
    for pattern in (_QUOTED, _PLAIN):
        for match in pattern.finditer(text):
            yield Found(
                Event(_kind(match["kind"]), _tidy(match["name"]), _when(match["when"])), match.start(), match.end()
            )
    for series in _SERIES.finditer(text):
        for match in _MEMBER.finditer(series["list"]):
            name = _tidy(match["name"])
            begin = series.start("list") + match.start("name")
            end = series.start("list") + match.end()
            yield Found(Event(_kind(series["kind"]), name, _when(match["when"])), begin, end)
    yield from _surveys(text)


def _surveys(text: str) -> Iterator[Found]:
    for match in _SURVEY.finditer(text):
        words = re.findall(r"\S+", match["name"])
        lead = next((n for n in range(len(words) - 1, -1, -1) if words[n].lower() in _SURVEY_STOP), -1)
        name = " ".join(words[lead + 1 :])
        if " " in name:
            start = match.end("name") - len(name)
            yield Found(Event("survey", name, _when(match["when"])), start, match.end())


def _kind(word: str) -> _Kind:
    return "tutorial" if word.lower() in {"tutorial", "training"} else "workshop"


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" ,;:")


def _when(written: str | None) -> str:
    if not written:
        return ""
    found = [day for _, _, day in _days(written)] or [month for _, _, month in _months(written)]
    return found[0] if found else written[-4:]
