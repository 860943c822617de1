"""Turns the reading of one action item into statements: the item, and what this revision says of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from resograph.describe.holder import Holder
from resograph.describe.labels import addressee, designation
from resograph.describe.mentions import Named, name_mentions
from resograph.describe.scope import Scope
from resograph.describe.statements import TRUE, Statement, named, text, texts
from resograph.describe.words import words
from resograph.model.reading import ItemReading, Role, SpanColumn
from resograph.model.report import COLUMNS, ActionItem, Column
from resograph.model.things import Group, ItemReference, Provision, Question
from resograph.naming.prefixes import DCTERMS, PROV, RG
from resograph.naming.text import plain_title, sha256

_CELLS: Mapping[Column, NamedNode] = {
    "identifier": RG.identifierText,
    "title": RG.titleText,
    "action": RG.actionText,
    "milestone": RG.milestoneText,
    "action-by": RG.actionByText,
    "collaborate-with": RG.collaborateWithText,
    "report-to": RG.reportToText,
    "status": RG.statusText,
    "lead": RG.leadText,
}
_ROLES: Mapping[Role, NamedNode] = {
    "responsible": RG.responsible,
    "also-involved": RG.alsoInvolved,
    "collaborator": RG.collaborator,
    "reports-to": RG.reportsTo,
    "see": RG.seeItem,
    "asked": DCTERMS.audience,
}
# docs/reference/contract.md §4: what the id and the title name is not "named in a cell", it is what the item is about.
_NAMING_COLUMNS = frozenset[SpanColumn]({"action", "status", "action-by", "collaborate-with", "report-to", "lead"})


def item_statements(reading: ItemReading, scope: Scope) -> Iterator[Statement]:
    """Yield everything that one row of the plan amounts to, for the graph of its revision."""
    holder = Holder.of_item(reading, scope)
    found = name_mentions(holder, scope)
    yield from enduring(reading.item.number, scope)
    yield from _provisions(found, reading, scope)
    yield from _state(holder.node, reading, scope)
    yield from _roles(holder.node, found)
    yield from words(found, holder, scope)


def missing_items(scope: Scope) -> Iterator[Statement]:
    """Yield the items that a cell refers to and that the report does not have: they are named, without a state."""
    present = {reading.item.number for reading in scope.reading.items}
    for reading in scope.reading.items:
        for mention in reading.mentions:
            if isinstance(mention.thing, ItemReference) and mention.thing.number not in present:
                yield from enduring(mention.thing.number, scope)


def digest(item: ActionItem) -> str:
    """Return the digest over the nine cells, white space collapsed.

    The id stands for its cell: the mark "(unchanged)" there says that the content is unchanged, so it is not content.
    """
    cells = (item.number, *(item.cells[column].text for column in COLUMNS[1:] if column in item.cells))
    normal = "\x1f".join(" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells)
    return f"sha256-{sha256(text(normal).value)}"


def enduring(number: str, scope: Scope) -> Iterator[Statement]:
    """Yield the item itself, which outlives what a revision says of it."""
    node = scope.item(number)
    yield from named(node, f"Action item {number}", RG.ActionItem)
    yield node, DCTERMS.identifier, text(number)
    yield node, RG.inPlan, scope.plan
    yield node, RG.onResolution, scope.iris.thing(scope.resolution_of(number))


def _provisions(found: tuple[Named, ...], reading: ItemReading, scope: Scope) -> Iterator[Statement]:
    for one in found:
        provision = one.mention.thing
        if not isinstance(provision, Provision):
            continue
        if one.mention.role == "based-on":
            yield scope.item(reading.item.number), RG.basedOn, one.about
        yield from named(one.about, designation(provision), RG.Provision)
        yield one.about, RG.provisionOf, scope.iris.thing(provision.resolution)
        yield from texts(one.about, RG.asWritten, one.mention.span.text)
        yield from texts(one.about, RG.provisionAddressee, addressee(provision))
        if provision.verb:
            yield one.about, RG.provisionVerb, scope.iris.concept("provision-verb", provision.verb)
        # "Annex, Programme 3" (44-07) is no clause: the citation as written says all there is.
        if provision.number is not None and not provision.annex:
            yield one.about, RG.provisionNumber, Literal(provision.number)


def _state(state: NamedNode, reading: ItemReading, scope: Scope) -> Iterator[Statement]:
    item = reading.item
    kinds = (RG.ItemState, RG.ProposedState) if item.number in scope.proposed else (RG.ItemState,)
    yield from named(state, f"Item {item.number} in {scope.name}", *kinds)
    yield state, PROV.specializationOf, scope.item(item.number)
    yield state, RG.reportedIn, scope.revision
    yield state, RG.sourceTable, Literal(item.table)
    yield state, RG.sourceRow, Literal(item.row)
    yield state, RG.contentDigest, text(digest(item))
    yield state, RG.reportingStatus, scope.iris.concept("reporting-status", reading.reporting_status)
    if reading.milestone:
        yield state, RG.milestone, scope.iris.concept("milestone", reading.milestone)
    for predicate, is_marked in ((RG.markedUnchanged, item.marked_unchanged), (RG.markedNew, item.marked_new)):
        if is_marked:
            yield state, predicate, TRUE
    yield from texts(state, DCTERMS.title, plain_title(item.title))
    if item.title_resolution:
        yield state, DCTERMS.subject, scope.iris.thing(scope.resolution(item.title_resolution))
    for column, cell in item.cells.items():
        if cell.text.strip():
            yield state, _CELLS[column], text(cell.text)


def _roles(state: NamedNode, found: tuple[Named, ...]) -> Iterator[Statement]:
    for one in found:
        if one.mention.span.column in _NAMING_COLUMNS:
            yield state, RG.mentions, one.about
        if one.mention.span.column == "action" and isinstance(one.mention.thing, Group):
            yield state, DCTERMS.references, one.about
        predicate = _role(one)
        if predicate:
            yield state, predicate, one.about


def _role(one: Named) -> NamedNode | None:
    role, is_question = one.mention.role, isinstance(one.mention.thing, Question)
    if role == "lead":
        return RG.leadQuestion if is_question else RG.ledBy
    if role == "supporting":
        return RG.supportingQuestion if is_question else None
    return _ROLES.get(role)
