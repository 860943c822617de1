"""Turns a thing of a known kind into the sections that people expect on its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from resograph.naming.prefixes import DCAT, DCTERMS, ORG, PROV, RG, SH, SKOS
from resograph.pages.things.desk import Desk, Record
from resograph.pages.things.sections import (
    SHOWN,
    Cell,
    Recipe,
    Section,
    by,
    claims,
    claims_in,
    concepts,
    item_section,
    items,
    list_address,
    listed,
    short,
    state_of,
    total,
    words,
)

_MANY: Final = 200


def resolution(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the items of a Resolution, its provisions with their items, and what is claimed to be done under it."""
    found, more = by(desk, said.thing, RG.onResolution)
    pairs = _with_states(desk, found)
    yield from item_section(desk, "Action items", pairs, more)
    done = claims_in(desk, (state for _, state in pairs if state))
    yield from claims(desk, "Claimed under it", done)
    provisions, more = by(desk, said.thing, RG.provisionOf)
    columns = ("Provision", "Items", "As written")
    rows = [tuple(_provision(desk, one)) for one in provisions[:SHOWN]]
    if rows:
        shown_all = len(provisions) <= SHOWN
        yield Section("Provisions cited", columns, rows, total(provisions), more="" if shown_all else more)
    yield from listed(desk, "Versions", by(desk, said.thing, DCTERMS.isVersionOf)[0])


def _with_states(desk: Desk, found: Sequence[ox.NamedNode]) -> list[tuple[ox.NamedNode, ox.NamedNode | None]]:
    """Return items with their states; of so many that nobody looks at them, the further ones are counted only."""
    return [(item, state_of(desk, item) if place < _MANY else None) for place, item in enumerate(found)]


def _provision(desk: Desk, one: ox.NamedNode) -> Iterator[Cell]:
    yield (desk.value(one),)
    yield desk.values(desk.things.linking(one, RG.basedOn))
    yield words(desk.things.text(one, RG.asWritten))


