"""Turns a dataset into TriG, sorted: every named graph (``graph.trig``)."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from resograph.model.dataset import Dataset
from resograph.naming.prefixes import PREFIXES


def trig(dataset: Dataset) -> bytes:
    """Write every named graph, sorted by graph, then subject."""
    written = serialize(dataset.quads, format=RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""
    # The serialiser promises no order of its prefixes, and ours must not change with its version.
    lines = written.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[: len(PREFIXES)]), *lines[len(PREFIXES) :]])
