"""What a build does with reports of a few rows: former revisions, odd names, limits, the default graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib

import resograph
from resograph import pipeline
from resograph.errors import InputError, UsageError
from resograph.interpret import interpret
from resograph.model.limits import LIMITS, Limits
from resograph.model.release import Verdict
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.read import read
from resograph.settings import Settings

HEAD = ("Res #", "Title", "Action", "Milestone", "Action By", "Collaborate with", "Report To", "Status", "SG17 lead")
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a report of one item as a text export."""

    def make(name: str, *, lead: str = "Q2/17", status: str = "To be provided", td: str = "1234") -> Path:
        row = ("92-03", "Resolution 92 – IMT", "SG17 to act (i. SG17 1)", "On-going", "SG17", "", "", status, lead)
        rows = "\n\n".join("\n".join(f"\t{cell}" for cell in cells) for cells in (HEAD, row))
        front = f"TD{td}\nSTUDY PERIOD 2022-2024\nWTSA-20 Action Items pertaining to SG17\n"
        path = tmp_path / name
        path.write_text(f"{front}{rows}\n\n", encoding="utf-8")
        return path

    return make


def _validated(*paths: Path) -> Verdict:
    return pipeline.validated(paths, Settings(), lambda _: None)


def test_findings_of_a_former_revision_are_told_too(write: Write) -> None:
    older = write("older.txt", lead="Qx/17", td="10", status="The work has begun.")
    newer = write("newer.txt", td="11", status="The work goes on.")
    told = {(Path(result.place.file).name, result.place.column) for result in _validated(older, newer).results}

    assert told == {("older.txt", "lead"), ("older.txt", "")}


def test_a_row_number_that_is_no_number_is_a_violation_and_no_fault(write: Write, tmp_path: Path) -> None:
    resograph.build(write("a.txt"), tmp_path / "out")
    graph = (tmp_path / "out" / "current" / "graph.nq").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.nq"
    wrong.write_text(
        graph.replace('def#sourceRow> "2"^^<http://www.w3.org/2001/XMLSchema#integer>', 'def#sourceRow> "two"'),
        encoding="utf-8",
    )

    assert _validated(wrong).counts()["violation"] > 0


def test_the_order_of_the_reports_is_not_in_the_release(write: Write, tmp_path: Path) -> None:
    older, newer = write("older.txt", td="10"), write("newer.txt", td="11")
    resograph.build([older, newer], tmp_path / "one")
    resograph.build([newer, older], tmp_path / "two")

    assert (tmp_path / "one" / "current").readlink() == (tmp_path / "two" / "current").readlink()


def test_a_file_without_changes_has_one_revision_whatever_the_view(write: Write, tmp_path: Path) -> None:
    report = write("a.txt")
    resograph.build(report, tmp_path / "accepted")
    resograph.build(report, tmp_path / "original", view="original")

    assert (tmp_path / "accepted" / "current").readlink() == (tmp_path / "original" / "current").readlink()


def test_the_base_may_hold_the_words_of_our_own_paths(write: Write, tmp_path: Path) -> None:
    base = "https://example.org/graph/report/"
    resograph.build(write("a.txt", lead="Qx/17"), tmp_path / "out", base=base)
    names = sorted(path.name for path in (tmp_path / "out" / "current" / "reports").iterdir())
    graphs = set(resograph.open_release(tmp_path / "out").to_rdflib().graphs())

    assert names == ["t22-sg17-td1234.ttl"]
    assert {str(graph.identifier).removeprefix(base) for graph in graphs} >= {
        "graph/report/wtsa-20/sg17/t22-sg17-td1234",
        "graph/findings/wtsa-20/sg17/t22-sg17-td1234",
    }


# rdflib's own query method uses a name that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_rdflib_answers_from_the_current_view(write: Write) -> None:
    release = resograph.build(write("a.txt"))
    query = "PREFIX rg: <https://w3id.org/resograph/def#> SELECT ?state { ?state a rg:ItemState }"

    assert len(list(release.to_rdflib().query(query))) == 1
    assert isinstance(release.to_rdflib(), rdflib.Dataset)


@pytest.mark.parametrize("name", ["../x", "a b", "A/B", "-x", "ü", "x" * 200])
def test_a_revision_is_named_in_letters_digits_and_a_few_signs(write: Write, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a revision"):
        resograph.build(write("a.txt"), revision=name)


def test_a_release_of_nothing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to build from"):
        resograph.build([], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_of_too_many_items_is_refused_before_the_folder_is_made(write: Write) -> None:
    (report,) = interpret(read(Source.open(write("a.txt"))), "accepted", Metadata())
    many = replace(report, items=report.items * (LIMITS.items + 1))

    assert pipeline.bounded([report], LIMITS) == [report]
    with pytest.raises(InputError, match="too-large"):
        pipeline.bounded([many], LIMITS)
    assert pipeline.bounded([many], Limits(items=len(many.items))) == [many]


def test_a_file_that_is_larger_than_memory_allows_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LIMITS.source_bytes + 1)

    with pytest.raises(InputError, match="too-large"):
        Source.open(path)
