"""What stands inside a paragraph: characters, wrappers, fields, and what is not kept."""

from __future__ import annotations

import pytest

from resograph.model.document import Document
from resograph.read import read
from tests.wordfiles import box, deleted, field, ins, math, p, r, ruby, sdt, t, word


def _text(*content: str) -> str:
    [paragraph] = read(word(p(*content))).paragraphs
    return paragraph.text


def _remarks(document: Document) -> list[tuple[str, str]]:
    return [(remark.code, remark.text) for remark in document.remarks]


@pytest.mark.parametrize(
    ("element", "character"),
    [
        ("<w:tab/>", "\t"),
        ("<w:ptab/>", "\t"),
        ("<w:br/>", "\n"),
        ('<w:br w:type="page"/>', "\n"),
        ("<w:cr/>", "\n"),
        ("<w:noBreakHyphen/>", "\u2011"),
        ("<w:softHyphen/>", "\u00ad"),
        ('<w:sym w:font="Symbol" w:char="F062"/>', "β"),
        ('<w:sym w:font="Wingdings" w:char="F0E0"/>', "→"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/>', "·"),
        ('<w:sym w:font="Wingdings" w:char="F04A"/>', "☺"),
        ('<w:sym w:font="Symbol" w:char="F0E5"/>', "∑"),
        ('<w:br w:type="column"/>', "\n"),
    ],
)
def test_a_character_that_is_an_element_is_text(element: str, character: str) -> None:
    assert _text(r("ITU", element, "T")) == f"ITU{character}T"


def test_text_is_kept_character_by_character() -> None:
    assert _text("  SG17\u00a0 approved &  <x> ") == "  SG17\u00a0 approved &  <x> "


def test_a_line_feed_in_the_xml_is_a_space() -> None:
    assert _text("<w:r><w:t>SG17\napproved</w:t></w:r>") == "SG17 approved"


@pytest.mark.parametrize(
    "wrapped",
    [
        f'<w:hyperlink r:id="rId9">{r("X.1060")}</w:hyperlink>',
        f'<w:fldSimple w:instr="REF x">{r("X.1060")}</w:fldSimple>',
        sdt(r("X.1060")),
        sdt(sdt(r("X.1060"))),
        f"<w:smartTag>{r('X.1060')}</w:smartTag>",
        f"<w:customXml><w:customXmlPr/>{r('X.1060')}</w:customXml>",
        f'<w:dir w:val="rtl">{r("X.1060")}</w:dir>',
        f'<w:bdo w:val="rtl">{r("X.1060")}</w:bdo>',
        f'<w:permStart w:id="1"/>{r("X.1060")}<w:permEnd w:id="1"/>',
        f'<w:customXmlInsRangeStart w:id="1"/>{r("X.1060")}<w:customXmlInsRangeEnd w:id="1"/>',
        f'<w:moveToRangeStart w:id="1" w:name="m"/>{r("X.1060")}<w:moveToRangeEnd w:id="1"/>',
        f"<w:bookmarkStart/>{r('X.10')}<w:proofErr/><w:bookmarkEnd/>{r('60')}",
        f"<w:commentRangeStart/>{r('X.1060')}<w:commentRangeEnd/><w:r><w:commentReference/></w:r>",
        field('HYPERLINK "https://www.itu.int/"', "X.1060"),
        field("IF a", field("PAGE", "X.1060")),
    ],
)
def test_what_is_wrapped_is_read_and_instructions_never_leak(wrapped: str) -> None:
    document = read(word(p("See ", wrapped, ".")))

    assert [paragraph.text for paragraph in document.paragraphs] == ["See X.1060."]
    assert document.remarks == ()


def test_a_field_without_result_is_no_text() -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')

    assert _text("a", begin, "<w:r><w:instrText>XE x</w:instrText></w:r>", end, "b") == "ab"


def test_a_field_may_go_on_in_the_next_paragraph() -> None:
    whole = field("TOC", "one")
    begin, end = whole[: whole.rindex("<w:r>")], whole[whole.rindex("<w:r>") :]

    assert [x.text for x in read(word(p(begin), p("two", end), p("three"))).paragraphs] == [
        "one",
        "two",
        "three",
    ]


def test_text_hidden_by_a_field_without_end_is_remarked() -> None:
    document = read(word(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "To be provided"), p("after")))

    assert _remarks(document) == [("unfinished-field", "To be providedafter")]


