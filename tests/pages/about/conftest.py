"""The description of the example's release, and of a small one of two revisions under another base."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import resograph
from resograph.pages import Published
from resograph.pages.about import About
from resograph.query.local import data_files, in_memory
from resograph.query.things import Things, things_of
from tests.wordfiles import entry, report, title_block

ADDRESS = "https://data.example.org/reports/"
BASE = "https://example.org/data/"
FORMS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="session")
def things(example_release: Path) -> Things:
    return things_of(in_memory(data_files(example_release)))


@pytest.fixture(scope="session")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of two revisions of a report, under a base of its own."""
    folder = tmp_path_factory.mktemp("revised")
    for name, td in (("one.docx", "TD100"), ("two file.docx", "TD200")):
        source = report(entry("50-01", lead="Q2/17"), entry("50-02"), front=(title_block(td),))
        (folder / name).write_bytes(source.data)
    files = [folder / "one.docx", folder / "two file.docx"]
    resograph.build(files, folder / "out", base=BASE, fail_on="never")
    return folder / "out"


def published(folder: Path, things: Things, address: str = ADDRESS, suffix: str = "") -> Published:
    """Publish a release as a server does, or as a static site does."""
    release = (folder / "current").resolve()
    files = {path.relative_to(release).as_posix(): path.stat().st_size for path in release.rglob("*") if path.is_file()}
    return Published(things, release.name, json.loads((release / "manifest.json").read_bytes()), files, address, suffix)


@pytest.fixture(scope="session")
def about(example_release: Path, things: Things) -> About:
    """Return the description of the example's release, on a server."""
    return About(published(example_release, things), ())


@pytest.fixture(scope="session")
def about_revised(revised: Path) -> About:
    """Return the description of the release of two revisions, on a server."""
    return About(published(revised, things_of(in_memory(data_files(revised)))), ())


def read(data: bytes, form: str) -> rdflib.Graph:
    """Read what is published, by another library than the one that wrote it; but rdflib's JSON-LD warns of itself."""
    if form != "jsonld":
        return rdflib.Graph().parse(data=data, format=FORMS[form])
    quads = ox.parse(data, format=ox.RdfFormat.JSON_LD)
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")
