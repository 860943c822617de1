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
from benchmarks.bench_serve import (
    cached_page_beside_oxigraph,
    cached_turtle_beside_oxigraph,
    cheap_beside_a_runaway,
    cpu_after_a_runaway,
    heavy_beside_oxigraph,
    lookup_beside_oxigraph,
    megabytes,
    page_beside_trifid,
    page_in_bytes,
    questions_beside_rdflib_endpoint,
    search_in_milliseconds,
    start_in_seconds,
    stopped,
    turtle_beside_oxigraph,
)
from benchmarks.bench_write import writing_beside_rdflib
from benchmarks.large_report import large_report
from benchmarks.peers import Lacking


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
    Floor("cached Turtle / Oxigraph's CONSTRUCT of an item, in rate", 1.0, cached_turtle_beside_oxigraph),
    Floor("cached page / Oxigraph's CONSTRUCT of an item, in rate", 1.0, cached_page_beside_oxigraph),
    Floor("Turtle made anew / Oxigraph's CONSTRUCT, in rate", 0.6, turtle_beside_oxigraph),
    Floor("page made anew / Trifid's, in rate", 60.0, page_beside_trifid),
    Measure("page about 15 triples, bytes", 8000.0, page_in_bytes),
    Floor("a lookup / Oxigraph's server, in rate", 0.4, lookup_beside_oxigraph),
    Floor("heavy questions / Oxigraph's server, in rate, the least", 0.8, heavy_beside_oxigraph),
    Floor("questions / rdflib-endpoint, in rate, the least", 10.0, questions_beside_rdflib_endpoint),
    Measure("search, 95 of 100, milliseconds", 20.0, search_in_milliseconds),
    Measure("resograph serve, start to first answer, seconds", 1.5, start_in_seconds),
    Measure("memory of all processes of a server, megabytes", 120.0, megabytes),
    Measure("a cheap question beside a runaway, 95 of 100, ms", 50.0, cheap_beside_a_runaway),
    Measure("processor used from a second after the limit on", 0.1, cpu_after_a_runaway),
)


_VERDICTS = {True: "ok", False: "MISSED"}


def main() -> int:
    """Run every measure and return how many do not keep their limit."""
    with stopped():
        return sum(map(_is_missed, MEASURES))


def _is_missed(measure: Measure) -> bool:
    """Run one measure and print what came of it; one whose peer cannot be got is told and not counted."""
    try:
        value = measure.run()
    except Lacking as lacking:
        print(f"{measure.name:<64} skipped: there is no {lacking}")
        return False
    is_kept = measure.is_kept(value)
    print(f"{measure.name:<64} {value:8.2f}   {measure.bound:>8} {measure.limit:6.2f}   {_VERDICTS[is_kept]}")
    return not is_kept


if __name__ == "__main__":
    sys.exit(main())
