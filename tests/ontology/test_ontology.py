"""The ontology is small, and every term of it is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

RG = Namespace("https://w3id.org/resograph/def#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
VANN = Namespace("http://purl.org/vocab/vann/")
ONTOLOGY = URIRef("https://w3id.org/resograph/def")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
CONTRACT = """
inPlan onResolution basedOn provisionVerb provisionAddressee provisionNumber provisionOf asWritten reportedIn
identifierText titleText actionText milestoneText actionByText collaborateWithText reportToText statusText leadText
responsible alsoInvolved collaborator reportsTo leadQuestion supportingQuestion ledBy reportingStatus seeItem
markedUnchanged markedNew sourceTable sourceRow contentDigest changedSincePrevious mentions mentionedIn about
sourceColumn sourceParagraph listsResolution listedTitle sourceDigest view claimedIn outcome actor claimedTitle inMonth
developedBy designation series editionOf approvedIn amends corrects supplements becameRecommendation questionOf
studyPeriod findingIn findingCode expected aboutEdition collective startDate endDate meetingOf onDate
"""


def own_terms(ontology: Graph, *kinds: Node) -> set[URIRef]:
    return {
        subject
        for kind in kinds
        for subject in ontology.subjects(RDF.type, kind)
        if isinstance(subject, URIRef) and subject.startswith(RG)
    }


def test_there_are_at_most_40_classes_and_80_properties(ontology: Graph) -> None:
    assert 0 < len(own_terms(ontology, OWL.Class)) <= 40
    assert 0 < len(own_terms(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)) <= 80


def test_every_term_of_ours_is_of_exactly_one_kind(ontology: Graph) -> None:
    named = {subject for subject in ontology.subjects() if isinstance(subject, URIRef) and subject.startswith(RG)}
    assert named == own_terms(ontology, *KINDS)
    assert all(len(list(ontology.objects(term, RDF.type))) == 1 for term in named)


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.example, DCTERMS.source])
def test_every_term_says_in_english_what_it_is(ontology: Graph, predicate: URIRef) -> None:
    for term in own_terms(ontology, *KINDS):
        values = list(ontology.objects(term, predicate))
        assert [value.language for value in values if isinstance(value, Literal)] == ["en"], (term, predicate)
        assert str(values[0]).strip() == str(values[0]) != ""


def test_every_term_has_a_home_and_a_status(ontology: Graph) -> None:
    for term in own_terms(ontology, *KINDS):
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]
        assert list(ontology.objects(term, VS.term_status)) == [Literal("stable")]


def test_no_two_terms_have_the_same_definition(ontology: Graph) -> None:
    definitions = [ontology.value(term, SKOS.definition) for term in own_terms(ontology, *KINDS)]
    assert len(definitions) == len(set(definitions))


def test_every_class_ends_in_a_class_of_a_standard_vocabulary(ontology: Graph) -> None:
    for term in own_terms(ontology, OWL.Class):
        ancestors = set(ontology.transitive_objects(term, RDFS.subClassOf))
        assert any(isinstance(ancestor, URIRef) and not ancestor.startswith(RG) for ancestor in ancestors), term


def test_what_terms_refer_to_is_declared(ontology: Graph) -> None:
    declared = set(ontology.subjects(RDF.type, None))
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith):
        for value in ontology.objects(None, predicate):
            assert value in declared or str(value).startswith("http://www.w3.org/2001/XMLSchema#"), value


def test_object_properties_lead_to_things_and_data_properties_to_values(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    assert all(ontology.value(term, RDFS.range) in {None, *classes} for term in own_terms(ontology, OWL.ObjectProperty))
    for term in own_terms(ontology, OWL.DatatypeProperty):
        assert ontology.value(term, RDFS.range) not in classes


def test_a_superproperty_is_of_the_same_kind(ontology: Graph) -> None:
    for term, above in ontology.subject_objects(RDFS.subPropertyOf):
        assert ontology.value(term, RDF.type) == ontology.value(above, RDF.type), term


def test_the_terms_of_the_contract_are_defined(ontology: Graph) -> None:
    assert {RG[name] for name in CONTRACT.split()} <= own_terms(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)


def test_the_header_names_version_licence_and_prefix(ontology: Graph) -> None:
    assert ontology.value(ONTOLOGY, RDF.type) == OWL.Ontology
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(ontology.value(ONTOLOGY, OWL.versionInfo)))
    assert ontology.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("rg")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(RG))
    assert not list(ontology.objects(None, OWL.imports))


def test_terms_stand_one_a_paragraph_classes_first_each_kind_sorted(folder: Path) -> None:
    text = (folder / "resograph.ttl").read_text(encoding="utf-8")
    found = re.findall(r"^rg:(\w+) a owl:(Class|\w+Property) ;$", text, flags=re.MULTILINE)
    classes = [name for name, kind in found if kind == "Class"]
    properties = [name for name, kind in found if kind != "Class"]
    assert [name for name, _ in found] == [*sorted(classes), *sorted(properties)]


def test_alignments_relate_only_terms_that_exist(folder: Path, ontology: Graph) -> None:
    ours = own_terms(ontology, *KINDS)
    for path in sorted(folder.glob("alignments/*.ttl")):
        aligned = Graph().parse(path, format="turtle")
        header = aligned.value(None, RDF.type, OWL.Ontology)
        assert aligned.value(header, DCTERMS.license), path
        mentioned = {node for triple in aligned for node in triple if str(node).startswith(RG)}
        assert mentioned, path
        assert mentioned <= ours, path


def test_every_term_that_the_code_writes_is_defined(ontology: Graph, repository: Path) -> None:
    written = {
        name
        for path in sorted(repository.glob("src/resograph/**/*.py"))
        for name in re.findall(r"(?<![\w.])RG\.([A-Za-z]\w*)", path.read_text(encoding="utf-8"))
        if name != "iri"
    }
    assert {RG[name] for name in written} <= own_terms(ontology, *KINDS)
