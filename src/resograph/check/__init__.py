"""Turns a dataset into a release: the shapes of `shapes/` say whether it may be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Quad, Store

from resograph.check import recheck
from resograph.check.engine import ruling
from resograph.check.findings import Placed, findings, named, report
from resograph.check.found import Found, notes, united
from resograph.check.github import github
from resograph.check.human import human
from resograph.check.judge import judge
from resograph.check.junit import junit
from resograph.check.raw import ntriples
from resograph.check.sarif import sarif
from resograph.check.setwise import stored
from resograph.check.shapes import Shapes, load_shapes
from resograph.errors import InputError
from resograph.model.dataset import Dataset
from resograph.model.release import SEAL, Input, Release, Rule, Verdict
from resograph.model.source import Source
from resograph.naming import graphs
from resograph.naming.prefixes import RDF, RG

REPORTS: Mapping[str, Callable[[Verdict], str]] = {
    "human": human,
    "json": Verdict.as_json,
    "sarif": sarif,
    "junit": junit,
    "github": github,
}
"""The forms in which a verdict can be read; Turtle is written by `publish` from `Verdict.report`."""


def check(dataset: Dataset, sources: Sequence[Source] = (), shapes: Shapes | None = None) -> Release:
    """Hold what all reports of a dataset say against the shapes, former revisions included.

    The same shapes in any SHACL engine, over the published ``graph.ttl``, give the same verdict on the current
    view: nothing is inferred, and every severity stands in a shape. Each result over a report becomes a finding
    in the data. ``sources`` are the files the data came from, so that results can name them.

    Raises:
        CheckError: the check itself could not run: a shape is broken or asks for what is not run here.
    """
    rules = shapes or load_shapes()
    found = _found(dataset.quads, sources, rules)
    names = named(found.placed)
    return Release(
        dataset=graphs.dataset((*dataset.quads, *findings(names, dataset))),
        verdict=_verdict(names, rules.rules, sources, found.note),
        inputs=tuple(_inputs(dataset, sources)),
        seal=SEAL,
    )


def validate(quads: Sequence[Quad], sources: Sequence[Source] = (), shapes: Shapes | None = None) -> Verdict:
    """Hold data of anybody's, without blank nodes, against the shapes.

    Raises:
        CheckError: the check itself could not run.
        InputError: the data have nothing that our shapes look at (``nothing-to-check``): they neither keep nor
            break a rule.
    """
    rules = shapes or load_shapes()
    return verdict([examine(quads, sources, rules)], sources, rules.rules)


def examine(quads: Sequence[Quad], sources: Sequence[Source], shapes: Shapes) -> Found:
    """Find what is wrong in a part of the data that shares no report with another part; raises as `validate` does."""
    found = _found(quads, sources, shapes)
    if not found.placed and not shapes.probe and not _has_targets(quads, shapes):
        where = ", ".join(source.name for source in sources) or "the data"
        remedy = "give a graph in the terms of the ontology, or shapes of your own with --shapes"
        raise InputError("nothing-to-check", "no thing of a class that the shapes know", where, remedy)
    return found


def verdict(parts: Sequence[Found], sources: Sequence[Source], rules: tuple[Rule, ...]) -> Verdict:
    """Say of all parts together what a check of the whole would say."""
    return _verdict(named(united(parts)), rules, sources, notes(parts))


def validate_item(store: Store, number: str) -> Verdict:
    """Hold one item of the current view in a store against the shapes; the cost does not grow with the store.

    The results are those of a check of all data that are about the item, its states, claims, mentions and passages.

    Raises:
        InputError: no item has this number (``nothing-to-check``).
        CheckError: the check itself could not run.
    """
    rules = load_shapes()
    found = recheck.items(store, number)
    if not found:
        raise InputError("nothing-to-check", f"no item {number}", "the data", "see the items of the release")
    own = {node for item in found for node in recheck.parts(store, item)}
    quads = recheck.neighbourhood(store, own, rules)
    data = stored(quads)
    ruled = ruling(ntriples(quad.triple for quad in quads), rules, data)
    placed = judge([raw for raw in ruled.raws if {raw.focus, raw.value} & own], data, (), rules)
    return _verdict(named([one for one in placed if one.about in own]), rules.rules, (), ruled.note)


def _found(quads: Sequence[Quad], sources: Sequence[Source], shapes: Shapes) -> Found:
    said = graphs.asserted(quads)
    data = stored(said)
    found = ruling(ntriples(map(attrgetter("triple"), said)), shapes, data)
    return Found(tuple(judge(found.raws, data, sources, shapes)), found.note)


def _verdict(names: dict[NamedNode, Placed], rules: tuple[Rule, ...], sources: Sequence[Source], note: str) -> Verdict:
    return Verdict(
        tuple(one.result for one in names.values()),
        rules,
        tuple(sorted({source.name for source in sources})),
        Dataset(report(names)),
        note,
    )


def _has_targets(quads: Iterable[Quad], shapes: Shapes) -> bool:
    return any(quad.predicate == RDF.type and getattr(quad.object, "value", "") in shapes.targets for quad in quads)


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
