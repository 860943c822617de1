"""The shapes as one graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from resograph import assets


@pytest.fixture(scope="session")
def folder() -> Path:
    return assets.folder("shapes")


@pytest.fixture(scope="session")
def shapes(folder: Path) -> Graph:
    """Return what an engine reads: ``shapes/*.ttl``, not the examples below."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return Graph().parse(assets.folder("ontology") / "resograph.ttl", format="turtle")


@pytest.fixture(scope="session")
def one_item(repository: Path) -> Graph:
    return Graph().parse(repository / "tests" / "shapes" / "one_item.ttl", format="turtle")
