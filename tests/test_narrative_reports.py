"""What a build makes of a report in prose: a release that was checked, and findings that lead to their words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

import resograph
from resograph import assets, pipeline
from resograph.check.human import human
from resograph.errors import InputError
from resograph.model.release import Place, Verdict
from resograph.settings import Settings, settings
from tests.wordfiles import title_block, word

FRONT = "TSAG TD {td}\nSTUDY PERIOD 2013-2016\nTitle: WTSA-12 Action Plan progress report\n\n"
TOLD = """1. Resolution 20 (Rev. Dubai, 2012) – Numbering
SG2 met.
SG2 approved ITU-T E.156 (6/2015), developed by Q1/2. See e.157 (6/2015).

2. Resolution 29 (Rev. Dubai, 2012) – Calling
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, told: str = f"{TOLD}To be provided\n", td: str = "415") -> Path:
        path = tmp_path / name
        path.write_text(FRONT.format(td=td) + told, encoding="utf-8")
        return path

    return make


def validated(*paths: Path) -> Verdict:
    return pipeline.validated(paths, Settings(), lambda _: None)


def test_a_release_holds_a_statement_a_resolution_and_no_item(write: Write, tmp_path: Path) -> None:
    resograph.build(write("a.txt"), tmp_path / "out")
    folder = tmp_path / "out" / "current"
    counts = json.loads((folder / "manifest.json").read_bytes())["counts"]
    graph = Graph().parse(folder / "graph.ttl")
    rows = graph.query(
        "PREFIX rg: <https://w3id.org/resograph/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?number ?code { ?told a rg:NarrativeStatement ; rg:onResolution/rg:number ?number ; "
        "rg:reportingStatus/skos:notation ?code } ORDER BY ?number"
    )

    assert (counts["narratives"], counts["items"], counts["states"], counts["claims"]) == (2, 0, 0, 1)
    assert [tuple(str(term) for term in row) for row in rows if isinstance(row, tuple)] == [
        ("20", "reported"),
        ("29", "to-be-provided"),
    ]


def test_a_finding_names_the_resolution_the_paragraph_and_the_words(write: Write) -> None:
    verdict = validated(write("a.txt"))
    result, waiting = verdict.results

    assert (waiting.code, waiting.place.resolution) == ("ItemState-placeholder", 29)
    assert result.severity == "warning"
    assert replace(result.place, file="a.txt") == Place("a.txt", paragraph=2, quote="e.157", resolution=20)
    assert 'warning, paragraph 2, "e.157"\n' in human(verdict)
    assert json.loads(verdict.as_json())["results"][0]["resolution"] == 20


def test_any_engine_comes_to_the_same_verdict(write: Write, tmp_path: Path) -> None:
    resograph.build(write("a.txt"), tmp_path / "out")
    shapes = Graph()
    for path in assets.folder("shapes").glob("*.ttl"):
        shapes.parse(path)
    _, report, _ = validate(
        Graph().parse(tmp_path / "out" / "current" / "graph.ttl"), shacl_graph=shapes, inference="none"
    )

    assert isinstance(report, Graph)
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == len(validated(write("a.txt")).results) == 2


def test_a_broken_statement_is_a_violation_that_leads_to_it(write: Write, tmp_path: Path) -> None:
    resograph.build(write("a.txt"), tmp_path / "out")
    graph = (tmp_path / "out" / "current" / "graph.nq").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.nq"
    kept = [
        line
        for line in graph.splitlines()
        if "/narrative/29> <https://w3id.org/resograph/def#contentDigest>" not in line
    ]
    wrong.write_text("\n".join(kept), encoding="utf-8")
    violations = validated(wrong).at_least("violation")

    assert len(kept) == len(graph.splitlines()) - 1
    assert [(one.shape.rpartition("#")[2], one.place.resolution) for one in violations] == [
        ("NarrativeStatement-contentDigest", 29)
    ]


def test_what_was_approved_is_asked_as_of_any_report(write: Write, tmp_path: Path) -> None:
    release = resograph.build(write("a.txt"), tmp_path / "out")
    answer = release.query("approved-by-resolution")

    assert list(answer.rows()) == [{"resolution": "20", "designation": "E.156", "month": "2015-06", "question": "Q1/2"}]


def test_two_revisions_are_one_report(write: Write, tmp_path: Path) -> None:
    older, newer = write("older.txt", td="10"), write("newer.txt", f"{TOLD}SG2 met.\n", td="11")
    resograph.build([newer, older], tmp_path / "out")
    current = (tmp_path / "out" / "current" / "graph.ttl").read_text(encoding="utf-8")
    derived = (tmp_path / "out" / "current" / "graph.nq").read_text(encoding="utf-8")

    assert "t13-tsag-td11/narrative/20" in current
    assert "t13-tsag-td10/narrative/20" not in current
    assert derived.count("prov#wasRevisionOf") == 2


def test_more_resolutions_than_can_be_checked_are_refused(write: Write) -> None:
    with pytest.raises(InputError) as caught:
        pipeline.validated([write("a.txt")], settings(limit=["items=1"]), lambda _: None)
    assert caught.value.code == "too-large"


def test_a_comment_stands_on_the_words_below_the_heading_of_their_resolution(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    title = title_block(td="TD 415", group="TSAG", period="2013-2016", Title="WTSA-12 Action Plan")
    told = ("Resolution 20 – Numbering", "Done.", "Resolution 29 – Calling", "Approved, not x.1813.", "See x.1813.")
    again = ("Resolution 50 – Cybersecurity", "SG17 approved x.1813.")
    path.write_bytes(word(title, *told, *again).data)
    copy = pipeline.annotated(path, Settings(), lambda _: None)
    main = zipfile.ZipFile(io.BytesIO(copy.data)).read("word/document.xml").decode()
    commented = re.findall(r"<w:commentRangeStart[^>]*/><w:r>.*?<w:t[^>]*>([^<]*)</w:t>", main)

    assert len(copy.verdict.results) == 3
    assert commented == ["Approved, not x.1813.", "See x.1813.", "SG17 approved x.1813."]
