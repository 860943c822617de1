"""The manifest: whoever has a release can verify it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyoxigraph as ox

from resograph.publish.manifest import counts, dataset_hash, manifest
from tests.check.conftest import small
from tests.publish.release_of import CURRENT, published, release_of


def test_the_hash_of_the_dataset_is_that_of_rdfc_1_0() -> None:
    dataset = small()
    theirs = ox.Dataset(dataset.quads)
    theirs.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in theirs)

    assert dataset_hash(dataset) == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_hash_of_the_dataset_does_not_depend_on_who_wrote_the_file(tmp_path: Path) -> None:
    published(release_of("X.1"), tmp_path)
    folder = tmp_path / CURRENT
    read_back = ox.Dataset(ox.parse(path=folder / "graph.trig"))
    read_back.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in read_back)
    stated = json.loads((folder / "manifest.json").read_bytes())["rdfc10-sha256"]

    assert hashlib.sha256("".join(lines).encode()).hexdigest() == stated


def test_each_file_has_its_digest() -> None:
    record = json.loads(manifest(release_of("X.1"), {"graph.nq": b"abc"}))

    assert record["files"] == {"graph.nq": hashlib.sha256(b"abc").hexdigest()}


def test_inputs_versions_counts_and_verdict_are_told() -> None:
    record = json.loads(manifest(release_of("odd"), {}))

    assert record["conforms"] is False
    assert record["counts"]["findings"] == {"info": 1, "violation": 0, "warning": 0}
    assert (record["counts"]["items"], record["counts"]["mentions"], record["counts"]["claims"]) == (1, 1, 1)
    assert record["counts"]["graphs"] == 4
    assert [(one["name"], one["revisions"]) for one in record["inputs"]] == [("report.docx", ["r1"])]
    assert set(record["versions"]) == {"resograph", "lxml", "pyoxigraph", "pyshacl", "rdflib"}


def test_keys_are_sorted_and_no_path_of_the_machine_is_told(tmp_path: Path) -> None:
    published(release_of("X.1"), tmp_path)
    text = (tmp_path / CURRENT / "manifest.json").read_text()

    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert str(tmp_path) not in text


def test_a_thing_in_two_graphs_is_counted_once() -> None:
    quads = small().quads
    graph = ox.NamedNode("https://example.org/graph")
    again = [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]
    twice = type(small())([*quads, *again])

    assert counts(twice)["items"] == 1
