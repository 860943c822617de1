"""Values of parameters become terms, never text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resograph.errors import UsageError
from resograph.query import NamedQuery, Parameter, assignments, bind, catalogue, find

TEXT = "SELECT ?given\nWHERE {\n  VALUES ?given { 1 }\n}\n"


def _query(kind: str) -> NamedQuery:
    return NamedQuery("mine", TEXT, params=(Parameter("given", kind, 1, "an example", ""),))


def _bound(kind: str, value: str) -> object:
    solutions = ox.Store().query(bind(_query(kind), {"given": value}))
    assert isinstance(solutions, ox.QuerySolutions)
    (solution,) = solutions
    return solution["given"]


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_comes_back_as_it_was_given(value: str) -> None:
    assert _bound("string", value) == ox.Literal(value)


@pytest.mark.parametrize(
    "value",
    [
        'x" } UNION { ?s ?p ?o } #',
        '" } SERVICE <urn:trap> { ?s ?p ?o } VALUES ?x { "',
        "\\",
        '\\"',
        "a\nVALUES ?given { 2 }",
        "?s",
        "<urn:a>",
        "\x00\r\u2028\U0001f511",
    ],
)
def test_what_looks_like_sparql_stays_a_text(value: str) -> None:
    assert _bound("string", value) == ox.Literal(value)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "urn:isbn:1", ox.NamedNode("urn:isbn:1")),
        ("integer", "-007", ox.Literal(-7)),
        ("resolution", "092", ox.Literal(92)),
        ("item", "92-03", ox.Literal("92-03")),
        ("question", "q2/17", ox.Literal("Q2/17")),
        ("question", "QALL/17", ox.Literal("Qall/17")),
        ("severity", "Warning", ox.Literal("warning")),
    ],
)
def test_a_typed_value_becomes_the_term_that_the_graph_holds(kind: str, value: str, term: object) -> None:
    assert _bound(kind, value) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", "\ud800"),
        ("iri", "no scheme"),
        ("iri", "urn:a> . ?s ?p <urn:b"),
        ("integer", "1.5"),
        ("integer", "٣"),
        ("integer", "9" * 5000),
        ("integer", "1\n"),
        ("resolution", "-1"),
        ("resolution", ""),
        ("item", "92"),
        ("question", "2/17"),
        ("question", "Q2/17 "),
        ("severity", "error"),
        ("colour", "blue"),
    ],
)
def test_a_value_of_the_wrong_type_is_one_line(kind: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        bind(_query(kind), {"given": value})

    assert caught.value.code == "bad-parameter"
    assert str(caught.value).isprintable()


def test_an_unknown_parameter_is_met_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"did you mean body\? it takes body"):
        bind(find("report-to"), {"boby": "TSAG"})


def test_without_values_the_file_runs_as_it_is() -> None:
    assert all(bind(query, {}) == query.text for query in catalogue().values())


def test_assignments_are_split_at_the_first_equals_sign() -> None:
    assert assignments(["a=b=c", "d="]) == {"a": "b=c", "d": ""}


@pytest.mark.parametrize("pairs", [["a"], ["a=1", "a=2"]])
def test_an_assignment_that_cannot_be_meant_is_refused(pairs: list[str]) -> None:
    with pytest.raises(UsageError):
        assignments(pairs)
