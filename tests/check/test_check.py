"""The check: one verdict, told in four ways that agree."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
import rdflib

from resograph.check import check
from resograph.check.shapes import load_shapes
from resograph.model.dataset import Dataset
from resograph.model.release import SEAL, Place, Release, Verdict
from resograph.naming.prefixes import OA, PROV, RDFS, RG, SH
from tests.check.conftest import DOCUMENT, HERE, Check, small

LATE = ('"On-going"', '"Soon"')
UNNAMED = ('"X.1812" .', '"1812" .')
TWICE = ("rg:inMonth", "rg:outcome voc:outcome\\/approved , voc:outcome\\/agreed ; rg:inMonth")
STATE = "https://w3id.org/resograph/id/plan/wtsa-20/sg17/item/92-03/state/r1"


def test_data_that_keep_every_rule_conform(checked: Check) -> None:
    release = checked()

    assert release.verdict.conforms
    assert release.verdict.counts() == {"violation": 0, "warning": 0, "info": 0}
    assert release.dataset == small()


def test_a_result_about_a_state_tells_item_row_and_column(checked: Check) -> None:
    [result] = checked(LATE).verdict.results

    assert result.severity == "warning"
    assert result.value == "Soon"
    assert result.place == Place("report.docx", "92-03", table=2, row=75, column="milestone")


def test_a_result_about_a_claim_tells_paragraph_and_words(checked: Check) -> None:
    [result] = checked(TWICE).verdict.results

    assert result.severity == "violation"
    assert result.place == Place("report.docx", "92-03", 2, 75, "status", 2, "ITU-T X.1812")


def test_a_result_about_a_thing_leads_to_the_words_that_name_it(checked: Check) -> None:
    [result] = checked(UNNAMED).verdict.results

    assert result.focus == "https://w3id.org/resograph/id/rec/itu-t/x.1812"
    assert (result.place.item, result.place.paragraph, result.place.quote) == ("92-03", 2, "ITU-T X.1812")


def test_a_result_about_the_value_of_a_state_leads_to_the_words_that_name_the_value(checked: Check) -> None:
    [result] = checked(("a rg:Recommendation", "a rg:WorkItem")).verdict.results

    assert result.path == RG.mentions.value
    assert (result.place.column, result.place.paragraph) == ("status", 2)


def test_the_worst_results_come_first(checked: Check) -> None:
    severities = [result.severity for result in checked(LATE, UNNAMED, TWICE).verdict.results]

    assert severities == ["violation", "warning", "info"]


def test_any_result_makes_shacl_say_that_the_data_do_not_conform(checked: Check) -> None:
    release = checked(UNNAMED)

    assert not release.verdict.conforms
    assert release.verdict.at_least("violation") == ()
    assert len(release.verdict.at_least("info")) == 1


def test_a_result_over_a_report_becomes_a_finding_in_the_graph_of_its_revision(checked: Check) -> None:
    dataset = checked(TWICE).dataset
    [graph] = [name for name in dataset.graphs() if "/graph/findings/wtsa-20/sg17/r1" in str(name)]
    found = {quad.subject for quad in dataset.graph(graph) if quad.object == RG.Finding}
    said = {quad.predicate: str(quad.object) for quad in dataset.graph(graph) if quad.subject in found}
    labelled = {quad.subject for quad in dataset.graph(graph) if quad.predicate == RDFS.label}

    assert set(map(str, labelled - found)) == {f"<{STATE}>", f"<{STATE}/passage/status-2-2-14>"}
    assert said[RG.findingIn] == f"<{STATE}>"
    assert said[RG.findingCode] == '"claim-outcome"'
    assert said[SH.resultSeverity] == str(SH.Violation)
    assert said[SH.resultMessage] == '"one outcome"@en'
    assert said[RG.asWritten] == '"ITU-T X.1812"'
    assert said[OA.hasTarget] == f"<{STATE}/passage/status-2-2-14>"


def test_the_graph_of_findings_is_described_with_the_other_graphs(checked: Check) -> None:
    dataset = checked(TWICE).dataset
    described = {
        str(quad.subject): str(quad.graph_name) for quad in dataset.quads if quad.predicate == PROV.wasDerivedFrom
    }

    assert described == {
        "<https://w3id.org/resograph/graph/findings/wtsa-20/sg17/r1>": "<https://w3id.org/resograph/graph/meta>"
    }


def test_findings_do_not_change_the_verdict(checked: Check) -> None:
    release = checked(LATE, UNNAMED, TWICE)

    assert check(release.dataset, [DOCUMENT], load_shapes(HERE / "rules")).verdict == release.verdict


def test_checking_checked_data_again_adds_nothing(checked: Check) -> None:
    release = checked(LATE, UNNAMED, TWICE)

    assert check(release.dataset, [DOCUMENT], load_shapes(HERE / "rules")).dataset == release.dataset


def test_the_standard_report_says_what_plain_pyshacl_says(checked: Check) -> None:
    release = checked(LATE, UNNAMED, TWICE)
    graph = rdflib.Graph()
    for triple in Dataset(release.dataset.quads).to_rdflib().quads():
        graph.add(triple[:3])
    _, theirs, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(HERE / "rules" / "small.ttl"))
    ours = release.verdict.report.to_rdflib().default_graph

    assert isinstance(theirs, rdflib.Graph)
    assert _results(ours) == _results(theirs)
    assert list(ours.objects(None, rdflib.SH.conforms)) == list(theirs.objects(None, rdflib.SH.conforms))


def _results(report: rdflib.Graph) -> set[tuple[object, ...]]:
    terms = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "sourceShape", "resultSeverity")
    found = report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
    return {tuple(report.value(result, rdflib.SH[term]) for term in terms) for result in found}


def test_the_json_has_the_same_keys_in_every_result(checked: Check) -> None:
    record = json.loads(checked(LATE, TWICE).verdict.as_json())

    assert record["counts"] == {"violation": 1, "warning": 1, "info": 0}
    for result in record["results"]:
        assert {"file", "item", "table", "row", "column", "paragraph", "quote", "line"} <= set(result)


def test_the_revisions_of_an_input_are_known_by_its_digest(checked: Check) -> None:
    [given] = checked().inputs

    assert (given.name, given.revisions) == ("report.docx", ("r1",))


def test_a_release_cannot_be_made_by_hand() -> None:
    nothing = Dataset(())

    with pytest.raises(TypeError, match="made by resograph"):
        Release(nothing, Verdict(()), (), object())
    assert Release(nothing, Verdict(()), (), SEAL).verdict.conforms


def test_only_check_names_the_seal_of_a_release(repository: Path) -> None:
    house = repository / "src" / "resograph"
    named = {
        path.relative_to(house).parts[0]
        for path in house.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "SEAL")
        or (isinstance(node, ast.alias) and node.name == "SEAL")
        or (isinstance(node, ast.Attribute) and node.attr == "SEAL")
    }

    assert named == {"model", "check"}


SCRIPT = """
from tests.check.conftest import DOCUMENT, HERE, small
from resograph.check import check
from resograph.check.shapes import load_shapes
from resograph.publish.turtle import turtle
import sys
changes = [('"On-going"', '"Soon"'), ('"X.1812" .', '"1812" .'), ('rg:inMonth', 'rg:outcome rg:a , rg:b ; rg:inMonth')]
release = check(small(*changes), [DOCUMENT], load_shapes(HERE / "rules"))
sys.stdout.buffer.write(turtle(release.verdict.report) + turtle(release.dataset) + release.verdict.as_json().encode())
"""


def test_the_hash_seed_changes_no_byte(repository: Path) -> None:
    outputs = set()
    for seed in ("0", "1", "42"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{repository}:{repository / 'src'}"}
        run = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        outputs.add(run.stdout)

    assert len(outputs) == 1
