"""Turns a release folder or an RDF file into a store in memory that answers queries.

The default graph is the current view: of a release what ``graph.ttl`` holds, of a file with named graphs
their union. It is loaded as a graph of its own, because Oxigraph's union of graphs counts a triple once for
each graph that holds it. Each named graph is there by GRAPH.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from resograph.errors import InputError, UsageError
from resograph.model.rdf_file import FORMATS, admitted, is_rdf
from resograph.model.source import Source
from resograph.query.answer import Answer, failures
from resograph.query.guard import admit

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
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    >>> open_data("urn://endpoint/sparql")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unsupported]: endpoints cannot be asked yet, urn://endpoint/sparql: ...
    """
    if "://" in place:
        remedy = "name a release folder or an RDF file"
        raise UsageError("unsupported", "endpoints cannot be asked yet", place, remedy)
    path = Path(place)
    if path.is_file() and not is_rdf(path.name):
        known = ", ".join(FORMATS)
        raise InputError("unsupported-format", "not a release nor an RDF file", place, f"RDF files end in {known}")
    store = ox.Store()
    for file in data_files(path):
        source = Source.open(file)
        with admitted(source) as syntax:
            store.bulk_load(source.data, format=syntax)
    if path.is_file():
        _unite(store)
    return Local(store)


def data_files(path: Path) -> tuple[Path, ...]:
    """Return the files that hold the data of an output folder, a release folder, or an RDF file, quads first.

    Raises:
        InputError: there is no release.

    >>> data_files(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    >>> [str(file) for file in data_files(Path("no-such-file.ttl"))]
    ['no-such-file.ttl']
    """
    if is_rdf(path.name) and not path.is_dir():
        return (path,)
    # Resolved once: a build may make another release the current one while this one is read.
    folder = (path / _CURRENT if (path / _CURRENT).exists() else path).resolve()
    if not (folder / _EVERY_GRAPH).is_file():
        raise InputError("no-release", "no release", str(path), "make one with: resograph build REPORT --out DIR")
    return folder / _EVERY_GRAPH, folder / _CURRENT_VIEW


def _unite(store: ox.Store) -> None:
    """Put what the named graphs of a file hold into its default graph, too."""
    for graph in tuple(store.named_graphs()):
        quads = store.quads_for_pattern(None, None, None, graph)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
