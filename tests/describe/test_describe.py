from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from resograph.describe import describe
from resograph.model.dataset import Dataset
from resograph.model.document import Remark
from resograph.model.reading import Reading
from resograph.model.report import Listing
from resograph.model.things import Edition, ItemReference, LiaisonStatement, Part, Resolution, WebPage
from resograph.naming.iris import Iris
from resograph.naming.prefixes import RDF, RDFS
from tests.describe.graph import facts, graph, short, subjects, values
from tests.describe.readings import SG17, STATED, X1812, item_92_03, naming, question, reading
from tests.describe.test_items import GRAPH, REVISION

_OUTSIDE = ("rdfs:seeAlso", "rdf:type")


def _rich() -> Reading:
    things = (
        Edition(Part(X1812, "amendment", "1", "2015"), "2023-03"),
        ItemReference("77-01"),
        LiaisonStatement(SG17, None),
        Resolution("wtsa", 2, "2022"),
        WebPage("www.itu.int/go/x"),
        question(0),
    )
    named = naming(*things)
    meeting = replace(STATED, meeting_start="2022-05-10", meeting_end="2022-05-20", title="Progress", source="Editor")
    report = replace(
        reading(item_92_03(), metadata=meeting).report,
        remarks=(Remark("field-code", "a field has no result", "REF x", table=2, row=9, column=3),),
    )
    return Reading(report, (item_92_03(), *named.items))


def _pointed_to(dataset: Dataset) -> Iterator[tuple[Quad, NamedNode]]:
    for quad in dataset.quads:
        if isinstance(quad.object, NamedNode) and short(quad.predicate) not in _OUTSIDE:
            yield quad, quad.object


def test_every_thing_that_a_graph_points_to_is_typed_and_labelled() -> None:
    dataset = describe([_rich()], Iris())
    typed = {quad.subject for quad in dataset.quads if quad.predicate == RDF.type}
    labelled = {quad.subject for quad in dataset.quads if quad.predicate == RDFS.label}

    assert [str(quad) for quad, thing in _pointed_to(dataset) if thing not in typed & labelled] == []


def test_every_subject_is_typed_and_has_one_label() -> None:
    dataset = describe([_rich()], Iris())
    for subject in {short(quad.subject) for quad in dataset.quads}:
        names = [name for name, _ in facts(dataset, subject)]
        assert "rdf:type" in names, subject
        assert names.count("rdfs:label") == 1, subject


def test_every_term_is_defined_in_the_ontology(repository: Path) -> None:
    ontology = (repository / "ontology" / "resograph.ttl").read_text(encoding="utf-8")
    used = {short(term) for quad in describe([_rich()], Iris()).quads for term in (quad.predicate, quad.object)}
    own = {term for term in used if term.startswith("rg:") and " " not in term}

    assert len(own) > 40
    assert [term for term in sorted(own) if f"\n{term} a owl:" not in ontology] == []


def test_what_a_report_says_stands_in_a_graph_of_its_own() -> None:
    dataset = describe([_rich()], Iris())

    assert [short(name) for name in dataset.graphs()] == ["g:meta", "g:reference", GRAPH]


def test_the_metadata_lead_from_the_graph_to_the_file() -> None:
    meta = graph(describe([_rich()], Iris()), "g:meta")

    assert {
        ("rdf:type", "prov:Entity"),
        ("rdf:type", "dcat:Dataset"),
        ("rdfs:label", "What TD 1234 Rev.1 says@en"),
        ("prov:wasDerivedFrom", REVISION),
        ("dcterms:rights", "Text: its publisher's@en"),
    } == facts(meta, GRAPH)
    assert facts(meta, REVISION) == {
        ("rdf:type", "rg:ReportRevision"),
        ("rdfs:label", "SG17 progress report on WTSA-20, TD 1234 Rev.1@en"),
        ("rg:sourceDigest", f"sha256-{'ab' * 32}"),
        ("rg:view", "voc:view/accepted"),
        ("dcterms:isVersionOf", "id:report/wtsa-20/sg17"),
        ("dcterms:subject", "id:plan/wtsa-20/sg17"),
        ("dcterms:identifier", "TD 1234 Rev.1"),
        ("dcterms:title", "Progress"),
        ("dcterms:source", "Editor"),
        ("rg:tdNumber", "1234"),
        ("rg:number", "1^^integer"),
        ("rg:studyPeriod", "id:period/itu-t/2022-2024"),
        ("rg:heldAt", "id:meeting/itu-t/sg17/2022-05-10"),
    }


