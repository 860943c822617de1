"""The example report as the plans of two groups, and the index of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.describe import describe
from resograph.interpret import interpret
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.query.local import unite_current
from resograph.query.search import Search, build, opened
from resograph.query.things import Things
from resograph.read import read
from resograph.recognise import recognise

BASE = "https://example.org/ours/"


@cache
def two_plans() -> Things:
    """Tell the example as the plan of two groups: their items have the same numbers."""
    example = Path(__file__).resolve().parents[3] / "examples" / "sg17-wtsa20.docx"
    (report,) = interpret(read(Source.open(example)), "accepted", Metadata())
    other = replace(report, metadata=replace(report.metadata, group="sg13", td="4321"))
    dataset = describe([recognise(report), recognise(other)], Iris(BASE))
    store = ox.Store()
    store.bulk_extend(quad for name in dataset.graphs() for quad in dataset.graph(name))
    unite_current(store)
    return Things(store, BASE)


@pytest.fixture(scope="session")
def things() -> Things:
    return two_plans()


@pytest.fixture(scope="session")
def file(things: Things, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("an index") / "search #1?.db"
    build(things, found)
    return found


@pytest.fixture(scope="session")
def search(file: Path) -> Iterator[Search]:
    found = opened(file)
    yield found
    found.close()
