"""Edits as their authors would tell them: words and paragraphs put in, taken out and replaced."""

from __future__ import annotations

import pytest

from resograph.interpret import tracked_changes
from resograph.read import read
from tests.interpret.changes.told import BULLETS, EDITOR, found, told
from tests.wordfiles import (
    DATE,
    cell,
    changed,
    deleted,
    field,
    ins,
    item,
    link,
    mark,
    p,
    r,
    row,
    sdt,
    simple_field,
    table,
    word,
)

LATER = "2023-08-29T10:40:00Z"


def test_words_put_in_or_taken_out_are_one_change_however_many_runs_they_have() -> None:
    assert told(p("a ", ins(r("b"), r("c")), ins("d"), " e")) == [("insert", "", "bcd")]
    assert told(p("a ", deleted("b"), deleted("c"))) == [("delete", "bc", "")]


@pytest.mark.parametrize("pieces", [(deleted("old"), ins("new")), (ins("new"), deleted("old"))])
def test_words_put_in_where_others_are_taken_out_replace_them(pieces: tuple[str, str]) -> None:
    assert told(p("a ", *pieces, " b")) == [("replace", "old", "new")]


def test_space_between_does_not_part_what_replaces_and_what_is_replaced() -> None:
    assert told(p(deleted("old"), " ", ins("new"))) == [("replace", "old", "new")]


def test_words_between_part_a_deletion_and_an_insertion() -> None:
    assert told(p(deleted("old"), " and ", ins("new"))) == [("delete", "old", ""), ("insert", "", "new")]


def test_what_two_authors_do_side_by_side_is_two_changes() -> None:
    assert told(p(deleted("old"), ins("new", author=EDITOR))) == [("delete", "old", ""), ("insert", "", "new")]


def test_a_replacement_has_the_later_of_its_dates() -> None:
    for pieces in ((deleted("old"), ins("new", date=LATER)), (ins("new", date=LATER), deleted("old"))):
        [change] = found(p(*pieces))
        assert (change.kind, change.date) == ("replace", LATER)


def test_what_one_author_does_on_two_days_is_two_changes() -> None:
    assert told(p(deleted("old"), ins("new", date="2023-08-31T10:12:00Z"))) == [
        ("delete", "old", ""),
        ("insert", "", "new"),
    ]


def test_words_put_in_by_one_and_taken_out_by_another_tell_of_both() -> None:
    [change] = found(p("To be provided", ins(deleted(" by Q6/17", author=EDITOR), author="Rapporteur Q6/17")))

    assert (change.kind, change.old, change.new) == ("insert-then-delete", " by Q6/17", "")
    assert (change.author, change.undoes_author, change.undoes_date) == (EDITOR, "Rapporteur Q6/17", DATE)


def test_words_put_in_and_taken_out_at_once_by_one_author_tell_of_one() -> None:
    [change] = found(p("a", ins(deleted("b"))))

    assert (change.kind, change.undoes_author, change.undoes_date) == ("insert-then-delete", "", "")


def test_words_that_are_in_neither_view_part_no_replacement() -> None:
    undone = ins(deleted("tried"))

    assert told(p(deleted("old"), undone, ins("new"))) == [
        ("replace", "old", "new"),
        ("insert-then-delete", "tried", ""),
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        link(deleted("old"), ins("new")),
        simple_field("REF x", deleted("old"), ins("new")),
        sdt(deleted("old") + ins("new")),
        field("REF x", deleted("old"), ins("new")),
        deleted("old") + link(ins("new")),
        deleted("old") + ins(link("new")),
        deleted("old") + changed("ins", sdt(r("new"))),
    ],
)
def test_changes_inside_links_fields_and_controls_are_found(wrapped: str) -> None:
    assert told(p("a ", wrapped, " b")) == [("replace", "old", "new")]


def test_a_change_without_author_or_date_has_none() -> None:
    [change] = found(p("a", ins("new", author="", date="")))

    assert (change.new, change.author, change.date) == ("new", "", "")


def test_the_name_of_a_person_is_dropped_and_kept_on_request() -> None:
    source = word(p(ins("new", author="Jane Doe"), "a", ins("more", author=EDITOR)))
    kept = tracked_changes(read(source, signing=str))

    assert [change.author for change in tracked_changes(read(source))] == ["", EDITOR]
    assert [change.author for change in kept] == ["Jane Doe", EDITOR]


