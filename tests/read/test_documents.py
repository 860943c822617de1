"""Each folder of tests/documents holds an input and, as document.json, what reading it must give."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from resograph.model.source import Source
from resograph.read import read

CASES = sorted((Path(__file__).parent.parent / "documents").glob("*/*/document.json"))


@pytest.mark.parametrize("golden", CASES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_an_input_is_read_as_its_golden_document(golden: Path) -> None:
    [path] = golden.parent.glob("input.*")
    document = json.loads(json.dumps(asdict(read(Source.open(path)))))

    assert document == json.loads(golden.read_text(encoding="utf-8"))


def test_there_are_golden_documents() -> None:
    assert len(CASES) >= 2
