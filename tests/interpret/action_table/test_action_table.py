from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from resograph.errors import InputError
from resograph.interpret import action_table
from resograph.interpret.merges import with_merged_text
from resograph.model.document import Document, Row, View
from resograph.model.report import COLUMNS, ActionItem, Line
from tests.interpret.documents import HEADINGS, SOMEBODY, cell, cells, covered, document, item, paragraph, row, table

HEADING = row(*HEADINGS)


def _plan(given: Document, view: View = "accepted") -> action_table.Plan:
    (plan,) = action_table.read(with_merged_text(given, view).in_view(view))
    return plan


def _items(*rows: Row, view: View = "accepted") -> Mapping[str, ActionItem]:
    return {found.number: found for found in _plan(document(table(HEADING, *rows)), view).items}


def _refused(given: Document) -> InputError:
    with pytest.raises(InputError) as caught:
        action_table.read(given)
    return caught.value


# Finding the table


def test_the_table_is_found_after_others_and_below_captions_and_column_numbers() -> None:
    given = document(
        "Introduction",
        table(row("Source:", "Editor"), number=1),
        table(
            cells(cell(1, "WTSA-20 Action Items pertaining to SG17", span=9)),
            row(*(f"({n})" for n in range(1, 10))),
            HEADING,
            row(*(str(n) for n in range(1, 10))),
            item("50-01"),
            number=2,
        ),
    )
    plan = _plan(given)
    assert [(found.number, found.table, found.row) for found in plan.items] == [("50-01", 2, 5)]
    assert plan.captions == ("WTSA-20 Action Items pertaining to SG17",)
    assert plan.preface[:2] == given.blocks[:2]


def test_a_heading_repeated_in_mid_table_is_no_row_and_may_reorder_the_columns() -> None:
    swapped = row(*HEADINGS[:-2], HEADINGS[-1], HEADINGS[-2])
    found = _items(
        item("50-01", status="Done"), HEADING, item("50-02", status="Done"), swapped, item("50-03", status="Q1")
    )
    assert list(found) == ["50-01", "50-02", "50-03"]
    assert found["50-02"].cells["status"].text == "Done"
    assert (found["50-03"].cells["lead"].text, found["50-03"].cells["status"].text) == ("Q1", "Q1/17")


def test_a_heading_in_two_rows_counts_from_its_second_row() -> None:
    headings = dict(enumerate(HEADINGS, 1))
    upper = cells(
        *(cell(n, headings[n]) for n in range(1, 5)), cell(5, "Who", 3), cell(8, "Status"), cell(9, "SG17 lead")
    )
    lower = cells(*(cell(n, headings[n]) if n in {5, 6, 7} else covered(n) for n in range(1, 10)))
    (found,) = _plan(document(table(upper, lower, item("50-01")))).items
    assert found.cells["action-by"].text == "SGs"


def test_several_tables_of_one_plan_are_joined() -> None:
    given = document(table(HEADING, item("50-01"), number=1), "continued", table(HEADING, item("52-01"), number=3))
    assert [(found.number, found.table, found.row) for found in _plan(given).items] == [
        ("50-01", 1, 2),
        ("52-01", 3, 2),
    ]


def test_a_table_of_the_same_width_without_heading_continues_the_one_before() -> None:
    given = document(table(HEADING, item("50-01"), number=1), table(item("52-01"), number=2))
    assert [(found.number, found.table, found.row) for found in _plan(given).items] == [
        ("50-01", 1, 2),
        ("52-01", 2, 1),
    ]


def test_a_table_of_another_width_without_heading_is_left_with_a_remark() -> None:
    plan = _plan(document(table(HEADING, item("50-01"), number=1), table(row("52-01", "a", "b", "c", "d"), number=2)))
    assert [found.number for found in plan.items] == ["50-01"]
    assert [(remark.code, remark.table, remark.row) for remark in plan.remarks] == [("headerless-table", 2, 1)]


def test_tables_of_two_groups_are_two_plans() -> None:
    other = row(*HEADINGS[:-1], "SG13 lead")
    plans = action_table.read(
        document(table(HEADING, item("50-01"), number=1), table(other, item("50-01"), item("52-01"), number=2))
    )
    assert [(plan.group, [found.number for found in plan.items]) for plan in plans] == [
        ("sg17", ["50-01"]),
        ("sg13", ["50-01", "52-01"]),
    ]


