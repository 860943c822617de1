from __future__ import annotations

import pytest

from resograph.describe import describe
from resograph.model.things import (
    Edition,
    Establishment,
    Event,
    Group,
    Meeting,
    MeetingDocument,
    OutsideBody,
    Part,
    Publication,
    Question,
    Recommendation,
    Resolution,
    StudyPeriod,
    Supplement,
    Thing,
    WebPage,
    WorkItem,
)
from resograph.naming.iris import Iris
from tests.describe.graph import facts, graph, subjects, values
from tests.describe.readings import naming

X1246 = Recommendation("X.1246")
RECOMMENDATION = {
    ("rdf:type", "rg:Recommendation"),
    ("rdfs:label", "Recommendation ITU-T X.1812@en"),
    ("rdfs:seeAlso", "https://www.itu.int/rec/T-REC-X.1812"),
    ("dcterms:identifier", "urn:oid:0.0.24.1812"),
    ("rg:designation", "X.1812"),
    ("rg:series", "X"),
}
CASES: list[tuple[Thing, str, set[tuple[str, str]]]] = [
    (Recommendation("X.1812"), "id:rec/itu-t/x.1812", RECOMMENDATION),
    (
        Edition(Recommendation("X.1812"), "2022-05"),
        "id:rec/itu-t/x.1812/2022-05",
        {
            ("rdf:type", "rg:RecommendationEdition"),
            ("rdfs:label", "Recommendation ITU-T X.1812 (05/2022)@en"),
            ("rg:designation", "X.1812 (05/2022)"),
            ("rg:editionOf", "id:rec/itu-t/x.1812"),
            ("rg:approvedIn", "2022-05^^gYearMonth"),
        },
    ),
    (
        Edition(Supplement("X", "37"), "2022"),
        "id:rec/itu-t/x.sup37/2022",
        {
            ("rdf:type", "rg:RecommendationEdition"),
            ("rdfs:label", "ITU-T X Suppl. 37 (2022)@en"),
            ("rg:designation", "X Suppl. 37 (2022)"),
            ("rg:editionOf", "id:rec/itu-t/x.sup37"),
            ("rg:year", "2022^^gYear"),
        },
    ),
    (
        Part(X1246, "amendment", "1"),
        "id:rec/itu-t/x.1246/amd1",
        {
            ("rdf:type", "rg:Amendment"),
            ("rdfs:label", "Recommendation ITU-T X.1246 Amd. 1@en"),
            ("rg:designation", "X.1246 Amd. 1"),
            ("rg:amends", "id:rec/itu-t/x.1246"),
        },
    ),
    (
        Part(Part(X1246, "amendment", "1", "2015"), "corrigendum", "2"),
        "id:rec/itu-t/x.1246/2015/amd1/cor2",
        {
            ("rdf:type", "rg:Corrigendum"),
            ("rdfs:label", "Recommendation ITU-T X.1246 (2015) Amd. 1 Cor. 2@en"),
            ("rg:designation", "X.1246 (2015) Amd. 1 Cor. 2"),
            ("rg:corrects", "id:rec/itu-t/x.1246/2015/amd1"),
        },
    ),
    (
        Part(Recommendation("A.23"), "annex", "A"),
        "id:rec/itu-t/a.23/annex-a",
        {
            ("rdf:type", "rg:RecommendationPart"),
            ("rdfs:label", "Recommendation ITU-T A.23 Annex A@en"),
            ("rg:designation", "A.23 Annex A"),
            ("dcterms:isPartOf", "id:rec/itu-t/a.23"),
        },
    ),
    (
        Supplement("X", "37", Recommendation("X.1231")),
        "id:rec/itu-t/x.sup37",
        {
            ("rdf:type", "rg:Supplement"),
            ("rdfs:label", "ITU-T X Suppl. 37@en"),
            ("rg:designation", "X Suppl. 37"),
            ("rg:series", "X"),
            ("rg:supplements", "id:rec/itu-t/x.1231"),
        },
    ),
    (
        WorkItem("sg17", "X.edrsec", became=Recommendation("X.1380")),
        "id:workitem/itu-t/sg17/x.edrsec",
        {
            ("rdf:type", "rg:WorkItem"),
            ("rdfs:label", "Draft X.edrsec@en"),
            ("rg:designation", "X.edrsec"),
            ("rg:becameRecommendation", "id:rec/itu-t/x.1380"),
        },
    ),
    (
        Publication("XSTR-SUSS", "Successful use of security standards"),
        "id:pub/itu-t/xstr-suss",
        {
            ("rdf:type", "rg:TechnicalPublication"),
            ("rdfs:label", "Successful use of security standards@en"),
            ("rg:designation", "XSTR-SUSS"),
        },
    ),
    (
        Question("sg17", 0, "2022-2024"),
        "id:question/itu-t/2022-2024/qall-17",
        {
            ("rdf:type", "rg:Question"),
            ("rdfs:label", "All Questions of SG17 (2022-2024)@en"),
            ("rg:designation", "Qall/17"),
            ("rg:questionOf", "id:group/itu-t/sg17"),
            ("rg:studyPeriod", "id:period/itu-t/2022-2024"),
            ("rg:collective", "true^^boolean"),
        },
    ),
    (
        Resolution("pp", 130, "2018"),
        "id:resolution/pp/130/2018",
        {
            ("rdf:type", "rg:ResolutionVersion"),
            ("rdfs:label", "PP Resolution 130 (2018)@en"),
            ("dcterms:isVersionOf", "id:resolution/pp/130"),
            ("rg:year", "2018^^gYear"),
        },
    ),
    (
        Group("itu-t/sgs", "SGs", "group-set", "Study groups of ITU-T, as a set"),
        "id:group/itu-t/sgs",
        {("rdf:type", "rg:GroupSet"), ("rdf:type", "skos:Collection"), ("rg:designation", "SGs")},
    ),
    (
        Meeting("sg17", "2022-05-10", "2022-05-20"),
        "id:meeting/itu-t/sg17/2022-05-10",
        {
            ("rdf:type", "rg:Meeting"),
            ("rdfs:label", "SG17 meeting, 10 May 2022 to 20 May 2022@en"),
            ("rg:meetingOf", "id:group/itu-t/sg17"),
            ("rg:startDate", "2022-05-10^^date"),
            ("rg:endDate", "2022-05-20^^date"),
        },
    ),
    (
        Meeting("sg17", "2020-03"),
        "id:meeting/itu-t/sg17/2020-03",
        {
            ("rdf:type", "rg:Meeting"),
            ("rdfs:label", "SG17 meeting, March 2020@en"),
            ("rg:meetingOf", "id:group/itu-t/sg17"),
            ("rg:inMonth", "2020-03^^gYearMonth"),
        },
    ),
    (
        Establishment(Group("itu-t/sg17rg-arb", "SG17RG-ARB", "regional-group", "Arab"), "2017"),
        "id:establishment/itu-t/sg17rg-arb/2017",
        {
            ("rdf:type", "org:ChangeEvent"),
            ("rdfs:label", "Establishment of SG17RG-ARB, 2017@en"),
            ("rg:year", "2017^^gYear"),
            ("org:resultingOrganization", "id:group/itu-t/sg17rg-arb"),
        },
    ),
    (
        StudyPeriod("2017-2020"),
        "id:period/itu-t/2017-2020",
        {
            ("rdf:type", "rg:StudyPeriod"),
            ("rdfs:label", "Study period 2017-2020@en"),
            ("dcterms:identifier", "2017-2020"),
            ("dcat:startDate", "2017^^gYear"),
            ("dcat:endDate", "2020^^gYear"),
        },
    ),
    (
        MeetingDocument("td", "TSAG TD 460 Rev.1"),
        "id:doc/itu-t/tsag-td-460-rev.1",
        {
            ("rdf:type", "rg:MeetingDocument"),
            ("rdfs:label", "TSAG TD 460 Rev.1@en"),
            ("rg:designation", "TSAG TD 460 Rev.1"),
        },
    ),
    (
        WebPage("https://www.itu.int/go/jca-cop"),
        "https://www.itu.int/go/jca-cop",
        {("rdf:type", "foaf:Document"), ("rdfs:label", "https://www.itu.int/go/jca-cop@en")},
    ),
]


