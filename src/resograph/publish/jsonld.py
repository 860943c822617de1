"""Turns the current view into JSON-LD, sorted: one subject a line, IRIs in full (``graph.jsonld``)."""

from __future__ import annotations

import json

from pyoxigraph import RdfFormat, serialize

from resograph.model.dataset import Dataset


def jsonld(dataset: Dataset) -> bytes:
    """Write the current view as flattened, expanded JSON-LD, which every processor reads without a context."""
    written = serialize(dataset.current(), format=RdfFormat.JSON_LD) or b"[]"
    subjects = (json.dumps(subject, ensure_ascii=False, separators=(",", ":")) for subject in json.loads(written))
    return ("[\n" + ",\n".join(subjects) + "\n]\n").encode()
