"""A release without the words of others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import pyoxigraph as ox
import pytest

import resograph
from resograph.naming.prefixes import OA, PROV, RDF, RDFS, RG, SH
from resograph.query.local import data_files, in_memory
from resograph.query.verbatim import files, manifest, without_quotes
from tests.wordfiles import cell, deleted, entry, ins, p, report, title_block

RUN = 6


@pytest.fixture(scope="module")
def store(example_release: Path) -> ox.Store:
    return in_memory(data_files(example_release))


@pytest.fixture(scope="module")
def bare(store: ox.Store) -> ox.Store:
    return without_quotes(store)


def _words(text: str) -> list[str]:
    return [word for raw in text.split() if (word := raw.strip(".,:;!?()[]“”\"'’…/-–").casefold())]


def _runs(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for words in map(_words, texts):
        yield from (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _cells(path: Path) -> set[tuple[str, ...]]:
    """Return each run of words of each cell of a Word file, read by another library."""
    rows = (row for table in docx.Document(str(path)).tables for row in table.rows)
    return set(_runs(cell.text for row in rows for cell in row.cells))


def _texts(store: ox.Store) -> Iterator[str]:
    return (quad.object.value for quad in store if isinstance(quad.object, ox.Literal))


def test_no_run_of_words_of_any_cell_is_left(example: Path, store: ox.Store, bare: ox.Store) -> None:
    cells = _cells(example)

    assert len(cells & set(_runs(_texts(store)))) > 1000
    assert cells & set(_runs(_texts(bare))) == set()


def test_nor_is_one_in_a_file_that_is_made_of_it(example: Path, bare: ox.Store) -> None:
    cells = _cells(example)
    for name, data in files(bare).items():
        # Markup and escapes parted from words: what is between quotation marks in any of the syntaxes.
        texts = re.findall(r'"((?:[^"\\\n]|\\.)*)"', data.decode())
        assert len(texts) > 1000, name
        assert cells & set(_runs(text.replace("\\n", " ").replace("\\t", " ") for text in texts)) == set(), name


def test_structure_numbers_digests_and_names_stay(store: ox.Store, bare: ox.Store) -> None:
    def links(of: ox.Store) -> set[ox.Quad]:
        return {quad for quad in of if not isinstance(quad.object, ox.Literal)}

    def values(of: ox.Store, name: ox.NamedNode) -> set[tuple[object, object]]:
        return {(quad.subject, quad.object) for quad in of.quads_for_pattern(None, name, None)}

    assert links(bare) == links(store)
    for name in (RG.contentDigest, RG.sourceRow, RG.number, RG.inMonth, RG.findingCode, RG.sourceDigest):
        assert values(bare, name) == values(store, name) != set()
    names = {value for _, value in values(store, RG.designation) if len(_words(getattr(value, "value", ""))) < RUN}
    assert names <= {value for _, value in values(bare, RG.designation)}
    labelled = {subject for subject, _ in values(store, RDFS.label)}
    assert {subject for subject, _ in values(bare, RDFS.label)} == labelled


def test_nothing_that_quotes_by_its_meaning_is_left(bare: ox.Store) -> None:
    for name in (RG.statusText, RG.actionText, RG.asWritten, RG.claimedTitle, RG.listedTitle, OA.exact, OA.prefix):
        assert list(bare.quads_for_pattern(None, name, None, None)) == []


def test_a_message_that_quotes_is_replaced_by_its_rule(store: ox.Store, bare: ox.Store) -> None:
    quoting = [
        quad.subject for quad in store.quads_for_pattern(None, RG.findingCode, ox.Literal("ItemState-title-list"), None)
    ]
    said = {
        quad.object.value
        for one in quoting
        for quad in bare.quads_for_pattern(one, SH.resultMessage, None, None)
        if isinstance(quad.object, ox.Literal)
    }

    assert len(quoting) > 1
    assert len(said) == 1
    assert "“" not in said.pop()


def test_the_store_that_is_published_with_its_words_stays_as_it_was(store: ox.Store, bare: ox.Store) -> None:
    assert len(store) > len(bare) > 0
    assert list(store.quads_for_pattern(None, RG.statusText, None, None))


def test_the_words_of_tracked_changes_go_too(tmp_path: Path) -> None:
    changed = cell(p("Q2/17 has ", deleted("begun the great and secret work on it"), ins("finished all of it at last")))
    source = report(entry("50-01", changed, lead="Q2/17"), front=(title_block("TD100"),))
    (tmp_path / "one.docx").write_bytes(source.data)
    resograph.build(tmp_path / "one.docx", tmp_path / "out", changes=True, fail_on="never")
    store = in_memory(data_files(tmp_path / "out"))
    bare = without_quotes(store)

    assert list(store.quads_for_pattern(None, PROV.value, None, None))
    text = " ".join(_texts(bare))
    assert "secret" not in text
    assert "at last" not in text


def test_the_files_are_those_of_the_store_and_the_manifest_tells_of_them(example_release: Path, bare: ox.Store) -> None:
    made = files(bare)
    release = (example_release / "current").resolve()
    again = ox.Store()
    again.bulk_load(made["graph.nq"], format=ox.RdfFormat.N_QUADS)
    named = {quad for quad in bare if not isinstance(quad.graph_name, ox.DefaultGraph)}

    assert set(again) == named
    view = {quad.triple for quad in bare.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    for name, syntax in (("graph.ttl", ox.RdfFormat.TURTLE), ("graph.jsonld", ox.RdfFormat.JSON_LD)):
        assert {quad.triple for quad in ox.parse(made[name], format=syntax)} == view
    originals = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert set(made) == originals - {"manifest.json", "validation.ttl", "validation.json"}
    told = manifest({"counts": {"items": 86}, "files": {"validation.ttl": "1a"}}, made)
    assert told["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    assert told["counts"] == {"items": 86}


def test_the_same_release_has_the_same_bytes(store: ox.Store, bare: ox.Store) -> None:
    assert files(without_quotes(store)) == files(bare)


def test_short_texts_and_texts_of_our_own_are_not_touched() -> None:
    thing, other = ox.NamedNode("https://example.org/id/x"), ox.NamedNode("https://example.org/id/y")
    store = ox.Store()
    store.add(ox.Quad(thing, RG.statusText, ox.Literal("one two three four five six seven")))
    store.add(ox.Quad(thing, RDFS.label, ox.Literal("One, two, three, four, five", language="en")))
    store.add(ox.Quad(other, RDFS.label, ox.Literal("and (two) three – four five six seven eight", language="en")))
    store.add(ox.Quad(other, RDF.type, RG.ItemState))

    assert sorted(_texts(without_quotes(store))) == ["One, two, three, four, five", "and (two) three – four…"]
