"""Where data for questions come from."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.errors import InputError, UsageError
from resograph.query import Local, open_data

TTL = "<urn:a> <urn:p> 'one' .\n"
NQ = "<urn:a> <urn:p> 'one' <urn:g1> .\n<urn:a> <urn:p> 'one' <urn:g2> .\n".replace("'", '"')
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def _csv(data: Local, text: str) -> str:
    stream = io.BytesIO()
    data.answer(text).write("csv", stream)
    return stream.getvalue().decode()


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """Lay out a folder with two releases, of which the second is current."""
    for name, text in (("r1", ""), ("r2", TTL)):
        folder = tmp_path / "out" / "releases" / name
        folder.mkdir(parents=True)
        (folder / "graph.nq").write_text(NQ, encoding="utf-8")
        (folder / "graph.ttl").write_text(text or "# nothing\n", encoding="utf-8")
    (tmp_path / "out" / "current").symlink_to(Path("releases") / "r2")
    return tmp_path / "out"


def test_of_an_output_folder_the_current_release_is_asked(release: Path) -> None:
    data = open_data(str(release))

    assert _csv(data, COUNT) == "n\r\n1\r\n"
    assert _csv(data, COUNT_NAMED) == "n\r\n2\r\n"


def test_a_former_release_can_be_asked_by_its_folder(release: Path) -> None:
    assert _csv(open_data(str(release / "releases" / "r1")), COUNT) == "n\r\n0\r\n"


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("a.ttl", ox.RdfFormat.TURTLE),
        ("a.nt", ox.RdfFormat.N_TRIPLES),
        ("a.nq", ox.RdfFormat.N_QUADS),
        ("a.trig", ox.RdfFormat.TRIG),
        ("a.jsonld", ox.RdfFormat.JSON_LD),
        ("A.RDF", ox.RdfFormat.RDF_XML),
    ],
)
def test_an_rdf_file_of_every_format_can_be_asked(name: str, syntax: ox.RdfFormat, tmp_path: Path) -> None:
    triple = ox.Triple(ox.NamedNode("urn:a:b"), ox.NamedNode("urn:a:p"), ox.Literal("one"))
    ox.serialize([triple], tmp_path / name, format=syntax)

    assert _csv(open_data(str(tmp_path / name)), COUNT) == "n\r\n1\r\n"


def test_the_named_graphs_of_a_file_are_asked_together_and_a_triple_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text(NQ, encoding="utf-8")
    data = open_data(str(tmp_path / "a.nq"))

    assert _csv(data, COUNT) == "n\r\n1\r\n"
    assert _csv(data, COUNT_NAMED) == "n\r\n2\r\n"


@pytest.mark.parametrize("name", ["out", "out.d", "."])
def test_where_nothing_was_built_the_line_says_how_to_build(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="resograph build") as caught:
        open_data(str(tmp_path / name))

    assert caught.value.code == "no-release"


def test_files_that_hold_no_data_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK")
    (tmp_path / "broken.ttl").write_text("<urn:a> <urn:p>\n", encoding="utf-8")
    (tmp_path / "entity.rdf").write_text('<!DOCTYPE x [<!ENTITY e "e">]><x/>', encoding="utf-8")
    (tmp_path / "remote.jsonld").write_text('{"@context": "http://127.0.0.1:9/c", "name": "x"}', encoding="utf-8")
    codes = {}
    for name in ("none.ttl", "report.docx", "broken.ttl", "entity.rdf", "remote.jsonld"):
        with pytest.raises(InputError) as caught:
            open_data(str(tmp_path / name))
        codes[name] = caught.value.code

    assert codes == {
        "none.ttl": "not-found",
        "report.docx": "unsupported-format",
        "broken.ttl": "rdf-not-well-formed",
        "entity.rdf": "doctype-forbidden",
        "remote.jsonld": "remote-context",
    }


def test_an_endpoint_is_refused_in_one_line() -> None:
    with pytest.raises(UsageError) as caught:
        open_data("http://127.0.0.1:9/sparql")

    assert caught.value.code == "unsupported"