@pytest.mark.parametrize(("thing", "subject", "expected"), CASES, ids=[subject for _, subject, _ in CASES])
def test_a_thing_is_described_in_the_reference_graph(
    thing: Thing, subject: str, expected: set[tuple[str, str]]
) -> None:
    found = facts(graph(describe([naming(thing)], Iris()), "g:reference"), subject)

    assert expected <= found
    assert {name for name, _ in found} - {name for name, _ in expected} <= {"rdfs:label"}


def test_what_a_thing_points_to_is_described_too() -> None:
    deep = Part(Part(X1246, "amendment", "1", "2015"), "corrigendum", "2")
    dataset = describe([naming(deep)], Iris())

    assert subjects(dataset, "rg:Amendment") == {"id:rec/itu-t/x.1246/2015/amd1"}
    assert subjects(dataset, "rg:Recommendation") == {"id:rec/itu-t/x.1246"}
    assert subjects(dataset, "rg:RecommendationEdition") == {"id:rec/itu-t/x.1246/2015"}
    assert values(dataset, "id:rec/itu-t/x.1246/2015/amd1", "dcterms:isPartOf") == {"id:rec/itu-t/x.1246/2015"}


def test_a_group_stands_under_its_sector_and_the_union() -> None:
    dataset = describe([naming(Group("itu-r/wp5d", "ITU-R WP5D", "working-party", "Working Party 5D"))], Iris())
    above = ["id:group/itu-r/wp5d"]
    while parent := values(dataset, above[-1], "org:unitOf"):
        above.extend(parent)

    assert above[-1] == "id:org/itu"
    assert ("rdf:type", "org:OrganizationalUnit") in facts(dataset, "id:group/itu-r/wp5d")


