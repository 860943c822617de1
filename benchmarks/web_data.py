"""Turns a number of plans into a release on disk, and the release into what can be asked of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import quote

import pyoxigraph as ox

from benchmarks.plans import readings
from resograph.describe import describe
from resograph.naming.iris import Iris
from resograph.naming.prefixes import RDF, RG
from resograph.naming.vocabulary import BASE
from resograph.publish.nquads import nquads
from resograph.publish.turtle import turtle

A_HUNDRED_THOUSAND, A_MILLION = 5, 44
"""So many plans are some 100,000 triples, and a million quads."""
_ITEMS = 150
_MIDDLING = range(12, 19)


@dataclass(frozen=True)
class Data:
    """A release, its current view, and the paths of some of its items and of things of whom some 15 triples tell."""

    release: Path
    view: Path
    quads: int
    items: tuple[str, ...]
    middling: tuple[str, ...]


def made(folder: Path, plans: int) -> Data:
    """Write a release of so many plans; it is not checked, which is measured elsewhere."""
    dataset = describe(tuple(readings(plans)), Iris())
    release = folder / "releases" / f"plans-{plans}"
    release.mkdir(parents=True)
    (folder / "current").symlink_to(release.relative_to(folder))
    (release / "graph.nq").write_bytes(nquads(dataset))
    (release / "graph.ttl").write_bytes(turtle(dataset))
    (release / "validation.json").write_text("{}", encoding="utf-8")
    findings = {"violation": 0, "warning": 0, "info": 0}
    counts = {"quads": len(dataset.quads), "findings": findings}
    files = dict.fromkeys(("graph.nq", "graph.ttl", "validation.json"), "")
    manifest = {"conforms": True, "counts": counts, "files": files, "inputs": [], "versions": {}}
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    items, middling = _things(release / "graph.ttl")
    return Data(folder, release / "graph.ttl", len(dataset.quads), items, middling)


def _things(view: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return some items, and some things of whom about 15 triples tell; the same each time."""
    told: dict[str, int] = {}
    of_items = set()
    for quad in ox.parse(path=view):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(f"{BASE}id/"):
            name = quad.subject.value.removeprefix(f"{BASE}id/")
            told[name] = told.get(name, 0) + 1
            if quad.predicate == RDF.type and quad.object == RG.ActionItem:
                of_items.add(name)
    some = sorted(name for name, size in told.items() if size in _MIDDLING)
    draw = Random(1)  # noqa: S311 -- the same ones each time is what is wanted
    items, middling = (tuple(draw.sample(names, min(_ITEMS, len(names)))) for names in (sorted(of_items), some))
    return items, middling


def sparql(query: str) -> str:
    """Write a query into an address, with a remark that is another one each time: no answer is known already."""
    return f"query={quote(query)}%0A%23@"


def one_item(name: str) -> str:
    """Return the question that a page of linked data answers."""
    return f"CONSTRUCT {{ <{BASE}id/{name}> ?p ?o }} WHERE {{ <{BASE}id/{name}> ?p ?o }}"