def test_a_heading_without_group_goes_with_the_table_before_it() -> None:
    other = row(*HEADINGS[:-1], "Lead Question")
    plan = _plan(document(table(HEADING, item("50-01"), number=1), table(other, item("52-01"), number=2)))
    assert (plan.group, len(plan.items)) == ("sg17", 2)


# Cells


def test_every_item_has_all_nine_columns_word_for_word() -> None:
    found = _items(row("50-01", "Resolution\u00a050 ", "a\n\nb", "On-going", "", "", "", " x ", "Q1/17"))["50-01"]
    assert tuple(found.cells) == COLUMNS
    assert found.cells["title"].text == "Resolution\u00a050 "
    assert found.cells["action"].lines == (Line("a", 2, 1), Line("", 2, 1), Line("b", 2, 1))
    assert found.cells["report-to"].lines == (Line("", 2, 1),)
    assert found.cells["status"].text == " x "


def test_a_row_without_id_continues_the_row_above_line_by_line() -> None:
    found = _items(item("52-01", status="First"), row("", "", "", "", "", "", "", "Second\nThird", ""), item("52-02"))
    assert found["52-01"].cells["status"].lines == (Line("First", 2, 1), Line("Second", 3, 1), Line("Third", 3, 1))
    assert found["52-01"].cells["title"].lines == (Line("Resolution", 2, 1),)
    assert found["52-02"].row == 4


def test_a_row_without_id_that_looks_like_an_item_is_joined_and_said_so() -> None:
    forgotten = row("", "Resolution 52", "To act", "", "", "", "", "Done", "")
    plan = _plan(document(table(HEADING, item("52-01"), forgotten)))
    assert [(remark.code, remark.text, remark.row) for remark in plan.remarks] == [("item-without-id", "To act", 3)]
    more = row("", "", "To act on", "", "", "", "", "Done", "")
    assert _plan(document(table(HEADING, item("52-01"), more))).remarks == ()


def test_a_row_without_id_fills_a_cell_that_is_empty_above() -> None:
    found = _items(item("52-01"), row("", "", "", "", "", "GSMA", "", "News", ""))["52-01"]
    assert found.cells["status"].lines == (Line("News", 3, 1),)
    assert found.cells["collaborate-with"].lines == (Line("GSMA", 3, 1),)


def test_a_row_without_text_is_nothing() -> None:
    found = _items(item("52-01", status="First"), row("", " ", "\n", "", "", "", "", "", ""), item("52-02"))
    assert found["52-01"].cells["status"].lines == (Line("First", 2, 1),)


def test_a_row_that_begins_late_in_the_grid_is_read_by_grid_column() -> None:
    found = _items(item("52-01", status="First"), cells(cell(8, "Second")))["52-01"]
    assert found.cells["status"].text == "First\nSecond"


def test_a_covered_cell_in_a_row_with_an_id_repeats_the_merged_text_with_its_own_place() -> None:
    second = cells(cell(1, "50-02"), covered(2), *(cell(n, "x") for n in range(3, 10)))
    found = _items(item("50-01", title="Resolution 50"), second)
    assert found["50-02"].cells["title"].lines == (Line("Resolution 50", 2, 1),)
    assert found["50-02"].cells["status"].lines == (Line("x", 3, 1),)


def test_a_row_whose_id_is_covered_continues_the_row_above_and_repeats_nothing() -> None:
    more = cells(*(covered(n) if n != 8 else cell(8, "Second") for n in range(1, 10)))
    found = _items(item("52-01", title="Resolution 52", status="First"), more)["52-01"]
    assert found.cells["status"].text == "First\nSecond"
    assert found.cells["title"].text == "Resolution 52"
    assert found.cells["identifier"].text == "52-01"


def test_a_deleted_row_is_not_a_continuation_of_the_row_above() -> None:
    gone = replace(item("54-02", status="Old"), deleted=SOMEBODY)
    accepted = _items(item("54-01", status="First"), gone)
    assert (list(accepted), accepted["54-01"].cells["status"].text) == (["54-01"], "First")
    assert list(_items(item("54-01"), gone, view="original")) == ["54-01", "54-02"]


