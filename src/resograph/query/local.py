"""Turns a release folder or an RDF file into a store that answers queries.

The default graph is the current view: of a release what ``graph.ttl`` holds, of a file with named graphs
the union of those that are current. It is loaded as a graph of its own, because Oxigraph's union of graphs counts
a triple once for each graph that holds it. Each named graph is there by GRAPH.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from resograph.errors import InputError
from resograph.model.rdf_file import FORMATS, admitted, is_rdf
from resograph.model.source import Source
from resograph.naming import graphs
from resograph.naming.prefixes import DCAT
from resograph.query.answer import Answer, failures
from resograph.query.guard import admit

_CURRENT = "current"
_EVERY_GRAPH = "graph.nq"
_CURRENT_VIEW = "graph.ttl"
_BLANK = re.compile(rb"(?:^| )_:", re.MULTILINE)  # or a text that looks like one


@dataclass(frozen=True, slots=True)
class Local:
    """Data of this machine that can be asked, in memory or in an index on disk."""

    store: ox.Store

    def answer(self, text: str) -> Answer:
        """Answer a SPARQL query, once it is known to ask of nothing but this data.

        Raises:
            UsageError: the text is not a query, asks another source, or cannot be evaluated.

        >>> Local(ox.Store()).answer("SELECT ?s { ?s ?p ?o }").columns
        ('s',)
        >>> Local(ox.Store()).answer("DROP ALL")
        Traceback (most recent call last):
        resograph.errors.UsageError: error[query-syntax]: an update ("DROP"), not a query, query line 1 column 1: ...
        """
        admit(text)
        with failures():
            return Answer(self.store.query(text))


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
    if path.is_file() or (is_rdf(path.name) and not path.is_dir()):
        return (path,)
    # Resolved once: a build may make another release the current one while this one is read.
    folder = (path / _CURRENT if (path / _CURRENT).exists() else path).resolve()
    if not (folder / _EVERY_GRAPH).is_file():
        raise InputError("no-release", "no release", str(path), "make one with: resograph build REPORT --out DIR")
    return folder / _EVERY_GRAPH, folder / _CURRENT_VIEW


def in_memory(files: tuple[Path, ...]) -> ox.Store:
    """Load the files of a release, or one RDF file, into memory.

    Raises:
        InputError: a file cannot be read, or is no RDF.

    >>> in_memory((Path("no-such-file.ttl"),))
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-file.ttl: check the path
    """
    store = ox.Store()
    if len(files) > 1:
        fill(store, files)
        return store
    if not is_rdf(files[0].name):
        known = ", ".join(FORMATS)
        what = "not a release nor an RDF file"
        raise InputError("unsupported-format", what, str(files[0]), f"RDF files end in {known}")
    source = Source.open(files[0])
    with admitted(source) as syntax:
        store.bulk_load(source.data, format=syntax)
    unite_current(store)
    return store


def fill(store: ox.Store, files: tuple[Path, ...]) -> None:
    """Load the files of a release, which are ours, without a copy of them in memory.

    Raises:
        InputError: a file cannot be read, or is damaged.

    >>> fill(ox.Store(), (Path("no-such-folder/graph.nq"),))
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-readable]: no such file or directory, no-such-folder/graph.nq: build it again
    """
    for file in files:
        try:
            file.open("rb").close()
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise InputError("not-readable", reason, str(file), "build it again") from error
        with admitted(Source(file.name, b"")) as syntax:
            store.bulk_load(path=file, format=syntax, lenient=True)  # every IRI was looked at when it was written


def unite_current(store: ox.Store) -> None:
    """Put the current view into the default graph: all named graphs but former revisions and derived ones.

    >>> store = ox.Store()
    >>> store.add(ox.Quad(*[ox.NamedNode("urn:a")] * 4))
    >>> unite_current(store)
    >>> len(store)
    2
    """
    names = tuple(store.named_graphs())
    versions = [quad.object for quad in store.quads_for_pattern(None, DCAT.hasCurrentVersion, None)]
    ours = {name for name in names if isinstance(name, ox.NamedNode)}
    left_out = ours - set(graphs.current(ours, versions))
    _unite(store, [name for name in names if name not in left_out])


def _unite(store: ox.Store, names: Sequence[Any]) -> None:
    triples = io.BytesIO()
    for name in names:
        store.dump(triples, format=ox.RdfFormat.N_TRIPLES, from_graph=name)
    if not _BLANK.search(triples.getbuffer()):
        # The engine has written it, so nothing has to be looked at twice.
        store.bulk_load(triples.getvalue(), format=ox.RdfFormat.N_TRIPLES, lenient=True)
        return
    for name in names:  # what is read again gets other blank nodes: these stay the same
        quads = store.quads_for_pattern(None, None, None, name)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
