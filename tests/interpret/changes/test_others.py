"""Moves, changes of whole rows and cells, and changes of looks."""

from __future__ import annotations

from tests.interpret.changes.told import EDITOR, found, in_plan, places, told
from tests.wordfiles import (
    AUTHOR,
    DATE,
    cell,
    deleted,
    entry,
    ins,
    looks,
    mark,
    moved_from,
    moved_to,
    p,
    r,
    row,
    table,
)


def test_a_paragraph_that_was_moved_is_one_change_where_it_is_now() -> None:
    blocks = (p(moved_to("moved"), mark=mark("moveTo")), p("a"), p(moved_from("moved"), mark=mark("moveFrom")), p("b"))
    [change] = found(*blocks)

    assert (change.kind, change.old, change.new, change.paragraph) == ("move-paragraph", "moved", "moved", 1)


def test_words_that_were_moved_are_one_change() -> None:
    assert told(p("a ", moved_from("b "), "c ", moved_to("b "))) == [("move", "b ", "b ")]


def test_a_move_from_one_item_to_another_tells_whence() -> None:
    there = cell(p("a"), p(moved_from("moved"), mark=mark("moveFrom")), p("b"))
    here = cell(p("a"), p(moved_to("moved"), mark=mark("moveTo")), p("b"))
    [change] = in_plan(entry("50-01", there), entry("50-02", "", lead=here))

    assert (change.kind, change.item, change.column) == ("move-paragraph", "50-02", "lead")
    assert (change.from_item, change.from_column) == ("50-01", "status")


def test_moves_of_one_author_are_told_apart_by_their_words() -> None:
    blocks = (p("x", moved_from("a")), p("y", moved_from("b")), p("x", moved_to("b")), p("y", moved_to("a")))

    assert told(*blocks) == [("move", "b", "b"), ("move", "a", "a")]


def test_words_that_were_edited_after_they_were_moved_are_still_one_move() -> None:
    assert told(p(moved_from("a b")), p(moved_to("a c"))) == [("move", "a b", "a c")]


def test_what_was_put_in_by_one_and_moved_by_another_tells_of_both() -> None:
    [change] = found(p(ins(moved_from("a", author=EDITOR))), p(moved_to("a", author=EDITOR)))

    assert (change.kind, change.author, change.undoes_author) == ("move", EDITOR, AUTHOR)


def test_half_a_move_is_an_insertion_or_a_deletion() -> None:
    assert told(p("x", moved_to("a"))) == [("insert", "", "a")]
    assert told(p("x", moved_from("a", date="")), p("y", moved_to("b", date=""))) == [
        ("delete", "a", ""),
        ("insert", "", "b"),
    ]
    assert told(p("x"), p(moved_from("a"), mark=mark("moveFrom")), p("y")) == [("delete-paragraph", "a", "")]


def test_changes_of_any_kind_stand_in_the_order_of_the_text() -> None:
    blocks = (p(moved_to("a")), p("x", ins("b")), p(r("y", looks=looks("rPr")), ins(deleted("c"))), p(moved_from("a")))

    assert [kind for kind, _, _ in told(*blocks)] == ["move", "insert", "format", "insert-then-delete"]


def test_a_row_put_in_is_one_change_with_the_words_of_its_cells() -> None:
    words = cell(p(ins("one"), mark=mark("ins")), p(ins("two"), mark=mark("ins")))
    new = row(cell(p(ins("92-05"))), words, "", properties=mark("ins"))

    assert told(table(row("a", "b", "c"), new)) == [("insert-row", "", "92-05\tone\ntwo\t")]


def test_a_row_taken_out_is_one_change_with_the_item_it_had() -> None:
    gone = row(*(cell(p(deleted(text))) for text in ("54-02", *"abcdefgh")), properties=mark("del"))
    [change] = in_plan(entry("54-01"), gone, entry("54-03"))

    assert (change.kind, change.old, change.new) == ("delete-row", "54-02\ta\tb\tc\td\te\tf\tg\th", "")
    assert (change.item, change.column) == ("54-02", "")
    assert (change.table, change.row, change.cell, change.paragraph) == (2, 3, 0, 0)


def test_a_row_that_was_moved_is_one_row_taken_out_and_one_put_in() -> None:
    gone = row(cell(p(moved_from("54-02"))), cell(p(moved_from("a"))), properties=mark("del"))
    new = row(cell(p(moved_to("54-02"))), cell(p(moved_to("a"))), properties=mark("ins"))

    assert told(table(gone, row("x", "y"), new)) == [("delete-row", "54-02\ta", ""), ("insert-row", "", "54-02\ta")]


def test_words_of_a_row_taken_out_that_carry_no_mark_of_their_own_go_with_it() -> None:
    gone = entry("54-02").replace("<w:trPr>", f"<w:trPr>{mark('del')}")

    assert places(entry("54-01"), gone) == [("delete-row", "54-02", "")]


def test_what_somebody_else_changed_in_a_new_row_is_told_beside_it() -> None:
    status = cell(p(ins("ab"), ins(deleted("cd", author=EDITOR)), ins("CD", author=EDITOR)))
    cells = [cell(p(ins(text))) for text in ("92-05", *"abcdef")]
    whole, words = in_plan(entry("92-04"), row(*cells, status, "", properties=mark("ins")))

    assert (whole.kind, whole.item, whole.author) == ("insert-row", "92-05", AUTHOR)
    assert whole.new.endswith("\tabcd\t")
    assert (words.kind, words.old, words.new, words.author) == ("replace", "cd", "CD", EDITOR)
    assert (words.item, words.column) == ("92-05", "status")


def test_a_row_put_in_and_taken_out_again_is_a_change() -> None:
    gone = row(cell(p(ins(deleted("92-05")))), properties=mark("ins") + mark("del"))

    assert told(table(row("a"), gone)) == [("insert-then-delete", "92-05", "")]


def test_a_cell_put_in_or_taken_out_is_one_change() -> None:
    new = cell(p(ins("new")), properties=mark("cellIns"))
    old = cell(p(deleted("old")), properties=mark("cellDel"))

    assert told(table(row("a", new, "b"), row("a", old, "b"))) == [
        ("insert-cell", "", "new"),
        ("delete-cell", "old", ""),
    ]


def test_a_change_of_looks_tells_the_words_it_concerns() -> None:
    loud = r("loud", looks=looks("rPr"))
    [change] = found(p("a ", loud, loud, " b"))

    assert (change.kind, change.old, change.new, change.words) == ("format", "", "", "loudloud")


def test_a_paragraph_of_other_looks_is_a_change() -> None:
    [change] = found(p("centred", properties='<w:jc w:val="center"/>' + looks("pPr")))

    assert (change.kind, change.words, change.author, change.date) == ("paragraph-format", "centred", AUTHOR, DATE)


def test_a_table_a_row_or_a_cell_of_other_looks_is_a_change() -> None:
    rows = (row(cell("a", properties=looks("tcPr")), "b"), row("c", properties=looks("trPr")))

    assert [
        (change.kind, change.words, change.row, change.cell)
        for change in found(table(*rows, properties=looks("tblPr")))
    ] == [("table-format", "", 0, 0), ("table-format", "a", 1, 1), ("table-format", "c", 2, 0)]
