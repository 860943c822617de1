"""A paragraph's number leads back to it: it counts every ``w:p`` of the main part, read or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from resograph.model.document import Document, Paragraph, Table
from resograph.model.source import Source
from resograph.read import read
from tests.wordfiles import (
    TRANSITIONAL,
    alternative,
    box,
    cell,
    ins,
    mark,
    p,
    parts,
    row,
    sdt,
    strict,
    table,
    word,
    zipped,
)

BOX = box("box", "box")
EITHER = alternative(p("a"), p("b"))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (x for line in block.rows for c in line.cells for x in c.paragraphs)
        else:
            yield block


def _numbers(document: Document) -> list[tuple[int, str]]:
    return [(paragraph.number, paragraph.text) for paragraph in _paragraphs(document)]


def test_paragraphs_count_from_one_through_tables_and_text() -> None:
    document = read(word("a", table(row("b", cell("c", "")), row("d")), "e"))

    assert _numbers(document) == [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d"), (6, "e")]


def test_equal_paragraphs_have_numbers_of_their_own() -> None:
    assert _numbers(read(word("a", "a", "", ""))) == [(1, "a"), (2, "a"), (3, ""), (4, "")]


def test_paragraphs_of_a_text_box_are_counted_after_the_one_that_holds_it() -> None:
    assert _numbers(read(word(p("a", BOX), "b"))) == [(1, "a"), (4, "b")]


def test_paragraphs_of_a_nested_table_are_counted() -> None:
    nested = cell(table(row("x", "y")), p("a"))

    assert _numbers(read(word(table(row(nested, "b")), "c"))) == [(3, "a"), (4, "b"), (5, "c")]


def test_paragraphs_of_a_branch_that_is_not_read_are_counted() -> None:
    assert _numbers(read(word(EITHER, "c", table(row(cell(EITHER)))))) == [(1, "a"), (3, "c"), (4, "a")]


def test_paragraphs_that_stand_in_no_cell_are_counted_where_they_stand() -> None:
    loose = table(p("x"), row("a"), sdt(p("x") + row("b") + p("x")), row("c"), p("x"), p("x"))

    assert _numbers(read(word(loose, "d"))) == [(2, "a"), (4, "b"), (6, "c"), (9, "d")]


def test_paragraphs_are_counted_in_the_strict_dialect() -> None:
    assert _numbers(read(zipped(strict(parts("a", table(row("b"))))))) == [(1, "a"), (2, "b")]


def test_joined_paragraphs_have_the_number_of_the_first_that_is_not_empty() -> None:
    document = read(word(p("", mark=mark("del")), p("a", mark=mark("del")), p("b"), p("c")))

    assert _numbers(document.in_view("accepted")) == [(2, "ab"), (4, "c")]
    assert _numbers(document.in_view("original")) == [(1, ""), (2, "a"), (3, "b"), (4, "c")]


def test_a_view_keeps_the_numbers_of_the_file() -> None:
    document = read(word(table(row(cell(p(ins("new"))), properties=mark("ins")), row("old"))))

    assert _numbers(document.in_view("original")) == [(2, "old")]


def test_in_a_long_report_every_number_leads_to_its_paragraph(example: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(example.read_bytes())) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    texts = ["".join(element.itertext(f"{{{TRANSITIONAL}}}t")) for element in root.iter(f"{{{TRANSITIONAL}}}p")]
    found = {x.number: x for x in _paragraphs(read(Source.open(example)))}

    assert sorted(found) == list(range(1, len(texts) + 1))
    for number, paragraph in found.items():
        assert paragraph.text.replace("\n", "").replace("\u2011", "").endswith(texts[number - 1][-10:])
