from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator
from itertools import permutations

import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from resograph.model.dataset import Dataset, Statement

XSD = "http://www.w3.org/2001/XMLSchema#"


def _node(name: str) -> NamedNode:
    return NamedNode(f"http://example.org/{name}")


A, B, C, G, H = (_node(name) for name in "abcgh")


def test_quads_are_sorted_by_graph_subject_predicate_and_object() -> None:
    quads = [Quad(A, A, A, G), Quad(A, A, Literal("a"), G), Quad(A, B, A, G), Quad(B, A, A, G), Quad(A, A, A, H)]
    expected = sorted(
        quads, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))
    )

    assert [list(Dataset(order).quads) for order in permutations(quads)] == [expected] * 120


@pytest.mark.parametrize("objects", [("a", "ab"), ("a", 'a"'), ("a ", "a"), ("", " ")])
def test_order_is_that_of_the_terms_even_where_one_text_begins_the_other(objects: tuple[str, str]) -> None:
    literals = [Literal(value) for value in objects] + [
        Literal(objects[0], language="en"),
        Literal(objects[0], datatype=_node("t")),
    ]
    made = Dataset(Quad(A, B, literal, G) for literal in literals)

    assert [str(quad.object) for quad in made.quads] == sorted(str(literal) for literal in literals)


def test_a_repeated_quad_is_kept_once() -> None:
    assert len(Dataset([Quad(A, B, C, G), Quad(A, B, C, G), Quad(A, B, C, H)]).quads) == 2


@pytest.mark.parametrize(
    "text",
    [
        "_:a <p:p> <o:o> <g:g> .",
        "<s:s> <p:p> _:o <g:g> .",
        "<s:s> <p:p> <o:o> _:g .",
        '<s:s> <p:p> <<( <a:a> <b:b> "_:" )>> <g:g> .',
    ],
)
def test_a_term_without_an_iri_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        Dataset(parse(text, format=RdfFormat.N_QUADS))


def test_a_text_that_looks_like_a_blank_node_is_a_text() -> None:
    quads = [Quad(A, B, Literal(value), G) for value in ("_:a", "x _:b", "<<( a", "<a>")]

    assert len(Dataset(quads).quads) == 4


def test_graphs_are_listed_in_order_and_found_by_name() -> None:
    made = Dataset([Quad(A, B, C, H), Quad(A, B, C, G), Quad(A, B, C)])

    assert set(made.graphs()) == {G, H, DefaultGraph()}
    assert made.graph(G) == (Quad(A, B, C, G),)
    assert made.graph(C) == ()


def test_the_current_view_is_one_graph_without_what_is_left_out() -> None:
    made = Dataset([Quad(A, B, C, G), Quad(A, B, C, H), Quad(B, B, C, H), Quad(C, B, C, C)]).leaving_out([C])

    assert [str(triple) for triple in made.current()] == [f"{A} {B} {C}", f"{B} {B} {C}"]
    assert len(made.quads) == 4


def test_a_dataset_travels_to_another_process() -> None:
    made = Dataset([Quad(A, B, C, G)]).leaving_out([G])
    copy = pickle.loads(pickle.dumps(made))  # noqa: S301

    assert (copy.quads, copy.superseded, copy.current()) == (made.quads, made.superseded, made.current())


def test_rdflib_gets_plain_texts_without_a_datatype() -> None:
    values = [
        Literal("x"),
        Literal("x", language="en"),
        Literal("01", datatype=NamedNode(f"{XSD}integer")),
        Literal("2022-05", datatype=NamedNode(f"{XSD}gYearMonth")),
    ]
    found = set(Dataset(Quad(A, B, value, G) for value in values).to_rdflib().graph(rdflib.URIRef(G.value)).objects())

    assert found == {
        rdflib.Literal("x"),
        rdflib.Literal("x", lang="en"),
        rdflib.Literal("01", datatype=rdflib.XSD.integer, normalize=False),
        rdflib.Literal("2022-05", datatype=rdflib.XSD.gYearMonth),
    }
    assert {str(value.datatype) for value in found if isinstance(value, rdflib.Literal) and not value.language} == {
        "None",
        f"{XSD}integer",
        f"{XSD}gYearMonth",
    }


def test_rdflib_gets_each_graph_under_its_name() -> None:
    made = Dataset([Quad(A, B, C, G), Quad(A, B, C)]).to_rdflib()

    assert len(made.graph(rdflib.URIRef(G.value))) == 1
    assert len(made.default_graph) == 1


def test_statements_by_graph_make_the_dataset_of_their_quads() -> None:
    parts: list[tuple[NamedNode, list[Statement]]] = [
        (H, [(A, B, C)]),
        (G, [(B, B, C), (A, B, Literal("x"))]),
        (H, [(A, B, A), (A, B, C)]),
        (C, []),
    ]

    made = Dataset.stated(parts)

    assert made == Dataset(
        Quad(subject, predicate, value, name) for name, statements in parts for subject, predicate, value in statements
    )
    assert made.graphs() == (G, H)


def test_a_part_is_asked_for_when_the_one_before_has_ended() -> None:
    seen: list[NamedNode] = []

    def first() -> Iterator[Statement]:
        yield A, B, C
        seen.append(G)

    def parts() -> Iterator[tuple[NamedNode, Iterator[Statement]]]:
        yield G, first()
        yield H, iter([(A, B, name) for name in seen])

    assert [quad.object for quad in Dataset.stated(parts()).graph(H)] == [G]


@pytest.mark.parametrize("was_at_work", [True, False])
def test_the_garbage_collector_is_left_as_it_was_found_even_after_a_fault(*, was_at_work: bool) -> None:
    (gc.enable if was_at_work else gc.disable)()
    try:
        Dataset([Quad(A, B, C, G)])
        with pytest.raises(ValueError, match="not an IRI or a literal"):
            Dataset([Quad(BlankNode(), B, C, G)])

        assert gc.isenabled() == was_at_work
    finally:
        gc.enable()
