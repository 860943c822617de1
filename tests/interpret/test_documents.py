"""Each folder of tests/documents holds an input and, as report.json, what `resograph interpret` must print of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resograph.interpret import interpret
from resograph.model.plain import plain
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.read import read
from tests.documents import make_action_tables

FOLDER = Path(__file__).parent.parent / "documents"
CASES = sorted(FOLDER.glob("*/*/report.json"))


@pytest.mark.parametrize("golden", CASES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_an_input_is_interpreted_as_its_golden_report(golden: Path) -> None:
    [path] = golden.parent.glob("input.*")
    reports = interpret(read(Source.open(path)), "accepted", Metadata())

    expected = json.loads(golden.read_text(encoding="utf-8"))
    assert plain(reports) == (expected if isinstance(expected, list) else [expected])


@pytest.mark.parametrize("case", make_action_tables.CASES)
def test_an_input_is_the_one_that_its_description_makes(case: str) -> None:
    [path] = (FOLDER / "action-table" / case).glob("input.*")

    assert path.read_bytes() == make_action_tables.CASES[case]().data
    assert (path.parent / "report.json").exists()
    assert len(path.read_bytes()) <= 15_000


def test_there_are_golden_reports() -> None:
    assert len(CASES) >= len(make_action_tables.CASES)
