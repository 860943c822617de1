"""The ontology is in OWL 2 RL, and consistent with the vocabularies and with data."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from owlrl import OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, XSD, Graph, Namespace, URIRef

RG = Namespace("https://w3id.org/resograph/def#")
# https://www.w3.org/TR/owl2-profiles/#OWL_2_RL: without class expressions (which need blank nodes) these are enough.
ALLOWED_PREDICATES = {OWL.disjointWith, OWL.versionInfo, OWL.versionIRI}
ALLOWED_KINDS = {OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
# https://www.w3.org/TR/owl2-profiles/#Entities_3, those that data properties here may need.
ALLOWED_DATATYPES = {XSD.string, XSD.integer, XSD.boolean, XSD.anyURI, XSD.dateTime}


def complaints(graph: Graph) -> list[str]:
    """Expand a copy of the graph by the rules of OWL 2 RL and return what the reasoner says is inconsistent."""
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    reasoner = OWLRL_Semantics(copy, axioms=False, daxioms=False, rdfs=False)
    reasoner.closure()
    nothing = [str(member) for member in copy.subjects(RDF.type, OWL.Nothing)]
    return [*reasoner.error_messages, *nothing]


@pytest.fixture(scope="module")
def one_item(repository: Path) -> Graph:
    return Graph().parse(repository / "tests" / "shapes" / "one_item.ttl", format="turtle")


def test_the_ontology_uses_only_what_owl_2_rl_allows(folder: Path) -> None:
    for path in (folder / "resograph.ttl", *folder.glob("alignments/*.ttl")):
        graph = Graph().parse(path, format="turtle")
        assert all(isinstance(subject, URIRef) for subject in graph.subjects()), "a blank node is a class expression"
        owl = {predicate for predicate in graph.predicates() if str(predicate).startswith(str(OWL))}
        assert owl <= ALLOWED_PREDICATES, path
        assert set(graph.objects(None, RDF.type)) <= ALLOWED_KINDS, path


def test_ranges_are_datatypes_of_owl_2_rl(ontology: Graph) -> None:
    ranges = {value for value in ontology.objects(None, RDFS.range) if str(value).startswith(str(XSD))}
    assert ranges <= ALLOWED_DATATYPES


def test_no_property_is_of_two_kinds(everything: Graph) -> None:
    kinds = [set(everything.subjects(RDF.type, kind)) for kind in ALLOWED_KINDS - {OWL.Ontology}]
    assert not [found for one, other in combinations(kinds, 2) if (found := one & other)]


def test_ontology_vocabularies_and_data_are_consistent(everything: Graph, one_item: Graph) -> None:
    assert complaints(everything + one_item) == []


@pytest.mark.parametrize(
    ("subject", "wrong"),
    [
        ("id/org/gsma", RG.StudyGroup),
        ("id/rec/itu-t/x.1812", RG.WorkItem),
        ("id/plan/wtsa-20/sg17/item/92-03", RG.ItemState),
    ],
)
def test_a_planted_contradiction_is_found(ontology: Graph, one_item: Graph, subject: str, wrong: URIRef) -> None:
    planted = ontology + one_item
    planted.add((URIRef("https://w3id.org/resograph/" + subject), RDF.type, wrong))
    assert any(subject in complaint for complaint in complaints(planted))


def test_a_contradiction_that_must_be_inferred_is_found(ontology: Graph, one_item: Graph) -> None:
    body = URIRef("https://w3id.org/resograph/id/org/gsma")
    planted = ontology + one_item
    planted.add((URIRef("https://w3id.org/resograph/id/question/itu-t/2022-2024/q2-17"), RG.questionOf, body))
    assert any("gsma" in complaint for complaint in complaints(planted)), "by its range the body is a study group"
