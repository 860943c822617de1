from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from resograph.naming.graphs import dataset
from resograph.naming.prefixes import DCAT, RDFS

BASE = "https://example.org/"


def _quad(graph: str) -> Quad:
    node = NamedNode(f"{BASE}{graph}")
    return Quad(node, RDFS.label, Literal(graph), node)


def _is_current(report: str, revision: str) -> Quad:
    document = NamedNode(f"{BASE}id/report/{report}")
    return Quad(
        document, DCAT.hasCurrentVersion, NamedNode(f"{document.value}/{revision}"), NamedNode(f"{BASE}graph/meta")
    )


def _left_out(*graphs: str) -> set[str]:
    made = dataset([_is_current("wtsa-20/sg17", "r2"), *map(_quad, graphs)])
    return {name.value.removeprefix(BASE) for name in made.superseded}


def test_what_a_former_revision_says_and_was_found_to_say_is_left_out() -> None:
    former = {"graph/report/wtsa-20/sg17/r1", "graph/findings/wtsa-20/sg17/r1"}

    assert _left_out(*former, "graph/report/wtsa-20/sg17/r2", "graph/findings/wtsa-20/sg17/r2") == former


def test_derived_graphs_are_left_out() -> None:
    assert _left_out("graph/derived/revisions", "graph/reference") == {"graph/derived/revisions"}


def test_the_report_of_another_group_stays() -> None:
    assert _left_out("graph/report/wtsa-20/sg13/r1", "graph/report/wtsa-24/sg17/r1") == set()


def test_a_release_read_back_has_the_same_current_view() -> None:
    made = dataset([_is_current("wtsa-20/sg17", "r2"), _quad("graph/report/wtsa-20/sg17/r1")])

    assert dataset(made.quads).current() == made.current()
