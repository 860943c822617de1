"""Turns a dataset into N-Quads, sorted: every named graph, a line a statement (``graph.nq``)."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from resograph.model.dataset import Dataset


def nquads(dataset: Dataset) -> bytes:
    """Write every named graph, sorted by graph, then subject."""
    return serialize(dataset.quads, format=RdfFormat.N_QUADS) or b""
