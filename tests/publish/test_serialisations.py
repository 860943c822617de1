from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from resograph.describe import describe
from resograph.describe.statements import text
from resograph.model.dataset import Dataset
from resograph.model.reading import ItemReading
from resograph.naming.iris import Iris
from resograph.publish.jsonld import jsonld
from resograph.publish.nquads import nquads
from resograph.publish.trig import trig
from resograph.publish.turtle import report_turtle, turtle
from tests.describe.readings import CELLS, item, item_92_03, reading

WHOLE = [(nquads, RdfFormat.N_QUADS, "nquads"), (trig, RdfFormat.TRIG, "trig")]
CURRENT = [(turtle, RdfFormat.TURTLE, "turtle"), (jsonld, RdfFormat.JSON_LD, "json-ld")]
Writer = Callable[[Dataset], bytes]
# rdflib's own parsers use names that rdflib deprecates.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
NODE = NamedNode("http://example.org/a")
# Line ends, quotes, escapes, markup, directions of writing, and what RDF/XML or UTF-8 cannot hold.
NASTY = [
    '"""',
    "\\",
    "\r\n\t",
    "> <urn:p>",
    "\u202eab\u202c",
    "\x00\x08\x0b\x1f\x7f",
    "\ud800",
    "\ufffe\uffff",
    "😀",
    "é\u0301",
    "_:b",
    "'",
    "@en",
]


def _dataset() -> Dataset:
    return describe([reading(item_92_03())], Iris())


def _terms(graph: rdflib.Graph) -> set[tuple[rdflib.term.Node, ...]]:
    return set(graph)


@pytest.mark.parametrize(("write", "form", "name"), WHOLE, ids=["nquads", "trig"])
def test_every_quad_comes_back_from_both_engines(write: Writer, form: RdfFormat, name: str) -> None:
    dataset, read = _dataset(), rdflib.Dataset()
    written = write(dataset)
    read.parse(data=written, format=name)

    assert set(parse(written, format=form)) == set(dataset.quads)
    ours = dataset.to_rdflib()
    named = {quad for quad in ours.quads() if quad[3] != ours.default_graph.identifier}
    assert set(read.quads()) == named


@pytest.mark.parametrize(("write", "form", "name"), CURRENT, ids=["turtle", "json-ld"])
def test_every_triple_of_the_current_view_comes_back_from_both_engines(
    write: Writer, form: RdfFormat, name: str
) -> None:
    dataset = _dataset()
    written = write(dataset)
    expected = {(s, p, o) for s, p, o, _ in dataset.to_rdflib().quads()}

    assert {quad.triple for quad in parse(written, format=form)} == set(dataset.current())
    assert _terms(rdflib.Graph().parse(data=written, format=name)) == expected


def test_the_current_view_of_one_report_is_the_whole_without_graph_names() -> None:
    dataset = _dataset()

    assert set(dataset.current()) == {quad.triple for quad in dataset.quads}


def test_a_graph_of_a_report_is_written_alone() -> None:
    dataset = _dataset()
    name = next(name for name in dataset.graphs() if isinstance(name, NamedNode) and "/graph/report/" in name.value)
    read = {quad.triple for quad in parse(report_turtle(dataset, name), format=RdfFormat.TURTLE)}

    assert read == {quad.triple for quad in dataset.graph(name)}


@pytest.mark.parametrize("write", [nquads, trig, turtle, jsonld])
def test_the_order_of_the_quads_does_not_matter(write: Writer) -> None:
    dataset = _dataset()

    assert write(Dataset(reversed(dataset.quads))) == write(dataset)


@pytest.mark.parametrize("write", [nquads, trig, turtle, jsonld])
def test_an_empty_dataset_is_a_valid_file(write: Writer) -> None:
    written = write(Dataset([]))

    assert written in {b"", b"[\n\n]\n"} or written.startswith(b"@prefix dcat:")


@pytest.mark.parametrize("write", [trig, turtle])
def test_prefixes_stand_first_and_in_order(write: Writer) -> None:
    lines = write(_dataset()).decode().split("\n")
    prefixes = [line for line in lines if line.startswith("@prefix")]

    assert lines[: len(prefixes)] == sorted(prefixes)
    assert "@prefix rg: <https://w3id.org/resograph/def#> ." in prefixes


def test_an_edit_of_one_item_changes_only_what_is_said_of_it() -> None:
    edited = item("92-03", {**CELLS, "milestone": "Done"})
    first = describe([reading(ItemReading(item("92-03", CELLS), "reported"))], Iris())
    second = describe([reading(ItemReading(edited, "reported"))], Iris())
    before, after = (set(turtle(dataset).decode().split("\n")) for dataset in (first, second))

    assert {line.split()[0] for line in before ^ after} == {"rg:contentDigest", "rg:milestoneText"}


def test_json_ld_has_one_subject_a_line() -> None:
    written = jsonld(_dataset()).decode()
    lines = written.removeprefix("[\n").removesuffix("\n]\n").split(",\n")

    assert [json.loads(line)["@id"] for line in lines] == [node["@id"] for node in json.loads(written)]


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(codec=None), max_size=20) | st.sampled_from(NASTY), max_size=6))
def test_any_text_of_a_report_survives_every_format(values: list[str]) -> None:
    dataset = Dataset(Quad(NODE, NODE, literal, NODE) for value in values for literal in (text(value), _english(value)))

    for write, form, _ in WHOLE:
        assert set(parse(write(dataset), format=form)) == set(dataset.quads)
    for write, form, name in CURRENT:
        written = write(dataset)
        assert {quad.triple for quad in parse(written, format=form)} == set(dataset.current())
        assert len(rdflib.Graph().parse(data=written, format=name)) == len(dataset.current())


def _english(value: str) -> Literal:
    return Literal(text(value).value, language="en")


@pytest.mark.parametrize("value", NASTY)
def test_any_text_of_a_report_survives_rdf_xml(value: str) -> None:
    dataset = Dataset([Quad(NODE, NamedNode("http://example.org/p"), text(value), NODE)])
    graph = rdflib.Graph()
    for triple in dataset.to_rdflib().graph(rdflib.URIRef(NODE.value)):
        graph.add(triple)
    written = graph.serialize(format="xml")

    assert len(rdflib.Graph().parse(data=written, format="xml")) == 1


def test_a_label_of_a_megabyte_is_written_whole() -> None:
    long = text('"\\' * 500_000)
    written = turtle(Dataset([Quad(NODE, NODE, long, NODE)]))

    assert {quad.triple for quad in parse(written, format=RdfFormat.TURTLE)} == {Triple(NODE, NODE, long)}
