"""The other commands: what they print, and in which format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.publish.release_of import CURRENT, listing


def test_a_release_is_valid_in_each_of_its_formats(run: Run, out: Path) -> None:
    told = {
        name: run("validate", out / CURRENT / name, "--format", "json")
        for name in ("graph.nq", "graph.trig", "graph.ttl", "graph.jsonld")
    }
    counts = [json.loads(done.stdout)["counts"] for done in told.values()]

    assert [done.returncode for done in told.values()] == [0, 0, 0, 0]
    assert counts == [json.loads((out / CURRENT / "validation.json").read_text())["counts"]] * 4


def test_validate_says_the_same_of_a_report_as_build(run: Run, example: Path, out: Path, tmp_path: Path) -> None:
    # A release names its inputs without their folders, the command as they were named to it.
    (tmp_path / example.name).symlink_to(example)
    done = run("validate", example.name, "--format", "json")
    turtle = run("validate", example.name, "--format", "turtle")

    assert done.stdout == (out / CURRENT / "validation.json").read_text(encoding="utf-8")
    assert turtle.stdout == (out / CURRENT / "validation.ttl").read_text(encoding="utf-8")


def test_validate_names_file_line_and_rule_of_a_broken_file(run: Run, out: Path, tmp_path: Path) -> None:
    lines = (out / CURRENT / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines, 1) if "def#milestoneText>" in line)
    lines[number - 1] = re.sub(r'"[^"]*"', '""', lines[number - 1], count=1)
    (tmp_path / "broken.nq").write_text("".join(lines), encoding="utf-8")
    done = run("validate", "broken.nq")

    assert done.returncode == 1
    assert f"violation, line {number} of broken.nq, column Milestone" in done.stdout
    assert done.stderr == ""


def test_validate_refuses_what_it_would_have_to_fetch(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@context": "http://127.0.0.1:9/c", "@id": "urn:a"}')
    (tmp_path / "a.rdf").write_text('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/d"><a/>')

    assert run("validate", "a.jsonld").stderr.startswith("error[remote-context]: ")
    assert run("validate", "a.rdf").stderr.startswith("error[doctype-forbidden]: ")


def test_output_goes_to_a_file_when_one_is_named(run: Run, out: Path, tmp_path: Path) -> None:
    done = run("validate", out / CURRENT / "graph.nq", "--format", "json", "--output", "report.json")

    assert done.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text())["results"] is not None
    assert listing(tmp_path) == ["report.json"]


def test_a_named_query_answers_from_the_release(run: Run, out: Path) -> None:
    done = run("query", "report-to", "--on", out, "--param", "body=TSAG", "--format", "csv")

    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "item,resolution,status"


def test_a_query_may_come_from_standard_input(run: Run, out: Path) -> None:
    query = "PREFIX rg: <https://w3id.org/resograph/def#> SELECT (COUNT(?i) AS ?n) { ?i a rg:ActionItem }"

    assert run("query", "-", "--on", out, stdin=query).stdout.split() == ["n", "86"]


def test_the_queries_are_listed_for_people_and_programs(run: Run) -> None:
    table, listed = run("queries").stdout, json.loads(run("queries", "--format", "json").stdout)

    assert [line.split()[0] for line in table.splitlines()] == [query["name"] for query in listed]
    assert {"name", "summary", "description", "params", "columns"} <= set(listed[0])


@pytest.mark.parametrize(("command", "noun"), [("read", "Document"), ("interpret", "Report"), ("recognise", "Reading")])
def test_each_stage_prints_its_noun_as_json(run: Run, example: Path, command: str, noun: str) -> None:
    first, second = run(command, example, PYTHONHASHSEED="1"), run(command, example, PYTHONHASHSEED="2")

    assert json.loads(first.stdout)["type"] == noun
    assert first.stdout == second.stdout
    assert first.stderr == ""


def test_releases_are_listed_rolled_back_and_pruned(run: Run, example: Path, own: Path) -> None:
    run("build", example, "--revision", "second")
    first, second = json.loads(run("releases", "out", "--format", "json").stdout)

    assert [first["current"], second["current"]] == [False, True]
    assert run("releases", "out").stdout.splitlines()[1].startswith(f"*  {second['id']}  ")
    run("releases", "out", "--rollback", first["id"])
    assert (own / CURRENT).resolve().name == first["id"]
    run("releases", "out", "--prune", "0")
    assert [path.name for path in (own / "releases").iterdir()] == [first["id"]]


@pytest.mark.parametrize(
    "command", ["build", "validate", "query", "queries", "read", "interpret", "recognise", "releases"]
)
def test_quiet_and_verbose_mean_the_same_everywhere(run: Run, command: str) -> None:
    told = run(command, "--help").stdout

    assert "--quiet" in told
    assert "--verbose" in told


def test_a_question_asked_with_a_default_says_so_beside_its_answer(run: Run, out: Path) -> None:
    default = run("query", "report-to", "--on", out)
    stated = run("query", "report-to", "--on", out, "--param", "body=TSAG")
    quiet = run("query", "report-to", "--on", out, "--quiet")

    assert default.stderr == "asked with body=TSAG, the default\n"
    assert stated.stderr == quiet.stderr == ""
    assert default.stdout == stated.stdout == quiet.stdout
    assert "body=TSAG" in run("queries").stdout
