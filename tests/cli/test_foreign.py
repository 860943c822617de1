"""RDF of anybody's in our terms, rules of anybody's beside ours, and a release as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cli.conftest import ERROR, Run
from tests.publish.release_of import CURRENT

DATA = """@prefix rg: <https://w3id.org/resograph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/x.1> a rg:Recommendation ; rg:designation "X.1" ; rdfs:label "X.1"@en .
<https://example.org/iso> a rg:OutsideBody .
"""
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
GRAPH = ox.NamedNode("https://example.org/graph")
SHACL = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rg: <https://w3id.org/resograph/def#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix house: <https://example.org/house#> .
"""
OWN = f"""{SHACL}
house:OutsideBody-web-page a sh:NodeShape ; sh:targetClass rg:OutsideBody ; sh:property house:web-page .
house:web-page a sh:PropertyShape ; sh:path house:page ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:name "web page"@en ; sh:message "The body has no web page. Readers look for it. Add one."@en .
"""
ELSEWHERE = "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"
REFUSED = {
    "imports": ("unsupported-shapes", "<https://example.org/all> owl:imports <http://127.0.0.1:9/more> ."),
    "javascript": ("unsupported-shapes", 'house:a a sh:NodeShape ; sh:js [ sh:jsFunctionName "f" ] .'),
    "service": (
        "unsupported-shapes",
        f"house:a sh:targetClass rg:Group ; sh:sparql [ sh:select '{ELSEWHERE}' ] .",
    ),
    "turtle": ("broken-shapes", "house:a a sh:NodeShape"),
    "pattern": (
        "broken-shapes",
        'house:a a sh:NodeShape ; sh:targetClass rg:OutsideBody ; sh:property [ sh:path house:b ; sh:pattern "(" ] .',
    ),
    "number": (
        "broken-shapes",
        'house:a a sh:NodeShape ; sh:targetClass rg:OutsideBody ; sh:property [ sh:path house:b ; sh:minCount "1" ] .',
    ),
    "nothing": ("broken-shapes", "house:a house:b house:c ."),
}


def _results(text: str) -> set[tuple[str, str, str]]:
    return {(one["focus"], one["code"], one["severity"]) for one in json.loads(text)["results"]}


@pytest.fixture
def written(tmp_path: Path) -> dict[str, str]:
    """Return the names of files that hold the same graph, one in each format; in those with graphs it has a name."""
    triples = [quad.triple for quad in ox.parse(DATA, format=ox.RdfFormat.TURTLE)]
    for suffix, syntax in FORMATS.items():
        quads = [ox.Quad(one.subject, one.predicate, one.object, GRAPH) for one in triples]
        ox.serialize(quads if syntax.supports_datasets else triples, tmp_path / f"data.{suffix}", format=syntax)
    return {suffix: f"data.{suffix}" for suffix in FORMATS}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_graph_has_the_same_findings_in_each_format(run: Run, written: dict[str, str], suffix: str) -> None:
    done = run("validate", written[suffix], "--format", "json")
    turtle = run("validate", written["ttl"], "--format", "json")

    assert (done.returncode, done.stderr) == (1, "")
    assert ("https://example.org/iso", "label", "violation") in _results(done.stdout)
    assert _results(done.stdout) == _results(turtle.stdout)
    assert json.loads(done.stdout)["files"] == [written[suffix]]


@pytest.mark.parametrize("suffix", ["nt", "nq"])
def test_a_format_of_lines_names_the_line(run: Run, written: dict[str, str], suffix: str, tmp_path: Path) -> None:
    lines = (tmp_path / written[suffix]).read_text().splitlines()
    results = json.loads(run("validate", written[suffix], "--format", "json").stdout)["results"]

    assert all(one["focus"] in lines[one["line"] - 1] for one in results)


