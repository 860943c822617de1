"""Turns a thing into what search engines understand of it: a few words of schema.org, embedded in its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import pyoxigraph as ox

from resograph.naming.prefixes import DCAT, DCTERMS, PROV, RDFS, RG, SCHEMA, SKOS
from resograph.pages.things.desk import Record

_TYPES: Final[Mapping[ox.NamedNode, str]] = MappingProxyType(
    {
        **dict.fromkeys((RG.Recommendation, RG.RecommendationEdition, RG.RecommendationPart), "TechArticle"),
        **dict.fromkeys((RG.Amendment, RG.Corrigendum, RG.Supplement, RG.TechnicalPublication), "TechArticle"),
        **dict.fromkeys((RG.WorkItem, RG.MeetingDocument, RG.ResolutionListing), "CreativeWork"),
        **dict.fromkeys((RG.Resolution, RG.ResolutionVersion, RG.Provision), "Legislation"),
        **dict.fromkeys((RG.Meeting, RG.Event, RG.Assembly), "Event"),
        **dict.fromkeys((RG.StudyGroup, RG.RegionalGroup, RG.JointCoordinationActivity), "Organization"),
        **dict.fromkeys((RG.FocusGroup, RG.CorrespondenceGroup, RG.WorkingParty, RG.Group), "Organization"),
        **dict.fromkeys((RG.OutsideBody, RG.Question), "Organization"),
        **dict.fromkeys((RG.ReportDocument, RG.ReportRevision), "Report"),
        **dict.fromkeys((RG.ActionItem, RG.ActionPlan), "PlanAction"),
        **dict.fromkeys((RG.Claim, RG.ItemState, RG.NarrativeStatement), "Claim"),
        **dict.fromkeys((RG.Passage, RG.Mention), "Quotation"),
        DCAT.Dataset: "Dataset",
        SKOS.Concept: "DefinedTerm",
        SKOS.ConceptScheme: "DefinedTermSet",
    }
)
_SAID: Final = (
    *(("identifier", DCTERMS.identifier), ("startDate", RG.startDate), ("endDate", RG.endDate)),
    *(("datePublished", RG.approvedIn), ("location", RG.place), ("text", RG.asWritten)),
)
_JOINED: Final[Mapping[ox.NamedNode, str]] = MappingProxyType(
    {
        RG.editionOf: "exampleOfWork",
        RG.questionOf: "parentOrganization",
        RG.meetingOf: "organizer",
        RG.provisionOf: "isPartOf",
        DCTERMS.isPartOf: "isPartOf",
        DCTERMS.isVersionOf: "exampleOfWork",
        PROV.wasDerivedFrom: "isBasedOn",
        RDFS.seeAlso: "sameAs",
        SKOS.inScheme: "inDefinedTermSet",
    }
)
_LONGEST: Final = 300


class Words(NamedTuple):
    """What a thing is called, and a sentence about it."""

    name: str
    about: str


def structured(
    said: Record, kinds: Sequence[ox.NamedNode], words: Words, crumbs: Sequence[tuple[str, str]]
) -> Mapping[str, object]:
    """Return what is embedded in the page of a thing: the thing in schema.org, and the way to its page.

    >>> found = structured(Record(RG.Meeting, {}), (RG.Meeting,), Words("May", ""), [("Browse", "../browse")])
    >>> [one["@type"] for one in found["@graph"]]
    ['Event', 'BreadcrumbList']
    >>> [one["@type"] for one in structured(Record(RG.Meeting, {}), (), Words("May", ""), [])["@graph"]]
    ['Thing']
    """
    kind = next((_TYPES[kind] for kind in kinds if kind in _TYPES), "Thing")
    thing: dict[str, object] = {"@type": kind, "@id": said.thing.value, "name": words.name}
    if words.about:
        thing["description"] = words.about[:_LONGEST]
    for word, told in _SAID:
        if text := said.text(told):
            thing[word] = text[:_LONGEST]
    for told, word in _JOINED.items():
        if found := said.thing_of(told):
            thing[word] = {"@id": found.value}
    way = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(crumbs, 1)
    ]
    return {
        "@context": SCHEMA.iri.rstrip("/"),
        "@graph": [thing, {"@type": "BreadcrumbList", "itemListElement": way}] if way else [thing],
    }
