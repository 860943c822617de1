"""The report for a person: what to mend, file by file and item by item, and what there is most of."""

from __future__ import annotations

from dataclasses import replace

from resograph.check import REPORTS
from resograph.model.release import Place
from tests.check.conftest import Check
from tests.check.verdicts import LEAD, MONTH, SPACES, WORDS, hostile, many, result, verdict

human = REPORTS["human"]


def test_a_finding_stands_under_its_item_with_what_to_write_and_its_rule() -> None:
    mended = replace(result(MONTH), expected="X.1812 (05/2022)")

    assert human(verdict(mended, result(SPACES))).splitlines() == [
        "reports/sg17 a.docx: 1 warning, 1 remark",
        "========================================",
        "",
        "item 92-03 (table 2, row 75)",
        '  warning, column Status, paragraph 3, "X.1812, Title"',
        "    This is wrong. It matters. Mend it. [Claim-month]",
        "    write: X.1812 (05/2022)",
        '  remark, column Status, paragraph 3, "X.1812, Title"',
        "    This is wrong. It matters. Mend it. [ItemState-spaces]",
        "",
        "rule              about                          count",
        "Claim-month       approved text without a month      1",
        "ItemState-spaces  two spaces                         1",
        "",
        "findings: 0 violations, 1 warning, 1 remark",
    ]


def test_the_check_itself_fills_the_page(checked: Check) -> None:
    told = human(checked(('"On-going"', '"Soon"'), ('"X.1812" .', '"1812" .')).verdict).splitlines()

    assert "item 92-03 (table 2, row 75)" in told
    assert '  warning, column Milestone, "Soon"' in told
    assert '  remark, column Status, paragraph 2, "ITU-T X.1812"' in told
    assert told[-1] == "findings: 0 violations, 1 warning, 1 remark"


def test_files_stand_in_the_order_in_which_they_were_named_and_items_in_that_of_the_table() -> None:
    places = [
        Place("a.docx", "50-01", 1, 9),
        Place("b.docx", "02-01", 1, 2),
        Place("a.docx", "100-01", 1, 5),
        Place("a.docx", line=12),
        Place("a.docx", table=1, row=3),
        Place("a.docx"),
    ]
    told = human(verdict(*(result(LEAD, place) for place in places), files=("b.docx", "a.docx", "c.docx")))
    headings = [line for line in told.partition("\nrule ")[0].splitlines() if line and line[0] not in " ="]

    assert headings == [
        "b.docx: 1 warning",
        "item 02-01 (table 1, row 2)",
        "a.docx: 5 warnings",
        "the report",
        "line 12 of a.docx",
        "table 1, row 3",
        "item 100-01 (table 1, row 5)",
        "item 50-01 (table 1, row 9)",
        "nothing found in c.docx",
    ]


def test_what_is_said_of_many_items_is_said_once() -> None:
    told = human(verdict(*many(34)))

    assert told.count("This is wrong.") == 1
    assert "  warning, 34 items\n" in told
    assert "in: 50-01, 50-02, 50-03," in told
    assert "item 50-01" not in told


def test_what_is_said_of_a_few_items_is_said_of_each() -> None:
    assert human(verdict(*many(5))).count("This is wrong.") == 5


def test_one_of_many_that_has_words_of_its_own_is_found_under_its_item_too() -> None:
    group = many(12, SPACES, column="title")
    group[0] = replace(group[0], place=replace(group[0].place, quote="of  the"))
    told = human(verdict(*group))

    assert told.count("This is wrong.") == 1
    assert '  remark, column Title, "of  the" [ItemState-spaces], see “in many items”' in told.splitlines()
    assert "in: 50-01, 50-02" in told


def test_words_that_all_of_many_have_are_said_once() -> None:
    told = human(verdict(*many(12, column="status", quote="To be provided")))

    assert '  warning, column Status, "To be provided", 12 items' in told.splitlines()
    assert told.count("To be provided") == 1


def test_a_finding_on_a_row_without_an_item_is_never_lost_among_many() -> None:
    told = human(verdict(*many(12), result(LEAD, Place("a.docx", table=2, row=99))))

    assert "table 2, row 99\n  warning\n    This is wrong." in told


def test_the_rules_with_most_findings_and_the_worst_items_are_named() -> None:
    told = human(verdict(*many(12), *[result(MONTH, Place("a.docx", "50-07", 2, 7))] * 2)).splitlines()

    assert told[-6:] == [
        "ItemState-lead  item without a lead               12",
        "Claim-month     approved text without a month      2",
        "",
        "most findings: 50-07 (3)",
        "",
        "findings: 0 violations, 14 warnings, 0 remarks",
    ]


def test_a_result_without_a_place_names_what_it_is_about(checked: Check) -> None:
    changed = checked(("g:meta {", "g:meta { <urn:x> a rg:Recommendation ; rg:designation 'odd' ."))

    assert 'the report\n  remark, urn:x, "odd"\n' in human(changed.verdict)


def test_why_something_was_not_understood_is_told() -> None:
    path = "http://www.w3.org/2000/01/rdf-schema#comment"
    told = human(verdict(replace(result(MONTH), path=path, value="no regional group has this code")))

    assert "    because: no regional group has this code\n" in told


def test_the_text_of_a_whole_cell_is_no_reason_and_long_words_are_cut() -> None:
    told = human(verdict(replace(result(MONTH, replace(WORDS, quote="")), value="word " * 1000)))

    assert "because" not in told
    assert max(map(len, told.splitlines())) < 250


def test_what_would_act_on_a_terminal_or_a_build_server_does_not_reach_it() -> None:
    told = human(hostile())

    assert not any(mark in told for mark in "\x00\x1b\r\x85\u2028\u202e\ud800")
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in told.splitlines())


def test_a_file_without_findings_is_told_of() -> None:
    told = human(verdict(files=("a.docx", "b.docx")))

    assert told == "nothing found in a.docx, b.docx\n\nconforms: 0 violations, 0 warnings, 0 remarks\n"