def test_one_text_over_several_columns_belongs_to_the_first_with_a_remark() -> None:
    wide = cells(cell(1, "50-01"), cell(2, "Title and action", span=2), cell(8, "Done"), cell(9, "Q1/17"))
    plan = _plan(document(table(HEADING, wide)))
    assert plan.items[0].cells["title"].text == "Title and action"
    assert plan.items[0].cells["action"].text == ""
    assert [(remark.code, remark.row, remark.column) for remark in plan.remarks] == [("spanning-cell", 2, 2)]


def test_the_title_of_a_resolution_in_a_row_of_its_own_is_the_title_of_its_items() -> None:
    spanning = cells(cell(1, "Resolution 50 – Cybersecurity", span=9))
    plan = _plan(document(table(HEADING, spanning, item("50-01", title=""), item("52-01", title="Resolution 52"))))
    assert plan.items[0].cells["title"].lines == (Line("Resolution 50 – Cybersecurity", 2, 1),)
    assert plan.items[1].cells["title"].text == "Resolution 52"
    assert plan.remarks == ()


def test_a_title_that_is_repeated_belongs_to_the_items_below_it() -> None:
    titles = [cells(cell(1, f"Resolution 50 – Cybersecurity{more}", span=9)) for more in ("", " (continued)")]
    plan = _plan(document(table(HEADING, titles[0], item("50-01", title=""), titles[1], item("50-02", title=""))))
    assert [found.cells["title"].lines[0].row for found in plan.items] == [2, 4]
    assert plan.remarks == ()


def test_a_table_may_lack_the_title_when_the_titles_stand_in_rows_of_their_own() -> None:
    heading = row(*(text for text in HEADINGS if text != "Title"))
    found = row("50-01", "To act", "On-going", "SGs", "", "", "", "Q1/17")
    plan = _plan(document(table(heading, cells(cell(1, "Resolution 50 – Cybersecurity", span=8)), found)))
    assert plan.items[0].cells["title"].text == "Resolution 50 – Cybersecurity"


def test_a_row_of_one_text_that_is_no_title_is_kept_as_a_remark() -> None:
    plan = _plan(document(table(HEADING, item("50-01"), cells(cell(1, "Note: all dates are tentative", span=9)))))
    assert [(remark.code, remark.text, remark.row) for remark in plan.remarks] == [
        ("row-without-item", "Note: all dates are tentative", 3)
    ]


def test_a_row_without_id_at_the_top_belongs_to_no_item() -> None:
    plan = _plan(document(table(HEADING, row("", "Lost", "", "", "", "", "", "words"), item("50-01"))))
    assert [(remark.code, remark.text) for remark in plan.remarks] == [("row-without-item", "Lost\nwords")]
    assert plan.items[0].cells["title"].text == "Resolution"


def test_an_item_that_goes_on_in_the_next_table_keeps_its_text_with_the_place_of_each_line() -> None:
    second = table(HEADING, row("", "", "", "", "", "", "", "Second"), item("52-02"), number=2)
    plan = _plan(document(table(HEADING, item("52-01", status="First"), number=1), second))
    assert plan.items[0].cells["status"].text == "First\nSecond"
    assert [(line.table, line.row) for line in plan.items[0].cells["status"].lines] == [(1, 2), (2, 2)]
    assert plan.remarks == ()


def test_an_extra_column_is_one_remark_however_often_the_heading_is_repeated() -> None:
    heading = row(*HEADINGS, "TSB remarks")
    rows = [row("50-0" + str(n), "t", "a", "m", "b", "", "", "s", "q", "kept out") for n in (1, 2)]
    plan = _plan(document(table(heading, rows[0], heading, rows[1])))
    assert [(r.code, r.text, r.row, r.column) for r in plan.remarks] == [("unknown-column", "TSB remarks", 1, 10)]


def test_text_in_a_column_without_heading_is_a_remark_each() -> None:
    plan = _plan(document(table(row(*HEADINGS, ""), row("50-01", "t", "a", "m", "b", "", "", "s", "q", "stray"))))
    assert [(r.code, r.text, r.row, r.column) for r in plan.remarks] == [("unknown-column", "stray", 2, 10)]


