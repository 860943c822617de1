"""What stands beside the text is remarked, each once, with its words: headers, footers, notes and comments."""

from __future__ import annotations

import pytest

from resograph.model.document import Document
from resograph.read import read
from tests.wordfiles import (
    box,
    cell,
    comment,
    comments,
    deleted,
    document,
    field,
    ins,
    note,
    notes,
    p,
    page_footer,
    page_header,
    parts,
    row,
    simple_field,
    strict,
    table,
    word,
    zipped,
)


def _remarks(found: Document) -> list[tuple[str, str]]:
    return [(remark.code, remark.text) for remark in found.remarks]


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_the_words_of_a_header_or_footer_are_remarked_whole(kind: str) -> None:
    make = page_header if kind == "header" else page_footer
    found = read(word("a", **{kind: make("TD 1234 Rev.1 (SG17)", p("- ", simple_field("PAGE", "1"), " -"))}))

    assert [x.text for x in found.paragraphs] == ["a"]
    assert _remarks(found) == [("header-footer", "TD 1234 Rev.1 (SG17)\n- 1 -")]
    assert (found.remarks[0].table, found.remarks[0].row) == (0, 0)


@pytest.mark.parametrize(
    "line",
    [
        p("- ", simple_field("PAGE", "1"), " -"),
        p("Page ", simple_field("PAGE", "1"), " of ", simple_field("NUMPAGES", "12")),
        p("Page ", field("PAGE \\* MERGEFORMAT", "1"), "/", field("SECTIONPAGES", "12")),
        p("第", field("page", "1"), "页"),
        p("صفحة ", field("PAGE", "1"), " من ", field("NUMPAGES", "12")),
        p(""),
    ],
)
def test_the_number_of_the_page_is_no_word(line: str) -> None:
    assert _remarks(read(word("a", footer=page_footer(line)))) == []


@pytest.mark.parametrize("line", [p("Draft, page ", field("PAGE", "1")), p(field("TITLE", "Plan")), p("12")])
def test_any_other_word_beside_the_number_of_the_page_is_one(line: str) -> None:
    assert len(_remarks(read(word("a", footer=page_footer(line))))) == 1


def test_equal_headers_are_remarked_once_and_others_each() -> None:
    found = read(word("a", header=page_header("TD 1"), header2=page_header("TD 1"), footer=page_footer("SG17")))

    assert _remarks(found) == [("header-footer", "TD 1"), ("header-footer", "SG17")]


def test_a_header_that_repeats_the_first_page_says_nothing_new() -> None:
    header = page_header(p("- ", simple_field("PAGE", "7"), " -"), "TD1234R1 (SG17)")

    assert _remarks(read(word(table(row("", "TD1234R1"), row("SG17", "")), "Text", header=header))) == []
    assert len(_remarks(read(word("TD1234 SG17", header=header)))) == 1


def test_what_stands_far_behind_is_not_on_the_first_page() -> None:
    assert len(_remarks(read(word("a" * 30_000, "TD1234", header=page_header("TD1234"))))) == 1


def test_a_header_that_no_section_refers_to_is_shown_to_nobody() -> None:
    found = parts("a", header=page_header("old"))

    assert _remarks(read(zipped({**found, "word/document.xml": document("a")}))) == []


def test_the_header_of_a_section_in_mid_document_is_remarked_too() -> None:
    found = parts("a", header=page_header("TD 1"))
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rId0"/></w:sectPr>'
    changed = document(p("a", properties=section), "b")

    assert _remarks(read(zipped({**found, "word/document.xml": changed}))) == [("header-footer", "TD 1")]


def test_a_header_in_the_strict_dialect_is_remarked() -> None:
    assert _remarks(read(zipped(strict(parts("a", header=page_header("TD 1")))))) == [("header-footer", "TD 1")]


def test_what_a_header_says_in_tables_boxes_and_word_art_is_said() -> None:
    art = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DRAFT"/></v:shape></w:pict>'
        "</w:r>"
    )
    header = page_header(table(row("TD 1", "SG17")), p(box("In a box"), art, ins("new"), deleted("old")))

    assert _remarks(read(word("a", header=header))) == [
        ("header-footer", "TD 1\tSG17\nIn a box\nDRAFT\nnew[deleted: old]")
    ]


def test_a_header_that_is_not_there_is_none() -> None:
    found = parts("a", header=page_header("TD 1"))
    del found["word/header.xml"]

    assert _remarks(read(zipped(found))) == []


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_the_text_of_a_note_is_no_text_of_the_paragraph_but_a_remark(kind: str) -> None:
    found = read(word(p("SDOs.", note("2", kind), " End"), **{f"{kind}s": notes(kind, n2=" Kept by Q1/17.")}))

    assert [paragraph.text for paragraph in found.paragraphs] == ["SDOs. End"]
    assert _remarks(found) == [("note", "Kept by Q1/17.")]


def test_the_own_mark_of_a_note_stays_in_the_text() -> None:
    marked = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    found = read(word(p("SDOs", marked), footnotes=notes("footnote", n2="Kept")))

    assert [paragraph.text for paragraph in found.paragraphs] == ["SDOs*"]
    assert _remarks(found) == [("note", "Kept")]


def test_a_reference_to_a_note_that_is_not_there_is_no_text() -> None:
    found = read(word(p("SDOs.", note("9")), footnotes=notes("footnote", n2="")))

    assert ([x.text for x in found.paragraphs], _remarks(found)) == (["SDOs."], [])


def test_a_note_is_remarked_where_its_first_reference_stands() -> None:
    plan = table(row("a", cell(p("b", note("2")))), row(cell(p("c", note("2")))))
    found = read(word(plan, footnotes=notes("footnote", n2="Kept")))

    assert [(x.text, x.table, x.row, x.column) for x in found.remarks] == [("Kept", 1, 1, 2)]


def test_a_note_to_what_is_only_quoted_is_remarked_all_the_same() -> None:
    nested = cell(table(row(cell(p("a", note("2"))))), p("b"))
    found = read(word(table(row(nested)), footnotes=notes("footnote", n2="Kept")))

    assert _remarks(found) == [("nested-table", "a"), ("note", "Kept")]


def test_the_lines_that_part_notes_from_the_text_are_no_notes() -> None:
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    part = notes("footnote", n2="").replace("</w:footnotes>", f"{separator}</w:footnotes>")

    assert _remarks(read(word("a", footnotes=part))) == []


def test_a_comment_is_remarked_with_its_words_and_place_but_not_its_author() -> None:
    plan = table(row("a", cell(p("b ", comment("7", "c")))))
    found = read(word(plan, comments=comments(author="Jane Doe", n7="To be confirmed")))

    assert [c.lines for line in next(found.tables).rows for c in line.cells] == [("a",), ("b c",)]
    assert [(x.code, x.text, x.table, x.row, x.column) for x in found.remarks] == [
        ("comment", "To be confirmed", 1, 1, 2)
    ]
    assert "Doe" not in repr(found)


def test_each_comment_is_a_remark() -> None:
    found = read(word(p(comment("7", comment("8", "a"))), comments=comments(n7="one", n8="two", n9="three")))

    assert _remarks(found) == [("comment", "two"), ("comment", "one"), ("comment", "three")]


def test_a_comment_on_deleted_words_is_remarked_too() -> None:
    found = read(word(p(deleted(comment("7", "old"))), comments=comments(n7="why?")))

    assert _remarks(found) == [("comment", "why?")]
