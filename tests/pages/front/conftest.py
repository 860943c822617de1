"""The front of three releases: the example's, one of two groups with revisions and tracked changes, an empty one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import lxml.html
import pyoxigraph as ox
import pytest

import resograph
from resograph.pages.front import Front
from resograph.pages.publication import Published
from resograph.query import Local, find
from resograph.query.local import data_files, in_memory, unite_current
from resograph.query.things import things_of
from tests import wordfiles as w

HOSTILE = "<script>alert(1)</script>"
BASE = "https://example.org/data/"


@pytest.fixture(scope="session")
def published(example_release: Path) -> Published:
    """Publish the example's release as a server does."""
    release = (example_release / "current").resolve()
    files = {path.relative_to(release).as_posix(): path.stat().st_size for path in release.rglob("*") if path.is_file()}
    manifest = json.loads((release / "manifest.json").read_bytes())
    return Published(things_of(in_memory(data_files(example_release))), release.name, manifest, files)


@pytest.fixture(scope="session")
def front(published: Published) -> Front:
    return Front(published)


@pytest.fixture(scope="session")
def quads(example_release: Path) -> list[ox.Quad]:
    """Return what graph.nq holds, to be counted without a query."""
    return list(ox.parse(path=example_release / "current" / "graph.nq", format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="session")
def empty() -> Front:
    return Front(Published(things_of(ox.Store())))


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Front:
    """Two revisions of SG17's report, the later one with tracked changes and hostile words, and a report of SG13."""
    folder = tmp_path_factory.mktemp("mixed")
    done = w.cell(w.p("Done. ", w.ins("See X.1234."), w.deleted("Gone.")))
    reports = {
        "first.docx": w.report(
            w.entry("50-01", lead="Q2/17"), w.entry("50-02"), w.entry("50-03", "Done"), front=(w.title_block("TD100"),)
        ),
        "second file.docx": w.report(
            w.entry("50-01", done, lead="Q2/17, Q4/17", title=f"Resolution 50 – {HOSTILE}"),
            w.entry("50-02"),
            w.entry("50-04", "", lead=f"Nobody {HOSTILE}", action=f"SGs to {HOSTILE} (resolves 1)"),
            front=(w.title_block("TD200", place="Geneva, 20 February – 1 March 2024"),),
        ),
        "other.docx": w.report(
            w.entry("50-01", "X.1234 (05/2022) was approved", lead="Q1/13"),
            front=(w.title_block("TD300", group="SG13"),),
            caption="WTSA-20 Action Items pertaining to SG13",
            headings=(*w.HEADINGS[:-1], "SG13 lead"),
        ),
    }
    for name, source in reports.items():
        (folder / name).write_bytes(source.data)
    return made([folder / name for name in reports])


def made(files: Sequence[Path]) -> Front:
    """Make a release of reports in memory, and its front."""
    store = ox.Store()
    store.bulk_extend(resograph.build(files, base=BASE, changes=True, fail_on="never").dataset.quads)
    unite_current(store)
    return Front(Published(things_of(store)))


def page(front: Front, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(front.written(path, "html", {}).decode())


def words(node: lxml.html.HtmlElement | None) -> str:
    return "" if node is None else " ".join(node.text_content().split())


def body(found: lxml.html.HtmlElement) -> list[list[str]]:
    """Return the rows of a table."""
    return [[words(cell) for cell in row] for row in found.xpath("tbody/tr")]


def tables(root: lxml.html.HtmlElement, caption: str) -> list[list[list[str]]]:
    """Return the rows of each table whose caption begins so."""
    return [body(one) for one in root.iter("table") if words(one.find("caption")).startswith(caption)]


def table(root: lxml.html.HtmlElement, caption: str) -> list[list[str]]:
    """Return the rows of the one table whose caption begins so."""
    (found,) = tables(root, caption)
    return found


def answer(front: Front, name: str) -> list[dict[str, str]]:
    """Return what a named query answers over the same data."""
    return list(Local(front.published.things.store).answer(find(name).text).rows())
