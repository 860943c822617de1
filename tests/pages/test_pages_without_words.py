"""The pages of a release without the words of others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import docx
import pytest
from lxml import html

from resograph.naming.prefixes import RG
from resograph.pages import Publication, Published, publication
from resograph.pages.links import page_path
from resograph.query.local import data_files, in_memory
from resograph.query.things import things_of
from resograph.query.verbatim import RUN, release_without_quotes

SOME = 25


@pytest.fixture(scope="module")
def bare(example_release: Path) -> Publication:
    with release_without_quotes(example_release) as folder:
        stated = json.loads((folder / "manifest.json").read_bytes())
        names = {
            path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()
        }
        things = things_of(in_memory(data_files(folder)))
    return publication(Published(things, folder.name, stated, names, suffix=".html"))


def _runs(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        words = [word for raw in text.split() if (word := raw.strip(".,:;!?()[]“”\"'’…/-–").casefold())]
        yield from zip(*(words[start:] for start in range(RUN)), strict=False)


def _paths(site: Publication) -> Iterator[str]:
    """Yield whatever is no page of a thing, and some things of the kinds that quote most."""
    yield from (path for path in site.paths() if not path.startswith(("doc/", "links/")))
    things = site.published.things
    for kind in (RG.ItemState, RG.ActionItem, RG.Resolution, RG.Claim, RG.Finding, RG.Passage, RG.ReportRevision):
        yield from (page_path(thing.value, things.base) for thing in islice(things.all_of_kind(kind), SOME))


def test_no_text_of_any_page_repeats_words_of_a_cell(bare: Publication, example: Path) -> None:
    tables = docx.Document(str(example)).tables
    cells = set(_runs(cell.text for table in tables for row in table.rows for cell in row.cells))
    paths = list(_paths(bare))
    repeated = {}
    for path in paths:
        for form in set(bare.forms(path)) & {"html", "json", "csv", "ttl", "svg", "js"}:
            written = bare.written(path, form).decode()
            texts = html.document_fromstring(written).itertext() if form == "html" else written.split('"')
            if found := cells & set(_runs(texts)):
                repeated[path, form] = min(found)

    assert len(paths) > 200
    assert repeated == {}


def test_the_pages_say_that_words_are_left_out(bare: Publication) -> None:
    page = bare.written("dataset", "html").decode()

    assert "leaves them out" in page
    assert "validation.ttl" not in page
    assert "graph.ttl" in page
