"""Turns readings into the things they name, each once, with all that its description points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import singledispatch

from pyoxigraph import NamedNode

from resograph.describe.scope import Scope
from resograph.describe.statements import Statement
from resograph.describe.things import facts, group, parent
from resograph.model.reading import Claim, ItemReading, NarrativeReading
from resograph.model.things import (
    Edition,
    Establishment,
    Group,
    ItemReference,
    LiaisonStatement,
    Meeting,
    OutsideBody,
    Part,
    Provision,
    Question,
    Resolution,
    StudyPeriod,
    Supplement,
    Thing,
    WorkItem,
)
from resograph.naming.iris import Iris, study_period
from resograph.naming.vocabulary import vocabulary

# What exists only within a report is described in the report's graph.
_OF_THE_REPORT = (Provision, LiaisonStatement, ItemReference)


def entities(scopes: Iterable[Scope], iris: Iris) -> Iterator[Statement]:
    """Yield the description of every thing that the readings name and that outlives them."""
    found: dict[NamedNode, dict[Thing, None]] = {}
    for thing in _closure(thing for scope in scopes for thing in _named_things(scope)):
        if not isinstance(thing, _OF_THE_REPORT):
            found.setdefault(iris.thing(thing), {})[thing] = None
    for same in found.values():
        for thing in _settled(tuple(same)):
            yield from facts(thing, iris)


def _named_things(scope: Scope) -> Iterator[Thing]:
    metadata = scope.metadata
    yield group(metadata.group)
    yield from (scope.resolution(listing.resolution) for listing in scope.reading.report.listings)
    if period := study_period(metadata):
        yield StudyPeriod(period)
    if assembly := vocabulary().assemblies.get(metadata.assembly):
        yield StudyPeriod(assembly.period)
    if metadata.meeting_start:
        yield Meeting(metadata.issuer, metadata.meeting_start, metadata.meeting_end)
    for item in scope.reading.items:
        yield scope.resolution(item.item.resolution)
        if item.item.title_resolution:
            yield scope.resolution(item.item.title_resolution)
        yield from _recognised_things(item, scope)
    for told in scope.reading.narratives:
        yield scope.resolution(told.narrative.resolution)
        yield from _recognised_things(told, scope)


def _recognised_things(reading: ItemReading | NarrativeReading, scope: Scope) -> Iterator[Thing]:
    for mention in reading.mentions:
        yield mention.thing
        if mention.edition:
            yield mention.edition
        if isinstance(mention.thing, ItemReference):
            yield scope.resolution_of(mention.thing.number)
    for claim in reading.claims:
        yield from _things_of_claim(claim)


def _things_of_claim(claim: Claim) -> Iterator[Thing]:
    yield claim.about
    if claim.edition:
        yield claim.edition
    yield from claim.developed_by
    yield from claim.actors


def _closure(things: Iterable[Thing]) -> Iterator[Thing]:
    waiting, seen = list(dict.fromkeys(things)), set[Thing]()
    while waiting:
        thing = waiting.pop()
        if thing not in seen:
            seen.add(thing)
            waiting.extend(_pointed_to(thing))
            yield thing


@singledispatch
def _pointed_to(thing: object) -> Iterator[Thing]:
    """Yield the things that the description of one thing points to."""
    del thing
    yield from ()


@_pointed_to.register
def _(thing: Provision) -> Iterator[Thing]:
    yield thing.resolution


@_pointed_to.register
def _(thing: Resolution) -> Iterator[Thing]:
    yield Resolution(thing.conference, thing.number)


@_pointed_to.register
def _(thing: Question) -> Iterator[Thing]:
    yield group(thing.group)
    if thing.period:
        yield StudyPeriod(thing.period)


@_pointed_to.register
def _(thing: Group | OutsideBody) -> Iterator[Thing]:
    if above := parent(thing):
        yield above


@_pointed_to.register
def _(thing: Part) -> Iterator[Thing]:
    yield thing.base
    if thing.base_year:
        yield Edition(thing.base, thing.base_year)


@_pointed_to.register
def _(thing: Edition) -> Iterator[Thing]:
    yield thing.of


@_pointed_to.register
def _(thing: Supplement) -> Iterator[Thing]:
    if thing.supplements:
        yield thing.supplements


@_pointed_to.register
def _(thing: WorkItem) -> Iterator[Thing]:
    yield from (text for text in (thing.became, thing.supplements) if text)


@_pointed_to.register
def _(thing: Meeting) -> Iterator[Thing]:
    yield group(thing.group)


@_pointed_to.register
def _(thing: Establishment) -> Iterator[Thing]:
    yield thing.group


@_pointed_to.register
def _(thing: LiaisonStatement) -> Iterator[Thing]:
    yield from (end for end in (thing.sender, thing.receiver) if end)


def _settled(same: tuple[Thing, ...]) -> Iterator[Thing]:
    """Yield what is to be said of one IRI that several values stand for.

    A value that another one completes is dropped ("Rec. X.509" beside "X.509 | ISO/IEC 9594-8"), and of the
    names of one body the vocabulary's holds. What really differs (X.rcs and X.RCS) stays, for the check to find.
    """
    if len(same) > 1 and all(isinstance(thing, Group | OutsideBody) for thing in same):
        known = {*vocabulary().groups.values(), *vocabulary().bodies.values()}
        yield min(same, key=lambda thing: (thing not in known, repr(thing)))
        return
    yield from (thing for thing in same if not any(_completes(other, thing) for other in same))


def _completes(other: Thing, thing: Thing) -> bool:
    if type(other) is not type(thing) or other == thing:
        return False
    pairs = [(getattr(other, field.name), getattr(thing, field.name)) for field in fields(thing)]
    return all(there == here or not here for there, here in pairs)
