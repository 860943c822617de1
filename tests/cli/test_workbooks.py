"""An Excel file goes through every command as a Word file does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ERROR, Run
from tests.sheetfiles import workbook, worksheets

ROWS = (
    ("STUDY PERIOD 2022-2024", None, "TD 1234-PLEN Rev.1"),
    ("Title:", "Progress report on the action plan of WTSA-20"),
    (
        "Action item #",
        "Title",
        "Action",
        "Milestone",
        "Action By",
        "Collaborate with",
        "Report To",
        "Status",
        "SG17 lead",
    ),
    (
        "02-01",
        "Resolution 2",
        "To study (i. SGs 2)",
        "On-going",
        "SGs",
        None,
        None,
        "SG17 approved X.1812 (5/2022).",
        "Q1/17",
    ),
    ("50-01", "Resolution 50", "To act (i. SGs 3)", "On-going", "SG17", None, "TSAG", "To be provided", "Q1/17"),
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a workbook that somebody has renamed."""
    path = tmp_path / "report.docx"
    path.write_bytes(workbook({"SG17": ROWS}).data)
    return path.rename(tmp_path / "report.xlsx")


def test_a_workbook_is_built_into_a_release(report: Path, run: Run) -> None:
    done = run("build", report, "--out", "out", "--fail-on", "never")

    assert done.returncode == 0, done.stderr
    assert "2 items" in done.stderr
    graph = (report.parent / "out" / "current" / "graph.nq").read_text(encoding="utf-8")
    assert "/state/t22-sg17-plen-td1234-r1>" in graph
    assert "X.1812" in graph


def test_a_finding_in_a_workbook_names_the_row_of_the_sheet(report: Path, run: Run) -> None:
    book, [sheet] = worksheets({"SG17": ROWS})
    sheet["I5"] = None
    book.save(report)
    done = run("validate", report, "--format", "json", "--fail-on", "never")
    found = json.loads(done.stdout)["results"]

    assert done.returncode == 0, done.stderr
    assert {"file": str(report), "item": "50-01", "table": 1, "row": 5}.items() <= next(
        result for result in found if result.get("item") == "50-01"
    ).items()


@pytest.mark.parametrize("name", ["report.xlsx", "report.docx", "report.txt", "report"])
def test_a_workbook_is_read_whatever_its_name(name: str, report: Path, run: Run) -> None:
    renamed = report.rename(report.with_name(name))
    done = run("interpret", renamed)

    assert done.returncode == 0, done.stderr
    assert [item["number"] for item in json.loads(done.stdout)["items"]] == ["02-01", "50-01"]


@pytest.mark.parametrize("name", ["report.ods", "report.csv", "report.xlsb"])
def test_other_spreadsheets_are_refused_with_a_way_to_mend_it(name: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / name).write_bytes(b"02-01;Resolution 2\n")
    done = run("read", tmp_path / name)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert ".xlsx" in done.stderr