def test_a_paragraph_put_in_or_taken_out_is_told_with_its_list_marker() -> None:
    blocks = (item("a"), item(ins("b"), mark=mark("ins")), item("c"), item(deleted("d"), mark=mark("del")), item("e"))

    assert told(*blocks, numbering=BULLETS) == [("insert-paragraph", "", "- b"), ("delete-paragraph", "- d", "")]


def test_each_of_several_paragraphs_put_in_is_a_change() -> None:
    lines = (item(ins(text), mark=mark("ins")) for text in "bc")

    assert told(item("a"), *lines, item("d"), numbering=BULLETS) == [
        ("insert-paragraph", "", "- b"),
        ("insert-paragraph", "", "- c"),
    ]


def test_a_line_added_below_the_last_one_is_a_paragraph_put_in() -> None:
    # The mark of the last line moves on to the new one: the mark put in is that of the line above.
    blocks = (item("a", mark=mark("ins")), item(ins("b")))

    assert told(table(row(cell(*blocks))), numbering=BULLETS) == [("insert-paragraph", "", "- b")]
    assert told(table(row(cell(p("a", ins(" more"), mark=mark("ins")), p(ins("b")))))) == [
        ("insert", "", " more"),
        ("insert-paragraph", "", "b"),
    ]


def test_the_last_line_of_a_cell_can_be_taken_out() -> None:
    blocks = (p("a", mark=mark("del")), p(deleted("b")))

    assert told(table(row(cell(*blocks)))) == [("delete-paragraph", "b", "")]


def test_a_line_whose_own_mark_is_put_in_at_the_end_of_a_cell_is_a_paragraph_put_in() -> None:
    assert told(table(row(cell(p("a"), p(ins("b"), mark=mark("ins")))))) == [("insert-paragraph", "", "b")]


def test_the_mark_at_the_end_of_a_cell_stays_whatever_is_said_of_it() -> None:
    assert told(table(row(cell(p("a"), p("b ", ins("c"), mark=mark("ins")))))) == [("insert", "", "c")]
    assert told(table(row(cell(p("a", mark=mark("del")))))) == []


def test_several_lines_that_replace_a_text_are_one_change() -> None:
    first = p(deleted("To be provided"), ins("one"), mark=mark("ins"))

    assert told(first, p(ins("two"), mark=mark("ins")), p(ins("three"))) == [
        ("replace", "To be provided", "one\ntwo\nthree")
    ]


def test_paragraphs_that_replace_paragraphs_are_one_change() -> None:
    blocks = (
        item(deleted("a"), mark=mark("del")),
        item(deleted("b"), mark=mark("del")),
        item(ins("c"), mark=mark("ins")),
    )

    assert told(p("before"), *blocks, p("after"), numbering=BULLETS) == [("replace", "- a\n- b", "- c")]


def test_several_lines_in_an_empty_cell_are_one_insertion() -> None:
    assert told(table(row(cell(p(ins("one"), mark=mark("ins")), p(ins("two")))))) == [("insert", "", "one\ntwo")]


def test_a_paragraph_taken_out_before_a_text_that_is_edited_is_a_change_of_its_own() -> None:
    assert told(p(deleted("one"), mark=mark("del")), p(deleted("Q3"), ins("Q3/17"), " met")) == [
        ("delete-paragraph", "one", ""),
        ("replace", "Q3", "Q3/17"),
    ]


def test_paragraphs_are_joined_and_split() -> None:
    assert told(p("one", mark=mark("del")), p("two")) == [("join-paragraphs", "\n", "")]
    assert told(p("one", mark=mark("ins")), p("two")) == [("split-paragraph", "", "\n")]


def test_space_put_in_where_paragraphs_are_joined_is_part_of_it() -> None:
    assert told(p("one", ins(" "), mark=mark("del")), p("two")) == [("join-paragraphs", "\n", " ")]


def test_an_empty_paragraph_put_in_or_taken_out_joins_and_splits_nothing() -> None:
    assert told(p("one"), p(mark=mark("del")), p("two")) == [("delete-paragraph", "", "")]
    assert told(p("one"), p(mark=mark("ins")), p("two")) == [("insert-paragraph", "", "")]
