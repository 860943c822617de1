"""The whole story from Python: a report in, a release out, and what it answers."""

from __future__ import annotations

import io
import json
import shutil
import threading
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

import resograph
from resograph import assets
from resograph.api import ReleaseHandle
from resograph.errors import CheckError, InputError, NotConformant, ResographError, UsageError
from tests.publish.release_of import CURRENT, is_whole, listing


@pytest.fixture(scope="module")
def out(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pipeline") / "out"
    resograph.build(example, out=folder)
    return folder


@pytest.fixture(scope="module")
def release(out: Path) -> ReleaseHandle:
    return resograph.open_release(out)


def _rows(release: ReleaseHandle, query: str, **values: str) -> list[dict[str, dict[str, str]]]:
    stream = io.BytesIO()
    release.query(query, timeout=None, **values).write("json", stream)
    rows: list[dict[str, dict[str, str]]] = json.loads(stream.getvalue())["results"]["bindings"]
    return rows


def test_one_limit_may_be_given_as_it_is(example: Path) -> None:
    with pytest.raises(InputError, match="rows where 10 are allowed"):
        resograph.build(example, limit="rows=10")


def test_one_call_makes_a_release(out: Path) -> None:
    assert is_whole(out / CURRENT)


def test_a_release_in_memory_is_the_one_in_the_folder(example: Path, release: ReleaseHandle) -> None:
    assert resograph.build([example]).dataset == release.dataset


def test_a_release_is_opened_by_its_folder_the_output_folder_or_a_file(out: Path, release: ReleaseHandle) -> None:
    for place in (out / CURRENT, out / CURRENT / "graph.nq", out / CURRENT / "graph.trig"):
        assert resograph.open_release(place).dataset == release.dataset


def test_a_release_answers_named_queries_files_and_sparql(release: ReleaseHandle, tmp_path: Path) -> None:
    sparql = "PREFIX rg: <https://w3id.org/resograph/def#>\nSELECT ?item { ?item a rg:ActionItem } ORDER BY ?item"
    (tmp_path / "items.rq").write_text(sparql)

    assert len(_rows(release, sparql)) == 86
    assert len(_rows(release, str(tmp_path / "items.rq"))) == 86
    assert _rows(release, "report-to", body="TSAG") != _rows(release, "report-to", body="SG16")


def test_rdflib_and_pyoxigraph_read_the_same_triples(out: Path, release: ReleaseHandle) -> None:
    ours = {tuple(map(str, triple)) for triple in ox.parse(path=out / CURRENT / "graph.ttl")}
    graph = rdflib.Graph().parse(out / CURRENT / "graph.ttl")

    assert len(ours) == len(graph) == len(release.dataset.current())
    rdflib_data = release.to_rdflib()
    assert sum(len(found) for found in rdflib_data.graphs()) == len(release.dataset.quads) + len(ours)
    assert len(rdflib_data.default_graph) == len(ours)


def test_plain_pyshacl_over_the_turtle_gives_our_verdict(out: Path, release: ReleaseHandle) -> None:
    data = rdflib.Graph().parse(out / CURRENT / "graph.ttl")
    shapes = rdflib.Graph()
    for path in sorted(assets.folder("shapes").glob("*.ttl")):
        shapes.parse(path)
    conforms, theirs, _ = pyshacl.validate(data, shacl_graph=shapes)
    ours = rdflib.Graph().parse(out / CURRENT / "validation.ttl")
    terms = ("focusNode", "value", "sourceConstraintComponent", "sourceShape", "resultSeverity")

    def results(report: rdflib.Graph) -> list[tuple[str, ...]]:
        found = report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
        return sorted(tuple(str(report.value(one, rdflib.SH[term])) for term in terms) for one in found)

    assert isinstance(theirs, rdflib.Graph)
    assert results(ours) == results(theirs)
    assert conforms == release.validate().conforms


def test_everything_a_release_points_to_in_its_own_space_is_typed_and_labelled(release: ReleaseHandle) -> None:
    triples = release.dataset.current()
    base = "<https://w3id.org/resograph/"
    described = {
        kind: {str(triple.subject) for triple in triples if str(triple.predicate).endswith(kind)}
        for kind in ("#type>", "#label>")
    }
    pointed = {str(triple.object) for triple in triples if str(triple.object).startswith((f"{base}id/", f"{base}voc/"))}

    assert pointed - described["#type>"] == set()
    assert pointed - described["#label>"] == set()


def test_no_blank_node_and_no_path_is_published(out: Path) -> None:
    for path in (out / CURRENT).resolve().rglob("*.*"):
        text = path.read_text(encoding="utf-8")

        assert str(out) not in text
        assert "_:" not in text or path.suffix == ".json"


def test_findings_at_the_level_raise_and_publish_nothing(example: Path, tmp_path: Path) -> None:
    with pytest.raises(NotConformant, match="not-conformant"):
        resograph.build(example, out=tmp_path / "out", fail_on="info")
    assert listing(tmp_path) == []


def test_the_metadata_of_the_caller_name_the_revision(example_text: Path, tmp_path: Path) -> None:
    (tmp_path / "meta.toml").write_text('td = "999"\nrevision = "2"\n')
    by_number = resograph.build(example_text, meta=tmp_path / "meta.toml", fail_on="never")
    by_name = resograph.build(example_text, meta=tmp_path / "meta.toml", revision="mine", fail_on="never")

    assert any("td999-r2>" in str(graph) for graph in by_number.dataset.graphs())
    assert any("/mine>" in str(graph) for graph in by_name.dataset.graphs())


def test_two_files_that_claim_to_be_the_same_revision_are_refused(
    example: Path, example_text: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="duplicate-revision"):
        resograph.build([example, example_text], out=tmp_path / "out", revision="mine")
    assert listing(tmp_path) == []


def test_of_two_revisions_the_current_view_holds_the_latest(example: Path, shared: Path, tmp_path: Path) -> None:
    later = shared / "reports" / "next_meeting.docx"
    release = resograph.build([example, later], out=tmp_path / "out", fail_on="never")
    reports = sorted(path.name for path in (tmp_path / "out" / CURRENT / "reports").iterdir())

    assert len(reports) == 2
    assert len(_rows(release, "SELECT ?s { ?s a <https://w3id.org/resograph/def#ItemState> }")) < 2 * 86


@pytest.mark.parametrize("name", ["unheard-of", "SELECT {", "DROP ALL {"])
def test_a_question_that_cannot_be_asked_is_an_error(release: ReleaseHandle, name: str) -> None:
    with pytest.raises(ResographError):
        release.query(name)


def test_where_there_is_no_release_none_is_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-release"):
        resograph.open_release(tmp_path)


NUMBERS = " ".join(map(str, range(100)))
BOMB = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?v{n} {{ {NUMBERS} }}' for n in range(6))} }}"


def test_with_a_time_limit_the_answer_is_the_same(release: ReleaseHandle) -> None:
    plain, limited = (
        list(release.query("report-to", timeout=seconds, body="TSAG").terms()) for seconds in (None, 60.0)
    )

    assert plain == limited
    assert len(plain) > 1


def test_a_question_that_takes_too_long_ends_and_the_next_one_is_answered(release: ReleaseHandle) -> None:
    for _ in range(2):
        with pytest.raises(CheckError, match="query-timeout"):
            release.query(BOMB, timeout=0.5)
        assert release.query("ASK {}", timeout=60).yes


def test_what_was_built_in_memory_can_be_asked_with_a_time_limit(example_text: Path) -> None:
    release = resograph.build(example_text, fail_on="never")
    text = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

    assert set(release.query(text, timeout=60).terms()) == set(release.query(text).terms())


def test_a_file_can_be_asked_with_a_time_limit(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> [ <urn:c> 1 ] .", encoding="utf-8")
    release = resograph.open_release(tmp_path / "a.ttl")
    (tmp_path / "a.ttl").unlink()

    assert release.query("ASK { ?a <urn:b> ?b . ?b <urn:c> 1 }", timeout=60).yes


def test_several_threads_have_one_process_and_it_ends_with_the_handle(out: Path) -> None:
    found: list[bool | None] = []
    with resograph.open_release(out) as release:

        def ask() -> None:
            found.append(release.query("ASK { ?s ?p ?o }", timeout=60).yes)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        worker = release._worker
        assert worker is not None

    assert found == [True] * 4
    assert worker._process is None
    assert release.query("ASK {}", timeout=60).yes
    release.close()


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_a_limit_that_leaves_no_time_is_refused(release: ReleaseHandle, seconds: float) -> None:
    with pytest.raises(UsageError, match="no time"):
        release.query("ASK {}", timeout=seconds)


def test_a_number_may_be_given_as_a_number(release: ReleaseHandle) -> None:
    as_number, as_text = (list(release.query("items-by-resolution", resolution=n).rows()) for n in (50, "50"))

    assert as_number == as_text
    assert as_number


def test_a_release_asked_from_an_index_is_the_same(out: Path, release: ReleaseHandle, tmp_path: Path) -> None:
    own = Path(shutil.copytree(out, tmp_path / "out", symlinks=True))
    indexed = resograph.open_release(own, index="always")

    assert (own / "index").is_dir()
    assert list(indexed.query("report-to").rows()) == list(release.query("report-to").rows())
    assert indexed.query("ASK { ?s ?p ?o }", timeout=60).yes
    assert indexed.dataset == release.dataset


def test_former_revisions_in_a_file_are_left_out_of_the_current_view(
    example: Path, shared: Path, tmp_path: Path
) -> None:
    later = shared / "reports" / "next_meeting.docx"
    resograph.build([example, later], out=tmp_path / "out", fail_on="never")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    folder, file = (resograph.open_release(tmp_path / "out" / CURRENT / name).query(count) for name in ("", "graph.nq"))

    assert list(folder.rows()) == list(file.rows())


def test_plain_literals_are_those_that_rdflib_writes_by_hand(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<urn:a> <urn:b> "x", "x"@en, 1, "1"^^<urn:t> .', encoding="utf-8")
    found = resograph.open_release(tmp_path / "a.ttl").to_rdflib().default_graph
    by_hand = (
        rdflib.Literal("x"),
        rdflib.Literal("x", lang="en"),
        rdflib.Literal(1),
        rdflib.Literal("1", datatype=rdflib.URIRef("urn:t")),
    )

    assert {(rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), value) for value in by_hand} == set(found)
