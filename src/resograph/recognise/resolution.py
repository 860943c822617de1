"""Turns "Resolution 2 (Rev. Geneva, 2022)" into Resolutions of a conference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Resolution
from resograph.recognise.words import CONFERENCE, Context, Found

# A number is unique only with its conference: PP, WTDC and RA number their own Resolutions.
_CONFERENCES = {"WTSA": "wtsa", "PP": "pp", "WTDC": "wtdc", "RA": "ra", "PLENIPOTENTIARY": "pp"}
_PATTERN = re.compile(
    rf"(?:\b(?P<before>{CONFERENCE})(?:-\d{{2,4}})?\s)?"
    r"\bRes(?:olution|\.)?s?\s?(?P<numbers>\d{1,3}(?:(?:,\s|\sand\s|,\sand\s)\d{1,3}(?![\d-])){0,20})(?![\d-])"
    r"(?P<version>\s?\((?:Rev\.\s?)?[A-Z][\w .'-]{1,40},\s?(?P<year>\d{4})\))?"
    rf"(?:,?\s(?:of\s(?:the\s)?)?\(?(?P<after>{CONFERENCE})(?:-\d{{2,4}})?\b\)?)?"
)


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each Resolution named in the text, with its year where the text names the version.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing for found in find("Resolution 2 (Rev. Geneva, 2022)", context)]
    [Resolution(conference='wtsa', number=2, year='2022')]
    >>> list(find("Res. 92-03 and this resolution", context))
    []
    """
    for match in _PATTERN.finditer(text):
        stated = match["before"] or match["after"]
        conference = _CONFERENCES[stated.upper()] if stated else context.conference
        for number in re.findall(r"\d+", match["numbers"]):
            yield Found(Resolution(conference, int(number), match["year"] or ""), match.start(), match.end())
