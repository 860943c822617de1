"""Measures the check of many reports: beside loading the same files, beside plain pySHACL, and of one item alone.

    python -m benchmarks.bench_check [--million]

The reports are cut from the example and told of as many plans: about 2,900 triples each, as Turtle. What
outlives a report (Questions, Recommendations, Resolutions) is shared, as it is in a collection of real ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pyshacl
import rdflib

from benchmarks.timing import seconds
from resograph import pipeline
from resograph.check import fast, shapes, validate_item
from resograph.model.dataset import Dataset
from resograph.publish.turtle import turtle
from resograph.settings import settings
from tests.conformance.mutants import Whole, example, of_group

REPORTS, ITEMS = 35, 10
MILLION = 415
_ROUNDS = 3


@dataclass(frozen=True)
class Reports:
    """Reports as Turtle files, and how many triples they hold."""

    files: tuple[Path, ...]
    triples: int


def checking_beside_loading(number: int = REPORTS, rounds: int = _ROUNDS) -> float:
    """Return the time from files to a verdict to that of loading the files, each the least of some rounds."""
    with TemporaryDirectory() as folder:
        made = reports(Path(folder), number)
        ours = seconds(lambda: _check(made.files), rounds=rounds)
        load = seconds(lambda: _load(made.files), rounds=rounds)
    print(f"  {number} reports, {made.triples:,} triples: checked in {ours:.2f} s, loaded in {load:.2f} s")
    return ours / load


def checking_beside_pyshacl(number: int = 1) -> float:
    """Return our time to that of pySHACL as anybody would run it over our shapes, both from files to a verdict.

    Over one report, as 35 take pySHACL minutes; its time is linear in their number, and what we do once a run
    (reading and compiling the shapes) counts against us.
    """
    with TemporaryDirectory() as folder:
        made = reports(Path(folder), number)
        ours = seconds(lambda: _check(made.files), rounds=_ROUNDS)
        theirs = seconds(lambda: _plain(made.files), rounds=1)
    print(f"  {number} reports, {made.triples:,} triples: pySHACL {theirs:.2f} s, ours {ours:.2f} s")
    return ours / theirs


def one_item_in_milliseconds(number: int = REPORTS) -> float:
    """Return how long one item takes, with the data of 35 reports loaded and the shapes compiled."""
    store = ox.Store()
    whole = example()
    for report in range(number):
        store.bulk_extend(ox.Quad(*triple) for triple in _told(whole, report))
    item = str(whole.items[0]).rpartition("/")[2].rstrip(">")
    validate_item(store, item)  # compiles the shapes
    return 1000 * seconds(lambda: validate_item(store, item), rounds=20)


def reports(folder: Path, number: int) -> Reports:
    """Write reports, each of other items and of a plan of its own."""
    whole = example()
    files, triples = [], 0
    for report in range(number):
        told = Dataset(ox.Quad(*triple) for triple in _told(whole, report))
        files.append(folder / f"report-{report}.ttl")
        files[-1].write_bytes(turtle(told))
        triples += len(told.quads)
    return Reports(tuple(files), triples)


def _told(whole: Whole, report: int) -> Iterator[ox.Triple]:
    """Tell ten items of the example as the plan of another group."""
    first = report * ITEMS % (len(whole.items) - ITEMS)
    for triple in whole.around(whole.items[first : first + ITEMS]):
        yield of_group(triple, f"sg{report + 100}")


def _check(files: Sequence[Path]) -> None:
    # Reading and compiling the shapes is part of the work.
    fast._compiled.cache_clear()  # noqa: SLF001
    shapes._ours.cache_clear()  # noqa: SLF001
    verdict = pipeline.validated(files, settings(), _silent)
    assert not verdict.note


def _load(files: Sequence[Path]) -> None:
    store = ox.Store()
    for file in files:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)


def _plain(files: Sequence[Path]) -> None:
    data, rules = rdflib.Graph(), rdflib.Graph()
    for file in files:
        data.parse(file)
    for file in sorted(shapes.our_shapes().glob("*.ttl")):
        rules.parse(file)
    pyshacl.validate(data, shacl_graph=rules)


def _silent(_stage: str) -> None:
    """Tell nobody."""


def main(arguments: Sequence[str]) -> None:
    """Print every measure; with --million that of a million triples too."""
    measures: dict[str, Callable[[], float]] = {
        "35 reports from files to a verdict / loading them": checking_beside_loading,
        "a report from file to verdict / plain pySHACL": checking_beside_pyshacl,
        "one item, milliseconds": one_item_in_milliseconds,
    }
    if "--million" in arguments:
        measures["a million triples / loading them"] = lambda: checking_beside_loading(MILLION, rounds=1)
    for name, measure in measures.items():
        print(f"{name:<64} {measure():8.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
