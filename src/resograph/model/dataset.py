"""Dataset: quads in named graphs, sorted, each once, without blank nodes."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    import rdflib

    RdflibDataset = rdflib.Dataset  # for those who hand one on and must not import rdflib

GraphName = NamedNode | DefaultGraph
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
_Statement = TypeVar("_Statement", Quad, Triple)


@dataclass(frozen=True, slots=True, init=False)
class Dataset:
    """Quads sorted by the N-Quads text of graph, subject, predicate and object, each once.

    ``superseded`` names the graphs that the current view leaves out (former revisions, derived graphs);
    ``naming.graphs`` knows which they are. Raises ``ValueError`` for a blank node or a triple term: each
    published thing has an IRI, so that the same input gives the same bytes.

    >>> node = NamedNode("http://example.org/a")
    >>> len(Dataset([Quad(node, node, node, node), Quad(node, node, node, node)]).quads)
    1
    >>> import pyoxigraph
    >>> Dataset(pyoxigraph.parse("_:a <p:p> <o:o> .", format=pyoxigraph.RdfFormat.N_QUADS))
    Traceback (most recent call last):
    ValueError: not an IRI or a literal: ...
    """

    quads: tuple[Quad, ...]
    superseded: frozenset[NamedNode]
    _graphs: Mapping[GraphName, tuple[Quad, ...]] = field(repr=False, compare=False)

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort the quads and drop repeated ones."""
        with _no_garbage_sought():
            self._keep(_sorted_graphs(quads))

    @classmethod
    def stated(cls, graphs: Iterable[tuple[NamedNode, Iterable[Statement]]]) -> Dataset:
        """Make the dataset of statements, by the graph that they are in: by their type, nothing is left to check.

        A graph may come in several parts. A part is asked for when the one before has ended.

        >>> node = NamedNode("http://example.org/a")
        >>> Dataset.stated([(node, [(node, node, node)] * 2), (node, [])]) == Dataset([Quad(node, node, node, node)])
        True
        >>> Dataset.stated([(node, [(node, node)])])
        Traceback (most recent call last):
        ValueError: not enough values to unpack (expected 3, got 2)
        """
        made = cls(())
        with _no_garbage_sought():
            made._keep(_stated_graphs(graphs))
        return made

    def _keep(self, graphs: Mapping[GraphName, tuple[Quad, ...]]) -> None:
        object.__setattr__(self, "quads", tuple(chain.from_iterable(graphs.values())))
        object.__setattr__(self, "superseded", frozenset())
        object.__setattr__(self, "_graphs", graphs)

    def leaving_out(self, superseded: Iterable[NamedNode]) -> Dataset:
        """Return the same quads with other graphs left out of the current view."""
        other = copy(self)
        object.__setattr__(other, "superseded", frozenset(superseded))
        return other

    def graphs(self) -> tuple[GraphName, ...]:
        """Return the names of the graphs in their order."""
        return tuple(self._graphs)

    def graph(self, name: GraphName) -> tuple[Quad, ...]:
        """Return the quads of one graph; none when there is no such graph."""
        return self._graphs.get(name, ())

    def current(self) -> tuple[Triple, ...]:
        """Return the current view: the triples of all graphs but the superseded ones, sorted, each once."""
        return self.union(name for name in self._graphs if name not in self.superseded)

    def union(self, names: Iterable[GraphName]) -> tuple[Triple, ...]:
        """Return the triples of some of the graphs, sorted, each once."""
        quads = chain.from_iterable(self._graphs[name] for name in names)
        return tuple(_in_order(list(map(attrgetter("triple"), quads))))

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the same quads as an rdflib dataset, the current view in its default graph.

        A plain text becomes an rdflib literal without datatype: rdflib holds ``"x"`` and ``"x"^^xsd:string``
        for unequal, so whatever is compared with hand-written Turtle would fail.
        """
        import rdflib

        dataset = rdflib.Dataset()
        for name, quads in self._graphs.items():
            graph = dataset.graph(rdflib.URIRef(name.value)) if isinstance(name, NamedNode) else dataset.default_graph
            for quad in quads:
                graph.add((_rdflib_node(quad.subject), _rdflib_node(quad.predicate), _rdflib(quad.object)))
        for subject, predicate, value in self.current():
            dataset.default_graph.add((_rdflib_node(subject), _rdflib_node(predicate), _rdflib(value)))
        return dataset


@contextmanager
def _no_garbage_sought() -> Iterator[None]:
    """Let the garbage collector rest: it would go through all quads made so far again and again, to find no garbage."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _stated_graphs(parts: Iterable[tuple[NamedNode, Iterable[Statement]]]) -> dict[GraphName, tuple[Quad, ...]]:
    graphs: dict[NamedNode, list[Quad]] = {}
    for name, statements in parts:
        quads = [Quad(subject, predicate, value, name) for subject, predicate, value in statements]
        graphs.setdefault(name, []).extend(quads)
    return {name: _in_order(graphs[name]) for name in sorted(graphs, key=str) if graphs[name]}


def _sorted_graphs(quads: Iterable[Quad]) -> dict[GraphName, tuple[Quad, ...]]:
    graphs: dict[object, list[Quad]] = {}
    for name, run in groupby(quads, key=attrgetter("graph_name")):
        graphs.setdefault(name, []).extend(run)
    return {name: _in_order(_checked(graphs[name])) for name in sorted(map(_checked_name, graphs), key=str)}


def _checked_name(name: object) -> GraphName:
    if isinstance(name, NamedNode | DefaultGraph):
        return name
    message = f"not an IRI: {name}"
    raise ValueError(message)


def _in_order(statements: list[_Statement]) -> tuple[_Statement, ...]:
    """Return each statement once, by its N-Quads text. No loop of ours runs here: this is done a million times."""
    return tuple(sorted(dict.fromkeys(statements), key=str))


def _checked(quads: list[Quad]) -> list[Quad]:
    """Return the quads, none of which has a term that is no IRI and no literal; asked by type, not one by one."""
    strange = {type(quad.subject) for quad in quads} | {type(quad.object) for quad in quads}
    if strange - {NamedNode, Literal}:
        quad = next(quad for quad in quads if not _has_plain_terms(quad))
        message = f"not an IRI or a literal: {quad}"
        raise ValueError(message)
    return quads


def _has_plain_terms(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)


def _rdflib_node(term: object) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(attrgetter("value")(term))


def _rdflib(term: object) -> rdflib.URIRef | rdflib.Literal:
    import rdflib

    if not isinstance(term, Literal):
        return _rdflib_node(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=None if datatype == rdflib.XSD.string else datatype, normalize=False)
