"""Turns a release into what pages of things are written from: records, labels, and links as a page writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from resograph.naming import terms
from resograph.naming.prefixes import PREFIXES, RDFS, RG
from resograph.pages.links import Links
from resograph.pages.publication import Published
from resograph.pages.things.values import Value, literal, mark
from resograph.query.things import Standing, Term, Things

_LABELS_KEPT = 1 << 15
_STANDINGS_KEPT = 64
_NAMESPACES = tuple(PREFIXES.values())


@dataclass(frozen=True, slots=True)
class Record:
    """What is said of a thing, by property: read once, in one go."""

    thing: ox.NamedNode
    values: Mapping[ox.NamedNode, tuple[Term, ...]]

    def all(self, name: ox.NamedNode) -> tuple[Term, ...]:
        """Return the values of a property."""
        return self.values.get(name, ())

    def things(self, *names: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return those values of some properties that are things."""
        return tuple(one for name in names for one in self.all(name) if isinstance(one, ox.NamedNode))

    def thing_of(self, name: ox.NamedNode) -> ox.NamedNode | None:
        """Return the first thing that is a value of a property."""
        return next(iter(self.things(name)), None)

    def text(self, name: ox.NamedNode) -> str:
        """Return the first value of a property as it stands; "" where there is none."""
        return next((one.value for one in self.all(name)), "")


@dataclass(frozen=True, slots=True)
class Names:
    """The labels of a release, kept as they are asked for: those of hubs stand on every page.

    How a thing stands is asked several times on the way to its page, and kept that long.
    """

    things: Things
    label: Callable[[Term], str]
    standing: Callable[[ox.NamedNode], Standing]


def names_of(things: Things) -> Names:
    """Return the labels of a release.

    >>> names_of(Things(ox.Store())).label(RG.leadQuestion)
    'lead Question'
    """

    def label(term: Term) -> str:
        if isinstance(term, ox.NamedNode) and term.value.startswith(_NAMESPACES):
            return terms.words(term.value)
        return things.label(term)

    standing = lru_cache(maxsize=_STANDINGS_KEPT)(things.standing)
    return Names(things, lru_cache(maxsize=_LABELS_KEPT)(label), standing)


@dataclass(frozen=True, slots=True)
class Desk:
    """A release as the page at one path needs it."""

    published: Published
    names: Names
    links: Links

    @property
    def things(self) -> Things:
        """Return the look-ups."""
        return self.published.things

    def record(self, thing: ox.NamedNode) -> Record:
        """Read what is said of a thing."""
        values: dict[ox.NamedNode, list[Term]] = {}
        for triple in self.things.said(thing):
            if isinstance(triple.object, Term):
                values.setdefault(triple.predicate, []).append(triple.object)
        return Record(thing, {name: tuple(found) for name, found in values.items()})

    def value(self, term: Term) -> Value:
        """Return a term as people read it."""
        if isinstance(term, ox.NamedNode):
            text = self.names.label(term)
            # Of something of others that has no label people want to know where a link leads.
            is_ours = term.value.startswith((self.things.base, *_NAMESPACES)) or not term.value.endswith(text)
            return Value(text if is_ours else term.value.partition("://")[2] or term.value, self.href(term))
        return literal(term)

    def values(self, found: Iterable[Term]) -> tuple[Value, ...]:
        """Return terms as people read them."""
        return tuple(map(self.value, found))

    def badge(self, term: ox.NamedNode | None) -> tuple[Value, ...]:
        """Return a status as a word and a symbol, with a look besides."""
        if term is None:
            return ()
        look, symbol = mark(term.value)
        return (Value(f"{symbol} {self.names.label(term)}", self.links.thing(term.value), mark=look),)

    def href(self, thing: ox.NamedNode) -> str:
        """Return where a thing is told of: on its page; a term of ours in the ontology's documentation."""
        if thing.value.startswith(RG.iri):
            return f"{self.links.to('def')}#{thing.value.removeprefix(RG.iri)}"
        return self.links.thing(thing.value)

    def browse(self, kind: ox.NamedNode) -> str:
        """Return the path of the list of a kind; "" where it has none, as only former revisions tell of such things."""
        key = terms.key(kind.value)
        return f"browse/{key}" if key and self.things.has_kind(kind) else ""

    def title(self, thing: ox.NamedNode) -> str:
        """Return the long name of a thing where it has one besides what people call it; else ""."""
        long = self.things.text(thing, RDFS.label)
        return long if long != self.names.label(thing) else ""
