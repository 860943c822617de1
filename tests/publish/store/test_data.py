"""What can be loaded: a release that is as it was checked, or a file whose triples every store gives back."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from resograph.errors import InputError, UsageError
from resograph.publish.store import Loadable, of_file, of_release, release_folder
from tests.publish.store.releases import BASE, FINDINGS, META, REPORT, first, triples

GRAPH = "https://example.org/graph"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return first(tmp_path / "release")


def _file(folder: Path, name: str, text: str, graph: str = "") -> Loadable:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return of_file(path, graph)


def test_a_release_is_its_graphs_its_id_and_its_base(folder: Path) -> None:
    data = of_release(folder)

    assert [graph.name.value for graph in data.graphs] == [FINDINGS, META, REPORT]
    assert [graph.digest.triples for graph in data.graphs] == [5, 3, 400]
    assert data.base == BASE
    assert len(data.release) == 16


def test_a_release_is_packed_the_same_each_time(folder: Path) -> None:
    assert of_release(folder) == of_release(folder)
    assert of_release(folder).graphs[1].unpacked() == "".join(f"{one} .\n" for one in triples("about", 3)).encode()


def test_data_that_were_changed_after_the_check_are_refused(folder: Path) -> None:
    data = folder / "graph.nq"
    data.write_bytes(data.read_bytes().replace(b"old 7", b"odd 7"))

    with pytest.raises(InputError, match=r"error\[release-changed\]"):
        of_release(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", "{}"])
def test_a_damaged_manifest_is_an_input_error(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")

    with pytest.raises(InputError):
        of_release(folder)


def test_an_output_folder_is_its_current_release(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder)

    assert release_folder(tmp_path) == folder
    assert release_folder(folder) == folder


def test_a_file_with_named_graphs_names_them_itself(tmp_path: Path) -> None:
    data = _file(tmp_path, "a b.trig", f"<{GRAPH}> {{ <urn:a> <urn:b> 1, 2 }} <urn:g> {{ <urn:a> <urn:b> 1 }}")

    assert {graph.name.value: graph.digest.triples for graph in data.graphs} == {GRAPH: 2, "urn:g": 1}
    assert data.base == data.release == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<urn:a> <urn:b> 1 ."),
        ("a.nt", "<urn:a> <urn:b> <urn:c> ."),
        ("a.jsonld", json.dumps({"@id": "urn:a", "urn:b": 1})),
        ("a.rdf", '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Seq r:about="urn:a"/></r:RDF>'),
        ("a.nq", "<urn:a> <urn:b> <urn:c> ."),
    ],
)
def test_triples_in_no_graph_need_the_name_of_one(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(UsageError, match="--graph IRI"):
        _file(tmp_path, name, text)
    [graph] = _file(tmp_path, name, text, GRAPH).graphs

    assert (graph.name.value, graph.digest.triples) == (GRAPH, 1)


def test_triples_in_no_graph_join_those_of_the_graph_that_is_named(tmp_path: Path) -> None:
    [graph] = _file(tmp_path, "a.trig", f"<urn:a> <urn:b> 1 . <{GRAPH}> {{ <urn:a> <urn:b> 2 }}", GRAPH).graphs

    assert graph.digest.triples == 2


@pytest.mark.parametrize(
    ("name", "text", "graph"),
    [
        ("a.nq", "<urn:a> <urn:b> <urn:c> <urn:g> .", GRAPH),
        ("a.ttl", "<urn:a> <urn:b> 1 .", "no iri"),
    ],
)
def test_a_name_that_is_not_needed_or_none_is_a_usage_error(tmp_path: Path, name: str, text: str, graph: str) -> None:
    with pytest.raises(UsageError, match=r"error\[usage\]"):
        _file(tmp_path, name, text, graph)


@pytest.mark.parametrize("text", ["[] <urn:b> 1 .", "<urn:a> <urn:b> [] .", "_:g { <urn:a> <urn:b> 1 }"])
def test_blank_nodes_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"error\[blank-nodes\]"):
        _file(tmp_path, "a.trig", text, GRAPH)


def test_a_file_that_breaks_off_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"error\[rdf-not-well-formed\].* line 2"):
        _file(tmp_path, "a.nt", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b>", GRAPH)


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_a_file_without_triples_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"error\[empty-file\]"):
        _file(tmp_path, "a.ttl", text, GRAPH)


def test_what_is_packed_can_be_unpacked_by_anybody(folder: Path) -> None:
    for graph in of_release(folder).graphs:
        assert len(gzip.decompress(graph.packed).splitlines()) == graph.digest.triples
