"""An action plan in an Excel file is the plan that it is in a Word file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from resograph.errors import InputError
from resograph.interpret import interpret
from resograph.model.report import COLUMNS, Metadata, Report
from resograph.model.source import Source
from resograph.read import read
from tests.interpret.documents import HEADINGS, STATED
from tests.sheetfiles import Content, saved, workbook, worksheets

NEUTRAL = (*HEADINGS[:8], "Lead Question")


def _reports(source: Source, stated: Metadata = STATED) -> tuple[Report, ...]:
    return interpret(read(source), "accepted", stated)


def _item(number: Content, title: str = "Resolution", status: str = "") -> list[Content]:
    return [number, title, "To act (resolves 1)", "On-going", "SGs", None, None, status, "Q1/17"]


def _numbers(report: Report) -> list[str]:
    return [item.number for item in report.items]


@pytest.fixture
def gold(reference: Path) -> list[Sequence[str]]:
    """Return the 86 items of the example report, nine cells each, line by line."""
    found = json.loads((reference / "cells.json").read_text(encoding="utf-8"))
    return [["\n".join(item["columns_lines"][column]) for column in found["columns"]] for item in found["items"]]


def test_all_cells_of_the_example_report_survive_a_workbook(gold: list[Sequence[str]]) -> None:
    [report] = _reports(workbook({"SG17": [HEADINGS, *gold]}))
    cells = [[item.cells[column].text for column in COLUMNS] for item in report.items]

    assert len(gold) * len(COLUMNS) == 774
    assert cells == [list(item) for item in gold]
    assert report.remarks == ()


def test_an_item_knows_the_row_that_the_sheet_shows() -> None:
    rows: list[Sequence[Content]] = [["WTSA-20 Action Items pertaining to SG17"], [], HEADINGS, [], _item("02-01")]
    [report] = _reports(workbook({"Plan": rows}))
    [item] = report.items

    assert (item.table, item.row) == (1, 5)
    assert {(line.table, line.row) for cell in item.cells.values() for line in cell.lines} == {(1, 5)}


def test_an_id_that_is_a_formula_without_a_result_joins_no_row_to_another() -> None:
    with pytest.raises(InputError, match=r'bad-id.*"="50-"&"02"".*row 3'):
        _reports(workbook({"SG17": [HEADINGS, _item("50-01"), _item('="50-"&"02"')]}))


def test_titles_given_once_over_merged_cells_are_those_of_each_item() -> None:
    book, [one] = worksheets({"SG17": [HEADINGS, _item("50-01", "Cyber"), _item("50-02", ""), _item("52-01", "Spam")]})
    one.merge_cells("B2:B3")
    [report] = _reports(saved(book))

    assert [item.cells["title"].text for item in report.items] == ["Cyber", "Cyber", "Spam"]


def test_a_title_in_a_row_merged_across_is_that_of_the_items_below() -> None:
    rows: list[Sequence[Content]] = [
        HEADINGS,
        ["Resolution 50 – Cybersecurity"],
        _item("50-01", ""),
        _item("50-02", ""),
    ]
    book, [one] = worksheets({"SG17": rows})
    one.merge_cells("A2:I2")
    [report] = _reports(saved(book))

    assert [item.cells["title"].text for item in report.items] == ["Resolution 50 – Cybersecurity"] * 2


def test_a_sheet_for_each_group_is_a_report_for_each_group() -> None:
    tables = {"SG17": [NEUTRAL, _item("02-01")], "SG 13": [NEUTRAL, _item("02-01"), _item("07-01")]}
    reports = _reports(workbook(tables), Metadata(assembly="wtsa-20", period="2022-2024"))

    assert [(report.metadata.group, _numbers(report)) for report in reports] == [
        ("sg17", ["02-01"]),
        ("sg13", ["02-01", "07-01"]),
    ]


def test_one_plan_may_go_on_over_several_sheets() -> None:
    tables = {"Res. 1 to 49": [HEADINGS, _item("02-01")], "Res. 50 to 99": [HEADINGS, _item("50-01")]}
    [report] = _reports(workbook(tables))

    assert _numbers(report) == ["02-01", "50-01"]


@pytest.mark.parametrize("title", ["Cover", "Summary", "Sheet1"])
def test_a_cover_sheet_is_front_matter(title: str) -> None:
    cover: list[Sequence[Content]] = [
        ["STUDY PERIOD 2022-2024", None, "TD 1234-PLEN Rev.1"],
        ["Source:", "Rapporteur Q2/17"],
        ["Title:", "Progress report on WTSA-20 for SG17"],
        ["Geneva, 21 February – 3 March 2023"],
    ]
    [report] = _reports(workbook({title: cover, "Plan": [NEUTRAL, _item("02-01")]}), Metadata())

    found = report.metadata
    assert (found.group, found.assembly, found.period, found.td, found.revision) == (
        *("sg17", "wtsa-20", "2022-2024"),
        *("1234", "1"),
    )
    assert (found.title, found.source) == ("Progress report on WTSA-20 for SG17", "Rapporteur Q2/17")
    assert (found.meeting_start, found.meeting_end) == ("2023-02-21", "2023-03-03")


def test_front_matter_may_stand_over_the_headings_on_the_same_sheet() -> None:
    rows: list[Sequence[Content]] = [
        ["TD 1234-PLEN Rev.1", None, "STUDY PERIOD 2022-2024"],
        ["Title:", "Progress report on WTSA-20"],
        ["Source:", "Rapporteur Q2/17"],
        [],
        HEADINGS,
        _item("02-01"),
    ]
    [report] = _reports(workbook({"Sheet1": rows}), Metadata())

    found = report.metadata
    assert (found.td, found.revision, found.period, found.group) == ("1234", "1", "2022-2024", "sg17")
    assert (found.title, found.source) == ("Progress report on WTSA-20", "Rapporteur Q2/17")


def test_the_title_of_a_sheet_says_whose_plan_it_is_and_not_whose_document() -> None:
    cover: list[Sequence[Content]] = [["TSAG", "TD 415"], ["Title:", "Action plan of WTSA-20"]]
    tables = {"Cover": cover, "SG13": [NEUTRAL, _item("02-01")], "SG17": [NEUTRAL, _item("02-01")]}
    reports = _reports(workbook(tables), Metadata())

    assert [(report.metadata.group, report.metadata.issuer) for report in reports] == [
        ("sg13", "tsag"),
        ("sg17", "tsag"),
    ]


def test_a_summary_of_the_resolutions_is_no_plan() -> None:
    summary: list[Sequence[Content]] = [
        ["Resolution", "Title", "Action by", "In cooperation with", "Reporting to", "Status"],
        ["2", "Study groups", "SGs", "", "TSAG", "under way"],
        ["50", "Cybersecurity", "SG17", "ITU-D", "Council", "under way"],
    ]
    [report] = _reports(
        workbook({"Summary sheet": summary, "Detailed sheet": [HEADINGS, _item("02-01"), _item("50-01")]})
    )

    assert _numbers(report) == ["02-01", "50-01"]
    assert {item.table for item in report.items} == {2}


def test_a_sheet_named_after_a_resolution_may_hold_its_items() -> None:
    tables = {"Resolution 2": [HEADINGS, _item("02-01")], "Resolution 50": [HEADINGS, _item("50-01")]}
    [report] = _reports(workbook(tables))

    assert _numbers(report) == ["02-01", "50-01"]


@pytest.mark.parametrize("code", ["d-mmm", "d-m", "mmm-yy", "yyyy-mm-dd"])
def test_an_id_that_excel_made_a_date_of_is_refused_with_its_place_and_with_what_to_do(code: str) -> None:
    book, [one] = worksheets({"SG17": [HEADINGS, _item("02-01"), _item("02-02")]})
    one["A3"] = dt.date(2022, 1, 2)
    one["A3"].number_format = code

    with pytest.raises(InputError, match=r"bad-id.*2022-01-02.*table 1, row 3.*as text") as caught:
        _reports(saved(book))
    assert caught.value.code == "bad-id"


@pytest.mark.parametrize("number", [201, 2.1, True])
def test_a_number_is_no_id(number: Content) -> None:
    with pytest.raises(InputError, match=r"bad-id.*table 1, row 2"):
        _reports(workbook({"SG17": [HEADINGS, _item(number)]}))
