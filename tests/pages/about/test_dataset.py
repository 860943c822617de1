"""The description of the data for data portals, and what is counted of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, PROV, RDF, VOID, XSD

from resograph.pages import Published
from resograph.pages.about import About
from resograph.query.things import Things
from tests.pages.about.conftest import ADDRESS, BASE, FORMS, published, read

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
OURS = "https://w3id.org/resograph/"
DATASET = "https://w3id.org/resograph/dataset#"


def _graph(about: About, path: str, form: str = "ttl") -> rdflib.Graph:
    return read(about.written(path, form, {}), form)


def _release(folder: Path) -> Path:
    return (folder / "current").resolve()


def _lines(folder: Path) -> list[tuple[str, str, str, str]]:
    """Read graph.nq without an RDF library: our own files have one space between terms."""
    found = []
    for line in (_release(folder) / "graph.nq").read_text(encoding="utf-8").split("\n"):
        if line:
            start, graph = line.removesuffix(" .").rsplit(" ", 1)
            subject, name, value = start.split(" ", 2)
            found.append((subject, name, value, graph))
    return found


@pytest.mark.parametrize("path", ["dataset", ".well-known/void"])
def test_every_form_says_the_same_and_nothing_is_without_a_name(about: About, path: str) -> None:
    graphs = {form: _graph(about, path, form) for form in FORMS}

    assert {len(graph) for graph in graphs.values()} == {len(graphs["nt"])}
    assert all(set(graph) == set(graphs["nt"]) for graph in graphs.values())
    assert not [term for triple in graphs["nt"] for term in triple if isinstance(term, rdflib.BNode)]


def test_the_same_release_is_described_in_the_same_bytes(example_release: Path, things: Things, about: About) -> None:
    again = About(published(example_release, things), ())

    for path in ("dataset", ".well-known/void", "def", "def/shapes"):
        for form in again.forms(path):
            assert again.written(path, form, {}) == about.written(path, form, {})


def test_the_counts_are_those_of_the_files(about: About, example_release: Path) -> None:
    lines, void = _lines(example_release), _graph(about, ".well-known/void")
    # One report: its current view is all graphs, each triple once.
    view = {line[:3] for line in lines}
    current = rdflib.URIRef(DATASET + "current")
    counted = {
        name: int(str(void.value(current, VOID[name]))) for name in ("triples", "entities", "classes", "properties")
    }

    assert counted["triples"] == len(view)
    assert counted["properties"] == len({name for _, name, _ in view})
    assert int(str(void.value(current, VOID.distinctSubjects))) == len({subject for subject, _, _ in view})
    assert int(str(void.value(current, VOID.distinctObjects))) == len({value for _, _, value in view})
    types = {(subject, value) for subject, name, value in view if name == f"<{RDF.type}>"}
    assert counted["classes"] == len({kind for _, kind in types})
    assert counted["entities"] == len({subject for subject, _ in types if subject.startswith(f"<{OURS}")})
    release = rdflib.URIRef(f"{DATASET}release-{_release(example_release).name}")
    assert int(str(void.value(release, VOID.triples))) == len(lines)


def test_each_share_is_counted(about: About, example_release: Path) -> None:
    lines, void = _lines(example_release), _graph(about, ".well-known/void")
    view = {line[:3] for line in lines}

    properties = {
        f"<{void.value(part, VOID.property)}>": int(str(void.value(part, VOID.triples)))
        for part in void.objects(None, VOID.propertyPartition)
    }
    assert properties == Counter(name for _, name, _ in view)
    classes = {
        f"<{void.value(part, VOID['class'])}>": int(str(void.value(part, VOID.entities)))
        for part in void.objects(None, VOID.classPartition)
    }
    assert classes == Counter(value for _, name, value in view if name == f"<{RDF.type}>")
    graphs = {
        f"<{node}>": int(str(void.value(node, VOID.triples)))
        for node in void.subjects(RDF.type, rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#NamedGraph"))
    }
    assert graphs == Counter(graph for *_, graph in lines)


def test_links_out_of_the_data_are_counted_by_host(about: About, example_release: Path) -> None:
    view = {line[:3] for line in _lines(example_release)}
    # The only things elsewhere that the example's data lead to are pages of ITU.
    expected = Counter(
        (found[0], name.strip("<>"))
        for subject, name, value in view
        if (found := re.findall(r"^<(https?://www\.itu\.int/)", value)) and subject.startswith(f"<{OURS}")
    )
    void = _graph(about, ".well-known/void")
    told = {}
    for node in void.subjects(RDF.type, VOID.Linkset):
        host = void.value(void.value(node, VOID.objectsTarget), VOID.uriSpace)
        told[str(host), str(void.value(node, VOID.linkPredicate))] = int(str(void.value(node, VOID.triples)))

    assert expected
    assert told == expected


def test_each_file_is_there_with_its_size_and_digest(about: About, example_release: Path) -> None:
    dcat, release = _graph(about, "dataset"), _release(example_release)
    nodes = list(dcat.objects(None, DCAT.distribution))
    named = set()
    for node in nodes:
        address = str(dcat.value(node, DCAT.downloadURL))
        path = release / address.removeprefix(f"{ADDRESS}downloads/")
        named.add(path.relative_to(release).as_posix())
        assert int(str(dcat.value(node, DCAT.byteSize))) == path.stat().st_size
        checksum = dcat.value(node, SPDX.checksum)
        if path.name != "manifest.json":
            value = dcat.value(checksum, SPDX.checksumValue)
            assert value == rdflib.Literal(hashlib.sha256(path.read_bytes()).hexdigest(), datatype=XSD.hexBinary)

    assert named == {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}


def test_a_dataset_has_a_version_a_licence_rights_and_what_it_was_made_of(about: About, example_release: Path) -> None:
    dcat, name = _graph(about, "dataset"), _release(example_release).name
    manifest = json.loads((_release(example_release) / "manifest.json").read_bytes())
    [data] = dcat.objects(None, DCAT.dataset)
    release = dcat.value(data, DCAT.hasCurrentVersion)

    assert str(dcat.value(release, DCAT.version)) == name
    assert str(dcat.value(release, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert dcat.value(dcat.value(release, DCTERMS.rights), RDF.type) == DCTERMS.RightsStatement
    inputs = {
        str(dcat.value(dcat.value(node, SPDX.checksum), SPDX.checksumValue))
        for node in dcat.objects(release, PROV.wasDerivedFrom)
    }
    assert inputs == {one["sha256"] for one in manifest["inputs"]}
    assert not list(dcat.objects(None, DCTERMS.publisher))
    assert not list(dcat.objects(None, DCTERMS.issued))


def test_revisions_are_versions_of_their_report_and_their_graphs_a_series(about_revised: About) -> None:
    dcat = _graph(about_revised, "dataset")
    [report] = set(dcat.subjects(DCAT.hasCurrentVersion, None)) - set(dcat.objects(None, DCAT.dataset))
    current = dcat.value(report, DCAT.hasCurrentVersion)
    former = dcat.value(current, DCAT.previousVersion)

    assert str(report).startswith(BASE)
    assert set(dcat.objects(report, DCAT.hasVersion)) == {current, former}
    assert dcat.value(former, DCAT.previousVersion) is None
    assert len(set(dcat.subjects(DCAT.inSeries, None))) == 2
    assert len(set(dcat.objects(None, DCAT.inSeries))) == 1


def test_where_nobody_told_the_address_nothing_is_told_that_would_not_be_true(
    example_release: Path, things: Things
) -> None:
    unknown = About(published(example_release, things, address=""), ())

    for path in ("dataset", ".well-known/void"):
        graph = _graph(unknown, path)
        for name in (
            DCAT.downloadURL,
            DCAT.accessURL,
            DCAT.endpointURL,
            DCAT.landingPage,
            VOID.dataDump,
            VOID.sparqlEndpoint,
        ):
            assert not list(graph.objects(None, name))
        assert len(list(graph.objects(None, DCAT.distribution))) == (8 if path == "dataset" else 0)


def test_only_a_server_answers_questions(example_release: Path, things: Things, about: About) -> None:
    site = About(published(example_release, things, suffix=".html"), ())
    live, still = (set(_graph(one, "dataset").objects(None, DCAT.endpointURL)) for one in (about, site))

    assert live == {rdflib.URIRef(f"{ADDRESS}sparql")}
    assert still == set()
    assert rdflib.URIRef(f"{ADDRESS}dataset.html") in set(_graph(site, "dataset").objects(None, DCAT.landingPage))


def test_a_base_and_names_of_files_of_others_do_no_harm(about_revised: About) -> None:
    void, page = _graph(about_revised, ".well-known/void"), about_revised.written("dataset", "html", {}).decode()

    assert BASE in {str(space) for space in void.objects(None, VOID.uriSpace)}
    assert all(str(node).startswith(BASE) for node in void.objects(None, VOID.classPartition))
    assert "two file.docx" in page


def test_an_empty_store_is_described_too() -> None:
    import pyoxigraph as ox

    about = About(Published(Things(ox.Store())), ())

    for path in ("dataset", ".well-known/void", "def", "def/shapes"):
        for form in about.forms(path):
            assert about.written(path, form, {})
