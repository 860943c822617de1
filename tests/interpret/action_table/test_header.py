from __future__ import annotations

import pytest

from resograph.interpret.action_table.header import read_header
from resograph.model.report import COLUMNS
from tests.interpret.documents import HEADINGS, cell, cells, row


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        tuple(heading.upper() for heading in HEADINGS),
        tuple(heading.replace(" ", "\u00a0 \n") for heading in HEADINGS),
        tuple(heading.replace(" ", "-") + ":" for heading in HEADINGS),
        tuple(heading.replace(" ", "") for heading in HEADINGS),
        (
            "Action item No.",
            "Resolution",
            "Text",
            "Deadline",
            "Responsible",
            "In cooperation with",
            "Reporting",
            "Status/result",
            "Lead Question",
        ),
        (
            "№",
            "Title of the Resolution",
            "Action required",
            "Target date",
            "Responsible group",
            "Coordinate with",
            "Reports to",
            "Progress (as of March 2023)",
            "Study Group 17 lead",
        ),
        ("Item", "Title", "Action item", "Due date", "By whom", "Collaboration", "Report", "Result", "Question(s)"),
        (
            "Res. No.",
            "Title",
            "Action",
            "Date",
            "Action By",
            "Collaborate with",
            "Report To",
            "Progress / Status",
            "Lead",
        ),
    ],
)
def test_headings_are_known_by_their_words_in_many_wordings(headings: tuple[str, ...]) -> None:
    header = read_header(row(*headings))
    assert header is not None
    assert [header.columns.get(grid) for grid in range(1, 10)] == list(COLUMNS)


def test_headings_are_known_in_any_order() -> None:
    header = read_header(row(*reversed(HEADINGS)))
    assert header is not None
    assert [header.columns[grid] for grid in range(1, 10)] == list(reversed(COLUMNS))


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("SG17 lead ", "sg17"),
        ("SG 13 Lead", "sg13"),
        ("SG\u00a02\nlead", "sg2"),
        ("Study Group 12 lead", "sg12"),
        ("Lead Question (SG20)", "sg20"),
        ("TSAG lead", "tsag"),
        ("SG lead", ""),
        ("Lead Question", ""),
    ],
)
def test_the_heading_of_the_lead_names_the_study_group(heading: str, group: str) -> None:
    header = read_header(row(*HEADINGS[:-1], heading))
    assert header is not None
    assert (header.columns[9], header.group) == ("lead", group)


def test_a_group_in_another_heading_is_not_the_reporting_group() -> None:
    header = read_header(row(*(h if h != "Report To" else "Report To (TSAG)" for h in HEADINGS[:-1]), "SG lead"))
    assert header is not None
    assert header.group == ""


def test_lead_alone_is_who_acts_and_beside_action_by_the_question_in_the_lead() -> None:
    beside = read_header(row(*HEADINGS[:-1], "Lead"))
    alone = read_header(row(*(h if h != "Action By" else "Lead" for h in HEADINGS)))
    assert beside is not None
    assert alone is not None
    assert (beside.columns[5], beside.columns[9]) == ("action-by", "lead")
    assert (alone.columns[5], alone.columns[9]) == ("action-by", "lead")


def test_a_heading_over_several_grid_columns_holds_all_of_them() -> None:
    wide = cells(cell(1, HEADINGS[0], span=2), *(cell(n, text) for n, text in enumerate(HEADINGS[1:], 3)))
    header = read_header(wide)
    assert header is not None
    assert (header.columns[1], header.columns[2], header.columns[3]) == ("identifier", "identifier", "title")
    assert header.width == 11


def test_a_heading_that_is_not_ours_or_comes_twice_is_unknown() -> None:
    header = read_header(row(*HEADINGS, "Remarks by TSB", "Status"))
    assert header is not None
    assert [c.column for c in header.unknown] == [10, 11]
    assert header.missing == ()


@pytest.mark.parametrize(
    "texts",
    [
        ("Item", "Amount"),
        ("No.", "Title", "Source", "Date", "Status"),
        ("Title:", "Progress report"),
        ("50-01", "Resolution 50", "To act", "On-going", "SGs", "", "", "Nothing to report", "Q1/17"),
        (),
    ],
)
def test_a_row_with_few_of_our_words_is_no_heading(texts: tuple[str, ...]) -> None:
    assert read_header(row(*texts)) is None