def test_a_listed_resolution_keeps_its_title() -> None:
    listed = replace(_rich().report, listings=(Listing(7, "Collaboration", "· Resolution 7 – Collaboration"),) * 2)
    dataset = describe([Reading(listed, ())], Iris())

    assert values(dataset, REVISION, "rg:listsResolution") == {"id:resolution/wtsa/7"}
    assert subjects(dataset, "rg:ResolutionListing") == {f"{REVISION}/listing/7", f"{REVISION}/listing/7-2"}
    assert {
        ("rg:listedTitle", "Collaboration"),
        ("rg:about", "id:resolution/wtsa/7"),
        ("rg:listedIn", REVISION),
    } <= facts(dataset, f"{REVISION}/listing/7")


def test_a_report_signed_with_a_persons_name_publishes_no_name() -> None:
    rich = _rich()
    signed = replace(rich.report, metadata=replace(rich.report.metadata, source="Jane Doe (Example Corp.)"))
    dataset = describe([replace(rich, report=signed)], Iris())

    assert "Jane" not in "".join(map(str, dataset.quads))


def test_a_remark_about_the_document_is_data() -> None:
    dataset = describe([_rich()], Iris())
    (node,) = subjects(dataset, "rg:UnparsedText")

    assert node.startswith(f"{REVISION}/unparsed/")
    assert {
        ("rg:findingIn", REVISION),
        ("rg:findingCode", "field-code"),
        ("rdfs:comment", "a field has no result"),
        ("rg:asWritten", "REF x"),
        ("rg:sourceTable", "2^^integer"),
        ("rg:sourceRow", "9^^integer"),
    } <= facts(dataset, node)


def test_a_remark_about_a_row_is_a_finding_of_the_item_in_that_row() -> None:
    rich = _rich()
    item = rich.report.items[0]
    remark = Remark("note", "it stands in a footnote", "x", table=item.table, row=item.row)
    dataset = describe([replace(rich, report=replace(rich.report, remarks=(remark,)))], Iris())
    (node,) = subjects(dataset, "rg:UnparsedText")

    assert ("rg:findingIn", f"id:plan/wtsa-20/sg17/item/92-03/state/{REVISION.rpartition('/')[2]}") in facts(
        dataset, node
    )


def test_a_report_of_which_nothing_is_known_is_named_by_its_file() -> None:
    unknown = replace(_rich(), report=replace(_rich().report, metadata=replace(STATED, td="", revision="")))
    dataset = describe([unknown], Iris())

    assert subjects(dataset, "rg:ReportRevision") == {"id:report/wtsa-20/sg17/abababababab"}


def test_another_base_moves_the_data_but_not_the_terms() -> None:
    quads = describe([_rich()], Iris("https://example.org/data")).quads
    moved = "".join(sorted({str(quad) for quad in quads}))

    assert "<https://w3id.org/resograph/def#ItemState>" in moved
    assert "https://w3id.org/resograph/" not in moved.replace("https://w3id.org/resograph/def#", "")
    assert {"<https://example.org/data/voc/view/accepted>"} <= {str(quad.object) for quad in quads}


_PRINT = """
import hashlib, sys
from resograph.describe import describe
from resograph.naming.iris import Iris
from resograph.publish.jsonld import jsonld
from resograph.publish.nquads import nquads
from resograph.publish.trig import trig
from resograph.publish.turtle import turtle
from tests.describe.test_describe import _rich
dataset = describe([_rich()], Iris())
written = b"".join(write(dataset) for write in (nquads, trig, turtle, jsonld))
sys.stdout.write(hashlib.sha256(written).hexdigest())
"""


def _bytes_under(repository: Path, folder: Path, surroundings: dict[str, str]) -> str:
    path = os.pathsep.join([str(repository), str(repository / "src")])
    environment = {**os.environ, "PYTHONPATH": path, **surroundings}
    done = subprocess.run(
        [sys.executable, "-c", _PRINT], capture_output=True, check=True, cwd=folder, env=environment, text=True
    )
    return done.stdout


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8"},
    ],
)
def test_the_same_readings_give_the_same_bytes_everywhere(
    repository: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    assert _bytes_under(repository, tmp_path, surroundings) == _bytes_under(repository, repository, {"TZ": "UTC"})
