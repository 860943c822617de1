"""What the engines turn a graph into: results, each in the same words whichever engine found it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from resograph.naming.vocabulary import BASE

Term = ox.NamedNode | ox.Literal

GENID = f"{BASE}.well-known/genid/"
"""What the names begin with that blank nodes get when a file is read."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One ``sh:ValidationResult`` as the engine gave it; ``path`` is an IRI or a SPARQL property path."""

    focus: Term
    path: str
    value: Term | None
    component: str
    shape: str
    severity: str
    message: str


def ntriples(triples: Iterable[ox.Triple]) -> str:
    """Write triples as the engines take them: what was blank in a file is blank again, as a shape may ask for that."""
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    if GENID not in text:
        return text
    blank = (_blank(quad.triple) for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    return (ox.serialize(blank, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def named(label: str) -> ox.NamedNode:
    """Return the name that a blank node had before `ntriples`."""
    return ox.NamedNode(GENID + label)


def _blank(triple: ox.Triple) -> ox.Triple:
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(GENID):
        subject = ox.BlankNode(subject.value.removeprefix(GENID))
    if isinstance(value, ox.NamedNode) and value.value.startswith(GENID):
        value = ox.BlankNode(value.value.removeprefix(GENID))
    return ox.Triple(subject, triple.predicate, value)
