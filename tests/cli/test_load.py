"""The command that puts a release into a store: its receipt, its refusals, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from resograph.cli.load import load
from resograph.publish.store import PROFILES
from tests.cli.conftest import ERROR, Run
from tests.direct import without_proxies
from tests.publish.store.conftest import content, stated
from tests.publish.store.releases import META, release, triples
from tests.servers.kinds import Server

__all__ = ["without_proxies"]

on_oxigraph = pytest.mark.parametrize("store", ["oxigraph"], indirect=True)
NOBODY = "http://127.0.0.1:9/"
DATA = """@prefix rg: <https://w3id.org/resograph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/x.1> a rg:Recommendation ; rg:designation "X.1" ; rdfs:label "X.1"@en .
"""
GRAPH = "https://example.org/graph"


@on_oxigraph
def test_the_release_of_the_example_is_loaded_and_loaded_again(run: Run, store: Server, out: Path) -> None:
    before = run("load", out, "--to", store.base, "--dry-run")
    done = run("load", out, "--to", f"{store.base}/")
    again = run("load", out, "--to", store.base, "--output", "receipt.json")
    receipt = json.loads(done.stdout)

    assert (before.returncode, done.returncode, again.returncode) == (0, 0, 0)
    assert again.stdout == ""
    assert content(store) == stated(out / "current")
    assert receipt["release"] == (out / "current").resolve().name
    assert receipt["store"] == "oxigraph"
    assert receipt["removed"] == []
    assert {graph["done"] for graph in receipt["graphs"]} == {"created"}
    assert sum(graph["added"] for graph in json.loads(before.stdout)["graphs"]) == sum(
        graph["triples"] for graph in receipt["graphs"]
    )
    assert done.stderr == "the store is taken for oxigraph\n4 created\n"
    assert again.stderr == "the store is taken for oxigraph\n4 unchanged\n"


def test_each_kind_of_store_that_is_known_can_be_named() -> None:
    kinds = next(option.type for option in load.params if option.name == "store")

    assert isinstance(kinds, click.Choice)
    assert tuple(kinds.choices) == ("auto", *PROFILES)


@on_oxigraph
def test_quiet_prints_the_receipt_alone(run: Run, store: Server, out: Path) -> None:
    done = run("load", out, "--to", store.base, "--store", "oxigraph", "--quiet")

    assert done.stderr == ""
    assert json.loads(done.stdout)["dry_run"] is False


@on_oxigraph
def test_a_file_is_checked_and_loaded_into_the_graph_that_is_named(run: Run, store: Server, tmp_path: Path) -> None:
    (tmp_path / "my data.ttl").write_text(DATA, encoding="utf-8")
    done = run("load", "my data.ttl", "--to", store.base, "--graph", GRAPH, "--fail-on", "never")
    receipt = json.loads(done.stdout)

    assert done.returncode == 0
    assert receipt["release"] is None
    assert [(graph["graph"], graph["triples"]) for graph in receipt["graphs"]] == [(GRAPH, 3)]
    assert len(content(store)[GRAPH]) == 3


def test_findings_at_the_level_stop_it_before_anything_is_sent(run: Run, tmp_path: Path) -> None:
    release(tmp_path / "bad", {META: triples("about", 2)}, violations=3)
    done = run("load", "bad", "--to", NOBODY)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error[not-conformant]: 3 findings at or above violation, ")


def test_a_file_with_findings_is_stopped_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATA.replace('"X.1"@en', '""@en'), encoding="utf-8")
    done = run("load", "a.ttl", "--to", NOBODY, "--graph", GRAPH, "--fail-on", "info")

    assert done.returncode == 1
    assert done.stderr.startswith("error[not-conformant]: ")


def test_rdf_that_nothing_checks_is_loaded_only_unchecked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    done = run("load", "a.ttl", "--to", NOBODY, "--graph", GRAPH)
    unchecked = run("load", "a.ttl", "--to", NOBODY, "--graph", GRAPH, "--fail-on", "never")

    assert done.returncode == 2
    assert done.stderr.startswith("error[nothing-to-check]: ")
    assert "--fail-on never" in done.stderr
    assert unchecked.returncode == 3


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("nothing-there", "--to", NOBODY), "no-release", 2),
        (("nothing-there.ttl", "--to", NOBODY), "not-found", 2),
        (("report.docx", "--to", NOBODY), "no-release", 2),
        (("OUT",), "usage", 2),
        (("OUT", "--to", "urn:x"), "usage", 2),
        (("OUT", "--to", NOBODY, "--graph", GRAPH), "usage", 2),
        (("OUT", "--to", NOBODY, "--store", "mysql"), "usage", 2),
        (("OUT", "--to", NOBODY, "--store", "generic"), "usage", 2),
        (("OUT", "--to", NOBODY, "--timeout", "nan"), "usage", 2),
        (("OUT", "--to", NOBODY, "--credentials", "no.toml"), "not-found", 2),
        (("OUT", "--to", NOBODY), "endpoint-unreachable", 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_cannot_be_done_is_one_line(
    run: Run, out: Path, arguments: tuple[str, ...], code: str, exit_code: int
) -> None:
    done = run("load", *(out if argument == "OUT" else argument for argument in arguments))

    assert done.returncode == exit_code
    assert ERROR.fullmatch(done.stderr.removeprefix("the store is taken for oxigraph\n"))
    assert f"error[{code}]: " in done.stderr
    assert done.stdout == ""


@on_oxigraph
def test_no_secret_is_ever_printed(run: Run, store: Server, out: Path) -> None:
    hidden = "hunter2-and-more"
    there = f"{store.base}/store"
    done = run(
        *("load", out, "--to", store.base, "--graph-store", f"{there}?key={hidden}", "--verbose"),
        RESOGRAPH_USER="me",
        RESOGRAPH_PASSWORD=hidden,
    )

    assert hidden not in done.stdout + done.stderr
