"""Turns SHACL results into RDF: the standard report, and a finding beside the words that caused it."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from resograph.check.place import Witness
from resograph.check.shacl import Raw, Term
from resograph.model.dataset import Dataset
from resograph.model.release import Result
from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCAT, OA, PROV, RDF, RDFS, RG, SH, XSD
from resograph.naming.text import hashes

_REPORTS = "graph/report/"


@dataclass(frozen=True, slots=True)
class Placed:
    """A result as the engine gave it, as a reader is told it, and where it belongs in the graph."""

    raw: Raw
    result: Result
    witness: Witness


@dataclass(frozen=True, slots=True)
class _Home:
    """The graph of the findings in a report graph, and the graph that describes both."""

    graph: NamedNode
    report: NamedNode
    meta: NamedNode


def named(placed: Sequence[Placed]) -> dict[NamedNode, Placed]:
    """Give each result an IRI: below the state or revision it is about, else by its content alone.

    The names hang on the order of equal results only, so hand them over sorted.
    """
    families: dict[NamedNode | None, list[Placed]] = defaultdict(list)
    for one in placed:
        families[one.witness.holder].append(one)
    return {
        iri: one for holder, family in families.items() for iri, one in zip(_iris(holder, family), family, strict=True)
    }


def findings(results: dict[NamedNode, Placed], dataset: Dataset) -> Iterator[Quad]:
    """Yield each result over a report as an ``rg:Finding`` in the graph of findings of its revision.

    The graph itself is described where the other graphs are, in ``graph/meta``.
    """
    homes = dict(_homes(dataset)) if results else {}
    for iri, one in results.items():
        holder = one.witness.holder
        if holder is not None and holder in homes:
            home = homes[holder]
            yield from (Quad(iri, predicate, value, home.graph) for predicate, value in _finding(one, holder))
            yield from (Quad(home.graph, predicate, value, home.meta) for predicate, value in _described(home))


def report(results: dict[NamedNode, Placed]) -> Iterator[Quad]:
    """Yield the standard ``sh:ValidationReport``; complex paths are left out, as they have no IRI."""
    root = _by_content("\n".join(sorted(iri.value for iri in results)))
    yield _quad(root, RDF.type, SH.ValidationReport)
    yield _quad(root, SH.conforms, Literal("false" if results else "true", datatype=XSD.boolean))
    for iri, one in results.items():
        yield _quad(root, SH.result, iri)
        for predicate, value in _validation_result(one):
            yield _quad(iri, predicate, value)


def _homes(dataset: Dataset) -> Iterator[tuple[NamedNode, _Home]]:
    """Tell for each state and revision in which graph its findings stand."""
    for quad in dataset.quads:
        node, revision, graph = quad.subject, quad.object, quad.graph_name
        if quad.predicate != RG.reportedIn or not isinstance(graph, NamedNode) or _REPORTS not in graph.value:
            continue
        if isinstance(node, NamedNode) and isinstance(revision, NamedNode):
            iris = Iris(graph.value.partition(_REPORTS)[0])
            home = _Home(iris.findings_graph(graph), graph, iris.meta_graph())
            yield node, home
            yield revision, home


def _described(home: _Home) -> Iterator[tuple[NamedNode, Term]]:
    yield RDF.type, PROV.Entity
    yield RDF.type, DCAT.Dataset
    yield RDFS.label, Literal(f"What the check found in {home.report.value.rpartition('/')[2]}", language="en")
    yield PROV.wasDerivedFrom, home.report


def _iris(holder: NamedNode | None, family: Sequence[Placed]) -> Iterator[NamedNode]:
    if holder is None:
        yield from (_by_content("\x1f".join(_essence(one.raw))) for one in family)
        return
    kinds = [(one.result.place.column, one.raw.shape, "\x1f".join(_essence(one.raw))) for one in family]
    yield from (Iris().part(holder, "finding", name) for name in hashes(kinds))


def _essence(raw: Raw) -> tuple[str, ...]:
    return (str(raw.focus), raw.path, str(raw.value or ""), raw.component, raw.shape, raw.severity, raw.message)


def _by_content(text: str) -> NamedNode:
    """Name something by the digest of its content, as RFC 6920 writes it."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return NamedNode(f"ni:///sha-256;{digest}")


def _finding(one: Placed, holder: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
    yield RDF.type, RG.Finding
    yield RDFS.label, Literal(one.result.message, language="en")
    yield RG.findingIn, holder
    yield RG.findingCode, Literal(local_name(one.raw.shape))
    yield SH.resultSeverity, NamedNode(one.raw.severity)
    yield SH.resultMessage, Literal(one.result.message, language="en")
    if written := one.result.place.quote or (one.raw.value.value if isinstance(one.raw.value, Literal) else ""):
        yield RG.asWritten, Literal(written)
    if one.witness.passage is not None:
        yield OA.hasTarget, one.witness.passage


def _validation_result(one: Placed) -> Iterator[tuple[NamedNode, Term]]:
    raw = one.raw
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, raw.focus
    yield SH.resultSeverity, NamedNode(raw.severity)
    yield SH.resultMessage, Literal(raw.message, language="en")
    yield SH.sourceConstraintComponent, NamedNode(raw.component)
    if raw.shape:
        yield SH.sourceShape, NamedNode(raw.shape)
    if raw.path and "<" not in raw.path:
        yield SH.resultPath, NamedNode(raw.path)
    if raw.value is not None:
        yield SH.value, raw.value
    if one.witness.passage is not None:
        yield OA.hasTarget, one.witness.passage


def local_name(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local_name("https://w3id.org/resograph/shapes#item-has-plan")
    'item-has-plan'
    >>> local_name("")
    ''
    """
    return iri.rpartition("#")[2].rpartition("/")[2]


def _quad(subject: NamedNode, predicate: NamedNode, value: Term) -> Quad:
    return Quad(subject, predicate, value, DefaultGraph())