def test_a_suffix_in_capitals_is_the_same_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "DATA.TTL").write_text(DATA)

    assert run("validate", "DATA.TTL").returncode == 1


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.rdf", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "doctype-forbidden"),
        ("a.rdf", "<a>", "rdf-not-well-formed"),
        ("a.jsonld", '{"@context": "https://127.0.0.1:9/c", "@id": "urn:a"}', "remote-context"),
        ("a.jsonld", '{"@context": [{"@import": "https://127.0.0.1:9/c"}]}', "remote-context"),
        ("a.jsonld", "{", "rdf-not-well-formed"),
        ("a.ttl", "<urn:a> <urn:b>", "rdf-not-well-formed"),
        ("a.ttl", "<urn:a> <urn:b> <urn:c> .", "nothing-to-check"),
        ("a.nt", "", "empty-file"),
        ("a.n3", DATA, "unsupported-format"),
    ],
)
def test_what_cannot_be_read_or_has_nothing_to_check_is_no_verdict(
    run: Run, tmp_path: Path, name: str, text: str, code: str
) -> None:
    (tmp_path / name).write_text(text)
    done = run("validate", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith(f"error[{code}]: ")


def test_a_file_that_is_not_there_is_no_verdict_even_beside_one_that_is(run: Run, written: dict[str, str]) -> None:
    done = run("validate", written["ttl"], "no-such.ttl")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[not-found]: ")


@pytest.mark.parametrize("place", ["rules", "rules/house.ttl"])
def test_a_rule_of_the_users_own_stands_beside_ours_and_is_named(
    run: Run, written: dict[str, str], tmp_path: Path, place: str
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "house.ttl").write_text(OWN)
    (tmp_path / "rules" / "README.md").write_text("No shapes.")
    done = run("validate", written["ttl"], "--shapes", place, "--format", "json")
    told = run("validate", written["ttl"], "--shapes", place)
    rules = {rule["code"]: rule for rule in json.loads(done.stdout)["rules"]}

    assert {code for _, code, _ in _results(done.stdout)} >= {"label", "web-page"}
    assert (rules["web-page"]["name"], rules["web-page"]["severity"]) == ("web page", "warning")
    assert "The body has no web page." in told.stdout
    assert "[web-page]" in told.stdout


def test_data_that_only_the_users_own_rules_look_at_are_checked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(OWN.replace("rg:OutsideBody", "house:Body"))
    (tmp_path / "a.ttl").write_text("<urn:a> a <https://example.org/house#Body> .")
    done = run("validate", "a.ttl", "--shapes", "own.ttl", "--fail-on", "warning", "--format", "json")

    assert done.returncode == 1, done.stderr
    assert _results(done.stdout) == {("urn:a", "web-page", "warning")}


@pytest.mark.parametrize("why", REFUSED)
@pytest.mark.parametrize("more", [(), ("--cache", "kept")], ids=["plain", "cache"])
def test_shapes_that_cannot_be_run_as_they_stand_stop_the_check(
    run: Run, written: dict[str, str], tmp_path: Path, why: str, more: tuple[str, ...]
) -> None:
    code, shapes = REFUSED[why]
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "house.ttl").write_text(f"{SHACL}{shapes}\n")
    done = run("validate", written["ttl"], "--shapes", "rules", *more)

    assert (done.returncode, done.stdout) == (3, "")
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith(f"error[{code}]: ")


@pytest.mark.parametrize("place", ["no-such-folder", "empty", "empty.ttl"])
def test_a_place_without_shapes_stops_the_check(run: Run, written: dict[str, str], tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.ttl").touch()

    for more in ((), ("--jobs", 2)):
        done = run("validate", written["ttl"], "--shapes", place, *more)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith("error[broken-shapes]: ")


@pytest.mark.parametrize("inside", [".", CURRENT])
def test_a_release_is_checked_by_the_name_of_its_folder(run: Run, own: Path, inside: str) -> None:
    place = Path(own.name) / inside
    done = run("validate", place, "--format", "json")
    [file] = json.loads(done.stdout)["files"]

    assert json.loads(done.stdout)["counts"] == json.loads((own / CURRENT / "validation.json").read_text())["counts"]
    assert done.returncode == 0
    assert not Path(file).is_absolute()
    assert (own.parent / file).samefile(own / CURRENT / "graph.nq")


def test_a_folder_without_a_release_is_refused_as_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    done = run("validate", "reports")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[is-a-directory]: ")
