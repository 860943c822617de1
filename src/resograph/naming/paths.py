"""Turns a thing into the path of its IRI below the base (docs/reference/contract.md §3).

Only ``naming.iris`` joins a path to a base. Two kinds of thing have no path of their own, because they
exist only within a plan or a state: references to items, and liaison statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from resograph.model.things import (
    Edition,
    Establishment,
    Event,
    Group,
    Meeting,
    MeetingDocument,
    OutsideBody,
    Part,
    PartKind,
    Provision,
    Publication,
    Question,
    Recommendation,
    Resolution,
    StudyPeriod,
    Supplement,
    WorkItem,
)
from resograph.naming.text import slug, words
from resograph.naming.vocabulary import group_iri_path

Enduring = (
    Resolution
    | Provision
    | Group
    | OutsideBody
    | Question
    | Recommendation
    | Part
    | Supplement
    | Edition
    | WorkItem
    | Publication
    | Meeting
    | Establishment
    | Event
    | StudyPeriod
    | MeetingDocument
)

# "amd1" follows ITU's own file names (T-REC-X.1246-202205-I!Amd1); an annex is named by a letter.
_PARTS: Mapping[PartKind, str] = {
    "amendment": "amd",
    "corrigendum": "cor",
    "erratum": "err",
    "annex": "annex-",
    "appendix": "appendix-",
}


@singledispatch
def path(thing: object) -> str:
    """Return the path of a thing's IRI, without a leading slash.

    Raises ``TypeError`` for what is no enduring thing.

    >>> path(Recommendation("X.1812"))
    'id/rec/itu-t/x.1812'
    >>> path("X.1812")
    Traceback (most recent call last):
    TypeError: a str has no path of its own
    """
    message = f"a {type(thing).__name__} has no path of its own"
    raise TypeError(message)


def group_path(code: str) -> str:
    """Return the path of a group that is given by its code alone: such groups are ITU-T's.

    >>> group_path("sg17"), group_path("itu-r/wp5d")
    ('itu-t/sg17', 'itu-r/wp5d')
    >>> group_path("")
    'itu-t/unstated'
    """
    return _segments(code if "/" in code else f"itu-t/{code}")


def _segments(given: str) -> str:
    return "/".join(slug(segment) for segment in given.split("/"))


@path.register
def _(thing: Resolution) -> str:
    version = f"/{slug(thing.year)}" if thing.year else ""
    return f"id/resolution/{slug(thing.conference)}/{thing.number}{version}"


@path.register
def _(thing: Provision) -> str:
    words_of_it = (thing.annex, thing.verb, *sorted(slug(member) for member in thing.addressee))
    # Nothing but a number is cited: "clause" keeps it apart from the year of a version.
    segment = "-".join(slug(word) for word in words_of_it if word) or "clause"
    number = "" if thing.number is None else f"/{thing.number}"
    return f"{path(thing.resolution)}/{segment}{number}"


@path.register
def _(thing: Group) -> str:
    return group_iri_path(_segments(thing.path))


@path.register
def _(thing: OutsideBody) -> str:
    return f"id/org/{_segments(thing.path)}"


@path.register
def _(thing: Question) -> str:
    group = slug(thing.group)
    return f"id/question/itu-t/{slug(thing.period)}/q{thing.number or 'all'}-{group.removeprefix('sg')}"


@path.register
def _(thing: Recommendation) -> str:
    return f"id/rec/itu-t/{slug(thing.designation)}"


@path.register
def _(thing: Part) -> str:
    edition = f"/{slug(thing.base_year)}" if thing.base_year else ""
    return f"{path(thing.base)}{edition}/{_PARTS[thing.kind]}{slug(thing.number)}"


@path.register
def _(thing: Supplement) -> str:
    return f"id/rec/itu-t/{slug(thing.series)}.sup{slug(thing.number)}"


@path.register
def _(thing: Edition) -> str:
    return f"{path(thing.of)}/{slug(thing.approved)}"


@path.register
def _(thing: WorkItem) -> str:
    return f"id/workitem/{group_path(thing.group)}/{slug(thing.designation)}"


@path.register
def _(thing: Publication) -> str:
    return f"id/pub/itu-t/{slug(thing.designation)}"


@path.register
def _(thing: Meeting) -> str:
    return f"id/meeting/{group_path(thing.group)}/{slug(thing.start)}"


@path.register
def _(thing: Event) -> str:
    when = f"/{slug(thing.when)}" if thing.when else ""
    return f"id/event/itu-t/{words(thing.name)}{when}"


@path.register
def _(thing: Establishment) -> str:
    when = f"/{slug(thing.when)}" if thing.when else ""
    return f"id/establishment/{thing.group.path}{when}"


@path.register
def _(thing: StudyPeriod) -> str:
    return f"id/period/itu-t/{slug(thing.years)}"


@path.register
def _(thing: MeetingDocument) -> str:
    return f"id/doc/itu-t/{slug(thing.designation)}"