def test_a_body_of_a_body_brings_its_parents() -> None:
    committee = OutsideBody("iso-iec/jtc-1/sc-27", "ISO/IEC JTC 1/SC 27", "SC 27", "iso-iec/jtc-1")
    dataset = describe([naming(committee)], Iris())

    assert values(dataset, "id:org/iso-iec/jtc-1/sc-27", "org:unitOf") == {"id:org/iso-iec/jtc-1"}
    assert {"id:org/iso-iec/jtc-1/sc-27", "id:org/iso-iec/jtc-1"} <= subjects(dataset, "rg:OutsideBody")


@pytest.mark.parametrize("designation", ["G.108.2", "G.709/Y.1331"])
def test_no_object_identifier_is_made_up_where_its_arcs_are_not_certain(designation: str) -> None:
    dataset = describe([naming(Recommendation(designation))], Iris())
    (node,) = subjects(dataset, "rg:Recommendation")

    assert not values(dataset, node, "dcterms:identifier")
    assert values(dataset, node, "rdfs:seeAlso")


def test_common_text_has_no_object_identifier_even_when_only_one_place_says_so() -> None:
    dataset = describe([naming(Recommendation("X.509"), Recommendation("X.509", "ISO/IEC 9594-8"))], Iris())

    assert values(dataset, "id:rec/itu-t/x.509", "rg:commonTextWith") == {"ISO/IEC 9594-8"}
    assert not values(dataset, "id:rec/itu-t/x.509", "dcterms:identifier")


def test_a_meeting_named_with_and_without_its_last_day_has_one_label() -> None:
    dataset = describe([naming(Meeting("sg17", "2022-05-10"), Meeting("sg17", "2022-05-10", "2022-05-20"))], Iris())

    assert values(dataset, "id:meeting/itu-t/sg17/2022-05-10", "rdfs:label") == {
        "SG17 meeting, 10 May 2022 to 20 May 2022@en"
    }


def test_drafts_that_differ_by_case_are_not_merged_in_silence() -> None:
    dataset = describe([naming(WorkItem("sg17", "X.rcs"), WorkItem("sg17", "X.RCS"))], Iris())

    assert values(dataset, "id:workitem/itu-t/sg17/x.rcs", "rg:designation") == {"X.rcs", "X.RCS"}


def test_a_group_has_one_name_the_one_of_the_vocabulary() -> None:
    other = Group("itu-t/sg17", "SG 17", "study-group", "Study Group seventeen")
    dataset = describe([naming(other)], Iris())

    assert values(dataset, "id:group/itu-t/sg17", "rdfs:label") == {"ITU-T Study Group 17@en"}
    assert values(dataset, "id:group/itu-t/sg17", "rg:designation") == {"SG17"}


def test_every_code_that_is_used_is_a_labelled_concept_of_its_scheme() -> None:
    dataset = describe([naming(Event("workshop", "5G security", "2022-08-22"))], Iris())

    assert subjects(dataset, "skos:Concept") == {
        "voc:column/status",
        "voc:event-kind/workshop",
        "voc:reporting-status/reported",
        "voc:view/accepted",
    }
    assert {
        ("rdf:type", "skos:Concept"),
        ("skos:notation", "workshop"),
        ("skos:inScheme", "voc:event-kind"),
    } <= facts(graph(dataset, "g:reference"), "voc:event-kind/workshop")
    assert ("rdf:type", "skos:ConceptScheme") in facts(dataset, "voc:event-kind")
