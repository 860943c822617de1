"""The data that questions are asked of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from resograph.query import Local, ask, find, open_data

Rows = list[list[str]]


@pytest.fixture(scope="session")
def small() -> Path:
    return Path(__file__).parent / "data" / "small.trig"


@pytest.fixture(scope="session")
def data(small: Path) -> Local:
    return open_data(str(small))


@pytest.fixture(scope="session")
def rows(data: Local) -> Callable[..., Rows]:
    """Answer a named query over the small plan, without the header."""

    def answer(name: str, values: Mapping[str, str] | None = None) -> Rows:
        stream = io.BytesIO()
        ask(find(name), values or {}, data).write("csv", stream)
        return list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))[1:]

    return answer
