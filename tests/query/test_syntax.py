"""A broken query is told by the word that breaks it, its line and its column."""

from __future__ import annotations

import re

import pytest

from resograph.errors import UsageError
from resograph.query import admit

BROKEN = {
    "a keyword": ("SELECT ?s\nWHEN { ?s ?p ?o }", "WHEN", 2, 1),
    "a word that begins like a keyword": ("SELECT ?s {\r\n ?s ?p ?o\r\n FILTR(?s) }", "FILTR", 3, 2),
    "old line ends": ("ASK {\r ?s ?p ?o ;;\r FLTER(?s) }", "FLTER", 3, 2),
    "a bracket too many": ("SELECT ?s WHERE { ?s ?p ?o . } }", "}", 1, 32),
    "a comma": ("SELECT ?s, ?p { ?s ?p ?o }", ",", 1, 10),
    "two equals signs": ("# a { comment\nSELECT * { # ' \" {\n ?s ?p 'é🔑' . FILTER(?s == 1) }", "=", 3, 26),
    "a function without parentheses": ("SELECT count(?s) { ?s ?p ?o }", "count", 1, 8),
    "AS left out": ("SELECT (COUNT(?s) ?n) { ?s ?p ?o }", "?n", 1, 19),
    "a parenthesis left out": ("SELECT ?s { ?s ?p ?o FILTER regex(?o, 'x' }", "}", 1, 43),
    "half of a comparison": ("SELECT ?s { ?s ?p ?o FILTER(?o > 3 && < 4) }", "<", 1, 39),
    "a space in an IRI": ("ASK { ?s ?p <http://a b/c> }", "<http://a b/c>", 1, 13),
    "a relative IRI": ("ASK { <rel> ?p ?o }", "<rel>", 1, 7),
    "a colon left out": ("PREFIX a <x:x>\nASK { ?s ?p a:b }", "a", 1, 8),
    "a word after a long text": ('SELECT * { ?s ?p """a\n"b"\nc""" ; FLTER }', "FLTER", 3, 8),
    "the first word": ("SELEC ?s {}", "SELEC", 1, 1),
    "no query at all": ("hello", "hello", 1, 1),
    "a number that is none": ("SELECT * { ?s ?p ?o } LIMIT ten", "ten", 1, 29),
    "a prefix that nobody declared": ("ASK {\n  ?s foo:bar ?o }", "foo:bar", 2, 6),
    "a prefix of another alphabet": ("ASK { ?s ?p é:x }", "é:x", 1, 13),
    "a text without an end": ("SELECT ?s {\n ?s ?p 'abc }", "'abc }", 2, 8),
    "a long text without an end": ("SELECT ?s { ?s ?p '''a\n }\n", "'''a }", 1, 19),
    "an escape that is none": ("SELECT * { ?s ?p 'a\\z' }", "'a\\z'", 1, 18),
    "a variable that is not grouped by": ("SELECT ?a ?b (COUNT(?c) AS ?n) { ?a ?b ?c } GROUP BY ?a", "?b", 1, 11),
    "a variable beside a count": ("SELECT (COUNT(?x) AS ?n)\n ?s { ?s ?p ?o }", "?s", 2, 2),
    "a name that is taken": ("SELECT (1 AS ?s) { ?s ?p ?o }", "(1 AS ?s)", 1, 8),
}
UPDATES = {
    "INSERT": "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DELETE": "# all of it\nPREFIX a: <a:>\nDELETE WHERE { ?s ?p ?o }",
    "LOAD": "LOAD <http://example.org/>",
    "drop": "base <a:> drop all",
    "with": "prefix a: <a:>\nprefix b: <b:>\nwith a:b delete {} where {}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_word_its_line_and_its_column_are_told(name: str) -> None:
    text, word, line, column = BROKEN[name]
    with pytest.raises(UsageError) as caught:
        admit(text)

    assert caught.value.code == "query-syntax"
    assert word in str(caught.value)
    assert caught.value.where == f"query line {line} column {column}"
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "   \n", "SELECT * {", "SELECT ?x {\n ?x ?p ?o", "# nothing", "SELECT * { ?s ?p ?o } ORDER BY"]
)
def test_a_query_that_breaks_off_is_told_by_its_end(text: str) -> None:
    with pytest.raises(UsageError, match="breaks off") as caught:
        admit(text)

    told = re.fullmatch(r"query line (\d+) column (\d+)", caught.value.where)
    assert told
    assert 1 <= int(told[1]) <= len(text.splitlines()) + 1


@pytest.mark.parametrize("word", UPDATES)
def test_an_update_is_called_what_it_is(word: str) -> None:
    with pytest.raises(UsageError, match=rf'an update \("{word}"\), not a query') as caught:
        admit(UPDATES[word])

    assert caught.value.code == "query-syntax"


def test_of_a_prefix_that_is_ours_the_message_gives_the_iri() -> None:
    with pytest.raises(UsageError, match=r"begin with PREFIX rg: <https://w3id\.org/resograph/def#>"):
        admit("SELECT ?s { ?s a rg:ActionItem }")


def test_whatever_is_cut_out_of_a_query_the_error_is_one_line_and_in_the_text() -> None:
    text = (
        'PREFIX a: <a:>\nSELECT ?x (COUNT(*) AS ?n)\nWHERE { ?x a:b/^a:c* "t"@en, 1.5e3 . FILTER(?x < 3) }\nGROUP BY ?x'
    )
    lines = text.count("\n") + 1
    cuts = [text[:start] + text[start + length :] for start in range(len(text)) for length in (1, 3, 9)]
    told = [str(error) for error in map(_error, cuts) if error]

    assert len(told) > len(cuts) / 2
    assert all("\n" not in one for one in told)
    assert all(1 <= int(line) <= lines for one in told for line in re.findall(r"query (?:near )?line (\d+)", one))
    assert not any("near" in one for one in told)


def _error(text: str) -> UsageError | None:
    try:
        admit(text)
    except UsageError as error:
        return error
    return None
