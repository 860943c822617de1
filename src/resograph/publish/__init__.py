"""Turns a release into files that others read: only what was checked can be published."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from resograph.model.release import Receipt, Release
from resograph.naming.graphs import report_graphs
from resograph.publish.folder import Held, arrange, history, hold, keep
from resograph.publish.jsonld import jsonld
from resograph.publish.manifest import counts, manifest, release_id
from resograph.publish.nquads import nquads
from resograph.publish.trig import trig
from resograph.publish.turtle import report_turtle, turtle

__all__ = ["Held", "arrange", "counts", "history", "hold", "publish", "turtle"]


def publish(release: Release, held: Held) -> Receipt:
    """Write the release folder of docs/reference/contract.md §2 and make it the current one.

    Raises:
        UsageError: the folder cannot be written; the former release stays.
    """
    files = dict(_files(release))
    files["manifest.json"] = manifest(release, files)
    name = release_id(files["manifest.json"])
    return Receipt(name, keep(files, name, held))


def _files(release: Release) -> Iterator[tuple[str, bytes]]:
    yield "graph.nq", nquads(release.dataset)
    yield "graph.trig", trig(release.dataset)
    yield "graph.ttl", turtle(release.dataset)
    yield "graph.jsonld", jsonld(release.dataset)
    yield "validation.ttl", turtle(release.verdict.report)
    yield "validation.json", release.verdict.as_json().encode("utf-8", "backslashreplace")
    revisions: dict[str, list[NamedNode]] = {}
    for graph in report_graphs(release.dataset):
        revisions.setdefault(graph.revision, []).append(graph.name)
    for revision, graphs in revisions.items():
        yield f"reports/{revision}.ttl", report_turtle(release.dataset, *graphs)
