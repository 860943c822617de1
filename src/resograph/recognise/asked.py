"""Turns the beginning of an action into whom it asks to act: "SGs and TSAG to coordinate joint meetings …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resograph.model.things import Group
from resograph.recognise.words import Found

# What may stand before the first group: only an action that begins with one says who acts (44-07 does not).
_BEFORE = re.compile(
    r"[^A-Za-z]*(?:(?:the|all|each|every|relevant|other|concerned|parent|lead|chair\w*|of)[ ]){0,9}", re.IGNORECASE
)
_ASKS = re.compile(r"[^.;]*? (?:to|should|shall|must|will) ")
# Behind these words stands what is to be done, or those with whom it is to be done.
_HEAD_ENDS = re.compile(
    r",? (?:to|should|shall|must|will|in|after|where|when|together|with|jointly|through|via|under|on|by|as|if) | \(SG"
)


def asked(text: str, found: Sequence[Found]) -> frozenset[Found]:
    """Return those finds of an action that it asks to act.

    >>> from resograph.recognise.group import study_group
    >>> finds = [Found(study_group(16), 0, 4), Found(study_group(17), 28, 32)]
    >>> [one.thing.designation for one in asked("SG16, in collaboration with SG17, to give priority", finds)]
    ['SG16']
    >>> asked("Organizing tutorials with SG17 to help", [Found(study_group(17), 26, 30)])
    frozenset()
    """
    groups = [one for one in found if isinstance(one.thing, Group)]
    end = _HEAD_ENDS.search(text)
    if not groups or end is None or not _ASKS.match(text) or not _BEFORE.fullmatch(text, 0, groups[0].start):
        return frozenset()
    return frozenset(one for one in groups if one.end <= end.start())
