"""The named queries as RDF that any endpoint can show as its examples."""

from __future__ import annotations

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH
from rdflib.plugins.sparql import prepareQuery

from resograph.errors import UsageError
from resograph.naming.addresses import EXAMPLES
from resograph.query import NamedQuery, catalogue, examples, parse

SCHEMA = rdflib.Namespace("https://schema.org/")
ENDPOINT = "https://example.org/sparql"
# What those who collect examples of endpoints ask of one, as a shape.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:x:example> a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ; sh:nodeKind sh:IRI ;
  sh:class sh:SPARQLSelectExecutable ;
  sh:property [ sh:path sh:select ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
    [ sh:path rdfs:comment ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ,
    [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path schema:keywords ; sh:minCount 1 ; sh:datatype xsd:string ] ,
    [ sh:path ( sh:prefixes sh:declare ) ; sh:minCount 1 ; sh:node <urn:x:declaration> ] .
<urn:x:declaration> sh:property [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
  [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] .
"""


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=examples.turtle(catalogue().values(), ENDPOINT), format="turtle")


@pytest.fixture(params=sorted(catalogue()))
def query(request: pytest.FixtureRequest) -> NamedQuery:
    return catalogue()[str(request.param)]


def test_every_named_query_is_an_example_and_nothing_else_is(graph: rdflib.Graph) -> None:
    nodes = {str(node) for node in graph.subjects(RDF.type, SH.SPARQLExecutable)}

    assert nodes == {f"{EXAMPLES}/{name}" for name in catalogue()}


def test_an_example_tells_what_the_header_does(graph: rdflib.Graph, query: NamedQuery) -> None:
    node = rdflib.URIRef(f"{EXAMPLES}/{query.name}")

    assert graph.value(node, RDFS.comment) == rdflib.Literal(query.summary, lang="en")
    assert {str(tag) for tag in graph.objects(node, SCHEMA.keywords)} == set(query.tags)
    assert list(graph.objects(node, SCHEMA.target)) == [rdflib.URIRef(ENDPOINT)]


def test_the_text_runs_as_it_is_and_gives_the_columns(graph: rdflib.Graph, query: NamedQuery) -> None:
    text = str(graph.value(rdflib.URIRef(f"{EXAMPLES}/{query.name}"), SH.select))
    solutions = ox.Store().query(text)
    assert isinstance(solutions, ox.QuerySolutions)

    assert tuple(variable.value for variable in solutions.variables) == query.columns
    assert "#+" not in text


def test_the_declared_prefixes_do_instead_of_those_in_the_text(graph: rdflib.Graph, query: NamedQuery) -> None:
    node = rdflib.URIRef(f"{EXAMPLES}/{query.name}")
    declared = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(node, SH.prefixes / SH.declare)
    }
    lines = str(graph.value(node, SH.select)).splitlines()
    bare = "\n".join(line for line in lines if not line.startswith("PREFIX "))

    assert tuple(map(str, prepareQuery(bare, initNs=declared).algebra.PV)) == query.columns


def test_the_shapes_that_examples_are_collected_by_are_kept(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes)

    assert conforms, text


def test_the_same_queries_are_the_same_bytes_without_blank_nodes() -> None:
    queries = list(catalogue().values())
    first, second = (examples.turtle(order, ENDPOINT) for order in (queries, queries[::-1]))

    assert first == second
    assert not any(isinstance(term, ox.BlankNode) for quad in ox.parse(first, ox.RdfFormat.TURTLE) for term in quad)


def test_without_an_endpoint_no_target_is_told() -> None:
    assert b"schema:target" not in examples.turtle(catalogue().values())


def test_quotes_and_backslashes_of_a_text_arrive_as_they_are() -> None:
    text = 'SELECT ?s WHERE { ?s ?p "say \\"no\\" to C:\\\\ \u2013 \'\'\'" }\n'
    query = parse("quoted", "#+ summary: 'What \"is\" it?'\n#+ tags: ['a\\b']\n#+ columns: [s]\n" + text)
    graph = rdflib.Graph().parse(data=examples.turtle([query]), format="turtle")

    assert str(graph.value(rdflib.URIRef(f"{EXAMPLES}/quoted"), SH.select)) == text


@pytest.mark.parametrize("endpoint", ["sparql", "https://example.org/a b", "https://example.org/<>"])
def test_an_endpoint_that_is_no_address_is_refused(endpoint: str) -> None:
    with pytest.raises(UsageError) as caught:
        examples.turtle([], endpoint)

    assert caught.value.code == "bad-parameter"
