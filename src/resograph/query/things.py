"""Turns a store into things: what is said of one, who points to it, and what people call it.

Pages are made from this and never from SPARQL: each look-up reads an index of the store from one place on, and stops
after so many triples. A thing of the current view is shown as that view tells of it; what former revisions alone tell
of is read from their graphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Final, Literal

import pyoxigraph as ox

from resograph.naming import graphs
from resograph.naming.prefixes import DCTERMS, RDF, RDFS, RG, SKOS
from resograph.naming.vocabulary import BASE

Standing = Literal["current", "former", "gone", "unknown"]
"""Told of by the current view; a record of a former revision; told of by former revisions alone, and gone; neither."""

MOST: Final = 5000
"""So many triples about a thing are read, and so many links to it counted, and no more."""

_NOW: Final = ox.DefaultGraph()
_FEW: Final = 500
_KEPT: Final = 1 << 13
_NUMBERS: Final = re.compile(r"([0-9]{1,9})")
_NAMES: Final = (RG.designation, RDFS.label, SKOS.prefLabel, DCTERMS.identifier)

Term = ox.NamedNode | ox.Literal  # our data have no other


@dataclass(frozen=True, slots=True)
class Inbound:
    """How many things point to one by a property, and the first of them.

    ``is_all`` is false where more things point to it than were counted.
    """

    property: ox.NamedNode
    count: int
    is_all: bool
    first: tuple[ox.NamedNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Things:
    """A release as things. ``base`` is what the IRIs of its data begin with.

    >>> store = ox.Store()
    >>> store.add(ox.Quad(ox.NamedNode(BASE + "id/org/gsma"), RG.designation, ox.Literal("GSMA")))
    >>> things = Things(store)
    >>> things.label(ox.NamedNode(BASE + "id/org/gsma")), things.standing(ox.NamedNode(BASE + "id/org/etsi"))
    ('GSMA', 'unknown')
    """

    store: ox.Store
    base: str = BASE

    def standing(self, thing: ox.NamedNode) -> Standing:
        """Tell whether the release knows a thing, and by which revisions."""
        if any(True for _ in self.store.quads_for_pattern(thing, None, None, _NOW)):
            return "current"
        if not any(True for _ in self.store.quads_for_pattern(thing, None, None, None)):
            return "unknown"
        return "former" if graphs.is_record(thing) else "gone"

    def said(self, thing: ox.NamedNode) -> tuple[ox.Triple, ...]:
        """Return what is said of a thing, sorted: by the current view, else by whatever graph knows it."""
        found = self._triples(thing, _NOW) or self._triples(thing, None)
        return tuple(sorted(set(found), key=str))

    def _triples(self, thing: ox.NamedNode, graph: ox.DefaultGraph | None) -> list[ox.Triple]:
        return [quad.triple for quad in islice(self.store.quads_for_pattern(thing, None, None, graph), MOST)]

    def values(self, thing: ox.NamedNode, name: ox.NamedNode) -> tuple[Term, ...]:
        """Return the values of a property, sorted: of the current view, else of whatever graph knows them."""
        found = self._values(thing, name, _NOW) or self._values(thing, name, None)
        return tuple(sorted(set(found), key=str))

    def _values(self, thing: ox.NamedNode, name: ox.NamedNode, graph: ox.DefaultGraph | None) -> list[Term]:
        quads = islice(self.store.quads_for_pattern(thing, name, None, graph), MOST)
        return [quad.object for quad in quads if isinstance(quad.object, Term)]

    def things(self, thing: ox.NamedNode, name: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return those values of a property that are things."""
        return tuple(found for found in self.values(thing, name) if isinstance(found, ox.NamedNode))

    def text(self, thing: ox.NamedNode, name: ox.NamedNode) -> str:
        """Return the first value of a property as text; "" where there is none."""
        for found in self.values(thing, name):
            return found.value
        return ""

    def kinds(self, thing: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the classes of a thing."""
        return self.things(thing, RDF.type)

    def label(self, term: Term) -> str:
        """Return what people call a thing: its designation, label or identifier, else the end of its IRI."""
        if not isinstance(term, ox.NamedNode):
            return term.value
        for name in _NAMES:
            if found := self.text(term, name):
                return found
        return term.value.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or term.value

    def is_a(self, thing: ox.NamedNode, kind: ox.NamedNode) -> bool:
        """Tell whether the current view gives a thing a class."""
        return ox.Quad(thing, RDF.type, kind) in self.store

    def graphs(self, thing: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the graphs that tell of a thing, sorted."""
        quads = islice(self.store.quads_for_pattern(thing, None, None, None), MOST)
        return _sorted({quad.graph_name for quad in quads})

    def inbound(self, thing: ox.NamedNode, most: int = 6) -> tuple[Inbound, ...]:
        """Return the properties by which other things of the current view point to one, with counts."""
        found: dict[ox.NamedNode, set[object]] = defaultdict(set)
        quads = iter(self.store.quads_for_pattern(None, None, thing, _NOW))
        for quad in islice(quads, MOST):
            found[quad.predicate].add(quad.subject)
        is_all = next(quads, None) is None
        return tuple(
            Inbound(name, len(subjects), is_all, _sorted(subjects)[:most])
            for name, subjects in sorted(found.items(), key=lambda one: one[0].value)
        )

    def linking(self, thing: ox.NamedNode, name: ox.NamedNode, start: int = 0, most: int = 50) -> list[ox.NamedNode]:
        """Return things of the current view that point to one by a property, sorted, a page of them."""
        quads = islice(self.store.quads_for_pattern(None, name, thing, _NOW), MOST)
        return list(_sorted(quad.subject for quad in quads)[start : start + most])

    def ever_linking(self, thing: ox.NamedNode, name: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return things that point to one by a property in any graph, those of former revisions as well, sorted."""
        return _sorted(quad.subject for quad in islice(self.store.quads_for_pattern(None, name, thing, None), MOST))

    def of_kind(self, kind: ox.NamedNode, start: int = 0, most: int = 50) -> list[ox.NamedNode]:
        """Return things of a class, sorted, a page of them."""
        return list(self.all_of_kind(kind)[start : start + most])

    def all_of_kind(self, kind: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return all things of a class, sorted. Reads as many quads as there are things: keep the answer."""
        return _sorted(quad.subject for quad in self.store.quads_for_pattern(None, RDF.type, kind, _NOW))

    def has_kind(self, kind: ox.NamedNode) -> bool:
        """Tell whether the current view has things of a class."""
        return any(True for _ in self.store.quads_for_pattern(None, RDF.type, kind, _NOW))

    def counts(self) -> Mapping[ox.NamedNode, int]:
        """Return how many things of each class the current view has. Reads all types: ask once for a release."""
        found = self.store.quads_for_pattern(None, RDF.type, None, _NOW)
        return Counter(quad.object for quad in found if isinstance(quad.object, ox.NamedNode))

    def every(self) -> Iterator[ox.NamedNode]:
        """Yield everything below the base that any graph tells of, sorted."""
        found = {quad.subject for quad in self.store.quads_for_pattern(None, RDF.type, None, None)}
        for thing in sorted((one for one in found if isinstance(one, ox.NamedNode)), key=str):
            if thing.value.startswith(self.base):
                yield thing


@lru_cache(maxsize=_KEPT)
def natural(iri: str) -> tuple[tuple[int, str], ...]:
    """Return what IRIs are sorted by where people read them: numbers by what they are worth.

    >>> sorted(["q10-17", "q2-17", "qall-17"], key=natural)
    ['q2-17', 'q10-17', 'qall-17']
    """
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(iri))


def _sorted(found: Iterable[object]) -> tuple[ox.NamedNode, ...]:
    things = {one for one in found if isinstance(one, ox.NamedNode)}
    if len(things) < 2:  # noqa: PLR2004 -- in order already
        return tuple(things)
    if len(things) > _FEW:  # nobody reads so many in order
        return tuple(sorted(things, key=attrgetter("value")))
    return tuple(sorted(things, key=lambda one: natural(one.value)))


def things_of(store: ox.Store) -> Things:
    """Make a release's store into things; its base is that of the graph that describes the data.

    >>> things_of(ox.Store()).base
    'https://w3id.org/resograph/'
    """
    return Things(store, graphs.base_of(store.named_graphs()))
