"""Turns a thing into the words that name it: its designation, and its label."""

from __future__ import annotations

from functools import singledispatch

from resograph.describe.statements import spoken
from resograph.model.things import (
    Edition,
    Establishment,
    Event,
    Group,
    ItemReference,
    LiaisonStatement,
    Meeting,
    MeetingDocument,
    OutsideBody,
    Part,
    Provision,
    Publication,
    Question,
    Recommendation,
    Resolution,
    StudyPeriod,
    Supplement,
    WebPage,
    WorkItem,
)

Designated = (
    Group
    | OutsideBody
    | Question
    | Recommendation
    | Part
    | Supplement
    | Edition
    | WorkItem
    | Publication
    | MeetingDocument
)


@singledispatch
def designation(thing: object) -> str:
    """Return the short name by which a label or a message speaks of a thing.

    >>> designation(Recommendation("X.1812")), designation(Resolution("wtsa", 92))
    ('X.1812', 'Resolution 92')
    >>> designation(1812)
    Traceback (most recent call last):
    TypeError: a int has no designation
    """
    message = f"a {type(thing).__name__} has no designation"
    raise TypeError(message)


@designation.register
def _(thing: Designated) -> str:
    return thing.designation


@designation.register
def _(thing: Resolution) -> str:
    return f"Resolution {thing.number}" + (f" ({thing.year})" if thing.year else "")


@designation.register
def _(thing: Provision) -> str:
    clause = " ".join((thing.verb or thing.annex).split("-")) if thing.verb or thing.annex else "clause"
    if thing.addressee:
        clause = f"{clause} {addressee(thing)}" if thing.verb else addressee(thing)
    number = "" if thing.number is None else f", {thing.number}"
    return f"{designation(thing.resolution)}, {clause}{number}"


def addressee(provision: Provision) -> str:
    """Return the addressee spelled out.

    >>> addressee(Provision(Resolution("wtsa", 78), "instructs", ("SG16", "SG20")))
    'SG16 + SG20'
    >>> addressee(Provision(Resolution("wtsa", 78), "resolves"))
    ''
    """
    return " + ".join(provision.addressee)


@designation.register
def _(thing: Meeting) -> str:
    span = f"{spoken(thing.start)} to {spoken(thing.end)}" if thing.end else spoken(thing.start)
    return f"{thing.group.rpartition('/')[2].upper()} meeting, {span}"


@designation.register
def _(thing: Event) -> str:
    return thing.name + (f", {spoken(thing.when)}" if thing.when else "")


@designation.register
def _(thing: Establishment) -> str:
    what = f"Establishment of {thing.group.designation}"
    return what + (f", {spoken(thing.when)}" if thing.when else "")


@designation.register
def _(thing: StudyPeriod) -> str:
    return f"Study period {thing.years}"


@designation.register
def _(thing: LiaisonStatement) -> str:
    sender = f" from {thing.sender.designation}" if thing.sender else ""
    receiver = f" to {thing.receiver.designation}" if thing.receiver else ""
    return f"Liaison statement{sender}{receiver}" + (f", {spoken(thing.when)}" if thing.when else "")


@designation.register
def _(thing: WebPage) -> str:
    return thing.url


@designation.register
def _(thing: ItemReference) -> str:
    return thing.number


@singledispatch
def label(thing: object) -> str:
    """Return the label that the graph gives to a thing.

    >>> label(Edition(Recommendation("X.1812"), "2022-05")), label(Question("sg17", 2, "2022-2024"))
    ('Recommendation ITU-T X.1812 (05/2022)', 'Question 2/17 (2022-2024)')
    >>> label(1812)
    Traceback (most recent call last):
    TypeError: a int has no designation
    """
    return designation(thing)


@label.register
def _(thing: Group | OutsideBody | Publication) -> str:
    return thing.label or thing.designation


@label.register
def _(thing: Resolution) -> str:
    return f"{thing.conference.upper()} {designation(thing)}"


@label.register
def _(thing: Question) -> str:
    group = thing.group.removeprefix("sg")
    name = f"Question {thing.number}/{group}" if thing.number else f"All Questions of {thing.group.upper()}"
    return f"{name} ({thing.period})" if thing.period else name


@label.register
def _(thing: Recommendation | Part) -> str:
    return f"Recommendation ITU-T {thing.designation}"


@label.register
def _(thing: Supplement) -> str:
    return f"ITU-T {thing.designation}"


@label.register
def _(thing: Edition) -> str:
    return f"{label(thing.of)} {thing.designation.removeprefix(thing.of.designation).strip()}"


@label.register
def _(thing: WorkItem) -> str:
    return f"Draft {thing.designation}"
