"""Turns a thing that outlives the report into what the graph says of it (docs/reference/contract.md §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import singledispatch

from pyoxigraph import Literal, NamedNode

from resograph.describe.labels import label
from resograph.describe.statements import TRUE, Statement, dated, day, month, named, text, texts, year
from resograph.model.things import (
    Edition,
    Establishment,
    Event,
    Group,
    GroupKind,
    Meeting,
    MeetingDocument,
    OutsideBody,
    Part,
    PartKind,
    Publication,
    Question,
    Recommendation,
    Resolution,
    StudyPeriod,
    Supplement,
    WebPage,
    WorkItem,
)
from resograph.naming.iris import Iris
from resograph.naming.links import object_identifier, recommendation_page
from resograph.naming.paths import group_path
from resograph.naming.prefixes import DCAT, DCTERMS, FOAF, ORG, RDFS, RG, SKOS
from resograph.naming.vocabulary import vocabulary

_GROUPS: Mapping[GroupKind, NamedNode] = {
    "study-group": RG.StudyGroup,
    "regional-group": RG.RegionalGroup,
    "joint-coordination-activity": RG.JointCoordinationActivity,
    "focus-group": RG.FocusGroup,
    "correspondence-group": RG.CorrespondenceGroup,
    "working-party": RG.WorkingParty,
    "group-set": RG.GroupSet,
}
_PARTS: Mapping[PartKind, tuple[NamedNode, NamedNode]] = {
    "amendment": (RG.Amendment, RG.amends),
    "corrigendum": (RG.Corrigendum, RG.corrects),
}
_STUDY_GROUP = re.compile(r"itu-t/sg([1-9][0-9]?)")


def group(code: str) -> Group:
    """Return the group of a code ("sg17": ITU-T's) or path, as the vocabulary has it or by the grammar of its name.

    >>> group("sg17").label, group("sg98").label
    ('ITU-T Study Group 17', 'ITU-T Study Group 98')
    >>> group("no-such").kind
    'group'
    """
    return _group_at(group_path(code))


def _group_at(path: str) -> Group:
    known = vocabulary().groups.get(path)
    if known:
        return known
    number = _STUDY_GROUP.fullmatch(path)
    if number:
        return Group(path, f"SG{number[1]}", "study-group", f"ITU-T Study Group {number[1]}", "itu-t")
    name = path.removeprefix("itu-t/").replace("/", " ").upper()
    return Group(path, name, "group", name)


def parent(of: Group | OutsideBody) -> Group | OutsideBody | None:
    """Return the group or body that one belongs to; None for a set, which belongs to nobody.

    >>> parent(group("sg17")).designation
    'ITU-T'
    >>> parent(OutsideBody("gsma", "GSMA", "GSM Association"))
    """
    if isinstance(of, OutsideBody):
        return _body(of.parent) if of.parent else None
    if of.kind == "group-set":
        return None
    above = of.parent or of.path.rpartition("/")[0]
    return _group_at(above) if above else None


def _body(path: str) -> OutsideBody:
    name = path.replace("/", " ").upper()
    return vocabulary().bodies.get(path) or OutsideBody(path, name, name)


@singledispatch
def facts(thing: object, iris: Iris) -> Iterator[Statement]:
    """Yield the statements about one thing, its own label and classes included."""
    message = f"nothing is known of a {type(thing).__name__}, base {iris.base}"
    raise TypeError(message)


@facts.register
def _(thing: Resolution, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.ResolutionVersion if thing.year else RG.Resolution)
    if not thing.year:
        yield node, RG.conference, text(thing.conference.upper())
        yield node, RG.number, Literal(thing.number)
        return
    yield node, DCTERMS.isVersionOf, iris.thing(Resolution(thing.conference, thing.number))
    if literal := year(thing.year):
        yield node, RG.year, literal


@facts.register
def _(thing: Group, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    general = SKOS.Collection if thing.kind == "group-set" else ORG.OrganizationalUnit
    yield from named(node, label(thing), _GROUPS.get(thing.kind, RG.Group), general)
    yield from texts(node, RG.designation, thing.designation)
    if thing.kind != "group-set":
        yield from texts(node, DCTERMS.identifier, thing.designation)
    if above := parent(thing):
        yield node, ORG.unitOf, iris.thing(above)


@facts.register
def _(thing: OutsideBody, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.OutsideBody, ORG.Organization)
    yield from texts(node, RG.designation, thing.designation)
    if above := parent(thing):
        yield node, ORG.unitOf, iris.thing(above)


@facts.register
def _(thing: Question, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.Question)
    yield node, RG.designation, text(thing.designation)
    yield node, RG.questionOf, iris.thing(group(thing.group))
    if thing.period:
        yield node, RG.studyPeriod, iris.thing(StudyPeriod(thing.period))
    if thing.number:
        yield node, RG.number, Literal(thing.number)
    else:
        yield node, RG.collective, TRUE


@facts.register
def _(thing: Recommendation, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.Recommendation)
    yield node, RG.designation, text(thing.designation)
    yield node, RG.series, text(thing.series)
    yield from texts(node, RG.commonTextWith, thing.common_text)
    identifier = "" if thing.common_text else object_identifier(thing.designation)
    yield from texts(node, DCTERMS.identifier, identifier)
    if page := recommendation_page(thing.designation):
        yield node, RDFS.seeAlso, page


@facts.register
def _(thing: Part, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    kind, relation = _PARTS.get(thing.kind, (RG.RecommendationPart, DCTERMS.isPartOf))
    yield from named(node, label(thing), kind)
    yield node, RG.designation, text(thing.designation)
    yield node, relation, iris.thing(thing.base)
    if thing.base_year:
        yield node, DCTERMS.isPartOf, iris.thing(Edition(thing.base, thing.base_year))


@facts.register
def _(thing: Supplement, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.Supplement)
    yield node, RG.designation, text(thing.designation)
    yield node, RG.series, text(thing.series)
    if thing.supplements:
        yield node, RG.supplements, iris.thing(thing.supplements)


@facts.register
def _(thing: Edition, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.RecommendationEdition)
    yield node, RG.designation, text(thing.designation)
    yield node, RG.editionOf, iris.thing(thing.of)
    for predicate, literal in ((RG.approvedIn, month(thing.approved)), (RG.year, year(thing.approved))):
        if literal is not None:
            yield node, predicate, literal


@facts.register
def _(thing: WorkItem, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.WorkItem)
    yield node, RG.designation, text(thing.designation)
    if thing.became:
        yield node, RG.becameRecommendation, iris.thing(thing.became)
    if thing.supplements:
        yield node, RG.supplements, iris.thing(thing.supplements)


@facts.register
def _(thing: Publication, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.TechnicalPublication)
    yield node, RG.designation, text(thing.designation)


@facts.register
def _(thing: Meeting, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.Meeting)
    yield node, RG.meetingOf, iris.thing(group(thing.group))
    start = day(thing.start)
    if start is None:
        yield from dated(node, thing.start)
        return
    yield node, RG.startDate, start
    if end := day(thing.end):
        yield node, RG.endDate, end


@facts.register
def _(thing: Event, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.Event)
    yield node, RG.eventKind, iris.concept("event-kind", thing.kind)
    yield from dated(node, thing.when)


@facts.register
def _(thing: Establishment, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), ORG.ChangeEvent)
    yield node, ORG.resultingOrganization, iris.thing(thing.group)
    yield from dated(node, thing.when)


@facts.register
def _(thing: StudyPeriod, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.StudyPeriod)
    yield node, DCTERMS.identifier, text(thing.years)
    first, _, last = thing.years.partition("-")
    for predicate, literal in ((DCAT.startDate, year(first)), (DCAT.endDate, year(last))):
        if literal is not None:
            yield node, predicate, literal


@facts.register
def _(thing: MeetingDocument, iris: Iris) -> Iterator[Statement]:
    node = iris.thing(thing)
    yield from named(node, label(thing), RG.MeetingDocument)
    yield node, RG.designation, text(thing.designation)


@facts.register
def _(thing: WebPage, iris: Iris) -> Iterator[Statement]:
    yield from named(iris.thing(thing), label(thing), FOAF.Document)
