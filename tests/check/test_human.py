"""The report for a person: two lines a result, one for the sum."""

from __future__ import annotations

from resograph.check import REPORTS
from tests.check.conftest import Check


def test_a_result_says_where_then_what_then_by_which_rule(checked: Check) -> None:
    report = REPORTS["human"](checked(('"On-going"', '"Soon"'), ('"X.1812" .', '"1812" .')).verdict)

    assert report.splitlines() == [
        "warning: report.docx, table 2, row 75, item 92-03, column milestone",
        "    a known milestone [state-milestone]",
        'info: report.docx, table 2, row 75, item 92-03, column status, paragraph 2, "ITU-T X.1812"',
        "    a designation like X.1812 [recommendation-designation]",
        "findings: 0 violations, 1 warning, 1 remark",
    ]


def test_a_result_without_a_place_names_what_it_is_about(checked: Check) -> None:
    changed = checked(("g:meta {", "g:meta { <urn:x> a rg:Recommendation ; rg:designation 'odd' ."))

    assert "info: report.docx, urn:x" in REPORTS["human"](changed.verdict)


def test_marks_of_writing_direction_do_not_reach_the_terminal(checked: Check) -> None:
    changed = checked(("g:meta {", "g:meta { <urn:x> a rg:Recommendation ; rg:designation 'a \\u202Eodd' ."))
    report = REPORTS["human"](changed.verdict)

    assert "\u202e" not in report
    assert "a \ufffdodd" in report
