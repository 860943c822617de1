"""Turns a release into what can be counted of it, for its description: each count is asked for once, and is true.

The questions are those of `queries/about/`. The engine answers them without holding up other threads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from resograph import assets
from resograph.errors import UsageError
from resograph.query.bind import bind
from resograph.query.catalogue import NamedQuery, load, nearest
from resograph.query.local import Local
from resograph.query.things import Things


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the current view: how many things it has, and the first of them."""

    iri: str
    entities: int
    example: str


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the current view: how many triples it has, of how many things, with how many values."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Linked:
    """Links out of the data, by one property, to one host: how many."""

    host: str
    property: str
    triples: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be counted of a release.

    ``triples``, ``subjects``, ``objects``, ``entities``, ``classes``, ``properties`` and ``links`` are those of the
    current view, ``graphs`` are all graphs with their triples. ``former`` has the revisions of which another one is
    a former version, with that one.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]
    links: tuple[Linked, ...]
    graphs: Mapping[str, int]
    former: Mapping[str, str]

    @property
    def quads(self) -> int:
        """Return how many triples all graphs have together, a triple of two graphs counted twice."""
        return sum(self.graphs.values())


def counted(things: Things) -> Counts:
    """Count a release. Takes about as long as it takes to read it three times.

    >>> import pyoxigraph as ox
    >>> thing = ox.NamedNode("https://w3id.org/resograph/id/x")
    >>> store = ox.Store()
    >>> store.add(ox.Quad(thing, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), thing))
    >>> found = counted(Things(store))
    >>> found.triples, found.entities, [one.entities for one in found.classes], found.quads
    (1, 1, [1], 0)
    """
    base = {"base": things.base}
    [(triples, subjects, objects, _)] = _rows(things, "size")
    [(entities,)] = _rows(things, "entities", base)
    return Counts(
        triples=int(triples),
        subjects=int(subjects),
        objects=int(objects),
        entities=int(entities),
        classes=tuple(Class(iri, int(count), first) for iri, count, first in _rows(things, "classes")),
        properties=tuple(Property(iri, *map(int, rest)) for iri, *rest in _rows(things, "properties")),
        links=tuple(Linked(host, name, int(count)) for host, name, count in _rows(things, "links", base)),
        graphs={name: int(count) for name, count in _rows(things, "graphs")},
        former=_former([(later, former) for later, former in _rows(things, "revisions")]),
    )


def question(kind: str, term: str) -> str:
    """Return a query about a term that runs as it is: ``kind`` is "class" or "property".

    Raises:
        UsageError: there is no query for a term of that kind, or the term is no IRI.

    >>> "<urn:x>" in question("class", "urn:x")
    True
    >>> question("shape", "urn:x")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unknown-query]: no query for a shape, queries/about: ...
    """
    if kind not in {"class", "property"}:
        remedy = nearest(kind, ("class", "property")) + "ask for a class or a property"
        raise UsageError("unknown-query", f"no query for a {kind}", "queries/about", remedy)
    lines = bind(_query(kind), {kind: term}).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+"))


@cache
def _query(name: str) -> NamedQuery:
    return load(assets.folder("queries") / "about" / f"{name}.rq")


def _rows(things: Things, name: str, values: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    rows = Local(things.store).answer(bind(_query(name), values or {})).terms()
    return [tuple(getattr(term, "value", "") for term in row) for row in rows]


def _former(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the one revision right before each: that of its former ones which no other of them comes after."""
    known: dict[str, set[str]] = {}
    for later, former in pairs:
        if later != former:
            known.setdefault(later, set()).add(former)
    found: dict[str, str] = {}
    for later, formers in known.items():
        overtaken = {older for one in formers for older in known.get(one, ())}
        found[later] = min(formers - overtaken or formers)
    return found
