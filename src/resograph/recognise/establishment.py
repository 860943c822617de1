"""Turns "SG17 created the SG17 RG-AFR on 17 April 2015" into the establishment of a group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from resograph.model.things import Establishment, Group
from resograph.recognise.dates import days, months
from resograph.recognise.words import Found, within

_VERB = re.compile(r"\b(?:created|established|set up|formed|launched)\b")
_REACH = 240  # the group may be named after what it is for (50-09: CG-secapa)
_KINDS = frozenset({"regional-group", "correspondence-group", "focus-group", "joint-coordination-activity"})
_STOP = re.compile(r"[.;]\s|\n")


def find(text: str, flat: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield each establishment of a regional, correspondence, focus or coordination group, with its date.

    >>> cg = Group("itu-t/cg-x", "CG-x", "correspondence-group", "CG-x")
    >>> text = "SG17 established at its May 2020 meeting CG-x"
    >>> [one.thing.when for one in find(text, text, [Found(cg, 41, 45)])]
    ['2020-05']
    >>> list(find("CG-x met", "CG-x met", [Found(cg, 0, 4)]))
    []
    """
    verbs = list(_VERB.finditer(flat))
    for number, verb in enumerate(verbs):
        following = verbs[number + 1].start() if number + 1 < len(verbs) else len(text)
        end = min(verb.end() + _REACH, following)
        stop = _STOP.search(text, verb.end(), end)
        end = stop.start() if stop else end
        groups = [one for one in within(found, verb.end(), end) if _is_new(one)]
        if groups and isinstance(groups[0].thing, Group):
            made = groups[0].thing
            when = _when(flat, groups[0].end, end) or _when(flat, verb.end(), groups[0].start)
            yield Found(Establishment(made, when), verb.start(), groups[0].end)


def _is_new(one: Found) -> bool:
    return isinstance(one.thing, Group) and one.thing.kind in _KINDS


def _when(flat: str, start: int, end: int) -> str:
    found = [day for _, _, day in days(flat[start:end])] or [month for _, _, month in months(flat[start:end])]
    return found[0] if found else ""
