"""The shapes accept a whole graph, name what is wrong in it, and know the code lists."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef

from resograph import assets

BASE = "https://w3id.org/resograph/"
RG = BASE + "def#"
RGS = BASE + "shapes#"
STATE = BASE + "id/plan/wtsa-20/sg17/item/92-03/state/t22-sg17-td1234-r1"
LISTS = {
    "ItemState-reportingStatus": "reporting-status",
    "NarrativeStatement-reportingStatus": "reporting-status",
    "ItemState-milestone": "milestone",
    "Claim-outcome": "outcome",
    "Event-eventKind": "event-kind",
    "Passage-sourceColumn": "column",
    "Change-kind": "change-kind",
    "Change-sourceColumn": "column",
    "Change-is-words-from-column": "column",
    "Change-is-agent-in-role": "role",
    "Provision-provisionVerb": "provision-verb",
    "ReportRevision-view": "view",
}


def broken(data: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """Return rule and severity of each result, without ontology and without inference."""
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.sourceShape)).removeprefix(RGS),
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def codes(scheme: str) -> set[str]:
    found = set()
    for path in assets.folder("ontology").glob("vocabularies/*.ttl"):
        graph = Graph().parse(path, format="turtle")
        found |= {str(code) for code in graph.subjects(SKOS.inScheme, URIRef(f"{BASE}voc/{scheme}"))}
    return {code.rpartition("/")[2] for code in found}


def test_the_shapes_are_shapes(shapes: Graph, one_item: Graph) -> None:
    conforms, _, text = validate(one_item, shacl_graph=shapes, inference="none", meta_shacl=True)
    assert conforms, text


def test_a_graph_at_another_base_conforms_too(shapes: Graph, repository: Path) -> None:
    text = (repository / "tests" / "shapes" / "one_item.ttl").read_text(encoding="utf-8")
    moved = text.replace(f"@base <{BASE}>", "@base <http://localhost:8000/graphs/>")
    assert moved != text
    assert broken(Graph().parse(data=moved, format="turtle"), shapes) == set()


@pytest.mark.parametrize(
    ("subject", "predicate", "rule"),
    [
        (STATE, RG + "reportedIn", "ItemState-reportedIn"),
        (STATE + "/claim/3f2a90c1", "http://www.w3.org/ns/oa#hasTarget", "Claim-target"),
        (BASE + "id/rec/itu-t/x.1812", RG + "designation", "designation"),
        (BASE + "id/question/itu-t/2022-2024/q2-17", RG + "questionOf", "Question-questionOf"),
        (BASE + "voc/outcome/approved", "http://www.w3.org/2000/01/rdf-schema#label", "label"),
    ],
)
def test_what_is_missing_is_named(shapes: Graph, one_item: Graph, subject: str, predicate: str, rule: str) -> None:
    data = Graph()
    for triple in one_item:
        if triple[:2] != (URIRef(subject), URIRef(predicate)):
            data.add(triple)
    assert (rule, "Violation") in broken(data, shapes)


def test_a_link_to_nowhere_is_a_violation(shapes: Graph, one_item: Graph) -> None:
    data = Graph()
    for triple in one_item:
        data.add(triple)
    data.add((URIRef(STATE), URIRef(RG + "mentions"), URIRef(BASE + "id/org/nobody")))
    assert broken(data, shapes) == {("Referenced-type", "Violation"), ("label", "Violation")}


def test_what_the_report_lacks_is_a_warning(shapes: Graph, one_item: Graph) -> None:
    data = Graph()
    for triple in one_item:
        if triple[1] not in (URIRef(RG + "inMonth"), URIRef(RG + "leadQuestion")):
            data.add(triple)
    assert broken(data, shapes) == {("Claim-month", "Warning"), ("ItemState-lead", "Warning")}


@pytest.mark.parametrize("rule", sorted(LISTS))
def test_the_codes_that_a_rule_allows_are_those_of_the_list(shapes: Graph, rule: str) -> None:
    pattern = shapes.value(URIRef(RGS + rule), SH.pattern)
    match = re.fullmatch(r"/voc/([a-z-]+)/\(([a-z|-]+)\)\$", str(pattern))
    assert match
    assert match[1] == LISTS[rule]
    assert match[2].split("|") == sorted(codes(LISTS[rule]))


def test_the_rule_on_months_knows_every_other_outcome(shapes: Graph) -> None:
    pattern = str(shapes.value(URIRef(RGS + "Claim-not-approved"), SH.pattern))
    assert pattern == f"/voc/outcome/({'|'.join(sorted(codes('outcome') - {'approved'}))})$"


def test_patterns_match_in_linear_time(shapes: Graph) -> None:
    for pattern in shapes.objects(None, SH.pattern):
        assert isinstance(pattern, Literal)
        start = time.perf_counter()
        re.search(str(pattern), "a-1/" * 20_000 + "!")
        re.search(str(pattern), "1" * 20_000 + "!")
        assert time.perf_counter() - start < 60, pattern
