"""Fields show their results, those of old forms what was chosen; their instructions never leak."""

from __future__ import annotations

import pytest

from resograph.model.document import Document
from resograph.read import read
from tests.wordfiles import (
    box,
    cell,
    changed,
    check_box,
    del_text,
    deleted,
    drop_down,
    field,
    field_char,
    ins,
    link,
    p,
    r,
    row,
    sdt,
    simple_field,
    sym,
    table,
    word,
)

CODE = "<w:r><w:instrText> {} </w:instrText></w:r>"
DELETED_CODE = "<w:r><w:delInstrText> {} </w:delInstrText></w:r>"


def _text(*content: str) -> str:
    [paragraph] = read(word(p(*content))).paragraphs
    return paragraph.text


def _views(*content: str) -> list[str]:
    document = read(word(p(*content)))
    return [
        "|".join(paragraph.text for paragraph in document.in_view(view).paragraphs) for view in ("accepted", "original")
    ]


def _remarks(document: Document) -> list[tuple[str, str]]:
    return [(remark.code, remark.text) for remark in document.remarks]


def _without_result(code: str) -> str:
    return field_char("begin") + CODE.format(code) + field_char("end")


@pytest.mark.parametrize(
    ("entries", "chosen", "shown"),
    [(("One", "Two"), 1, "Two"), (("One", "Two"), None, "One"), (("One",), 7, ""), ((), None, "")],
)
def test_an_old_drop_down_shows_the_entry_that_is_chosen(entries: tuple[str, ...], chosen: int, shown: str) -> None:
    assert _text("Status: ", drop_down(*entries, chosen=chosen), ".") == f"Status: {shown}."


def test_an_old_drop_down_without_choice_shows_its_default() -> None:
    form = drop_down("One", "Two").replace("<w:ddList>", '<w:ddList><w:default w:val="1"/>')

    assert _text(form) == "Two"


def test_a_result_that_stands_in_the_file_wins_over_the_entry() -> None:
    end = field_char("end")

    assert _text(drop_down("One", "Two").replace(end, field_char("separate") + r("Three") + end)) == "Three"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("<w:checked/>", "☒"),
        ('<w:checked w:val="1"/>', "☒"),
        ('<w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="false"/>', "☐"),
        ("", "☐"),
    ],
)
def test_an_old_check_box_shows_whether_it_is_checked(state: str, shown: str) -> None:
    assert _text(check_box(state), " agreed") == f"{shown} agreed"


def test_a_check_box_and_a_drop_down_of_today_show_what_they_hold() -> None:
    checked = sdt(
        r(sym("2612", "MS Gothic")), '<w14:checkbox xmlns:w14="urn:w14"><w14:checked w14:val="1"/></w14:checkbox>'
    )
    chosen = sdt(r("On-going"), '<w:dropDownList><w:listItem w:displayText="Done" w:value="2"/></w:dropDownList>')

    assert _text(checked, " ", chosen) == "☒ On-going"


def test_a_form_that_was_taken_out_and_one_put_in_are_in_one_view_each() -> None:
    assert _views("Milestone: ", changed("del", drop_down("2023")), ins(drop_down("2024"))) == [
        "Milestone: 2024",
        "Milestone: 2023",
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('SYMBOL 183 \\f "Symbol" \\s 12', "·"),
        ("SYMBOL 0xE0 \\f Wingdings", "→"),
        ("SYMBOL 169", "©"),
        ("MACROBUTTON AcceptAll Press here", "Press here"),
        ('XE "security"', ""),
    ],
)
def test_a_field_that_word_draws_shows_what_word_draws(code: str, shown: str) -> None:
    document = read(word(p("a", _without_result(code), "b")))

    assert [paragraph.text for paragraph in document.paragraphs] == [f"a{shown}b"]
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        ("LISTNUM  NumberDefault", ("field", "LISTNUM NumberDefault")),
        ("AUTONUM", ("field", "AUTONUM")),
        ("EQ \\f(1;2)", ("equation", "EQ \\f(1;2)")),
        ("SYMBOL 200 \\f Webdings", ("symbol", "\ufffd")),
        ("SYMBOL", ("symbol", "\ufffd")),
    ],
)
def test_a_field_that_only_word_can_draw_is_remarked(code: str, remark: tuple[str, str]) -> None:
    assert remark in _remarks(read(word(p("a", _without_result(code), "b"))))


def test_an_instruction_may_be_changed_inside_a_field() -> None:
    begin, middle, end = (field_char(kind) for kind in ("begin", "separate", "end"))
    codes = ins(CODE.format("REF new")) + changed("del", DELETED_CODE.format("REF old"))

    assert _views("See ", begin, codes, middle, ins("92-04"), deleted("92-03"), end, ".") == [
        "See 92-04.",
        "See 92-03.",
    ]


def test_a_field_may_be_taken_out_whole() -> None:
    begin, middle, end = (field_char(kind) for kind in ("begin", "separate", "end"))
    gone = begin + DELETED_CODE.format("REF old") + middle + f"<w:r>{del_text('92-03')}</w:r>" + end

    assert _views("See ", changed("del", gone), "below.") == ["See below.", "See 92-03below."]


def test_a_field_may_be_put_in_whole_mark_by_mark() -> None:
    pieces = [ins(field_char("begin")), ins(CODE.format("REF x")), ins(field_char("separate")), ins("92-04")]

    assert _views("See ", *pieces, ins(field_char("end")), ".") == ["See 92-04.", "See ."]


@pytest.mark.parametrize(
    "wrapped",
    [
        link(ins("new") + deleted("old")),
        simple_field("REF x", ins("new") + deleted("old")),
        field("REF x", ins("new"), deleted("old")),
        link(field("REF x", simple_field("REF y", ins("new") + deleted("old")))),
        sdt(link(ins("new"))) + changed("del", link(f"<w:r>{del_text('old')}</w:r>")),
        ins(link("new")) + changed("moveFrom", simple_field("REF x", "old")),
    ],
)
def test_changes_inside_links_and_fields_are_seen(wrapped: str) -> None:
    assert _views("a ", wrapped) == ["a new", "a old"]


def test_a_field_ends_with_its_cell() -> None:
    document = read(word(table(row(cell(p(field_char("begin"), "hidden")), "b"))))

    assert [c.lines for line in next(document.tables).rows for c in line.cells] == [("",), ("b",)]
    assert _remarks(document) == [("unfinished-field", "hidden")]


def test_marks_of_a_field_without_the_others_hide_nothing() -> None:
    assert _text("a", field_char("separate"), "b", field_char("end"), "c") == "abc"


def test_a_text_box_in_the_result_of_a_field_is_remarked() -> None:
    assert _remarks(read(word(p(field("SHAPE", box("In the box")))))) == [("text-box", "In the box")]
