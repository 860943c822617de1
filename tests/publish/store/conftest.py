"""A store behind a proxy, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from resograph.endpoint import Endpoint, Patience
from resograph.publish.store import LoadReceipt, find, load, of_release
from tests.direct import without_proxies
from tests.publish.store.proxy import Proxy
from tests.publish.store.releases import first, second
from tests.servers.kinds import Server

__all__ = ["without_proxies"]

OTHERS = "https://other.example.org/graph/meta"
STRANGER = "https://data.example.org/graphs-of-others"


@pytest.fixture
def proxy(store: Server) -> Iterator[Proxy]:
    with Proxy(store.base) as running:
        yield running


@pytest.fixture
def former(tmp_path: Path) -> Path:
    return first(tmp_path / "former release")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return second(tmp_path / "newer release")


def put(release: Path, url: str, kind: str = "oxigraph") -> LoadReceipt:
    """Load a release, with the patience of a test."""
    endpoint = Endpoint(patience=Patience(seconds=60, tries=3))
    return load(of_release(release), find(url, kind, endpoint=endpoint), lambda _sent, _total: None)


def content(server: Server) -> dict[str, set[str]]:
    """Return what a store holds, graph by graph."""
    found: dict[str, set[str]] = {}
    for graph, *triple in server.client.rows("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"):
        found.setdefault(graph.strip("<>"), set()).add(" ".join(triple))
    return found


def stated(release: Path) -> dict[str, set[str]]:
    """Return what a release holds, graph by graph, by its text."""
    found: dict[str, set[str]] = {}
    for line in (release / "graph.nq").read_text(encoding="utf-8").splitlines():
        triple, _, graph = line.removesuffix(" .").rpartition(" ")
        found.setdefault(graph.strip("<>"), set()).add(triple)
    return found
