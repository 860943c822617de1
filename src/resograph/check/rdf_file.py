"""Turns an RDF file of anybody's into a dataset that can be checked. Nothing is fetched, ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeVar

import pyoxigraph as ox

from resograph.check.raw import GENID
from resograph.errors import InputError
from resograph.model.dataset import Dataset
from resograph.model.rdf_file import admitted
from resograph.model.source import Source
from resograph.naming import graphs
from resograph.naming.prefixes import OWL

_Term = TypeVar("_Term")


def rdf_file(source: Source) -> Dataset:
    """Read an RDF file.

    Its blank nodes get IRIs, numbered as they appear: a result must name what it is about.

    Raises:
        InputError: the file is not well-formed, declares a document type, or needs a context from elsewhere.

    >>> len(rdf_file(Source("a.ttl", b"<urn:a> <urn:p> [] .")).quads)
    1
    >>> rdf_file(Source("a.ttl", b"<urn:a> <urn:p>"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[rdf-not-well-formed]: not well-formed Turtle (...), a.ttl line 1: ...
    """
    return graphs.dataset(rdf_quads(source))


def rdf_quads(source: Source) -> list[ox.Quad]:
    """Read an RDF file as it comes: the quads in their order, repeated ones too; raises as `rdf_file` does.

    >>> len(rdf_quads(Source("a.nt", b"<urn:a> <urn:p> _:b .")))
    1
    >>> rdf_quads(Source("a.nt", b"<urn:a>"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[rdf-not-well-formed]: not well-formed N-Triples (...), a.nt line 1: ...
    """
    with admitted(source) as syntax:
        quads = list(ox.parse(source.data, format=syntax))
        _refuse_imports(quads, source)
        if _kinds(quads) <= _PLAIN:
            return quads
        quads = list(_named(quads, source.sha256[:12]))
        for kind in _kinds(quads) - _PLAIN:
            message = f"not an IRI or a literal: a {kind.__name__}"
            raise ValueError(message)
        return quads


def _refuse_imports(quads: list[ox.Quad], source: Source) -> None:
    # The word is sought first: few files hold it, and millions of quads are slow to go through.
    imported = (quad.object for quad in quads if quad.predicate == OWL.imports) if b"imports" in source.data else ()
    for what in imported:
        remedy = "put what it imports beside it, and take owl:imports out"
        raise InputError("remote-import", f"owl:imports {what} is not followed", source.name, remedy)


_PLAIN = {ox.NamedNode, ox.Literal, ox.DefaultGraph}


def _kinds(quads: Iterable[ox.Quad]) -> set[type]:
    """Return the types of terms, none of ours asked one by one: files may have millions."""
    return {
        kind for part in ("subject", "object", "graph_name") for kind in set(map(type, map(attrgetter(part), quads)))
    }


def _named(quads: Iterable[ox.Quad], file: str) -> Iterator[ox.Quad]:
    """Replace blank nodes as RDF 1.1 proposes (section 3.5), by IRIs that count them in the file."""
    names: dict[str, ox.NamedNode] = {}

    def name(term: _Term) -> _Term | ox.NamedNode:
        text = str(term)
        if not text.startswith("_:"):
            return term
        return names.setdefault(text, ox.NamedNode(f"{GENID}{file}-{len(names) + 1}"))

    for quad in quads:
        yield ox.Quad(name(quad.subject), quad.predicate, name(quad.object), name(quad.graph_name))
