"""Measures building quads from readings into a store that answers, beside loading the same quads from N-Quads.

    python -m benchmarks.bench_build [--million]

Loading them is what anybody does who has the file; building them makes every term, sorts, and loads as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pyoxigraph as ox

from benchmarks.plans import A_FEW, A_MILLION, readings
from benchmarks.timing import seconds
from resograph.describe import describe
from resograph.model.reading import Reading
from resograph.naming.iris import Iris
from resograph.publish.nquads import nquads


def building_beside_bulk_load(plans: int = A_FEW, rounds: int = 4) -> float:
    """Return our rate as a part of that of ``bulk_load``; the rounds alternate, so that a busy moment meets both."""
    told = tuple(readings(plans))
    dataset = describe(told, Iris())
    quads, written = len(dataset.quads), nquads(dataset)
    del dataset
    pairs = [(_seconds_of_building(told), _seconds_of_loading(written)) for _ in range(rounds)]
    ours, theirs = min(built for built, _ in pairs), min(loaded for _, loaded in pairs)
    print(f"  {plans} plans, {quads:,} quads: built and loaded in {ours:.2f} s, loaded in {theirs:.2f} s")
    return theirs / ours


def _seconds_of_building(told: Sequence[Reading]) -> float:
    return seconds(lambda: ox.Store().bulk_extend(describe(told, Iris()).quads), rounds=1)


def _seconds_of_loading(written: bytes) -> float:
    return seconds(lambda: ox.Store().bulk_load(written, format=ox.RdfFormat.N_QUADS), rounds=1)


def main(arguments: Sequence[str]) -> None:
    """Print the measure; with --million that of a million quads."""
    plans = A_MILLION if "--million" in arguments else A_FEW
    print(f"building / bulk_load, in rate {building_beside_bulk_load(plans):8.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