def test_the_text_of_a_text_box_is_a_remark() -> None:
    document = read(word(p("a", box("In the box", p("is ", ins("new"), deleted("old"))), "b")))

    assert [paragraph.text for paragraph in document.paragraphs] == ["ab"]
    assert _remarks(document) == [("text-box", "In the box\nis new[deleted: old]")]


@pytest.mark.parametrize("part", ["<o:OLEObject/>", "<c:chart/>", "<dgm:relIds/>"])
def test_a_chart_a_diagram_and_an_embedded_document_are_remarked(part: str) -> None:
    document = read(word(p(f"<w:r><w:object>{part}</w:object></w:r>")))

    assert _remarks(document) == [("other-document", "")]


def test_a_picture_is_no_text() -> None:
    assert read(word(p("a", "<w:r><w:drawing><a:blip/></w:drawing></w:r>"))).remarks == ()


def test_an_equation_is_read_as_text_and_remarked() -> None:
    fraction = "<m:f><m:fPr><m:ctrlPr><w:ins/></m:ctrlPr></m:fPr><m:num><m:r><m:t>²</m:t></m:r></m:num></m:f>"
    document = read(word(p("a ", f"<m:oMathPara>{math('x', fraction)}</m:oMathPara>", " b")))

    assert [paragraph.text for paragraph in document.paragraphs] == ["a x² b"]
    assert _remarks(document) == [("equation", "x²")]


def test_an_equation_within_an_equation_is_remarked_with_it() -> None:
    document = read(word(p(math("x", math("y")), math("z"))))

    assert [paragraph.text for paragraph in document.paragraphs] == ["xyz"]
    assert _remarks(document) == [("equation", "xy"), ("equation", "z")]


def test_the_aid_above_a_text_is_remarked() -> None:
    document = read(word(p("a", ruby("base", "above"), "b")))

    assert [paragraph.text for paragraph in document.paragraphs] == ["abaseb"]
    assert _remarks(document) == [("reading-aid", "above")]


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        ("Wingdings", "a \uf0e0 b", "a → b"),
        ("Symbol", "\uf062", "β"),
        ("Symbol", "b", "b"),
        ("Arial", "\uf0e0", "\uf0e0"),
    ],
)
def test_a_sign_of_a_symbol_font_may_stand_in_the_text(font: str, text: str, shown: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    document = read(word(p(f"<w:r>{fonts}{t(text)}</w:r>")))

    assert [paragraph.text for paragraph in document.paragraphs] == [shown]
    assert _remarks(document) == ([("symbol", text)] if font == "Arial" else [])


def test_an_unknown_element_with_text_is_remarked_with_its_text() -> None:
    document = read(word(p("a", f"<x:odd>{r('strange')}</x:odd>", "<x:empty/>", "b")))

    assert [paragraph.text for paragraph in document.paragraphs] == ["ab"]
    assert [(remark.code, remark.message, remark.text) for remark in document.remarks] == [
        ("unknown-element", "the element odd is not known", "strange")
    ]


def test_an_unknown_sign_leaves_a_mark_and_a_remark() -> None:
    document = read(word(p(r('<w:sym w:font="Webdings" w:char="F0E0"/>'))))

    assert [paragraph.text for paragraph in document.paragraphs] == ["\ufffd"]
    assert document.remarks[0].message == "the sign F0E0 of the font Webdings is not known"


def test_a_linked_document_is_remarked() -> None:
    assert [code for code, _ in _remarks(read(word(p("<w:subDoc/>"), '<w:altChunk r:id="x"/>')))] == [
        "other-document"
    ] * 2


def test_runs_of_one_history_are_one_run() -> None:
    [paragraph] = read(word(p("a", "b", ins("c"), ins("d"), deleted("e"), "f"))).paragraphs

    assert [run.text for run in paragraph.runs] == ["ab", "cd", "e", "f"]