def plan(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the items of a plan, or of whatever items are part of."""
    found, more = by(desk, said.thing, RG.inPlan)
    yield from item_section(desk, "Action items", _with_states(desk, found), more)
    yield from listed(desk, "Reports on it", desk.things.ever_linking(said.thing, DCTERMS.subject)[:50])


def provision(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the items that a provision is the reason of."""
    found, more = by(desk, said.thing, RG.basedOn)
    yield from item_section(desk, "Action items", _with_states(desk, found), more)


def question(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the items that a Question leads and supports, and the work that it is claimed to have done."""
    for title, name in (("Items it leads", RG.leadQuestion), ("Items it supports", RG.supportingQuestion)):
        found, more = by(desk, said.thing, name)
        yield from items(desk, title, found, more)
    work = dict.fromkeys(chain(*(by(desk, said.thing, name)[0] for name in (RG.developedBy, RG.actor))))
    yield from claims(desk, "Its Recommendations, drafts and other work", _of_kind(desk, work, RG.Claim))


def work(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield what is claimed of a Recommendation or other text, its editions, and what amends it or comes before it."""
    for name in (RG.about, RG.aboutEdition):
        found, more = by(desk, said.thing, name)
        yield from claims(desk, "What reports say happened to it", _of_kind(desk, found, RG.Claim), more)
    for title, name in _PARTS_OF_A_WORK:
        yield from listed(desk, title, *by(desk, said.thing, name))


def group(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield what a group or body does: its items by role, its Questions, meetings, parts and plans."""
    for title, name in _ROLES:
        found, more = by(desk, said.thing, name)
        yield from items(desk, title, found, more)
    for title, name in _PARTS_OF_A_GROUP:
        yield from listed(desk, title, *by(desk, said.thing, name))
    acted, more = by(desk, said.thing, RG.actor)
    yield from claims(desk, "What it is said to have done", _of_kind(desk, acted, RG.Claim), more)


def report(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the revisions of a report, those that are not current as well."""
    now = said.things(DCAT.hasCurrentVersion)
    found = desk.things.ever_linking(said.thing, DCTERMS.isVersionOf)
    rows = [((desk.value(one),), words("current" if one in now else "former")) for one in found[:50]]
    if rows:
        yield Section("Revisions", ("Revision", "Standing"), rows, total(found))


def revision(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield what one revision of a report tells of: its findings, its items, and the Resolutions it lists."""
    states = [one for one in desk.things.ever_linking(said.thing, RG.reportedIn) if _is_state(desk, one)]
    found = list(chain.from_iterable(desk.things.ever_linking(state, RG.findingIn) for state in states[:_MANY]))
    yield from severities(desk, found)
    yield from items(desk, "Items it reports on", states, list_address(desk, said.thing, RG.reportedIn))
    yield from listings(desk, desk.things.ever_linking(said.thing, RG.listedIn))


def severities(desk: Desk, found: Sequence[ox.NamedNode]) -> Iterator[Section]:
    """Yield how many findings there are of each severity."""
    counted = Counter(one for finding in found for one in desk.things.things(finding, SH.resultSeverity))
    rows = [
        (desk.badge(one), words(str(count))) for one, count in sorted(counted.items(), key=lambda pair: pair[0].value)
    ]
    if rows:
        more = desk.links.to("validation")
        yield Section("Findings in it", ("Severity", "Findings"), rows, total(found), more=more)


def listings(desk: Desk, found: Sequence[ox.NamedNode]) -> Iterator[Section]:
    """Yield the Resolutions that a report lists, under the titles it gives them."""
    said = [desk.record(one) for one in found[:100]]
    rows = [(desk.values(one.things(RG.about)), words(one.text(RG.listedTitle))) for one in said]
    if rows:
        yield Section("Resolutions it lists", ("Resolution", "Title as listed"), rows, total(found))


def meeting(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the reports that were before a meeting."""
    yield from listed(desk, "Reports before it", desk.things.ever_linking(said.thing, RG.heldAt))


def scheme(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the codes of a code list."""
    yield from concepts(desk, by(desk, said.thing, SKOS.inScheme)[0])


def period(desk: Desk, said: Record) -> Iterator[Section]:
    """Yield the Questions of a study period, and its assembly."""
    yield from listed(desk, "Questions and assemblies of it", *by(desk, said.thing, RG.studyPeriod))


def recipe(kinds: Sequence[ox.NamedNode]) -> Recipe | None:
    """Return what makes the sections for the first kind that has them.

    >>> recipe((RG.Resolution,)) is resolution, recipe(())
    (True, None)
    """
    return next((_RECIPES[kind] for kind in kinds if kind in _RECIPES), None)


def lead(desk: Desk, said: Record) -> str:
    """Return the title of a Resolution as listed, or of a text as claimed; "" where none is told."""
    claimed = desk.things.linking(said.thing, RG.about, most=1000)
    for kind, name in ((RG.ResolutionListing, RG.listedTitle), (RG.Claim, RG.claimedTitle)):
        for one in claimed:
            if desk.things.is_a(one, kind) and (title := desk.things.text(one, name)):
                return short(title, 300)
    return ""


def _of_kind(desk: Desk, found: Iterable[ox.NamedNode], kind: ox.NamedNode) -> list[ox.NamedNode]:
    return [one for one in found if desk.things.is_a(one, kind)]


def _is_state(desk: Desk, thing: ox.NamedNode) -> bool:
    return bool(desk.things.things(thing, PROV.specializationOf))


_ROLES: Final = (
    ("Items it is responsible for", RG.responsible),
    ("Items it leads", RG.ledBy),
    ("Items it is also involved in", RG.alsoInvolved),
    ("Items to be worked on with it", RG.collaborator),
    ("Items that are reported to it", RG.reportsTo),
)
_PARTS_OF_A_GROUP: Final = (
    ("Plans it reports on", RG.reportingGroup),
    ("Questions", RG.questionOf),
    ("Meetings", RG.meetingOf),
    ("Parts of it", ORG.unitOf),
)
_PARTS_OF_A_WORK: Final = (
    ("Editions", RG.editionOf),
    ("Amendments", RG.amends),
    ("Corrigenda", RG.corrects),
    ("Supplements", RG.supplements),
    ("Parts", DCTERMS.isPartOf),
    ("Former drafts", RG.becameRecommendation),
)
_GROUPS: Final = (
    *(RG.StudyGroup, RG.RegionalGroup, RG.JointCoordinationActivity, RG.FocusGroup, RG.CorrespondenceGroup),
    *(RG.WorkingParty, RG.GroupSet, RG.Group, RG.OutsideBody),
)
_WORKS: Final = (
    *(RG.Recommendation, RG.RecommendationEdition, RG.RecommendationPart, RG.Amendment, RG.Corrigendum),
    *(RG.Supplement, RG.TechnicalPublication, RG.WorkItem),
)
_RECIPES: Mapping[ox.NamedNode, Recipe] = MappingProxyType(
    {
        RG.Resolution: resolution,
        RG.ResolutionVersion: resolution,
        RG.ActionPlan: plan,
        RG.Provision: provision,
        RG.Question: question,
        RG.ReportDocument: report,
        RG.ReportRevision: revision,
        RG.Meeting: meeting,
        SKOS.ConceptScheme: scheme,
        RG.StudyPeriod: period,
        **dict.fromkeys(_GROUPS, group),
        **dict.fromkeys(_WORKS, work),
    }
)
TITLED: Final = frozenset((RG.Resolution, *_WORKS))
"""Kinds of thing whose title is told by what points to them."""
