"""Turns the classes of things into the kinds that people look for, and says how each is called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from resograph.naming.prefixes import ORG, RG, SKOS

QUERY: Final = "Query"
"""The kind of the named queries, which are no things of the data."""

_CLASSES: Final = (
    (RG.Resolution, "Resolution", "Resolutions"),
    (RG.Question, "Question", "Questions"),
    (RG.StudyGroup, "Study group", "Study groups"),
    (RG.RegionalGroup, "Regional group", "Regional groups"),
    (RG.JointCoordinationActivity, "Joint coordination activity", "Joint coordination activities"),
    (RG.FocusGroup, "Focus group", "Focus groups"),
    (RG.CorrespondenceGroup, "Correspondence group", "Correspondence groups"),
    (RG.WorkingParty, "Working party", "Working parties"),
    (RG.Group, "Group", "Groups"),
    (RG.GroupSet, "Set of groups", "Sets of groups"),
    (RG.OutsideBody, "Outside body", "Outside bodies"),
    (RG.Recommendation, "Recommendation", "Recommendations"),
    (RG.Supplement, "Supplement", "Supplements"),
    (RG.Amendment, "Amendment", "Amendments"),
    (RG.Corrigendum, "Corrigendum", "Corrigenda"),
    (RG.RecommendationPart, "Part of a Recommendation", "Parts of Recommendations"),
    (RG.RecommendationEdition, "Edition", "Editions"),
    (RG.WorkItem, "Work item", "Work items"),
    (RG.TechnicalPublication, "Technical publication", "Technical publications"),
    (RG.ActionItem, "Action item", "Action items"),
    (RG.ActionPlan, "Action plan", "Action plans"),
    (RG.ReportDocument, "Report", "Reports"),
    (RG.ReportRevision, "Revision of a report", "Revisions of reports"),
    (RG.NarrativeStatement, "Statement in prose", "Statements in prose"),
    (RG.Provision, "Provision", "Provisions"),
    (RG.ResolutionVersion, "Version of a Resolution", "Versions of Resolutions"),
    (RG.Assembly, "Assembly", "Assemblies"),
    (RG.Meeting, "Meeting", "Meetings"),
    (RG.Event, "Event", "Events"),
    (RG.LiaisonStatement, "Liaison statement", "Liaison statements"),
    (RG.MeetingDocument, "Meeting document", "Meeting documents"),
    (ORG.ChangeEvent, "Establishment of a group", "Establishments of groups"),
    (RG.StudyPeriod, "Study period", "Study periods"),
    (SKOS.Concept, "Code", "Codes"),
    (SKOS.ConceptScheme, "Code list", "Code lists"),
    (RG.Claim, "Claim", "Claims"),
    (RG.Finding, "Finding", "Findings"),
    (RG.UnparsedText, "Text not understood", "Texts not understood"),
)
# In the order in which they are looked for: of two equal hits, the one of the kind that stands first comes first.
# Of a thing of several classes, the first is its kind. Mentions and passages are evidence: their words are the cells'.


def name_of(iri: str) -> str:
    """Return the name of a class without what it begins with, as it stands in the address of a search.

    >>> name_of(RG.ActionItem.value)
    'ActionItem'
    """
    return iri.rpartition("#")[2].rpartition("/")[2]


KINDS: Final = tuple((kind, name_of(kind.value)) for kind, _, _ in _CLASSES)
"""Each class with the name of its kind, in the order in which people look for them."""

CALLED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {name_of(kind.value): (one, many) for kind, one, many in _CLASSES}
    | {QUERY: ("Question to the data", "Questions to the data")}
)
"""How each kind is called, one of it and many."""

ORDER: Final[Mapping[str, int]] = MappingProxyType({kind: place for place, kind in enumerate(CALLED)})
"""The place of each kind in the order in which people look for them."""
