"""The ontology and the vocabularies as graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from resograph import assets


def graph_of(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def folder() -> Path:
    return assets.folder("ontology")


@pytest.fixture(scope="session")
def ontology(folder: Path) -> Graph:
    return graph_of(folder / "resograph.ttl")


@pytest.fixture(scope="session")
def everything(folder: Path) -> Graph:
    """Return ontology, alignments and vocabularies in one graph."""
    return graph_of(folder / "resograph.ttl", *folder.glob("alignments/*.ttl"), *folder.glob("vocabularies/*.ttl"))
