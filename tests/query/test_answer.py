"""Answers as text."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from resograph.errors import UsageError
from resograph.query import Answer, Local

ROWS = 'SELECT ?a ?b { VALUES (?a ?b) { ("x,\\"y\\"" 1) ("two\\nlines"@en UNDEF) (<urn:a> 1.5) } }'
GRAPH = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "CONSTRUCT { ?s rdfs:label ?o } { VALUES (?s ?o) { (<urn:b> 2) (<urn:a> 1) (<urn:a> 1) } }"
)


def _answer(text: str) -> Answer:
    return Local(ox.Store()).answer(text)


def _text(text: str, name: str, width: int | None = None) -> str:
    stream = io.BytesIO()
    _answer(text).write(name, stream, width)
    return stream.getvalue().decode()


def test_csv_and_tsv_are_those_of_the_w3c() -> None:
    assert _text(ROWS, "csv") == 'a,b\r\n"x,""y""",1\r\n"two\nlines",\r\nurn:a,1.5\r\n'
    assert _text(ROWS, "tsv") == '?a\t?b\n"x,\\"y\\""\t1\n"two\\nlines"@en\t\n<urn:a>\t1.5\n'


@pytest.mark.parametrize(("name", "form"), [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)])
def test_json_and_xml_hold_the_terms_with_their_types(name: str, form: ox.QueryResultsFormat) -> None:
    read = ox.parse_query_results(_text(ROWS, name), format=form)
    assert isinstance(read, ox.QuerySolutions)

    assert [solution["a"] for solution in read] == [
        ox.Literal('x,"y"'),
        ox.Literal("two\nlines", language="en"),
        ox.NamedNode("urn:a"),
    ]


def test_a_table_shows_the_values_and_nothing_of_their_syntax() -> None:
    assert _text(ROWS, "table") == (
        "┌───────┬─────┐\n"
        "│ a     │ b   │\n"
        "├───────┼─────┤\n"
        '│ x,"y" │ 1   │\n'
        "│ two   │     │\n"
        "│ lines │     │\n"
        "│ urn:a │ 1.5 │\n"
        "└───────┴─────┘\n"
    )


def test_a_table_fits_its_width_and_wraps_the_widest_column_only() -> None:
    lines = _text(
        f'SELECT ?item ?action {{ VALUES (?item ?action) {{ ("50-01" "{"all of it " * 20}") }} }}', "table", 50
    )

    assert {len(line) for line in lines.splitlines()} == {50}
    assert "│ 50-01 │ all of it " in lines


def test_a_table_that_cannot_be_so_narrow_is_as_narrow_as_it_can_be() -> None:
    assert "│ 50-01 │" in _text('SELECT ?item { VALUES ?item { "50-01" } }', "table", 3)


def test_a_table_without_rows_is_its_header() -> None:
    assert "│ s │" in _text("SELECT ?s { ?s ?p ?o }", "table", 80)
    assert _text("SELECT * {}", "table", 80) == "(no columns)\n"


def test_a_table_does_not_pass_commands_on_to_the_terminal() -> None:
    shown = _text('SELECT ?a { VALUES ?a { "\\u001b[31mred\\u0007 \\u202Egnol\\r" } }', "table")

    assert "\ufffd[31mred\ufffd \ufffdgnol\ufffd" in shown


def test_yes_and_no_have_formats_too() -> None:
    assert _text("ASK {}", "table") == "yes\n"
    assert _text("ASK { ?s ?p ?o }", "table") == "no\n"
    assert _text("ASK {}", "json") == '{"head":{},"boolean":true}'


def test_a_graph_is_sorted_and_holds_a_triple_once() -> None:
    assert _text(GRAPH, "ntriples").splitlines() == [
        '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<urn:b> <http://www.w3.org/2000/01/rdf-schema#label> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    ]
    assert "<urn:a> rdfs:label 1 ." in _text(GRAPH, "turtle")
    assert len(list(ox.parse(_text(GRAPH, "jsonld"), format=ox.RdfFormat.JSON_LD))) == 2


def test_each_kind_of_answer_has_a_format_for_a_screen_and_one_for_a_pipe() -> None:
    assert (_answer(ROWS).screen_format, _answer(ROWS).pipe_format, _answer(ROWS).columns) == (
        "table",
        "csv",
        ("a", "b"),
    )
    assert (_answer("ASK {}").screen_format, _answer("ASK {}").pipe_format) == ("table", "csv")
    assert (_answer(GRAPH).screen_format, _answer(GRAPH).pipe_format, _answer(GRAPH).columns) == (
        "turtle",
        "turtle",
        (),
    )


@pytest.mark.parametrize(("text", "name"), [(ROWS, "turtle"), (GRAPH, "csv"), (GRAPH, "table"), ("ASK {}", "sarif")])
def test_a_format_that_does_not_suit_the_answer_is_refused(text: str, name: str) -> None:
    with pytest.raises(UsageError, match="choose one of") as caught:
        _text(text, name)

    assert caught.value.code == "unsupported-format"


def test_a_function_that_the_engine_does_not_know_is_one_line() -> None:
    with pytest.raises(UsageError) as caught:
        _text("SELECT * { BIND(<urn:f>(1) AS ?x) }", "csv")

    assert caught.value.code == "query-failed"
