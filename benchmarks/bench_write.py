"""Measures building quads and writing sorted Turtle against rdflib writing the same triples.

rdflib is given its graph ready made: only its Turtle writer is timed, ours is timed from the reading on.
"""

from __future__ import annotations

from pathlib import Path

import rdflib

from benchmarks.timing import seconds
from resograph.describe import describe
from resograph.interpret import interpret
from resograph.model.dataset import Dataset
from resograph.model.reading import Reading
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.naming.prefixes import PREFIXES
from resograph.publish.turtle import turtle
from resograph.read import read
from resograph.recognise import recognise

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "sg17-wtsa20.docx"
_ROUNDS = 5


def writing_beside_rdflib(example: Path = EXAMPLE) -> float:
    """Return our time as a part of rdflib's; the rounds alternate, so that a busy moment meets both."""
    (report,) = interpret(read(Source.open(example)), "accepted", Metadata())
    reading = recognise(report)
    graph = _graph(describe([reading], Iris()))
    rounds = [_round(reading, graph) for _ in range(_ROUNDS)]
    return min(ours for ours, _ in rounds) / min(theirs for _, theirs in rounds)


def _round(reading: Reading, graph: rdflib.Graph) -> tuple[float, float]:
    ours = seconds(lambda: turtle(describe([reading], Iris())), rounds=2)
    return ours, seconds(lambda: graph.serialize(format="turtle"), rounds=1)


def _graph(dataset: Dataset) -> rdflib.Graph:
    graph = rdflib.Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for subject, predicate, value, _ in dataset.to_rdflib().quads():
        graph.add((subject, predicate, value))
    return graph


if __name__ == "__main__":
    part = writing_beside_rdflib()
    print(f"describing and writing Turtle / rdflib writing it: {part:.3f}, so {1 / part:.1f} times as fast")
