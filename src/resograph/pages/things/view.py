"""Turns a thing into its page: what it is, what is said of it, who points to it, and which report tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from resograph.naming import terms
from resograph.naming.prefixes import DCTERMS, OA, ORG, PROV, RDF, RDFS, RG, SKOS
from resograph.pages.frame import page
from resograph.pages.links import page_path
from resograph.pages.publication import RDF_FORMS
from resograph.pages.things import items, kinds
from resograph.pages.things.desk import Desk, Record
from resograph.pages.things.picture import picture
from resograph.pages.things.schema_org import Words, structured
from resograph.pages.things.sections import Cell, list_address, short
from resograph.pages.things.values import Value

# Shown elsewhere on the page: as its name, above its name, or in the list of items.
_SHOWN_ABOVE: Final = frozenset((RDF.type, RDFS.label, SKOS.prefLabel))
_BROADER: Final = frozenset((ORG.Organization, ORG.OrganizationalUnit, SKOS.Collection, PROV.Entity))
_INCIDENTAL: Final = frozenset((RG.about, RG.aboutEdition, RG.mentions, OA.hasSource))
_ITEM_KINDS: Final = {
    RG.ActionItem: items.of_item,
    RG.ItemState: items.of_state,
    RG.NarrativeStatement: items.of_state,
}
_PARENTS: Final = (
    *(RG.mentionedIn, RG.claimedIn, RG.findingIn, PROV.specializationOf, RG.inPlan, RG.provisionOf, RG.editionOf),
    *(RG.questionOf, RG.meetingOf, RG.listedIn, SKOS.inScheme, DCTERMS.isVersionOf, DCTERMS.isPartOf, ORG.unitOf),
)
_FEW: Final = 5
_MANY: Final = 12


class Fact(NamedTuple):
    """A property with its values: so many of them are shown, and how many there are besides."""

    name: Value
    values: Cell
    others: int = 0


class Inward(NamedTuple):
    """Things that point to one by a property: how many, the first of them, and where all of them are listed."""

    name: Value
    total: str
    values: Cell
    more: str


def thing_page(desk: Desk, thing: ox.NamedNode, here: str) -> bytes:
    """Write the page of a thing that the release tells of."""
    said = desk.record(thing)
    of = narrow(said.things(RDF.type))
    name, long = desk.names.label(thing), desk.title(thing)
    item = next((_ITEM_KINDS[kind](desk, said) for kind in of if kind in _ITEM_KINDS), None)
    titled = kinds.lead(desk, said) if kinds.TITLED & set(of) else ""
    lead = titled or said.text(SKOS.definition) or (item.title if item else "")
    recipe = kinds.recipe(of)
    inward = tuple(_inward(desk, thing))
    crumbs = tuple(_crumbs(desk, said, of))
    about = ". ".join(filter(None, (long, short(lead or said.text(RG.asWritten)))))
    return page(
        _template(of, item),
        desk.published,
        here,
        forms=("html", *RDF_FORMS),
        crumbs=crumbs,
        structured=structured(said, of, Words(name, about), [(to, desk.links.to(path)) for to, path in crumbs]),
        title=name,
        about=about or name,
        long=long,
        lead=lead,
        iri=thing.value,
        kinds=[_kind(desk, kind) for kind in of],
        item=item,
        shown=_shown(desk, said, of),
        facts=tuple(_facts(desk, said)),
        sections=(*(item.sections if item else ()), *(recipe(desk, said) if recipe else ())),
        inward=inward,
        told_by=desk.values(desk.things.graphs(thing)),
        standing=desk.names.standing(thing),
        picture=picture(name, [(one.name.text, one.values) for one in inward], _outward(desk, said)),
    )


def narrow(found: Sequence[ox.NamedNode]) -> tuple[ox.NamedNode, ...]:
    """Return the classes that tell most of a thing: ours, where it has one of ours.

    >>> [kind.value.rpartition("#")[2] for kind in narrow((OA.SpecificResource, RG.Passage))]
    ['Passage']
    >>> narrow((SKOS.Concept,)) == (SKOS.Concept,)
    True
    """
    ours = tuple(kind for kind in found if kind.value.startswith(RG.iri))
    return ours or tuple(kind for kind in found if kind not in _BROADER) or tuple(found)


def _template(of: Sequence[ox.NamedNode], item: object) -> str:
    if item:
        return "item.html"
    return "evidence.html" if _EVIDENCE & set(of) else "thing.html"


_EVIDENCE: Final = frozenset((RG.Claim, RG.Mention, RG.Passage, RG.Finding, RG.UnparsedText, RG.LiaisonStatement))


def _shown(desk: Desk, said: Record, of: Sequence[ox.NamedNode]) -> items.Shown | None:
    if not _EVIDENCE & set(of):
        return None
    return items.finding(desk, said) if RG.Finding in of else items.claim(desk, said)


def _kind(desk: Desk, kind: ox.NamedNode) -> Value:
    path = desk.browse(kind)
    return Value(terms.words(kind.value), desk.links.to(path) if path else "")


def _facts(desk: Desk, said: Record) -> Iterator[Fact]:
    for name, found in sorted(said.values.items(), key=lambda one: _order(one[0])):
        if name not in _SHOWN_ABOVE:
            shown = found if len(found) <= _MANY + 1 else found[:_MANY]
            yield Fact(desk.value(name), desk.values(shown), len(found) - len(shown))


def _order(name: ox.NamedNode) -> tuple[int, str]:
    """Say what stands first: names and numbers, then the rest by their words."""
    first = name in {RG.designation, DCTERMS.identifier, DCTERMS.title}
    return (0 if first else 1, terms.words(name.value).lower())


def _rank(name: ox.NamedNode) -> tuple[bool, bool, str]:
    """Say which links to a thing stand first: those that say most of it, in our terms, and mere mentions last."""
    return name in _INCIDENTAL, not name.value.startswith(RG.iri), terms.words(name.value).lower()


def _outward(desk: Desk, said: Record) -> list[tuple[str, Sequence[Value]]]:
    return [
        (desk.names.label(name), desk.values(said.things(name)[:4]))
        for name in sorted(said.values, key=_order)
        if name != RDF.type and said.things(name)
    ]


def _inward(desk: Desk, thing: ox.NamedNode) -> Iterator[Inward]:
    for one in sorted(desk.things.inbound(thing, _FEW), key=lambda one: _rank(one.property)):
        count = f"{one.count:,}" if one.is_all else f"more than {one.count:,}"
        more = list_address(desk, thing, one.property) if one.count > len(one.first) or not one.is_all else ""
        yield Inward(desk.value(one.property), count, desk.values(one.first), more)


def _crumbs(desk: Desk, said: Record, of: Sequence[ox.NamedNode]) -> Iterator[tuple[str, str]]:
    yield "Browse", "browse"
    for kind in of[:1]:
        if path := desk.browse(kind):
            yield terms.words(kind.value), path
    for parent in said.things(*_PARENTS)[:1]:
        if path := page_path(parent.value, desk.published.things.base):
            yield desk.names.label(parent), path


def gone_page(desk: Desk, thing: ox.NamedNode, here: str) -> bytes:
    """Write the page of a thing that only former revisions tell of: what it was called, and who told of it last."""
    said = desk.record(thing)
    told_by = tuple(reversed(desk.things.graphs(thing)))  # the last one first
    records = desk.things.ever_linking(thing, PROV.specializationOf)[::-1]
    return page(
        "gone.html",
        desk.published,
        here,
        forms=("html", *RDF_FORMS),
        crumbs=tuple(_crumbs(desk, said, narrow(said.things(RDF.type)))),
        title=desk.names.label(thing),
        long=desk.title(thing),
        iri=thing.value,
        kinds=[_kind(desk, kind) for kind in narrow(said.things(RDF.type))],
        told_by=desk.values(told_by),
        records=desk.values(records),
        facts=tuple(_facts(desk, said)),
    )
