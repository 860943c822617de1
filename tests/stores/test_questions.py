"""A store that was loaded answers as the release itself does: every named query, row for row and type for type."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.query import Local, Remote, ask, catalogue, open_data
from tests.servers.kinds import Server
from tests.stores.command import command, load, run

NAMES = sorted(catalogue())
GRAPH = "https://example.org/graph"
XSD = "http://www.w3.org/2001/XMLSchema#"
# One of each type that a release has.
LITERALS = (
    *('"plain"', '"english"@en', f'"true"^^<{XSD}boolean>', f'"7"^^<{XSD}integer>', f'"2022-05"^^<{XSD}gYearMonth>'),
    *(f'"2022"^^<{XSD}gYear>', f'"2022-05-17"^^<{XSD}date>', f'"2023-08-29T10:12:00Z"^^<{XSD}dateTime>'),
)


@pytest.fixture(scope="module")
def local(first: Path) -> Local:
    return open_data(str(first))


@pytest.mark.parametrize("name", NAMES)
def test_a_named_query_has_the_same_rows_in_the_same_order(name: str, filled: Server, local: Local) -> None:
    query = catalogue()[name]

    assert list(ask(query, {}, Remote(filled.client.query)).terms()) == list(ask(query, {}, local).terms())


def test_the_command_prints_the_expected_answer_to_the_byte(filled: Server, repository: Path) -> None:
    done = run(filled, command("query", "approved-by-resolution", "--on", filled.client.query, "--format", "csv"))
    expected = repository / "queries" / "expected" / "approved-by-resolution.csv"

    assert done.stdout.splitlines() == expected.read_text(encoding="utf-8").splitlines()


def test_yes_and_no_are_told_apart(filled: Server) -> None:
    remote = Remote(filled.client.query)

    assert remote.answer("PREFIX rg: <https://w3id.org/resograph/def#> ASK { ?item a rg:ActionItem }").yes is True
    assert remote.answer("ASK { ?nothing <https://example.org/is> ?so }").yes is False


def test_a_graph_is_the_same(filled: Server, local: Local) -> None:
    text = """PREFIX rg: <https://w3id.org/resograph/def#>
    CONSTRUCT { ?claim ?p ?o } WHERE { ?claim a rg:Claim ; ?p ?o }"""
    graph, expected = (set(_triples(data.answer(text).result)) for data in (Remote(filled.client.query), local))

    assert expected
    assert graph == expected


def _triples(result: object) -> ox.QueryTriples | tuple[ox.Triple, ...]:
    assert isinstance(result, ox.QueryTriples | tuple)
    return result


def test_a_literal_of_each_type_has_the_same_value(store: Server) -> None:
    triples = "".join(f"<{GRAPH}/{at}> <{GRAPH}/p> {literal} .\n" for at, literal in enumerate(LITERALS))
    store.client.put(GRAPH, triples.encode())
    kept = ox.Store()
    kept.load(triples.encode(), format=ox.RdfFormat.N_TRIPLES)
    text = f"SELECT ?value WHERE {{{{ {{}} ?s <{GRAPH}/p> ?value {{}} }}}} ORDER BY STR(?s)"

    values = list(Remote(store.client.query).answer(text.format(f"GRAPH <{GRAPH}> {{", "}")).values())

    assert values == list(Local(kept).answer(text.format("", "")).values())


# The page on Virtuoso says so.
def test_virtuoso_computes_a_number_for_true(filled: Server) -> None:
    [row] = Remote(filled.client.query).answer("SELECT ?x { BIND (2 > 1 AS ?x) }").terms()

    assert row == (ox.Literal(1) if filled.kind == "virtuoso" else ox.Literal(value=True),)


def test_former_revisions_and_tracked_changes_are_told_as_by_the_release(store: Server, revised: Path) -> None:
    load(store, revised)
    expected, answers = (
        {name: list(ask(query, {}, data).terms()) for name, query in catalogue().items()}
        for data in (open_data(str(revised)), Remote(store.client.query))
    )

    assert len(expected["changes-of-question"]) == 1
    assert answers == expected
