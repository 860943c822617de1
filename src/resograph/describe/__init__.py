"""Turns readings into a dataset: what each report says, the things it names, and where the data come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from pyoxigraph import NamedNode

from resograph.describe.changes import behind_changes, tracked_changes
from resograph.describe.concepts import concepts
from resograph.describe.entities import entities
from resograph.describe.items import item_statements, missing_items
from resograph.describe.listings import listings
from resograph.describe.narratives import narratives
from resograph.describe.provenance import graphs, plan, revision
from resograph.describe.revisions import comparisons, current, in_order, revision_statements
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named
from resograph.describe.unparsed import remarks
from resograph.model.dataset import Dataset
from resograph.model.reading import Reading
from resograph.naming import graphs as views
from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCAT, PROV

Describer = Callable[[Scope], Iterator[Statement]]

# Each yields a part of what one report says: add a describer here.
REPORT_DESCRIBERS: tuple[Describer, ...] = (narratives, listings, missing_items, remarks)
WITH_CHANGES: tuple[Describer, ...] = (*REPORT_DESCRIBERS, tracked_changes)


def describe(readings: Sequence[Reading], iris: Iris, describers: Sequence[Describer] = REPORT_DESCRIBERS) -> Dataset:
    """Describe reports in named graphs: one a revision, the reference graph, the metadata, what is derived.

    Beside its items, a report says what the describers yield.

    Raises ``UsageError`` (``duplicate-revision``) when two different files claim to be the same revision.
    """
    plans = tuple(in_order([Scope.of(reading, iris) for reading in readings]).values())
    return views.viewed(Dataset.stated(_parts(plans, iris, describers)))


def _parts(
    plans: Sequence[Sequence[Scope]], iris: Iris, describers: Sequence[Describer]
) -> Iterator[tuple[NamedNode, Iterator[Statement]]]:
    scopes = [scope for revisions in plans for scope in revisions]
    used: set[NamedNode] = set()
    # The last two look at what the parts before pointed to, so they begin when these have ended.
    last = (iris.reference_graph(), behind_changes(scopes, used, iris))
    for graph, statements in chain(_graphs(plans, iris, describers), [last]):
        yield graph, _noting(used, statements)
    yield iris.reference_graph(), concepts(filter(None, map(iris.code, used)), iris)


def _noting(used: set[NamedNode], statements: Iterator[Statement]) -> Iterator[Statement]:
    """Yield statements and note what they point to."""
    for statement in statements:
        if isinstance(statement[2], NamedNode):
            used.add(statement[2])
        yield statement


def _graphs(
    plans: Sequence[Sequence[Scope]], iris: Iris, describers: Sequence[Describer]
) -> Iterator[tuple[NamedNode, Iterator[Statement]]]:
    scopes = [scope for revisions in plans for scope in revisions]
    for scope in scopes:
        yield scope.graph, _said(scope, describers)
    for revisions in plans:
        yield iris.derived_graph("revisions"), revision_statements(revisions)
    yield iris.meta_graph(), _meta(plans, iris)
    yield iris.reference_graph(), _reference(scopes, iris)


def _said(scope: Scope, describers: Sequence[Describer]) -> Iterator[Statement]:
    for reading in scope.reading.items:
        yield from item_statements(reading, scope)
    for describer in describers:
        yield from describer(scope)


def _meta(plans: Sequence[Sequence[Scope]], iris: Iris) -> Iterator[Statement]:
    for revisions in plans:
        latest = current(revisions)
        yield iris.report(latest.metadata), DCAT.hasCurrentVersion, latest.revision
        for scope in revisions:
            yield from revision(scope)
        yield from comparisons(revisions)
    yield from graphs(iris)
    if any(len(revisions) > 1 for revisions in plans):
        yield from named(iris.derived_graph("revisions"), "What each state was before", PROV.Entity, DCAT.Dataset)


def _reference(scopes: Sequence[Scope], iris: Iris) -> Iterator[Statement]:
    for scope in scopes:
        yield from plan(scope)
    yield from entities(scopes, iris)
