"""Measures how the time of the named queries grows with the data.

A query that the engine plans badly (NOT EXISTS over a join, a path from nowhere) is quick on one report
and takes minutes on a hundred. So every query is asked of one plan and of ten.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyoxigraph as ox

import resograph
from benchmarks.timing import seconds
from resograph.query import Local, NamedQuery, ask, catalogue, open_data

_Term = TypeVar("_Term")

_PLAN = "/wtsa-20/sg17"
_COPIES = 10


def growth_of_queries(example: Path) -> float:
    """Return how many times longer the worst query takes on ten times the data."""
    with TemporaryDirectory() as folder:
        resograph.build(example, folder, fail_on="never")
        one = open_data(folder)
    ten = _tenfold(one)
    growth = {name: seconds(_asking(query, ten)) / seconds(_asking(query, one)) for name, query in catalogue().items()}
    for name, ratio in growth.items():
        print(f"  {name:<58} {ratio:8.2f}")
    return max(growth.values())


def _asking(query: NamedQuery, data: Local) -> Callable[[], None]:
    def work() -> None:
        for _ in range(5):
            ask(query, {}, data).write("csv", io.BytesIO())

    return work


def _tenfold(data: Local) -> Local:
    """Tell the same plan of ten study groups; what outlives a report (Questions, Recommendations) is shared."""
    store = ox.Store()
    store.bulk_extend(
        ox.Quad(*(_of_group(term, number) for term in quad.triple))
        for number in range(_COPIES)
        for quad in _current(data)
    )
    return Local(store)


def _current(data: Local) -> Iterator[ox.Quad]:
    yield from data.store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _of_group(term: _Term, number: int) -> _Term:
    if isinstance(term, ox.NamedNode) and number:
        return type(term)(term.value.replace(_PLAN, f"{_PLAN}{number}"))
    return term
