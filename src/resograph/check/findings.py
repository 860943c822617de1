"""Turns SHACL results into RDF: the standard report, and a finding beside the words that caused it."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from resograph.check.place import Witness
from resograph.check.raw import Raw, Term
from resograph.model.dataset import Dataset
from resograph.model.release import Result
from resograph.naming.graphs import ReportGraph, report_graphs
from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCAT, OA, PROV, RDF, RDFS, RG, SH, XSD
from resograph.naming.text import hashes

_INTRODUCES = (RDF.type, RDFS.label)


@dataclass(frozen=True, slots=True)
class Placed:
    """A result as the engine gave it, as a reader is told it, what it is about and where that belongs in the graph."""

    raw: Raw
    result: Result
    witness: Witness
    about: Term


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

    What a finding points to is typed and labelled there again, and the graph itself is described where the
    other graphs are, in ``graph/meta``.
    """
    homes = dict(_homes(dataset)) if results else {}
    introduced: dict[NamedNode, NamedNode] = {}
    for iri, one in results.items():
        holder = one.witness.holder
        if holder is not None and holder in homes:
            home = homes[holder]
            introduced |= {node: home.findings for node in (holder, one.witness.passage) if node is not None}
            yield from (Quad(iri, predicate, value, home.findings) for predicate, value in _finding(one, holder))
            yield from (Quad(home.findings, predicate, value, home.meta) for predicate, value in _described(home))
    for quad in dataset.quads if introduced else ():
        node = quad.subject
        if isinstance(node, NamedNode) and node in introduced and quad.predicate in _INTRODUCES:
            yield Quad(node, quad.predicate, quad.object, introduced[node])


def report(results: dict[NamedNode, Placed]) -> Iterator[Quad]:
    """Yield the standard ``sh:ValidationReport``; complex paths are left out, as they have no IRI."""
    root = _by_content("\n".join(sorted(iri.value for iri in results)))
    yield _quad(root, RDF.type, SH.ValidationReport)
    yield _quad(root, SH.conforms, Literal("false" if results else "true", datatype=XSD.boolean))
    for iri, one in results.items():
        yield _quad(root, SH.result, iri)
        for predicate, value in _validation_result(one):
            yield _quad(iri, predicate, value)


def _homes(dataset: Dataset) -> Iterator[tuple[NamedNode, ReportGraph]]:
    """Tell for each state and revision of which report graph its findings are."""
    for home in report_graphs(dataset):
        for quad in dataset.graph(home.name):
            if quad.predicate == RG.reportedIn:
                yield from ((node, home) for node in (quad.subject, quad.object) if isinstance(node, NamedNode))


def _described(home: ReportGraph) -> Iterator[tuple[NamedNode, Term]]:
    yield RDF.type, PROV.Entity
    yield RDF.type, DCAT.Dataset
    yield RDFS.label, Literal(f"What the check found in {home.revision}", language="en")
    yield PROV.wasDerivedFrom, home.name


def _iris(holder: NamedNode | None, family: Sequence[Placed]) -> Iterator[NamedNode]:
    if holder is None:
        yield from (_by_content("\x1f".join(_essence(one.raw))) for one in family)
        return
    kinds = [(one.result.place.column, one.raw.shape, one.result.place.quote) for one in family]
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
    yield RG.findingCode, Literal(one.result.code)
    yield SH.resultSeverity, NamedNode(one.raw.severity)
    yield SH.resultMessage, Literal(one.result.message, language="en")
    if written := one.result.place.quote or (one.raw.value.value if isinstance(one.raw.value, Literal) else ""):
        yield RG.asWritten, Literal(written)
    if one.result.expected:
        yield RG.expected, Literal(one.result.expected)
    place = one.result.place
    yield from ((name, Literal(at)) for name, at in ((RG.sourceTable, place.table), (RG.sourceRow, place.row)) if at)
    if one.raw.path and "<" not in one.raw.path:
        yield SH.resultPath, NamedNode(one.raw.path)
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


def _quad(subject: NamedNode, predicate: NamedNode, value: Term) -> Quad:
    return Quad(subject, predicate, value, DefaultGraph())
