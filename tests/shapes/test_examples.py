"""Every example of a rule gives the results that its report names, with either engine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, Namespace, URIRef
from rdflib.term import Node

from resograph import assets
from resograph.check import fast
from resograph.check.raw import ntriples
from resograph.check.rdf_file import rdf_quads
from resograph.check.reference import each_query_once
from resograph.check.shapes import Shapes, load_shapes
from resograph.model.source import Source
from tests.conformance.shacl_suite import said, told

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
RGS = "https://w3id.org/resograph/shapes#"
FOLDERS = sorted(path.parent for path in (assets.folder("shapes") / "examples").glob("*/report.ttl"))

Result = tuple[Node | None, ...]
COMPARED = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape)


def results(report: Graph, of: Node) -> list[Result]:
    found = [tuple(report.value(result, part) for part in COMPARED) for result in report.objects(of, SH.result)]
    return sorted(found, key=repr)


@cache
def parsed(iris: tuple[str, ...]) -> str:
    return ntriples(quad.triple for iri in iris for quad in rdf_quads(Source.open(local(iri))))


@cache
def rules(iris: tuple[str, ...]) -> Shapes:
    return load_shapes(*map(local, iris))


def local(iri: str) -> Path:
    return Path(unquote(urlparse(iri).path))


@cache
def turtle(iris: tuple[str, ...]) -> Graph:
    graph = Graph()
    for iri in iris:
        graph.parse(local(iri), format="turtle")
    return graph


def files(manifest: Graph, action: Node | None, kind: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(path) for path in manifest.objects(action, kind)))


def cases() -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        manifest = Graph().parse(folder / "report.ttl", format="turtle")
        for entry in manifest.items(next(manifest.objects(None, MF.entries))):
            yield folder, str(entry).rpartition("#")[2]


@pytest.mark.parametrize(("case", "name"), list(cases()), ids=lambda part: getattr(part, "name", part))
def test_pyshacl_gives_the_results_of_the_example(case: Path, name: str) -> None:
    manifest = Graph().parse(case / "report.ttl", format="turtle")
    entry = next(one for one in manifest.subjects(RDF.type, SHT.Validate) if str(one).endswith(f"#{name}"))
    action, expected = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    data, shapes = (turtle(files(manifest, action, kind)) for kind in (SHT.dataGraph, SHT.shapesGraph))
    with each_query_once():
        conforms, report, text = validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    assert manifest.value(entry, RDFS.label)
    assert results(report, report.value(None, RDF.type, SH.ValidationReport) or entry) == results(
        manifest, expected or entry
    ), text
    assert bool(conforms) is bool(getattr(manifest.value(expected, SH.conforms), "value", None))


@pytest.mark.parametrize(("case", "name"), list(cases()), ids=lambda part: getattr(part, "name", part))
def test_the_quick_engine_gives_the_results_of_the_example(case: Path, name: str) -> None:
    manifest = Graph().parse(case / "report.ttl", format="turtle")
    entry = next(one for one in manifest.subjects(RDF.type, SHT.Validate) if str(one).endswith(f"#{name}"))
    action, expected = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    shapes = rules(files(manifest, action, SHT.shapesGraph))
    assert not shapes.beyond
    assert said(fast.validate(parsed(files(manifest, action, SHT.dataGraph)), shapes)) == told(manifest, expected)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_an_example_shows_the_rule_it_is_named_after(case: Path, shapes: Graph) -> None:
    manifest = Graph().parse(case / "report.ttl", format="turtle")
    rule = URIRef(RGS + case.name)
    assert (rule, RDF.type, None) in shapes
    assert rule in set(manifest.objects(None, SH.sourceShape))
    assert {path.name for path in case.iterdir()} == {"pass.ttl", "fail.ttl", "report.ttl"}


def test_every_rule_about_the_report_has_an_example(shapes: Graph) -> None:
    shown = {folder.name for folder in FOLDERS}
    editorial = {*shapes.subjects(SH.severity, SH.Warning), *shapes.subjects(SH.severity, SH.Info)}
    assert {str(rule).removeprefix(RGS) for rule in editorial} <= shown


def test_every_file_of_shapes_has_an_example(folder: Path) -> None:
    shown = {
        Path(urlparse(str(path)).path).name
        for example in FOLDERS
        for path in Graph().parse(example / "report.ttl", format="turtle").objects(None, SHT.shapesGraph)
    }
    # A meeting document has only what every thing has.
    assert {path.name for path in folder.glob("*.ttl")} - shown == {"meeting-document.ttl"}
