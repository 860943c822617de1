"""What a build makes of the layouts that an action plan may have: from the file to the release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.term import Node

import resograph
from resograph.model.source import Source
from tests.documents import make_action_tables
from tests.wordfiles import HEADINGS, entry, report, row, table, title_block, word

RG = Namespace("https://w3id.org/resograph/def#")
BASE = "https://w3id.org/resograph/"
Build = Callable[[Source], Path]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """Return a function that builds a release of one file and returns its folder."""

    def make(source: Source) -> Path:
        path = tmp_path / "report.docx"
        path.write_bytes(source.data)
        resograph.build(path, tmp_path / "out", fail_on="never")
        return tmp_path / "out" / "current"

    return make


def _graph(release: Path, name: str = "graph.ttl") -> Graph:
    return Graph().parse(release / name, format="turtle")


def _below(nodes: Sequence[Node] | set[Node]) -> set[str]:
    return {str(node).removeprefix(BASE) for node in nodes}


def test_the_plans_of_one_document_are_graphs_of_their_own_and_one_file(built: Build) -> None:
    release = built(make_action_tables.several_groups())
    graph = _graph(release)

    assert _below(set(graph.subjects(predicate=RG.reportingGroup))) == {
        f"id/plan/wtsa-20/{group}" for group in ("sg12", "sg13", "sg17")
    }
    assert [path.name for path in (release / "reports").iterdir()] == ["t22-tsag-gen-td11-r1.ttl"]
    plans = _below(set(_graph(release, "reports/t22-tsag-gen-td11-r1.ttl").objects(predicate=RG.inPlan)))
    assert plans == {f"id/plan/wtsa-20/{group}" for group in ("sg12", "sg13", "sg17")}
    quads = (release / "graph.nq").read_text(encoding="utf-8")
    assert all(f"graph/report/wtsa-20/{group}/t22-tsag-gen-td11-r1>" in quads for group in ("sg12", "sg13", "sg17"))


def test_the_meeting_is_that_of_the_group_whose_document_it_is(built: Build) -> None:
    held = set(_graph(built(make_action_tables.several_groups())).objects(predicate=RG.heldAt))
    assert _below(held) == {"id/meeting/itu-t/tsag/2022-12-12"}


def test_a_meeting_of_which_the_month_is_known_is_named_by_it(built: Build) -> None:
    graph = _graph(built(report(entry("50-01"), front=(title_block(place="Geneva, May 2022"),))))
    meeting = URIRef(f"{BASE}id/meeting/itu-t/sg17/2022-05")

    assert set(graph.objects(predicate=RG.heldAt)) == {meeting}
    assert [str(month) for month in graph.objects(meeting, RG.inMonth)] == ["2022-05"]
    assert graph.value(meeting, RG.startDate) is None


def test_a_reference_finds_its_item_however_both_are_typed(built: Build) -> None:
    graph = _graph(built(make_action_tables.typed_ids()))

    assert _below(set(graph.objects(predicate=RG.seeItem))) == {
        f"id/plan/wtsa-20/sg17/item/{number}" for number in ("02-01", "07-01")
    }
    assert {str(words) for words in graph.objects(predicate=RG.asWritten)} >= {"2-1", "07–01"}


def test_words_that_go_on_in_another_table_have_their_place_there(built: Build) -> None:
    more = table(row(*[""] * 7, "with GSMA", ""))
    graph = _graph(built(word(title_block(), table(row(*HEADINGS), entry("50-01", "SG17 met")), "", more)))
    (passage,) = (
        place
        for place in graph.subjects(RG.sourceColumn, URIRef(f"{BASE}voc/column/status"))
        if graph.value(place, RG.sourceTable, None).toPython() == 3  # type: ignore[union-attr]
    )

    assert graph.value(passage, RG.sourceRow).toPython() == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lead", "group"), [("SG17RG-AFR lead", "sg17rg-afr"), ("TSAG lead", "tsag"), ("SG98 lead", "sg98")]
)
def test_a_plan_may_be_that_of_any_group(built: Build, lead: str, group: str) -> None:
    graph = _graph(built(report(entry("50-01"), headings=(*HEADINGS[:8], lead))))

    assert _below(set(graph.objects(predicate=RG.reportingGroup))) == {f"id/group/itu-t/{group}"}
    assert f"id/report/wtsa-20/{group}/t22-sg17-td1234-r1" in _below(set(graph.subjects(predicate=RG.heldAt)))
