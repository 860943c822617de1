"""Turns a dataset into a release: the shapes of `shapes/` say whether it may be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from resograph import assets
from resograph.check.findings import findings, named, report
from resograph.check.human import human
from resograph.check.judge import judge
from resograph.check.shacl import validate
from resograph.check.shapes import load_shapes
from resograph.model.dataset import Dataset
from resograph.model.release import SEAL, Input, Release, Verdict
from resograph.model.source import Source
from resograph.naming import graphs
from resograph.naming.prefixes import RG

REPORTS: Mapping[str, Callable[[Verdict], str]] = {"human": human, "json": Verdict.as_json}
"""The forms in which a verdict can be read; Turtle is written by `publish` from `Release.report`."""


def check(dataset: Dataset, sources: Sequence[Source] = (), rules: Path | None = None) -> Release:
    """Hold what all reports of a dataset say against the shapes, former revisions included.

    The same shapes in any SHACL engine, over the published ``graph.ttl``, give the same verdict on the current
    view: nothing is inferred, and every severity stands in a shape. Each result over a report becomes a finding
    in the data.
    ``sources`` are the files the data came from, so that results can name them.

    Raises:
        CheckError: the check itself could not run: a shape is broken or asks for what is not run here.
    """
    results = judge(validate(graphs.asserted(dataset), load_shapes(rules or assets.folder("shapes"))), dataset, sources)
    names = named(results)
    return Release(
        dataset=graphs.dataset((*dataset.quads, *findings(names, dataset))),
        verdict=Verdict(tuple(one.result for one in results)),
        report=Dataset(report(names)),
        inputs=tuple(_inputs(dataset, sources)),
        seal=SEAL,
    )


def _inputs(dataset: Dataset, sources: Sequence[Source]) -> Iterator[Input]:
    """Tell which revisions rest on which file, by the digest that both know."""
    digests = [
        (quad.object.value, quad.subject.value.rpartition("/")[2])
        for quad in dataset.quads
        if quad.predicate == RG.sourceDigest
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
    ]
    for source in sources:
        revisions = {name for digest, name in digests if digest.endswith(source.sha256)}
        yield Input(source.name, source.sha256, tuple(sorted(revisions)))
