"""Tells a role from a person: what people sign with is published only where it is the former."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from resograph.model.things import Group
from resograph.naming.vocabulary import vocabulary

# The form of a number or short name: "Q2/17", "WTSA-20", "X.1812", "2022-2024".
_REFERENCE = r"[A-Z]{0,4}[./-]?[0-9][0-9A-Za-z./-]*"
# What may stand between an office and what it is held for; any other word may be somebody's name.
_PLAIN = (
    *("a", "and", "at", "for", "in", "of", "on", "the", "to"),
    *("acting", "action", "document", "draft", "group", "management", "meeting", "new", "plan", "progress", "report"),
    *("Qall", "revised", "study", "team", "text"),
)
_END = r"(?![^\W\d_])"  # "SG17" is "SG" and a number, "SGS" is something else
_WHOLE_GROUP = "group"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as its holder signs: the code of ``voc/role``, and the names of what it is held for."""

    role: str
    held_for: tuple[str, ...]


def office(signed: str) -> Office | None:
    """Read a signature as an office; None when it may hold the name of a person.

    Every word is known: it begins with an office, and beside offices it has the groups of ITU, references and
    a few plain words. In doubt it is none: the names in these documents are not ours to publish.

    >>> office("Rapporteur Q2/17")
    Office(role='rapporteur', held_for=('Q2/17',))
    >>> office("Rapporteur Doe") is None
    True
    """
    written = signed.strip()
    if not _first().match(written):
        return None
    roles: list[str] = []
    held_for: list[str] = []
    place = 0
    while place < len(written):
        found = _words().match(written, place)
        if found is None:
            return None
        place = found.end()
        if found["office"]:
            roles.append(_codes()[found["office"].lower()])
        elif found["reference"] or found["group"]:
            held_for.append(found[0])
    # "SG17 Secretary" is an office of the group, not the group itself.
    return Office(next((code for code in roles if code != _WHOLE_GROUP), _WHOLE_GROUP), tuple(held_for))


def is_role(signed: str) -> bool:
    """Tell whether a signature has the form of a role.

    >>> is_role("Editor, WTSA-20 action plan"), is_role("Rapporteur Q2/17"), is_role("SG17")
    (True, True, True)
    >>> is_role("Jane Doe"), is_role("Editor, Jane Doe"), is_role("Rapporteur Q2/17 (Ms Doe)"), is_role("")
    (False, False, False, False)
    """
    return office(signed) is not None


def role(signed: str) -> str:
    """Return a signature that has the form of a role, "" for any other.

    >>> role("Rapporteur Q2/17"), role("Jane Doe")
    ('Rapporteur Q2/17', '')
    """
    return signed if is_role(signed) else ""


@cache
def _codes() -> dict[str, str]:
    concepts = vocabulary().concepts("role").values()
    return {spelling.lower(): concept.code for concept in concepts for spelling in concept.spellings}


@cache
def _first() -> re.Pattern[str]:
    return re.compile(rf"(?:ITU-T\s)?(?i:{_any(_codes())}){_END}")


@cache
def _words() -> re.Pattern[str]:
    """Return one word of a signature. Reading goes from word to word, never back: it takes linear time."""
    groups = (name for name, thing in vocabulary().spellings.items() if isinstance(thing, Group))
    return re.compile(
        rf"(?P<reference>{_REFERENCE}){_END}|(?P<office>(?i:{_any(_codes())})){_END}"
        rf"|(?P<group>{_any(groups)})(?!\w)|(?i:{_any(_PLAIN)})(?!\w)|[\s,;:()/&.+\u2013\u2014-]+"
    )


def _any(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
