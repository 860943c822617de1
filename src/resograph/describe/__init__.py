"""Turns readings into a dataset: what each report says, the things it names, and where the data come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from resograph.describe.concepts import concepts
from resograph.describe.entities import entities
from resograph.describe.items import item_statements, missing_items
from resograph.describe.listings import listings
from resograph.describe.provenance import graphs, plan, revision
from resograph.describe.revisions import current, in_order, revision_statements
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named
from resograph.describe.unparsed import remarks
from resograph.model.dataset import Dataset
from resograph.model.reading import Reading
from resograph.naming import graphs as views
from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCAT, PROV

# Each yields a part of what one report says: add a describer here.
REPORT_DESCRIBERS = (listings, missing_items, remarks)


def describe(readings: Sequence[Reading], iris: Iris) -> Dataset:
    """Describe reports in named graphs: one a revision, the reference graph, the metadata, what is derived.

    Raises ``UsageError`` (``duplicate-revision``) when two different files claim to be the same revision.
    """
    return views.dataset(_quads(tuple(in_order([Scope.of(reading, iris) for reading in readings]).values()), iris))


def _quads(plans: Sequence[Sequence[Scope]], iris: Iris) -> Iterator[Quad]:
    used: set[NamedNode] = set()
    for graph, statements in _graphs(plans, iris):
        for subject, predicate, value in statements:
            if isinstance(value, NamedNode):
                used.add(value)
            yield Quad(subject, predicate, value, graph)
    for statement in concepts(filter(None, map(iris.code, used)), iris):
        yield Quad(*statement, iris.reference_graph())


def _graphs(plans: Sequence[Sequence[Scope]], iris: Iris) -> Iterator[tuple[NamedNode, Iterator[Statement]]]:
    scopes = [scope for revisions in plans for scope in revisions]
    for scope in scopes:
        yield scope.graph, _said(scope)
    for revisions in plans:
        yield iris.derived_graph("revisions"), revision_statements(revisions)
    yield iris.meta_graph(), _meta(plans, iris)
    yield iris.reference_graph(), _reference(scopes, iris)


def _said(scope: Scope) -> Iterator[Statement]:
    for reading in scope.reading.items:
        yield from item_statements(reading, scope)
    for describer in REPORT_DESCRIBERS:
        yield from describer(scope)


def _meta(plans: Sequence[Sequence[Scope]], iris: Iris) -> Iterator[Statement]:
    for revisions in plans:
        latest = current(revisions)
        yield iris.report(latest.metadata), DCAT.hasCurrentVersion, latest.revision
        for scope in revisions:
            yield from revision(scope)
    yield from graphs(iris)
    if any(len(revisions) > 1 for revisions in plans):
        yield from named(iris.derived_graph("revisions"), "What each state was before", PROV.Entity, DCAT.Dataset)


def _reference(scopes: Sequence[Scope], iris: Iris) -> Iterator[Statement]:
    for scope in scopes:
        yield from plan(scope)
    yield from entities(scopes, iris)
