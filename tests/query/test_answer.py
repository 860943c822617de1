"""Answers as text."""

from __future__ import annotations

import gc
import io
from collections import Counter
from contextlib import suppress

import pyoxigraph as ox
import pytest
from wcwidth import width as cells

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
        "│ a     │   b │\n"
        "├───────┼─────┤\n"
        '│ x,"y" │   1 │\n'
        "│ two   │     │\n"
        "│ lines │     │\n"
        "│ urn:a │ 1.5 │\n"
        "└───────┴─────┘\n"
    )


def test_a_table_fits_its_width_and_wraps_the_widest_column_only() -> None:
    lines = _text(
        f'SELECT ?item ?action {{ VALUES (?item ?action) {{ ("50-01" "{"all of it " * 20}") }} }}', "table", 50
    )

    assert len({len(line) for line in lines.splitlines()}) == 1
    assert 40 < len(lines.splitlines()[0]) <= 50
    assert "│ 50-01 │ all of it " in lines


WORDS = "Études des normes de cybersécurité, https://example.org/a/very/long/address/that/has/no/space/in/it/at/all"
WIDE = "電気通信標準化部門の非常に長いラベルを含む項目 👩‍👩‍👧 e\u0301tude"
BROAD = f"""SELECT ?item ?action ?headingThatIsLong ?count {{ VALUES (?item ?action ?headingThatIsLong ?count) {{
  ("50-01" "{WORDS}" "{WIDE}" 7) (UNDEF "x" <urn:a> 12) }} }}"""


@pytest.mark.parametrize("width", [*range(1, 30), 40, 58, 59, 60, 61, 79, 80, 81, 120, 200, 400])
def test_a_table_is_never_wider_than_the_screen_and_loses_nothing(width: int) -> None:
    shown = _text(BROAD, "table", width)

    # A character that takes two columns cannot be shown in one.
    assert max(cells(line) for line in shown.splitlines()) <= max(2, width)
    bare = "".join(shown.split()).translate(str.maketrans("", "", "│┌┐└┘├┤┬┴┼─"))
    for word in ("item", "action", "headingThatIsLong", "count", "50-01", "urn:a", "12"):
        assert word in bare
    assert Counter(_letters(shown)) >= Counter(_letters(WORDS + WIDE.replace("\\u0301", "\u0301")))


def _letters(text: str) -> list[str]:
    return [letter for letter in text if not letter.isspace()]


def test_words_are_kept_whole_while_there_is_room() -> None:
    text = "continue to evaluate existing and evolving new Recommendations " * 3
    shown = _text(f'SELECT ?item ?action {{ VALUES (?item ?action) {{ ("50-01" "{text}") }} }}', "table", 40)

    assert set(shown.replace("│", " ").split()) >= set(text.split())


def test_columns_that_would_be_too_narrow_become_lines() -> None:
    query = 'SELECT ?item ?action { VALUES (?item ?action) { ("50-01" "one two three four") ("50-02" UNDEF) } }'

    assert _text(query, "table", 20) == (
        "item    50-01\naction  one two\n        three four\n\nitem    50-02\naction\n"
    )
    assert _text("SELECT ?item ?action { FILTER(false) }", "table", 10) == "item\naction\n(no rows)\n"


def test_wide_characters_take_two_columns() -> None:
    lines = _text('SELECT ?a ?b { VALUES (?a ?b) { ("電気通信" "x") ("abc" "y") } }', "table", 80).splitlines()

    assert {cells(line) for line in lines} == {16}


def test_only_numbers_by_their_type_stand_at_the_right() -> None:
    shown = _text('SELECT ?n ?t { VALUES (?n ?t) { (1 "1") (10.5 "10") } }', "table")

    assert "│    1 │ 1  │" in shown
    assert "│ 10.5 │ 10 │" in shown


def test_a_table_without_rows_is_its_header() -> None:
    assert "│ s │" in _text("SELECT ?s { ?s ?p ?o }", "table", 80)
    assert _text("SELECT * {}", "table", 80) == "(no columns)\n"


def test_a_table_does_not_pass_commands_on_to_the_terminal() -> None:
    shown = _text('SELECT ?a { VALUES ?a { "\\u001b[31mred\\u0007 \\u202Egnol\\r" } }', "table")

    assert "\ufffd[31mred\ufffd \ufffdgnol\ufffd" in shown


def test_each_format_writes_the_results_of_another_engine_too() -> None:
    for name, form in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
        for wanted in ("table", "csv", "tsv", "json", "xml", "spreadsheet"):
            read = ox.parse_query_results(_text(ROWS, name), format=form)
            stream = io.BytesIO()
            Answer(read).write(wanted, stream)
            assert stream.getvalue().decode() == _text(ROWS, wanted)


def test_a_graph_may_be_any_triples() -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(1))
    stream = io.BytesIO()
    answer = Answer(iter([triple, triple]))
    answer.write("ntriples", stream)

    assert stream.getvalue() == f"{triple} .\n".encode()
    assert (answer.columns, answer.fitting(None), answer.yes) == ((), "turtle", None)
    assert "spreadsheet" not in answer.formats


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
    assert (_answer(ROWS).fitting(80), _answer(ROWS).fitting(None), _answer(ROWS).columns) == (
        "table",
        "csv",
        ("a", "b"),
    )
    assert (_answer("ASK {}").fitting(80), _answer("ASK {}").fitting(None)) == ("table", "csv")
    assert (_answer(GRAPH).fitting(80), _answer(GRAPH).fitting(None), _answer(GRAPH).columns) == (
        "turtle",
        "turtle",
        (),
    )


@pytest.mark.parametrize(("text", "name"), [(ROWS, "turtle"), (GRAPH, "csv"), (GRAPH, "table"), ("ASK {}", "sarif")])
def test_a_format_that_does_not_suit_the_answer_is_refused(text: str, name: str) -> None:
    # Not kept ("as caught"): an error keeps the engine's results, which may only be let go by this thread.
    with pytest.raises(UsageError, match=r"error\[unsupported-format\].*choose one of"):
        _text(text, name)


def test_a_function_that_the_engine_does_not_know_is_one_line() -> None:
    with pytest.raises(UsageError, match=r"error\[query-failed\].*urn:f"):
        _text("SELECT * { BIND(<urn:f>(1) AS ?x) }", "csv")


def test_an_error_that_is_dealt_with_keeps_no_answer() -> None:
    gc.collect()
    gc.disable()
    try:
        for name in ("csv", "table", "spreadsheet", "turtle"):
            with suppress(UsageError):
                _text("SELECT * { BIND(<urn:f>(1) AS ?x) }", name)
        assert [found for found in gc.get_objects() if isinstance(found, Answer)] == []
    finally:
        gc.enable()


def test_what_an_ask_is_answered_can_be_tested_as_it_is() -> None:
    assert not Answer(ox.Store().query("ASK { ?s ?p ?o }"))
    assert Answer(ox.Store().query("ASK {}"))
    assert Answer(ox.Store().query("SELECT * { ?s ?p ?o }"))
