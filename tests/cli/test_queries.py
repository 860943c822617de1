"""`resograph queries`: the named queries listed, for people, for programs and for endpoints."""

from __future__ import annotations

import json

import rdflib
from rdflib.namespace import RDF, SH

from tests.cli.conftest import Run

ENDPOINT = "https://example.org/sparql"


def test_the_listing_names_the_competency_questions_that_each_query_answers(run: Run) -> None:
    listed = {query["name"]: query for query in json.loads(run("queries", "--format", "json").stdout)}

    assert listed["report-to"]["answers"] == [12]
    assert all(query["answers"] for query in listed.values())


def test_as_turtle_the_queries_are_examples_for_an_endpoint(run: Run) -> None:
    done = run("queries", "--format", "turtle", "--endpoint", ENDPOINT)
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")
    targets = set(graph.objects(None, rdflib.URIRef("https://schema.org/target")))

    assert (done.returncode, done.stderr) == (0, "")
    assert len(set(graph.subjects(RDF.type, SH.SPARQLExecutable))) == len(run("queries").stdout.splitlines())
    assert targets == {rdflib.URIRef(ENDPOINT)}


def test_the_turtle_is_the_same_bytes_in_every_process(run: Run) -> None:
    first, second = (run("queries", "--format", "turtle", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))

    assert first == second


def test_an_endpoint_is_told_in_turtle_only_and_has_to_be_an_address(run: Run) -> None:
    elsewhere, relative = (
        run("queries", "--endpoint", ENDPOINT),
        run("queries", "--format", "turtle", "--endpoint", "a b"),
    )

    assert (elsewhere.returncode, relative.returncode) == (2, 2)
    assert elsewhere.stderr.startswith("error[usage]: --endpoint is told in Turtle only")
    assert relative.stderr.startswith("error[bad-parameter]")
    assert elsewhere.stdout == relative.stdout == ""
