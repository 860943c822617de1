"""Prints each measurement beside its limit, and fails where one is passed.

Every figure without a unit is a ratio of two things measured in this run: a number of seconds from another
machine says nothing here. Those of a million quads are measured by ``python -m benchmarks.bench_NAME --million``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bench_build import building_beside_bulk_load
from benchmarks.bench_check import checking_beside_loading, checking_beside_pyshacl, one_item_in_milliseconds
from benchmarks.bench_help import help_in_seconds
from benchmarks.bench_load import opening_beside_bulk_load
from benchmarks.bench_query import (
    growth_of_queries,
    layer_over_quick_queries,
    layer_over_slow_queries,
    least_beside_rdflib,
    median_beside_rdflib,
)
from benchmarks.bench_read import EXAMPLE, ROWS, example_beside_python_docx, large_beside_small
from benchmarks.bench_recognise import worst_growth
from benchmarks.bench_write import writing_beside_rdflib
from benchmarks.large_report import large_report


@dataclass(frozen=True)
class Measure:
    """What is measured, and the limit that it must not pass."""

    name: str
    limit: float
    run: Callable[[], float]

    bound = "at most"

    def is_kept(self, value: float) -> bool:
        """Tell whether a value keeps the limit."""
        return value <= self.limit


@dataclass(frozen=True)
class Floor(Measure):
    """What is measured, and the limit that it must reach."""

    bound = "at least"

    def is_kept(self, value: float) -> bool:
        """Tell whether a value keeps the limit."""
        return value >= self.limit


def reading_20000_rows_beside_86() -> float:
    """Compare a report of 20,000 rows with the one of 86: 233 times the rows."""
    with TemporaryDirectory() as folder:
        large = Path(folder) / "large.docx"
        large.write_bytes(large_report(EXAMPLE, ROWS))
        return large_beside_small(large)


MEASURES = (
    Measure("reading the example / python-docx walking its cells", 1.0, example_beside_python_docx),
    Measure("reading 20,000 rows / reading 86", 300.0, reading_20000_rows_beside_86),
    Measure("recognising a text twice as long / the text, the worst", 2.5, worst_growth),
    Measure("describing and writing Turtle / rdflib writing it", 0.2, writing_beside_rdflib),
    Measure("a named query on ten times the data / on the data, the worst", 15.0, growth_of_queries),
    Floor("rdflib's time for a named query / ours, the median", 25.0, median_beside_rdflib),
    Floor("rdflib's time for a named query / ours, the least", 5.0, least_beside_rdflib),
    Measure("a named query / the engine alone, over 5 ms, the worst", 1.2, layer_over_slow_queries),
    Measure("a named query - the engine alone, the others, milliseconds", 0.5, layer_over_quick_queries),
    Floor("rate of opening a release / bulk_load", 0.8, opening_beside_bulk_load),
    Floor("rate of building and loading quads / bulk_load", 0.4, building_beside_bulk_load),
    Measure("checking 35 reports, file to verdict / loading them", 2.5, checking_beside_loading),
    Measure("checking a report / plain pySHACL over the same shapes", 0.1, checking_beside_pyshacl),
    Measure("checking one item of 35 reports again, milliseconds", 20.0, one_item_in_milliseconds),
    Measure("resograph --help, seconds", 0.3, help_in_seconds),
)


_VERDICTS = {True: "ok", False: "MISSED"}


def main() -> int:
    """Run every measure and return how many do not keep their limit."""
    missed = 0
    for measure in MEASURES:
        value = measure.run()
        is_kept = measure.is_kept(value)
        missed += not is_kept
        print(f"{measure.name:<64} {value:8.2f}   {measure.bound:>8} {measure.limit:6.2f}   {_VERDICTS[is_kept]}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
