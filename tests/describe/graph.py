"""A dataset made easy to ask in tests: Turtle's short names in, Turtle's short names out."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from resograph.model.dataset import Dataset
from resograph.naming.prefixes import PREFIXES, RDF
from resograph.naming.vocabulary import BASE

_SHORT = {"rdf": RDF.iri, **PREFIXES, "id": f"{BASE}id/", "voc": f"{BASE}voc/", "g": f"{BASE}graph/"}


def short(term: object) -> str:
    """Write an IRI as "rg:Claim", a literal as its text, with its type or language unless it is plain."""
    if isinstance(term, Literal):
        datatype = short(term.datatype).removeprefix("xsd:")
        plain = {"string": term.value, "rdf:langString": f"{term.value}@{term.language}"}
        return plain.get(datatype, f"{term.value}^^{datatype}")
    assert isinstance(term, NamedNode)
    for prefix, iri in _SHORT.items():
        if term.value.startswith(iri):
            return f"{prefix}:{term.value.removeprefix(iri)}"
    return term.value


def facts(quads: Dataset | Iterable[Quad], subject: str) -> set[tuple[str, str]]:
    """Return what is said of one subject."""
    found = quads.quads if isinstance(quads, Dataset) else quads
    return {(short(quad.predicate), short(quad.object)) for quad in found if short(quad.subject) == subject}


def values(quads: Dataset | Iterable[Quad], subject: str, predicate: str) -> set[str]:
    """Return the values of one property."""
    return {value for found, value in facts(quads, subject) if found == predicate}


def subjects(dataset: Dataset, kind: str) -> set[str]:
    """Return the things of one class."""
    return {short(quad.subject) for quad in dataset.quads if quad.predicate == RDF.type and short(quad.object) == kind}


def graph(dataset: Dataset, name: str) -> tuple[Quad, ...]:
    """Return one graph."""
    return next((dataset.graph(found) for found in dataset.graphs() if short(found) == name), ())
