"""Pages of things of three releases: the example's, one with revisions and tracked changes, and hostile data."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import resograph
from resograph.naming.prefixes import DCTERMS, RDF, RDFS, RG
from resograph.pages.publication import Published
from resograph.pages.things.part import ThingPages, thing_pages
from resograph.query.local import data_files, in_memory
from resograph.query.things import Things, things_of
from tests import wordfiles as w

BASE = "https://data.example.org/a/"
EVIL = '"onx="1\'><img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 7 }}'


@pytest.fixture(scope="session")
def pages(example_release: Path) -> ThingPages:
    return thing_pages(Published(things_of(in_memory(data_files(example_release))), "1a2b3c4d"))


@pytest.fixture(scope="session")
def revised(tmp_path_factory: pytest.TempPathFactory) -> ThingPages:
    """Two revisions of SG17's report, of which the latter lacks an item and has tracked changes, and SG13's report."""
    folder = tmp_path_factory.mktemp("revised")
    changed = w.cell(w.p("Q2/17 has ", w.deleted("begun"), w.ins("finished")))
    reports = {
        "one.docx": w.report(
            w.entry("50-01", lead="Q2/17"),
            w.entry("50-02", "See 50-01"),
            w.entry("51-01", "SG17 approved X.509"),
            front=(w.title_block("TD100"),),
        ),
        "two.docx": w.report(
            w.entry("50-01", changed, lead="Q2/17"),
            w.entry("50-02", "See 50-01"),
            front=(w.title_block("TD200"),),
        ),
        "other group.docx": w.report(
            w.entry("50-01", "SG13 approved Y.3500 in March 2023", lead="Q3/13"),
            front=(w.title_block("TD7", group="SG13"),),
            caption="WTSA-20 Action Items pertaining to SG13",
            headings=(*w.HEADINGS[:-1], "SG13 lead"),
        ),
    }
    for name, source in reports.items():
        (folder / name).write_bytes(source.data)
    files = [folder / name for name in reports]
    resograph.build(files, folder / "out", changes=True, fail_on="never", base=BASE)
    return thing_pages(Published(things_of(in_memory(data_files(folder / "out"))), suffix=".html"))


@pytest.fixture(scope="session")
def hostile() -> ThingPages:
    """Data that try to become markup: in labels, languages, IRIs that a browser would run, names of things."""
    store = ox.Store()
    thing, scheme = (ox.NamedNode(f"{BASE}id/{name}") for name in ("org/evil", "org/javascript:alert(1)"))
    for one, kind in ((thing, RG.OutsideBody), (scheme, RG.ActionItem)):
        store.add(ox.Quad(one, RDF.type, kind))
        store.add(ox.Quad(one, RG.designation, ox.Literal(EVIL)))
        store.add(ox.Quad(one, RDFS.label, ox.Literal(f"{EVIL} 2", language="en-x-onerror")))
        store.add(ox.Quad(one, RG.asWritten, ox.Literal(EVIL)))
        store.add(ox.Quad(one, RG.statusText, ox.Literal(EVIL)))
        for iri in ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"):
            store.add(ox.Quad(one, DCTERMS.source, ox.NamedNode(iri)))
    store.add(ox.Quad(thing, RG.mentions, scheme))
    store.add(ox.Quad(scheme, RG.mentions, thing))
    return thing_pages(Published(Things(store, BASE), EVIL))
