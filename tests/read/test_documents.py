"""Each folder of tests/documents holds an input and, as document.json, what `resograph read` must print of it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from resograph.model.plain import plain
from resograph.model.source import Source
from resograph.read import read
from tests.documents.make_features import PATH, features

CASES = sorted((Path(__file__).parent.parent / "documents").glob("*/*/document.json"))


@pytest.mark.parametrize("golden", CASES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_an_input_is_read_as_its_golden_document(golden: Path) -> None:
    [path] = golden.parent.glob("input.*")

    assert plain(read(Source.open(path))) == json.loads(golden.read_text(encoding="utf-8"))


def test_the_report_of_many_features_is_the_one_that_its_description_makes() -> None:
    written, made = (zipfile.ZipFile(io.BytesIO(data)) for data in (PATH.read_bytes(), features().data))

    assert {name: written.read(name) for name in written.namelist()} == {
        name: made.read(name) for name in made.namelist()
    }


def test_there_are_golden_documents() -> None:
    assert len(CASES) >= 3
