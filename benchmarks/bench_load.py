"""Measures opening a release beside loading the same bytes with the engine alone.

    python -m benchmarks.bench_load [--million]

A release is opened for questions, so its current view is loaded too: both load ``graph.nq`` and ``graph.ttl``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

import resograph
from benchmarks.plans import A_FEW, A_MILLION, readings
from benchmarks.timing import seconds
from resograph.describe import describe
from resograph.naming.iris import Iris
from resograph.publish.nquads import nquads
from resograph.publish.turtle import turtle


def opening_beside_bulk_load(plans: int = A_FEW, rounds: int = 4) -> float:
    """Return our rate as a part of that of ``bulk_load``; the rounds alternate, so that a busy moment meets both."""
    with TemporaryDirectory() as folder:
        files, quads = _release(Path(folder), plans)
        pairs = [(_seconds_of_opening(folder), _seconds_of_loading(files)) for _ in range(rounds)]
    ours, theirs = min(opened for opened, _ in pairs), min(loaded for _, loaded in pairs)
    print(f"  {plans} plans, {quads:,} quads and their current view: opened in {ours:.2f} s, loaded in {theirs:.2f} s")
    return theirs / ours


def _release(folder: Path, plans: int) -> tuple[tuple[Path, Path], int]:
    dataset = describe(tuple(readings(plans)), Iris())
    files = folder / "graph.nq", folder / "graph.ttl"
    files[0].write_bytes(nquads(dataset))
    files[1].write_bytes(turtle(dataset))
    return files, len(dataset.quads)


def _seconds_of_opening(folder: str) -> float:
    return seconds(lambda: resograph.open_release(folder).query("ASK { ?s ?p ?o }"), rounds=1)


def _seconds_of_loading(files: tuple[Path, Path]) -> float:
    def load() -> None:
        store = ox.Store()
        store.bulk_load(path=files[0], format=ox.RdfFormat.N_QUADS)
        store.bulk_load(path=files[1], format=ox.RdfFormat.TURTLE)

    return seconds(load, rounds=1)


def main(arguments: Sequence[str]) -> None:
    """Print the measure; with --million that of a million quads."""
    plans = A_MILLION if "--million" in arguments else A_FEW
    print(f"opening / bulk_load, in rate {opening_beside_bulk_load(plans):8.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
