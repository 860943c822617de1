"""The ways in which people build the table of an action plan."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from resograph.errors import InputError
from resograph.interpret import action_table
from resograph.interpret.merges import with_merged_text
from resograph.model.document import Document, Paragraph, Row, Run, Table
from resograph.model.report import ActionItem, Line
from tests.interpret.documents import HEADINGS, cell, cells, covered, document, item, paragraph, row, table

HEADING = row(*HEADINGS)
WITHOUT_TITLE = row(*(text for text in HEADINGS if text != "Title"))


def _plan(*blocks: Paragraph | Table | str) -> action_table.Plan:
    (plan,) = action_table.read(with_merged_text(document(*blocks), "accepted"))
    return plan


def _found(*blocks: Paragraph | Table | str) -> list[tuple[str, int, int]]:
    return [(found.number, found.table, found.row) for found in _plan(*blocks).items]


def _titles(items: tuple[ActionItem, ...]) -> list[tuple[str, str]]:
    return [(found.number, found.cells["title"].text) for found in items]


def _refused(given: Document) -> InputError:
    with pytest.raises(InputError) as caught:
        action_table.read(given)
    return caught.value


def _heading(text: str, level: int = 1) -> Paragraph:
    return Paragraph((Run(text),), f"heading {level}")


def _untitled(number: str, status: str = "") -> Row:
    return row(number, "To act", "On-going", "SGs", "", "", status, "Q1/17")


# The heading


def test_captions_and_numbers_may_stand_above_the_heading_and_below_it() -> None:
    plan = _plan(
        table(
            cells(cell(1, "WTSA-20 Action Items pertaining to SG17", span=9)),
            row(*(f"({n})" for n in range(1, 10))),
            HEADING,
            row(*(str(n) for n in range(1, 10))),
            item("50-01"),
        )
    )
    assert [(found.number, found.row) for found in plan.items] == [("50-01", 5)]
    assert plan.captions == ("WTSA-20 Action Items pertaining to SG17",)
    assert plan.remarks == ()


@pytest.mark.parametrize("below", [covered, cell])
def test_a_heading_may_stand_in_two_rows_with_merged_cells_or_empty_ones(below: object) -> None:
    assert callable(below)
    upper = cells(
        *(cell(n, text) for n, text in enumerate(HEADINGS[:4], 1)),
        cell(5, "Responsibility", span=2),
        *(cell(n, text) for n, text in enumerate(HEADINGS[6:], 7)),
    )
    lower = cells(
        *(below(n) for n in range(1, 5)), cell(5, "Action by"), cell(6, "Collaborate with"), *map(below, range(7, 10))
    )
    plan = _plan(table(upper, lower, item("50-01", status="Done")))
    assert [(found.number, found.row, found.cells["status"].text) for found in plan.items] == [("50-01", 3, "Done")]
    assert plan.items[0].cells["action-by"].text == "SGs"
    assert plan.remarks == ()
    assert {place: found.item for place, found in plan.places.items()} == {(1, 1): "", (1, 2): "", (1, 3): "50-01"}


def test_neither_row_of_a_heading_need_be_one_alone() -> None:
    upper = cells(cell(1, "Res #"), cell(2, "Title"), cell(3, "Action"), cell(4, "Milestone"), cell(5, "News", span=5))
    lower = row("", "", "", "", *HEADINGS[4:])
    assert _found(table(upper, lower, item("50-01"))) == [("50-01", 1, 3)]


def test_a_heading_that_groups_others_is_no_extra_column() -> None:
    upper = cells(cell(1, "Item", span=2), cell(3, "What", span=2), cell(5, "Who", span=3), cell(8, "News", span=2))
    plan = _plan(table(upper, HEADING, item("50-01")))
    assert (plan.items[0].number, plan.remarks) == ("50-01", ())


def test_the_first_rows_below_a_heading_are_items_even_if_they_use_its_words() -> None:
    given = row("50-01", "Resolution 50", "Report", "Date", "SG", "", "", "Status", "Question")
    assert _found(table(HEADING, given)) == [("50-01", 1, 2)]


def test_an_extra_column_is_a_remark_with_its_place_and_moves_no_other() -> None:
    heading = row(*HEADINGS[:4], "Priority", *HEADINGS[4:])
    plan = _plan(table(heading, row("50-01", "t", "a", "m", "high", "SGs", "", "", "s", "q")))
    assert [(r.code, r.text, r.table, r.row, r.column) for r in plan.remarks] == [
        ("unknown-column", "Priority", 1, 1, 5)
    ]
    assert (plan.items[0].cells["action-by"].text, plan.items[0].cells["status"].text) == ("SGs", "s")


@pytest.mark.parametrize("column", range(1, 9))
def test_a_column_that_is_missing_is_named(column: int) -> None:
    texts = [text for n, text in enumerate(HEADINGS) if n != column]
    values = [f"v{n}" for n in range(len(texts))]
    error = _refused(document(table(row(*texts), row("50-01", *values[1:]))))
    assert error.code == "missing-column"
    assert error.where == "report.docx, table 1, row 1"


def test_two_missing_columns_are_named_together() -> None:
    texts = [text for text in HEADINGS if text not in {"Milestone", "Report To"}]
    error = _refused(document(table(row(*texts), row("50-01", "t", "a", "b", "c", "s", "q"))))
    assert error.what == 'the table has no column "Milestone", "Report To"'


# Tables that are none


@pytest.mark.parametrize(
    "headings",
    [
        ("No.", "Title", "Action", "Date", "Status"),
        ("No.", "Action", "Responsible", "Deadline", "Status", "Reference"),
        ("N°", "Titre", "Mesure", "Date", "État"),
        ("Document", "Title", "Source", "Questions", "Report", "Date", "Status"),
    ],
)
def test_a_list_of_documents_or_of_things_to_do_is_no_plan(headings: tuple[str, ...]) -> None:
    other = table(row(*headings), row("TD 12", *["x"] * (len(headings) - 1)), row("1", *["y"] * (len(headings) - 1)))
    assert not action_table.matches(document(other))
    assert _found(other, table(HEADING, item("50-01"), number=2)) == [("50-01", 2, 2)]


def test_a_few_headings_are_a_plan_when_ids_stand_below_them() -> None:
    heading = row("No.", "Title", "Action", "Date", "Status")
    error = _refused(document(table(heading, row("50-01", "t", "a", "d", "s"))))
    assert error.code == "missing-column"
    assert "Action By" in error.what


# One plan in several tables


def test_a_table_that_goes_on_without_a_heading_is_part_of_the_plan() -> None:
    second = table(row("", "", "", "", "", "", "", "More", ""), item("50-02"), number=2)
    plan = _plan(table(HEADING, item("50-01", status="First")), "", second)
    assert [(found.number, found.table, found.row) for found in plan.items] == [("50-01", 1, 2), ("50-02", 2, 2)]
    assert plan.items[0].cells["status"].lines == (Line("First", 2, 1), Line("More", 1, 2))
    assert plan.remarks == ()


def test_the_rest_of_the_last_row_alone_in_a_second_table_is_not_lost() -> None:
    plan = _plan(table(HEADING, item("50-01", status="First")), "", table(row(*[""] * 7, "More", ""), number=2))
    assert plan.items[0].cells["status"].text == "First\nMore"


def test_a_table_of_the_same_width_behind_a_text_is_another_table() -> None:
    other = table(row(*"abcdefghi"), number=2)
    assert _plan(table(HEADING, item("50-01", status="First")), "Annex", other).items[0].cells["status"].text == "First"


def test_a_table_that_repeats_the_heading_may_order_it_otherwise() -> None:
    second = table(row(*reversed(HEADINGS)), row("Q2/17", "Done", "", "", "SGs", "m", "a", "t", "50-02"), number=2)
    plan = _plan(table(HEADING, item("50-01")), second)
    assert [(found.number, found.cells["status"].text) for found in plan.items] == [("50-01", ""), ("50-02", "Done")]


def test_the_second_part_may_have_a_grid_of_its_own() -> None:
    # Each cell of the second table spans two columns of its finer grid.
    texts = ("50-02", "t", "a", "m", "b", "", "", "Done", "Q2/17")
    wide = cells(*(cell(2 * n + 1, text, span=2) for n, text in enumerate(texts)))
    plan = _plan(table(HEADING, item("50-01")), table(wide, number=2))
    assert [(found.number, found.cells["status"].text) for found in plan.items] == [("50-01", ""), ("50-02", "Done")]


def test_the_plan_may_stand_after_other_tables_and_before_some() -> None:
    other = (table(row("Source:", "Editor")), table(row("No.", "Title"), row("1", "x"), number=2))
    assert _found(*other, table(HEADING, item("50-01"), number=3), table(row("End"), number=4)) == [("50-01", 3, 2)]


# Titles


def _spanning(text: str, start: int = 1) -> Row:
    return cells(*(cell(n) for n in range(1, start)), cell(start, text, span=10 - start))


@pytest.mark.parametrize(
    "title",
    [
        _spanning("Resolution 50 – Cybersecurity"),
        _spanning("Resolution 50 – Cybersecurity", start=2),
        row("Resolution 50 – Cybersecurity", *[""] * 8),
        row("", "Resolution 50 – Cybersecurity", *[""] * 7),
        row("50", "Resolution 50 – Cybersecurity", *[""] * 7),
        row("Res. 50", "Resolution 50 – Cybersecurity", *[""] * 7),
    ],
    ids=["all columns", "all but the first", "first column", "its column", "with its number", "with its name"],
)
def test_the_title_of_a_resolution_may_stand_once_above_its_items(title: Row) -> None:
    plan = _plan(table(HEADING, item("07-01"), title, item("50-01", title=""), item("50-02", title="")))
    given = "Resolution 50 – Cybersecurity"
    assert _titles(plan.items) == [("07-01", "Resolution"), ("50-01", given), ("50-02", given)]
    assert plan.items[1].cells["title"].lines[0].row == 3
    assert plan.items[0].cells["status"].text == ""
    assert plan.remarks == ()


def test_a_title_without_its_number_heads_the_items_right_below_it_where_titles_have_rows() -> None:
    numbered, bare = _spanning("Resolution 50 – Cybersecurity"), _spanning("Conformance testing")
    rows = (numbered, item("50-01", title=""), bare, item("77-01", title=""), item("77-02", title=""))
    plan = _plan(table(HEADING, *rows))
    titles = [title for _, title in _titles(plan.items)]
    assert titles == ["Resolution 50 – Cybersecurity", "Conformance testing", "Conformance testing"]
    assert plan.remarks == ()


def test_a_spanning_row_is_no_title_where_it_might_be_something_else() -> None:
    numbered, bare = _spanning("Resolution 50 – Cybersecurity"), _spanning("Part B")
    within = _plan(table(HEADING, numbered, item("50-01", title=""), bare, item("50-02", title="")))
    alone = _plan(table(HEADING, bare, item("77-01", title="")))
    assert [title for _, title in _titles(within.items)] == ["Resolution 50 – Cybersecurity"] * 2
    assert [title for _, title in _titles(alone.items)] == [""]
    assert [remark.code for plan in (within, alone) for remark in plan.remarks] == ["row-without-item"] * 2


def test_a_title_in_another_language_heads_its_items_too() -> None:
    spanning = _spanning("RÉSOLUTION 50 (Rév. Genève, 2022) – Cybersécurité")
    plan = _plan(table(HEADING, spanning, item("50-01", title="")))
    assert plan.items[0].cells["title"].text == "RÉSOLUTION 50 (Rév. Genève, 2022) – Cybersécurité"


def test_a_status_that_begins_with_a_resolution_is_no_title() -> None:
    more = row("", "", "", "", "", "", "", "Resolution 50 was revised", "")
    plan = _plan(table(HEADING, item("50-01", status="First"), more))
    assert plan.items[0].cells["status"].text == "First\nResolution 50 was revised"


def test_a_title_merged_over_the_rows_of_its_resolution_is_that_of_each() -> None:
    rows = [
        cells(cell(1, f"50-0{n}"), cell(2, "Resolution 50") if n == 1 else covered(2), *map(cell, range(3, 10)))
        for n in (1, 2, 3)
    ]
    assert [title for _, title in _titles(_plan(table(HEADING, *rows)).items)] == ["Resolution 50"] * 3


@pytest.mark.parametrize("style", ["heading 2", ""], ids=["heading", "line"])
def test_a_title_may_stand_above_the_table_of_its_resolution(style: str) -> None:
    first, second = (
        Paragraph((Run(text),), style, number=n) for n, text in ((7, "Resolution 7 – ISO"), (9, "Resolution 50 – Spam"))
    )
    plan = _plan(
        "Introduction",
        first,
        "",
        table(WITHOUT_TITLE, _untitled("07-01")),
        second,
        table(WITHOUT_TITLE, _untitled("50-01"), _untitled("50-02"), number=2),
    )
    assert _titles(plan.items) == [
        ("07-01", "Resolution 7 – ISO"),
        ("50-01", "Resolution 50 – Spam"),
        ("50-02", "Resolution 50 – Spam"),
    ]
    assert plan.items[0].cells["title"].lines == (Line("Resolution 7 – ISO", 0, 0, 7),)
    assert first not in plan.introduction


def test_a_row_above_the_heading_may_be_the_title() -> None:
    titled = [_spanning(f"Resolution {n} – Title {n}") for n in (7, 50)]
    plan = _plan(
        table(titled[0], HEADING, item("07-01", title="")),
        table(titled[1], HEADING, item("50-01", title=""), number=2),
    )
    assert _titles(plan.items) == [("07-01", "Resolution 7 – Title 7"), ("50-01", "Resolution 50 – Title 50")]
    assert plan.remarks == ()


@pytest.mark.parametrize("title", ["2.3 Resolution 50 – Spam", "3) WTSA-20 Resolution 50 – Spam", "• Res. 50 – Spam"])
def test_a_heading_with_a_number_of_its_own_is_a_title_all_the_same(title: str) -> None:
    plan = _plan(_heading(title, 2), "Some text.", table(WITHOUT_TITLE, _untitled("50-01")))
    assert _titles(plan.items) == [("50-01", title)]


def test_a_list_of_resolutions_above_the_table_gives_no_titles() -> None:
    listed = ("Resolution 7 – ISO", "Resolution 50 – Spam")
    plan = _plan(*listed, table(HEADING, item("50-01", title="")))
    assert plan.items[0].cells["title"].text == ""
    assert plan.introduction == tuple(map(paragraph, listed))


def test_without_a_title_anywhere_the_column_is_missing() -> None:
    error = _refused(document(table(WITHOUT_TITLE, _untitled("07-01"))))
    assert (error.code, '"Title"' in error.what) == ("missing-column", True)


def test_a_caption_above_a_heading_in_mid_table_is_kept_as_a_remark_unless_it_is_a_title() -> None:
    note, title = _spanning("Note: dates are tentative"), _spanning("Resolution 52 – Spam")
    plan = _plan(table(HEADING, item("50-01"), note, title, HEADING, item("52-01", title="")))
    assert _titles(plan.items) == [("50-01", "Resolution"), ("52-01", "Resolution 52 – Spam")]
    assert [(remark.code, remark.text, remark.row) for remark in plan.remarks] == [
        ("row-without-item", "Note: dates are tentative", 3)
    ]


# Ids


def test_ids_are_normalised_and_their_cells_stay() -> None:
    typed = ("2-1", "07–02", "92-\n03", "Res. 50-4", "50 - 05\n(unchanged)", "９２－０６", "92-07.")
    plan = _plan(table(HEADING, *map(item, typed)))
    assert [found.number for found in plan.items] == ["02-01", "07-02", "92-03", "50-04", "50-05", "92-06", "92-07"]
    assert [found.cells["identifier"].text for found in plan.items] == list(typed)
    assert [found.marked_unchanged for found in plan.items].index(True) == 4


TWO = row("Res. No.", "Item No.", *HEADINGS[1:])


def _two(resolution: str, number: str, status: str = "") -> Row:
    return row(resolution, number, "t", "a", "m", "b", "", "", status, "q")


def test_an_id_in_two_columns_is_joined_and_its_text_are_both_cells() -> None:
    plan = _plan(table(TWO, _two("Res. 2", "1 (new)"), _two("92", "3")))
    assert [(found.number, found.marked_new) for found in plan.items] == [("02-01", True), ("92-03", False)]
    assert plan.items[1].cells["identifier"].lines == (Line("92", 3, 1), Line("3", 3, 1))


def test_a_resolution_that_is_merged_over_its_rows_or_written_once_counts_for_all_of_them() -> None:
    merged = cells(covered(1), cell(2, "2"), *(cell(n, "x") for n in range(3, 11)))
    plan = _plan(table(TWO, _two("92", "1"), merged, _two("", "3"), _two("50", "1"), _two("", "2")))
    assert [found.number for found in plan.items] == ["92-01", "92-02", "92-03", "50-01", "50-02"]
    assert plan.items[1].cells["identifier"].lines == (Line("92", 2, 1), Line("2", 3, 1))
    assert plan.items[2].cells["identifier"].text == "\n3"


def test_a_resolution_written_once_counts_on_the_next_page_too() -> None:
    plan = _plan(table(TWO, _two("92", "1")), "", table(TWO, _two("", "2"), number=2))
    assert [found.number for found in plan.items] == ["92-01", "92-02"]


def test_a_row_without_an_item_number_goes_on_with_the_item_above() -> None:
    more = [row(given, "", "", "", "", "", "", "", "More", "") for given in ("", "92")]
    plan = _plan(table(TWO, _two("92", "1", "First"), *more))
    assert plan.items[0].cells["status"].text == "First\nMore\nMore"
    assert plan.items[0].cells["identifier"].text == "92\n1"


def test_an_item_number_without_any_resolution_is_refused() -> None:
    assert _refused(document(table(TWO, _two("", "1")))).code == "bad-id"


def test_two_cells_below_one_heading_are_an_id() -> None:
    heading = cells(cell(1, HEADINGS[0], span=2), *(cell(n, text) for n, text in enumerate(HEADINGS[1:], 3)))
    assert _found(table(heading, _two("92", "3"), _two("92-", "04"))) == [("92-03", 1, 2), ("92-04", 1, 3)]


def test_the_same_item_in_two_tables_of_one_plan_is_refused_however_it_is_typed() -> None:
    error = _refused(document(table(HEADING, item("02-01")), table(HEADING, item("2-1"), number=2)))
    assert error.code == "several-report-tables"


def _seconds(given: Document) -> float:
    begin = time.process_time()
    action_table.read(given)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "build",
    [
        lambda n: document(table(HEADING, *(item(f"{k // 50 + 1}-{k % 50 + 1}") for k in range(n)))),
        lambda n: document(table(HEADING, item("50-01"), *[row("", *["word " * 5] * 8)] * n)),
        lambda n: document(table(HEADING, *[_spanning("Title"), HEADING] * n, item("50-01"))),
        lambda n: document(*(table(HEADING, item(f"{k + 1}-1"), number=k + 1) for k in range(n))),
        lambda n: document(*["Resolution 50 – Spam"] * n, table(HEADING, item("50-01"))),
    ],
    ids=["items", "rows without ids", "headings", "tables", "lines above"],
)
def test_a_plan_is_read_in_a_time_that_grows_with_its_size(build: Callable[[int], Document]) -> None:
    # Four times as much takes about four times as long: sixteen would be quadratic.
    assert any(_seconds(build(1000)) < max(0.1, 8 * _seconds(build(250))) for _ in range(3))
