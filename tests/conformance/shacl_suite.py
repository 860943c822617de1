"""Turns the W3C SHACL suite into cases, and a case into what each engine says of it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH, BNode, Namespace, URIRef
from rdflib.term import Node

from resograph.check.raw import GENID, Raw
from resograph.check.rdf_file import rdf_quads
from resograph.check.reference import _named_shape, _path
from resograph.model.source import Source

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

Told = Counter[tuple[str, ...]]
"""Results, each as focus, path, value, component, severity and the shape that has a name."""


@dataclass(frozen=True, eq=False)
class Case:
    """One test of the suite: data, shapes, and the report to be given, None = the shapes must be refused."""

    name: str
    data: Path
    shapes: Path
    expected: Told | None


def cases(suite: Path) -> Iterator[Case]:
    """Read the tests of a folder and of those below it."""
    for file in sorted(suite.rglob("*.ttl")):
        manifest = parsed(file)
        for entry in manifest.subjects(RDF.type, SHT.Validate):
            action, result = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
            data, shapes = (_local(manifest.value(action, kind)) for kind in (SHT.dataGraph, SHT.shapesGraph))
            expected = None if result == SHT.Failure else told(manifest, result)
            yield Case(file.relative_to(suite).with_suffix("").as_posix(), data, shapes, expected)


def parsed(file: Path) -> rdflib.Graph:
    """Read a file as it stands: rdflib would write "01" as "1"."""
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    with patch.object(rdflib, "NORMALIZE_LITERALS", new=False):
        return rdflib.Graph().parse(file, format="turtle", publicID=file.as_uri())


def ours(file: Path) -> list[ox.Triple]:
    """Read a file as `resograph validate` does."""
    return [quad.triple for quad in rdf_quads(Source(file.name, _with_base(file)))]


def told(report: rdflib.Graph, of: Node | None, rules: rdflib.Graph | None = None) -> Told:
    """Return what a report says; a shape without a name is told by the shape that it stands in."""
    results = list(report.objects(of, SH.result))
    parts = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceShape)
    rows = [tuple(report.value(result, part) for part in parts) for result in results]
    return Counter(
        (
            _masked(focus),
            "" if path is None else _path(report, path),
            _masked(value),
            str(component),
            str(severity),
            _named_shape(rules or report, shape),
        )
        for focus, path, value, component, severity, shape in rows
    )


def said(raws: tuple[Raw, ...]) -> Told:
    """Return what one of our engines says."""
    return Counter((_written(raw.focus), _in_full(raw.path), _written(raw.value), *_kind(raw)) for raw in raws)


@cache
def plain(case: Case) -> Told | None:
    """Return what pySHACL says as anybody would run it; None if it refuses."""
    rules = parsed(case.shapes)
    try:
        _, report, _ = pyshacl.validate(parsed(case.data), shacl_graph=rules, inference="none")
    except (pyshacl.errors.ReportableRuntimeError, NotImplementedError):
        return None
    return told(report, None, rules) if isinstance(report, rdflib.Graph) else None


def _with_base(file: Path) -> bytes:
    return f"@base <{file.as_uri()}> .\n".encode() + file.read_bytes()


def _local(iri: Node | None) -> Path:
    return Path(unquote(urlparse(str(iri)).path))


def _kind(raw: Raw) -> tuple[str, str, str]:
    return raw.component, raw.severity, raw.shape


def _in_full(path: str) -> str:
    return path if not path or "<" in path else f"<{path}>"


def _written(term: object) -> str:
    text = "" if term is None else str(term)
    return "_" if text.startswith(f"<{GENID}") else text


def _masked(node: Node | None) -> str:
    if node is None or isinstance(node, BNode):
        return "" if node is None else "_"
    if isinstance(node, rdflib.Literal) and node.datatype == rdflib.XSD.string:
        node = rdflib.Literal(str(node))
    return f"<{node}>" if isinstance(node, URIRef) else node.n3()
