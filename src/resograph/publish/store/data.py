"""Turns a release or an RDF file into graphs that can be sent: each named, sorted, packed and with its digest.

The quads are gone through once and kept as gzipped N-Triples, which are a twentieth of their size: of a large release
no more than one graph is spread out at a time.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from resograph.errors import InputError, UsageError
from resograph.model.rdf_file import admitted, is_rdf
from resograph.model.source import Source
from resograph.naming.staging import base_of
from resograph.publish.store.normal import Digest, as_written, digest, in_order, triples_of
from resograph.query import data_files

_MANIFEST = "manifest.json"
_READ_WHOLE = frozenset({".jsonld", ".rdf"})
_ID = 16
_AT_ONCE = 20_000
# Packed the same at any time of the day.
_NO_TIME = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to be loaded: its name, its digest, and its N-Triples, gzipped; ``size`` is that of them unpacked."""

    name: ox.NamedNode
    digest: Digest
    packed: bytes = field(repr=False)
    size: int

    def triples(self) -> Iterable[ox.Triple]:
        """Return the triples, sorted."""
        unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=BytesIO(self.packed)))
        return triples_of(ox.parse(unpacked, format=ox.RdfFormat.N_TRIPLES))

    def unpacked(self) -> bytes:
        """Return the N-Triples."""
        return gzip.decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Loadable:
    """Graphs to be loaded, by name.

    ``release`` is the id of the release they are, ``base`` the base of all its names; both are "" of other data. What
    a release does not have, and is below its base, has no place in the store.
    """

    graphs: tuple[Graph, ...]
    release: str = ""
    base: str = ""


def release_folder(path: Path) -> Path | None:
    """Return the folder of the release that a path names, None for a file.

    Raises:
        InputError: there is no release in the folder, and no file of that name.

    >>> release_folder(Path("graph.ttl")) is None
    True
    >>> release_folder(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    if path.is_file() and not is_rdf(path.name):
        raise InputError("unsupported-format", "not a release nor an RDF file", str(path), "name one of them")
    found = data_files(path)[0]
    return None if found == path else found.parent


def of_release(folder: Path) -> Loadable:
    """Read a release, once its data are known to be those that were checked.

    Raises:
        InputError: the manifest cannot be read, or the data were changed since (``release-changed``).

    >>> of_release(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-folder/manifest.json: check the path
    """
    source = Source.open(folder / _MANIFEST)
    stated = _json(source)
    data = folder / "graph.nq"
    files = stated.get("files")
    if not isinstance(files, dict) or files.get(data.name) != _sha256(data):
        what = "the data are not those that were checked"
        raise InputError("release-changed", what, str(data), "build the release again")
    graphs = tuple(_graphs(data, None))
    return Loadable(graphs, source.sha256[:_ID], base_of(graph.name for graph in graphs))


def of_file(path: Path, name: str) -> Loadable:
    """Read an RDF file; ``name`` is that of the graph for triples that are in none, "" = there may be no such.

    Raises:
        InputError: the file cannot be read, has no triples, or has blank nodes or triple terms.
        UsageError: the triples need the name of a graph, or a name is given and none of them needs it.

    >>> of_file(Path("no-such-file.ttl"), "")
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-file.ttl: check the path
    """
    graphs = tuple(_graphs(path, _named(name) if name else None))
    if not graphs:
        raise InputError("empty-file", "no triples in the file", str(path), "name another file")
    if name and all(graph.name.value != name for graph in graphs):
        raise UsageError("usage", "the file names its graphs itself", "--graph", "leave it out")
    return Loadable(graphs)


def _named(name: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise UsageError("usage", f"not an absolute IRI ({error})", f"--graph {name}", "name a graph by IRI") from error


def _graphs(path: Path, default: ox.NamedNode | None) -> Iterator[Graph]:
    found: dict[ox.NamedNode, list[str]] = {}
    quads = iter(_quads(path))
    while some := list(islice(quads, _AT_ONCE)):
        _refuse_blank_nodes(some, path)
        for name, run in groupby(some, key=attrgetter("graph_name")):
            found.setdefault(_graph_name(name, default, path), []).extend(map(as_written, triples_of(run)))
    for graph in sorted(found, key=str):
        # Taken out of the table: once it is packed, nobody needs it spread out.
        yield _packed(graph, found.pop(graph))


def _quads(path: Path) -> Iterator[ox.Quad]:
    """Read the quads of a file, of any size where its parser needs no look at the whole."""
    whole = path.suffix.lower() in _READ_WHOLE
    source = Source.open(path) if whole or not path.is_file() else Source(path.name, b"")
    with admitted(source) as syntax:
        yield from ox.parse(source.data, format=syntax) if whole else ox.parse(path=path, format=syntax)


def _refuse_blank_nodes(quads: list[ox.Quad], path: Path) -> None:
    """Refuse what a store does not give back under the name that it has here; asked by type, not one by one."""
    kinds = set(map(type, map(attrgetter("subject"), quads))) | set(map(type, map(attrgetter("object"), quads)))
    if kinds - {ox.NamedNode, ox.Literal}:
        what = "a blank node or a triple term, which no store gives back as it was, so that nothing can be verified"
        raise InputError("blank-nodes", what, str(path), "give each thing an IRI")


def _graph_name(name: object, default: ox.NamedNode | None, path: Path) -> ox.NamedNode:
    named = default if isinstance(name, ox.DefaultGraph) else name
    if named is None:
        raise UsageError("usage", "triples that are in no named graph", str(path), "name a graph with --graph IRI")
    if not isinstance(named, ox.NamedNode):
        raise InputError("blank-nodes", "a graph whose name is a blank node", str(path), "give it an IRI")
    return named


def _packed(name: ox.NamedNode, written: list[str]) -> Graph:
    once = in_order(written)
    buffer = BytesIO()
    size = 0
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=6, mtime=_NO_TIME, filename="") as packer:
        for start in range(0, len(once), _AT_ONCE):
            size += packer.write("".join(once[start : start + _AT_ONCE]).encode())
    return Graph(name, digest(once), buffer.getvalue(), size)


def _json(source: Source) -> dict[str, object]:
    try:
        stated = json.loads(source.data)
    except ValueError as error:
        raise _damaged(Path(source.name)) from error
    if not isinstance(stated, dict):
        raise _damaged(Path(source.name))
    return stated


def _damaged(path: Path) -> InputError:
    return InputError("no-release", "the manifest of the release is damaged", str(path), "build it again")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
