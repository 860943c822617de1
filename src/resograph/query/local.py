"""Turns a release folder or an RDF file into a store in memory that answers queries.

The default graph is the current view: of a release what ``graph.ttl`` holds, of a file with named graphs
their union. It is loaded as a graph of its own, because Oxigraph's union of graphs counts a triple once for
each graph that holds it. Each named graph is there by GRAPH.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from resograph.errors import InputError, UsageError
from resograph.model.source import Source
from resograph.query.answer import Answer, failures
from resograph.query.guard import admit

_FORMATS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        ".ttl": ox.RdfFormat.TURTLE,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".nq": ox.RdfFormat.N_QUADS,
        ".trig": ox.RdfFormat.TRIG,
        ".jsonld": ox.RdfFormat.JSON_LD,
        ".rdf": ox.RdfFormat.RDF_XML,
    }
)
_CURRENT = "current"
_EVERY_GRAPH = "graph.nq"
_CURRENT_VIEW = "graph.ttl"


@dataclass(frozen=True, slots=True)
class Local:
    """Data in memory that can be asked."""

    store: ox.Store

    def answer(self, text: str) -> Answer:
        """Answer a SPARQL query, once it is known to ask of nothing but this data.

        Raises:
            UsageError: the text is not a query, asks another source, or cannot be evaluated.

        >>> Local(ox.Store()).answer("SELECT ?s { ?s ?p ?o }").columns
        ('s',)
        >>> Local(ox.Store()).answer("DROP ALL")
        Traceback (most recent call last):
        resograph.errors.UsageError: error[query-syntax]: not a SPARQL query, query near line 1: ...
        """
        admit(text)
        with failures():
            return Answer(self.store.query(text))


def open_data(place: str) -> Local:
    """Load what a question is asked of: an output folder, a release folder, or an RDF file.

    Raises:
        InputError: there is no release, or the file cannot be read.
        UsageError: the place is the address of an endpoint.

    >>> open_data("no-such-folder")
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with ...
    >>> open_data("urn://endpoint/sparql")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unsupported]: endpoints cannot be asked yet, urn://endpoint/sparql: ...
    """
    if "://" in place:
        remedy = "name a release folder or an RDF file"
        raise UsageError("unsupported", "endpoints cannot be asked yet", place, remedy)
    path = Path(place)
    if path.suffix.lower() in _FORMATS and not path.is_dir():
        return _file(path)
    return _release(path)


def _release(path: Path) -> Local:
    # Resolved once: a build may make another release the current one while this one is read.
    folder = (path / _CURRENT if (path / _CURRENT).exists() else path).resolve()
    if path.is_file():
        known = ", ".join(_FORMATS)
        raise InputError("unsupported-format", "not a release nor an RDF file", str(path), f"RDF files end in {known}")
    if not (folder / _EVERY_GRAPH).is_file():
        raise InputError("no-release", "no release", str(path), "make one with: resograph build REPORT --out DIR")
    store = ox.Store()
    for name in (_EVERY_GRAPH, _CURRENT_VIEW):
        _load(store, folder / name)
    return Local(store)


def _file(path: Path) -> Local:
    store = ox.Store()
    _load(store, path)
    for graph in tuple(store.named_graphs()):
        quads = store.quads_for_pattern(None, None, None, graph)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return Local(store)


def _load(store: ox.Store, path: Path) -> None:
    source = Source.open(path)
    syntax = _FORMATS[path.suffix.lower()]
    if syntax == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in source.data:
        raise InputError("doctype-forbidden", "the XML declares a document type", str(path), "save it as Turtle")
    try:
        store.bulk_load(source.data, format=syntax)
    except SyntaxError as error:
        what = f"not well-formed {syntax.name} ({error.msg})"
        remedy = "mend it, or name the right format by the suffix"
        raise InputError("rdf-not-well-formed", what, f"{path} line {error.lineno or 1}", remedy) from error
