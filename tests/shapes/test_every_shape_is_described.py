"""Every shape can be named, read and followed to its source by somebody who knows no SHACL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

RG = Namespace("https://w3id.org/resograph/def#")
RGS = "https://w3id.org/resograph/shapes#"
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}
# Where a shape names a term: a name that nobody defines would make a rule that never fires.
POINTS_TO = (SH["class"], SH.targetClass, SH.path, SH.targetObjectsOf, SH.lessThanOrEquals, SH.hasValue)


def all_shapes(shapes: Graph) -> set[Node]:
    """Return whatever an engine treats as a shape: by type, target, parameter or by being referred to."""
    by_type = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}
    by_use = {*shapes.objects(None, SH.property), *shapes.objects(None, SH.node), *shapes.subjects(SH.path)}
    listed = {
        member
        for kind in (SH["or"], SH["and"], SH.xone)
        for head in shapes.objects(None, kind)
        for member in shapes.items(head)
    }
    return by_type | by_use | listed


def said(shapes: Graph, shape: Node, predicate: URIRef) -> set[Node]:
    """Return what a shape says. A message that quotes the data stands on its query: engines fill in only that one."""
    queries = shapes.objects(shape, SH.sparql) if predicate == SH.message else ()
    return {*shapes.objects(shape, predicate)}.union(*(shapes.objects(query, predicate) for query in queries))


def test_every_shape_has_an_iri_of_its_own(shapes: Graph) -> None:
    for shape in all_shapes(shapes):
        assert isinstance(shape, URIRef)
        assert re.fullmatch(re.escape(RGS) + r"[A-Za-z0-9-]+", shape)


@pytest.mark.parametrize("predicate", [SH.name, SH.description, SH.message, DCTERMS.source])
def test_every_shape_says_in_english(shapes: Graph, predicate: URIRef) -> None:
    for shape in all_shapes(shapes):
        values = list(said(shapes, shape, predicate))
        assert [value.language for value in values if isinstance(value, Literal)] == ["en"], (shape, predicate)
        assert str(values[0]) == " ".join(str(values[0]).split()) != ""


def test_every_shape_has_exactly_one_severity(shapes: Graph) -> None:
    for shape in all_shapes(shapes):
        (severity,) = shapes.objects(shape, SH.severity)
        assert severity in SEVERITIES


def test_every_message_of_a_rule_says_what_why_and_what_to_do(shapes: Graph) -> None:
    helpers = {shape for shape in all_shapes(shapes) if re.search(r"#(is-|.+-(is|has|not)-)", str(shape))}
    for shape in all_shapes(shapes) - helpers:
        sentences = re.findall(r"[^.]*[^. ][.]", str(*said(shapes, shape, SH.message)))
        assert len(sentences) >= 3, shape


def test_the_only_blank_nodes_are_lists_and_paths(shapes: Graph) -> None:
    lists = {*shapes.subjects(RDF.first), *shapes.subjects(SH.inversePath)}
    blank = {node for triple in shapes for node in triple if not isinstance(node, URIRef | Literal)}
    assert blank <= lists


def test_the_shapes_are_under_a_licence(shapes: Graph) -> None:
    licences = set(shapes.objects(None, DCTERMS.license))
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}


def test_shapes_stand_one_a_paragraph(folder: Path) -> None:
    for path in sorted(folder.glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        kinds = r"a sh:(?:NodeShape|PropertyShape|SPARQLConstraint) ;$|sh:(?:declare|prefix) "
        paragraphs = re.findall(rf"^rgs:[\w-]+ (?:{kinds})", text, flags=re.MULTILINE)
        assert len(paragraphs) == len(re.findall(r"^rgs:", text, flags=re.MULTILINE)) > 0, path


def test_every_class_of_the_ontology_has_a_shape_and_every_shape_a_class(shapes: Graph, ontology: Graph) -> None:
    ours = {term for term in ontology.subjects(RDF.type, OWL.Class) if str(term).startswith(RG)}
    targets = {term for term in shapes.objects(None, SH.targetClass) if str(term).startswith(RG)}
    assert targets == ours


def test_there_is_one_file_a_class(folder: Path) -> None:
    for path in sorted(folder.glob("*.ttl")):
        graph = Graph().parse(path, format="turtle")
        # A rule that compares what one report says has the report for its target, wherever it stands.
        targets = {
            target
            for shape, target in graph.subject_objects(SH.targetClass)
            if str(target).startswith(RG) and (shape, SH.sparql, None) not in graph
        }
        words = [part.capitalize() for part in path.stem.split("-")]
        assert targets == (set() if path.stem == "thing" else {RG["".join(words)]}), path


def test_shapes_speak_of_terms_that_exist(shapes: Graph, ontology: Graph) -> None:
    for predicate in POINTS_TO:
        for term in shapes.objects(None, predicate):
            if str(term).startswith(RG):
                assert (term, RDF.type, None) in ontology, term


def test_every_object_property_is_checked_for_loose_ends(shapes: Graph, ontology: Graph) -> None:
    checked = set(shapes.objects(URIRef(RGS + "Referenced"), SH.targetObjectsOf))
    properties = {term for term in ontology.subjects(RDF.type, OWL.ObjectProperty) if str(term).startswith(RG)}
    assert properties <= checked


def test_every_property_of_ours_is_constrained_somewhere(shapes: Graph, ontology: Graph) -> None:
    ours = {
        term
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
        if str(term).startswith(RG)
    }
    assert ours <= set(shapes.objects(None, SH.path))


def test_engines_need_nothing_beyond_shacl_core_and_its_sparql_constraints(shapes: Graph) -> None:
    for _, query in shapes.subject_objects(SH.sparql):
        assert (query, RDF.type, SH.SPARQLConstraint) in shapes
        assert (query, SH.prefixes, URIRef(RGS + "prefixes")) in shapes
    assert not list(shapes.subject_objects(SH.js))
    assert not list(shapes.subject_objects(OWL.imports))
