"""Measures the named queries: how their time grows with the data, beside rdflib, and beside the engine alone.

    python -m benchmarks.bench_query [--million]

A query that the engine plans badly (NOT EXISTS over a join, a path from nowhere) is quick on one report
and takes minutes on a hundred. So every query is asked of some plans and of ten times as many.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyoxigraph as ox
import rdflib

import resograph
from benchmarks.plans import EXAMPLE
from benchmarks.timing import seconds
from resograph.naming.prefixes import XSD
from resograph.query import Local, NamedQuery, ask, catalogue

_Term = TypeVar("_Term")

_PLAN = "/wtsa-20/sg17"
# Plans; one is some 23,000 triples.
_A_REPORT, _A_HUNDRED_THOUSAND = 1, 5
_SLOW = 0.005
# These take rdflib more than a minute each: we are a thousand times as fast, and nobody would wait to read it.
_NOT_FOR_RDFLIB = frozenset({"capacity-building"})


# ---------------------------------------------------------------------------------------- ten times the data


def growth_of_queries(plans: int = _A_REPORT) -> float:
    """Return how many times longer the worst query takes on ten times the data."""
    few, many = _told_of(plans), _told_of(10 * plans)
    growth = {name: seconds(_asking(query, many)) / seconds(_asking(query, few)) for name, query in catalogue().items()}
    return max(_printed(growth))


# ---------------------------------------------------------------------------------------- beside rdflib


def median_beside_rdflib() -> float:
    """Return how many times as fast as rdflib a query is, in the middle of all."""
    return median(_printed(_beside_rdflib()))


def least_beside_rdflib() -> float:
    """Return how many times as fast as rdflib the query is that gains least."""
    return min(_beside_rdflib().values())


@cache
def _beside_rdflib() -> dict[str, float]:
    """Ask both at 100,000 triples; both parse the query, evaluate it and write JSON. Loading is not counted."""
    data = _told_of(_A_HUNDRED_THOUSAND)
    graph = rdflib.Graph().parse(data=_ntriples(data), format="nt")
    print(f"  {len(graph):,} triples")
    asked = {name: query for name, query in catalogue().items() if name not in _NOT_FOR_RDFLIB}
    return {name: _times_as_fast(query, data, graph) for name, query in asked.items()}


def _times_as_fast(query: NamedQuery, data: Local, graph: rdflib.Graph) -> float:
    theirs, ours = io.BytesIO(), io.BytesIO()
    slow = seconds(lambda: graph.query(query.text).serialize(theirs, format="json"), rounds=1)
    quick = seconds(_asking(query, data, "json"))
    ask(query, {}, data).write("json", ours)
    if _rows(ours.getvalue()) != _rows(theirs.getvalue()):
        message = f"{query.name}: rdflib has another answer"
        raise AssertionError(message)
    return slow / quick


def _rows(written: bytes) -> Counter[str]:
    """Return the rows of an answer in JSON, in no order: queries may leave equal rows in any."""
    rows = json.loads(written)["results"]["bindings"]
    for row in rows:
        for value in row.values():
            if value.get("datatype") == XSD.string.value:  # what a plain text is in any case
                del value["datatype"]
    return Counter(json.dumps(row, sort_keys=True) for row in rows)


# ---------------------------------------------------------------------------------------- beside the engine alone


def layer_over_slow_queries() -> float:
    """Return our time to that of the engine alone, of the queries that take it more than 5 ms: the worst."""
    slow = {name: ours / alone for name, (ours, alone) in _layer().items() if alone > _SLOW}
    return max(_printed(slow), default=1.0)


def layer_over_quick_queries() -> float:
    """Return by how many milliseconds we take longer than the engine alone, of all other queries: the worst."""
    quick = {name: 1000 * (ours - alone) for name, (ours, alone) in _layer().items() if alone <= _SLOW}
    return max(_printed(quick), default=0.0)


@cache
def _layer() -> dict[str, tuple[float, float]]:
    """Return the seconds of each query by us and by the engine alone, from its text to CSV."""
    data = _told_of(_A_HUNDRED_THOUSAND)
    pairs = {name: [_pair(query, data) for _ in range(12)] for name, query in catalogue().items()}
    return {name: (min(ours for ours, _ in found), min(alone for _, alone in found)) for name, found in pairs.items()}


def _pair(query: NamedQuery, data: Local) -> tuple[float, float]:
    """Measure both one after the other, so that a busy moment meets both."""
    return seconds(_asking(query, data), rounds=1), seconds(_alone(query, data.store), rounds=1)


# ---------------------------------------------------------------------------------------- the work, the data


def _asking(query: NamedQuery, data: Local, form: str = "csv") -> Callable[[], None]:
    return lambda: ask(query, {}, data).write(form, io.BytesIO())


def _alone(query: NamedQuery, store: ox.Store) -> Callable[[], None]:
    def work() -> None:
        answer = store.query(query.text)
        assert isinstance(answer, ox.QuerySolutions)
        answer.serialize(io.BytesIO(), format=ox.QueryResultsFormat.CSV)

    return work


def _printed(measured: dict[str, float]) -> list[float]:
    for name, value in measured.items():
        print(f"  {name:<58} {value:8.2f}")
    return list(measured.values())


@cache
def _example() -> Local:
    with TemporaryDirectory() as folder:
        resograph.build(EXAMPLE, folder, fail_on="never")
        store = ox.Store()
        store.bulk_load(path=str(Path(folder) / "current" / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    return Local(store)


def _told_of(plans: int) -> Local:
    """Tell the same plan of some study groups; what outlives a report (Questions, Recommendations) is shared."""
    store = ox.Store()
    for number in range(plans):
        store.bulk_extend(ox.Quad(*(_of_group(term, number) for term in triple)) for triple in _triples(_example()))
    return Local(store)


def _triples(data: Local) -> Iterator[ox.Triple]:
    yield from (quad.triple for quad in data.store)


def _ntriples(data: Local) -> bytes:
    return ox.serialize(_triples(data), format=ox.RdfFormat.N_TRIPLES) or b""


def _of_group(term: _Term, number: int) -> _Term:
    if isinstance(term, ox.NamedNode) and number:
        return type(term)(term.value.replace(_PLAN, f"{_PLAN}{number}"))
    return term


def main(arguments: Sequence[str]) -> None:
    """Print every measure; with --million how the queries grow from 100,000 triples to a million."""
    measures: dict[str, Callable[[], float]] = {
        "ten times the data, the worst": growth_of_queries,
        "times as fast as rdflib, the median": median_beside_rdflib,
        "times as fast as rdflib, the least": least_beside_rdflib,
        "our layer / the engine alone, over 5 ms, the worst": layer_over_slow_queries,
        "our layer - the engine alone, the others, the worst, ms": layer_over_quick_queries,
    }
    if "--million" in arguments:
        measures["a million triples / 100,000, the worst"] = lambda: growth_of_queries(_A_HUNDRED_THOUSAND)
    for name, measure in measures.items():
        print(f"{name:<64} {measure():8.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
