"""Turns the current view, or one graph, into Turtle: sorted, so that the same data are the same bytes."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from resograph.model.dataset import Dataset
from resograph.naming.prefixes import PREFIXES


def turtle(dataset: Dataset) -> bytes:
    """Write the current view as one graph (``graph.ttl``)."""
    return _written(dataset.current())


def report_turtle(dataset: Dataset, *graphs: NamedNode) -> bytes:
    """Write what one revision says (``reports/<revision>.ttl``): a graph for each group whose plan it holds."""
    return _written(dataset.union(graphs))


def _written(triples: Iterable[Triple]) -> bytes:
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
    # The serialiser promises no order of its prefixes, and ours must not change with its version.
    lines = written.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[: len(PREFIXES)]), *lines[len(PREFIXES) :]])
