"""What each named query means, on a small plan that was made up to have the odd cases."""

from __future__ import annotations

from collections.abc import Callable

Ask = Callable[..., list[list[str]]]


def test_an_item_with_two_lead_questions_is_unanswered_by_both_and_one_without_by_nobody(rows: Ask) -> None:
    assert rows("unanswered-by-lead") == [
        ["", "9-2", "9", "empty"],
        ["Qall/17", "9-1", "9", "to-be-provided"],
        ["Q2/17", "100-10", "100", "to-be-provided"],
        ["Q10/17", "100-10", "100", "to-be-provided"],
    ]


def test_approved_texts_are_listed_once_a_resolution_with_what_is_stated(rows: Ask) -> None:
    assert rows("approved-by-resolution") == [
        ["100", "X.1", "", "", ""],
        ["100", "X.1", "2025-04", "Q2/17", "On trust"],
    ]


def test_a_portfolio_tells_lead_from_support_and_counts_items_as_numbers(rows: Ask) -> None:
    assert rows("question-portfolio") == [
        ["100-2", "lead", "reported"],
        ["100-10", "lead", "to-be-provided"],
        ["100-11", "lead", "cross-reference"],
    ]
    assert rows("question-portfolio", {"question": "q10/17"}) == [
        ["9-4", "lead", "cross-reference"],
        ["100-2", "supporting", "reported"],
        ["100-10", "lead", "to-be-provided"],
    ]
    assert rows("question-portfolio", {"question": "Qall/17"}) == [["9-1", "lead", "to-be-provided"]]


def test_report_to_means_the_column_and_not_any_mention(rows: Ask) -> None:
    assert rows("report-to") == [["9-1", "9", "to-be-provided"]]
    assert rows("report-to", {"body": "ITU-D SG2"}) == [["9-2", "9", "empty"]]
    assert rows("report-to", {"body": "SG17"}) == []


def test_drafts_are_work_items_under_study_or_newly_established(rows: Ask) -> None:
    assert rows("drafts-by-question") == [
        ["", "X.b", "", "9-1"],
        ["Q2/17", "X.a", "A", "100-2"],
        ["Q10/17", "X.b", "B", "100-2"],
    ]


def test_the_items_of_a_resolution_are_told_on_one_line_each(rows: Ask) -> None:
    assert rows("items-by-resolution", {"resolution": "100"}) == [
        ["100-2", 'SGs to study, first of all, "trust"', "Q2/17, (Q10/17)", "reported"],
        ["100-10", "SGs to report", "", "to-be-provided"],
        ["100-11", "", "", "cross-reference"],
    ]
    assert rows("items-by-resolution") == []


def test_progress_counts_reported_and_unanswered_items_and_leaves_the_rest_uncounted(rows: Ask) -> None:
    assert rows("progress-by-resolution") == [["9", "5", "0", "2"], ["100", "3", "1", "1"]]


def test_a_body_outside_itu_counts_once_an_item_and_one_that_nobody_names_not_at_all(rows: Ask) -> None:
    assert rows("outside-bodies") == [["ISO/IEC JTC 1/SC 27", "2"], ["ISO/IEC JTC 1", "1"]]


def test_cross_references_are_followed_to_the_end_which_a_circle_has_not(rows: Ask) -> None:
    assert rows("cross-references") == [
        ["9-3", "9-4", "", ""],
        ["9-4", "9-3", "", ""],
        ["9-5", "9-99", "9-99", ""],
        ["100-10", "100-11", "9-2", "empty"],
        ["100-11", "9-2", "9-2", "empty"],
    ]


def test_clauses_show_what_the_citation_states_and_no_more(rows: Ask) -> None:
    assert rows("clauses") == [
        ["9", "", "", "", "9-2"],
        ["9", "resolves", "", "", "9-1"],
        ["100", "instructs", "SGs + TSAG", "2", "100-2"],
        ["100", "instructs", "SGs + TSAG", "2", "100-10"],
        ["100", "instructs", "SGs + TSAG", "10", "100-2"],
    ]
