"""Turns an RDF file of anybody's into a dataset that can be checked. Nothing is fetched, ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import TypeVar

import pyoxigraph as ox

from resograph.errors import InputError
from resograph.model.dataset import Dataset
from resograph.model.source import Source
from resograph.naming import graphs
from resograph.naming.vocabulary import BASE

_Term = TypeVar("_Term")

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""The RDF files that are read, by suffix."""


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
    syntax = FORMATS[PurePath(source.name).suffix.lower()]
    _refuse_references(source, syntax)
    try:
        return graphs.dataset(_named(ox.parse(source.data, format=syntax), source.sha256[:12]))
    except SyntaxError as error:
        what = f"not well-formed {syntax.name} ({error.msg})"
        where = f"{source.name} line {error.lineno or 1}"
        raise InputError(
            "rdf-not-well-formed", what, where, "mend it, or name the right format by the suffix"
        ) from error
    except ValueError as error:
        raise InputError("rdf-not-well-formed", str(error), source.name, "write it in RDF 1.1") from error


def _refuse_references(source: Source, syntax: ox.RdfFormat) -> None:
    if syntax == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in source.data:
        raise InputError("doctype-forbidden", "the XML declares a document type", source.name, "save it as Turtle")
    if syntax == ox.RdfFormat.JSON_LD:
        for context in _remote_contexts(_json(source)):
            remedy = "write the context into the file"
            raise InputError("remote-context", f"the context {context} is elsewhere", source.name, remedy)


def _json(source: Source) -> object:
    try:
        return json.loads(source.data)
    except ValueError as error:
        raise InputError("rdf-not-well-formed", f"not JSON ({error})", source.name, "mend the file") from error
    except RecursionError:
        raise InputError("rdf-not-well-formed", "nested too deep", source.name, "mend the file") from None


def _remote_contexts(root: object) -> Iterator[str]:
    """Yield each context given by reference; walked without recursion, as the nesting is the sender's."""
    pending: list[object] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        if isinstance(node, dict):
            contexts = node.get("@context")
            given = contexts if isinstance(contexts, list) else [contexts, node.get("@import")]
            yield from (context for context in given if isinstance(context, str))
            pending.extend(node.values())


def _named(quads: Iterable[ox.Quad], file: str) -> Iterator[ox.Quad]:
    """Replace blank nodes as RDF 1.1 proposes (section 3.5), by IRIs that count them in the file."""
    names: dict[str, ox.NamedNode] = {}

    def name(term: _Term) -> _Term | ox.NamedNode:
        text = str(term)
        if not text.startswith("_:"):
            return term
        return names.setdefault(text, ox.NamedNode(f"{BASE}.well-known/genid/{file}-{len(names) + 1}"))

    for quad in quads:
        yield ox.Quad(name(quad.subject), quad.predicate, name(quad.object), name(quad.graph_name))
