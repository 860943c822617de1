"""What the engines turn a graph into: results, each in the same words whichever engine found it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

Term = ox.NamedNode | ox.Literal


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
    """Write triples as the engines take them."""
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