def test_marks_of_the_id_become_flags_or_remarks() -> None:
    plan = _plan(document(table(HEADING, item("50-01\n(unchanged)"), item("50-02 (new)"), item("50-03 (moved)"))))
    assert [(found.marked_unchanged, found.marked_new) for found in plan.items] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert plan.items[0].cells["identifier"].text == "50-01\n(unchanged)"
    assert [(remark.code, remark.text) for remark in plan.remarks] == [("unknown-mark", "moved")]


def test_each_row_of_the_plan_tells_which_item_it_holds_and_which_column_stands_where() -> None:
    spanning = cells(cell(1, "Resolution 50 – Cybersecurity", span=9))
    more = row("", "", "", "", "", "", "", "Second", "")
    second = table(row("", "", "", "", "", "", "", "Third"), item("52-02"), number=2)
    given = document(table(HEADING, spanning, item("50-01", title=""), more, row(*[""] * 9), HEADING), second)
    places = _plan(given).places
    assert {place: found.item for place, found in places.items()} == {
        (1, 1): "",
        (1, 2): "",
        (1, 3): "50-01",
        (1, 4): "50-01",
        (1, 5): "50-01",
        (1, 6): "",
        (2, 1): "50-01",
        (2, 2): "52-02",
    }
    assert all(found.columns[8] == "status" for found in places.values())


# Refusals


def test_a_bad_id_is_refused_with_its_place_and_words() -> None:
    error = _refused(document(table(HEADING, item("50-01"), item("92/\n03"), number=2)))
    assert error.code == "bad-id"
    assert '"92/ 03"' in error.what
    assert error.where == "report.docx, table 2, row 3"


def test_a_long_text_in_place_of_an_id_is_cut_in_the_message() -> None:
    assert len(str(_refused(document(table(HEADING, item("x" * 5000)))))) < 300


def test_an_id_that_comes_twice_in_one_table_is_refused_with_both_rows() -> None:
    error = _refused(document(table(HEADING, item("50-01"), item("50-02"), item("50-01"))))
    assert error.code == "duplicate-id"
    assert "50-01" in error.what
    assert "row 2" in error.what
    assert "row 4" in error.what


def test_the_same_item_typed_in_two_ways_is_a_duplicate() -> None:
    assert _refused(document(table(HEADING, item("02-01"), item("2-1")))).code == "duplicate-id"


def test_two_tables_of_one_plan_that_repeat_an_id_are_refused() -> None:
    error = _refused(document(table(HEADING, item("50-01"), number=1), table(HEADING, item("50-01"), number=2)))
    assert error.code == "several-report-tables"
    assert "50-01" in error.what


def test_a_missing_column_is_named() -> None:
    heading = row(*(text for text in HEADINGS if text != "Milestone"))
    error = _refused(document(table(heading, row("50-01", "t", "a", "b", "", "", "s", "q"))))
    assert error.code == "missing-column"
    assert '"Milestone"' in error.what


def test_the_headings_that_are_not_known_are_named_beside_the_missing_column() -> None:
    heading = row(*(text if text != "Milestone" else "By the time of" for text in HEADINGS))
    error = _refused(document(table(heading, item("50-01"))))
    assert error.code == "missing-column"
    assert error.what == 'the table has no column "Milestone" and headings that are not known ("By the time of")'


def test_a_heading_without_an_item_column_is_refused() -> None:
    assert _refused(document(table(row("Whatever", *HEADINGS[1:]), item("50-01")))).code == "unknown-header"


def test_ids_without_any_heading_are_refused() -> None:
    error = _refused(document(table(item("50-01"), item("50-02"))))
    assert error.code == "headerless-table"
    assert "50-01" in error.what


@pytest.mark.parametrize("rows", [(), (row(*[""] * 9),)])
def test_a_heading_without_items_is_refused(rows: tuple[Row, ...]) -> None:
    assert _refused(document(table(HEADING, *rows))).code == "no-items"


def test_a_shopping_list_and_a_list_of_months_are_not_ours() -> None:
    months = table(row("2022-05", "Geneva", "SG17"), number=2)
    assert not action_table.matches(
        document(paragraph("To buy"), table(row("Item", "Amount"), row("Apples", "6")), months)
    )
