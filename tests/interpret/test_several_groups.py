"""The plans of several study groups in one file: a report each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resograph.errors import InputError
from resograph.interpret import interpret
from resograph.model.document import Document, Paragraph, Remark, Row, Run, Table
from resograph.model.report import Metadata, Report
from resograph.naming.iris import Iris, revision_id
from tests.interpret.documents import HEADINGS, cell, cells, document, item, row, table

NAMELESS = row(*HEADINGS[:-1], "Lead Question")
NUMBER = "T22-TSAG-221212-TD-GEN-0011-R1"


def _header(lead: str) -> tuple[str, ...]:
    return (*HEADINGS[:-1], lead)


def _heading(text: str, level: int = 1) -> Paragraph:
    return Paragraph((Run(text),), f"heading {level}")


def _reports(*blocks: Paragraph | Table | str, stated: Metadata | None = None) -> tuple[Report, ...]:
    given = document(table(row(NUMBER), row("Title:", "Action plans of the study groups on WTSA-20")), *blocks)
    tables = iter(range(1, 99))
    numbered = (replace(block, number=next(tables)) if isinstance(block, Table) else block for block in given.blocks)
    return interpret(replace(given, blocks=tuple(numbered)), "accepted", stated or Metadata())


def _held(reports: tuple[Report, ...]) -> list[tuple[str, list[str]]]:
    return [(report.metadata.group, [found.number for found in report.items]) for report in reports]


BOTH = (table(row(*_header("SG17 lead")), item("50-01")), table(row(*_header("SG13 lead")), item("50-01")))


def test_each_group_has_its_report_in_the_order_of_the_document() -> None:
    assert _held(_reports(*BOTH)) == [("sg17", ["50-01"]), ("sg13", ["50-01"])]


@pytest.mark.parametrize("style", ["heading 1", "Titre 1", "Überschrift 1", "标题 1"])
def test_the_heading_above_a_table_names_its_group_in_whatever_language_its_style_has_a_name(style: str) -> None:
    blocks = [
        block
        for group in ("SG13", "SG17")
        for block in (Paragraph((Run(group),), style), "What it did.", table(NAMELESS, item("50-01")))
    ]
    assert _held(_reports(*blocks)) == [("sg13", ["50-01"]), ("sg17", ["50-01"])]


def test_the_front_matter_is_that_of_the_document_for_all() -> None:
    for report in _reports(*BOTH):
        found = report.metadata
        assert (found.td, found.revision, found.subgroup, found.assembly) == ("11", "1", "gen", "wtsa-20")
        assert (found.td_group, found.period) == ("tsag", "2022-2024")


def test_a_revision_bears_the_name_of_the_document_and_its_plan_that_of_the_group() -> None:
    first, second = _reports(*BOTH)
    assert revision_id(first) == revision_id(second) == "t22-tsag-gen-td11-r1"
    assert Iris().plan(second.metadata).value.endswith("/id/plan/wtsa-20/sg13")
    assert Iris().report_graph(first) != Iris().report_graph(second)


def test_a_document_of_the_group_itself_has_no_other_issuer() -> None:
    given = document(table(row("SG17-TD1234R1")), "WTSA-20", table(row(*_header("SG17 lead")), item("50-01"), number=2))
    (report,) = interpret(given, "accepted", Metadata())
    assert (report.metadata.td_group, revision_id(report)) == ("", "t22-sg17-td1234-r1")


@pytest.mark.parametrize(
    "above",
    [
        (_heading("Action plan of SG13"),),
        (_heading("Action plan of SG13"), _heading("Progress", 2), "As of March 2023."),
        ("Action plan of Study Group 13", ""),
        (_heading("SG13"),),
        (_heading("Plan d'action de la Commission d'études 13"),),
        (_heading("第13研究组行动计划"),),
        (_heading("SG13: report to TSAG"),),
    ],
    ids=["heading", "heading above another", "line", "sheet", "French", "Chinese", "for TSAG"],
)
def test_the_heading_above_a_table_says_whose_plan_it_is(above: tuple[Paragraph | str, ...]) -> None:
    reports = _reports(_heading("SG17"), table(NAMELESS, item("50-01")), *above, table(NAMELESS, item("50-01")))
    assert _held(reports) == [("sg17", ["50-01"]), ("sg13", ["50-01"])]


@pytest.mark.parametrize(
    "above",
    [
        (_heading("Action plans of SG13 and SG12"),),
        (_heading("SG13", 2), _heading("Continued", 1)),
        ("SG13 has no news.",),
        ("SG13 " + "and others " * 30,),
        ("SG13", table(row("x", "y"))),
    ],
    ids=["two groups", "below a higher heading", "a sentence", "a long line", "a line of another table"],
)
def test_what_does_not_head_the_table_says_nothing_of_it(above: tuple[Paragraph | Table | str, ...]) -> None:
    reports = _reports(_heading("SG17"), table(NAMELESS, item("50-01")), *above, table(NAMELESS, item("52-01")))
    assert _held(reports) == [("sg17", ["50-01", "52-01"])]


def test_a_caption_in_the_table_counts_before_the_heading_above_and_the_column_before_both() -> None:
    caption = cells(cell(1, "Action items of SG12", span=9))
    first = table(caption, NAMELESS, item("50-01"))
    second = table(caption, row(*_header("SG11 lead")), item("50-01"))
    assert [group for group, _ in _held(_reports(_heading("SG13"), first, _heading("SG13"), second))] == [
        "sg12",
        "sg11",
    ]


def test_a_caption_and_a_heading_in_mid_table_begin_another_plan() -> None:
    caption = cells(cell(1, "Action items of SG13", span=9))
    given = table(row(*_header("SG17 lead")), item("50-01"), caption, NAMELESS, item("50-01"))
    first, second = _reports(given)
    assert _held((first, second)) == [("sg17", ["50-01"]), ("sg13", ["50-01"])]
    assert (first.remarks, second.remarks) == ((), ())


@pytest.mark.parametrize("former", [NAMELESS, row(*_header("SG17 lead"))])
def test_a_table_without_a_heading_under_the_name_of_another_group_is_its_plan(former: Row) -> None:
    reports = _reports(
        _heading("SG17"), table(former, item("50-01")), _heading("SG13"), table(item("50-01"), item("50-02"))
    )
    assert _held(reports) == [("sg17", ["50-01"]), ("sg13", ["50-01", "50-02"])]


@pytest.mark.parametrize(
    ("whose", "held"),
    [
        ("STUDY GROUP 17", [("sg17", ["50-01"]), ("sg13", ["52-01"])]),
        ("STUDY GROUP 13", [("sg13", ["50-01", "52-01"])]),
        ("Some document", [("sg13", ["50-01", "52-01"])]),
    ],
)
def test_a_first_table_that_nothing_names_is_that_of_the_group_whose_document_it_is(
    whose: str, held: list[tuple[str, list[str]]]
) -> None:
    nameless, named = (
        table(NAMELESS, item("50-01"), number=2),
        table(row(*_header("SG13 lead")), item("52-01"), number=3),
    )
    given = document(table(row(whose), row("Title:", "WTSA-20 Action Plan")), nameless, named)
    assert _held(interpret(given, "accepted", Metadata())) == held


def test_the_tables_of_a_group_may_stand_apart_and_are_one_plan() -> None:
    again = table(row(*_header("SG17 lead")), item("52-01"))
    assert _held(_reports(*BOTH, again)) == [("sg17", ["50-01", "52-01"]), ("sg13", ["50-01"])]


def test_an_id_twice_in_the_plan_of_one_group_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        _reports(*BOTH, table(row(*_header("SG13 lead")), item("50-01")))
    assert caught.value.code == "several-report-tables"
    assert "tables 3 and 4" in caught.value.what


def test_a_stated_group_chooses_its_plan() -> None:
    assert _held(_reports(*BOTH, stated=Metadata(group="SG 13"))) == [("sg13", ["50-01"])]
    (report,) = _reports(*BOTH, stated=Metadata(group="Study Group 13"))
    assert report.metadata.td_group == "tsag"


def test_a_stated_group_that_has_no_plan_is_refused_with_those_that_have() -> None:
    with pytest.raises(InputError) as caught:
        _reports(*BOTH, stated=Metadata(group="sg2"))
    assert caught.value.code == "several-report-tables"
    assert "sg17, sg13" in caught.value.what


def test_the_one_plan_of_a_document_takes_any_stated_group_which_is_the_documents_then() -> None:
    given = document(table(row("SG17-TD1234R1")), "WTSA-20", table(NAMELESS, item("50-01"), number=2))
    (report,) = interpret(given, "accepted", Metadata(group="sg13"))
    assert revision_id(report) == "t22-sg13-td1234-r1"
    (report,) = interpret(given, "accepted", Metadata(group="sg13", td_group="TSAG"))
    assert revision_id(report) == "t22-tsag-td1234-r1"


def test_a_document_of_the_advisory_group_may_hold_the_plan_of_the_group_in_its_title() -> None:
    given = document(
        table(row(NUMBER), row("Title:", "Action plan of SG13 on WTSA-20")), table(NAMELESS, item("50-01"), number=2)
    )
    (report,) = interpret(given, "accepted", Metadata())
    assert (report.metadata.group, report.metadata.td_group) == ("sg13", "tsag")
    assert report.remarks == ()


def test_the_list_of_resolutions_is_that_of_the_plan_else_that_of_the_document() -> None:
    first, second, third = _reports(
        "Resolution 50 – Cybersecurity",
        "Introduction",
        BOTH[0],
        "Resolution 52 – Spam",
        "Text",
        BOTH[1],
        table(row(*_header("SG12 lead")), item("50-01")),
    )
    assert [[listing.resolution for listing in report.listings] for report in (first, second, third)] == [
        [50],
        [52],
        [50],
    ]


def test_titles_above_the_tables_of_a_plan_are_not_its_list() -> None:
    _, second = _reports(
        "Resolution 50 – Cybersecurity",
        "Introduction",
        BOTH[0],
        _heading("SG13"),
        _heading("Resolution 52 – Spam", 2),
        table(NAMELESS, item("52-01", title="")),
    )
    assert [listing.resolution for listing in second.listings] == [50]
    assert second.items[0].cells["title"].text == "Resolution 52 – Spam"


def test_a_remark_goes_to_the_report_in_whose_table_it_stands_and_any_other_to_the_first() -> None:
    remarks = tuple(
        Remark("note", "", text, table_number, row_number)
        for text, table_number, row_number in (
            ("text", 0, 0),
            ("front matter", 1, 1),
            ("sg17", 2, 2),
            ("sg13", 3, 2),
            ("sg13, its heading", 3, 1),
            ("behind", 4, 1),
        )
    )
    given = document(table(row(NUMBER)), "WTSA-20", *(replace(one, number=n) for n, one in enumerate(BOTH, 2)))
    given = Document(given.name, given.sha256, "", (*given.blocks, table(row("x"), number=4)), remarks)
    first, second = interpret(given, "accepted", Metadata())
    assert [remark.text for remark in first.remarks] == ["text", "front matter", "sg17", "behind"]
    assert [remark.text for remark in second.remarks] == ["sg13", "sg13, its heading"]
    (chosen,) = interpret(given, "accepted", Metadata(group="sg13"))
    assert [remark.text for remark in chosen.remarks] == [
        "text",
        "front matter",
        "sg13",
        "sg13, its heading",
        "behind",
    ]


def test_rows_without_a_heading_are_told_once() -> None:
    other = table(row("92-01", "t", "a", "m", "b", "c"))
    first, second = _reports(BOTH[0], "Annex", other, _heading("SG13"), BOTH[1])
    assert [remark.code for remark in first.remarks] == ["headerless-table"]
    assert second.remarks == ()


def test_headings_of_a_plan_without_items_are_told_and_make_no_report() -> None:
    (report,) = _reports(table(row(*_header("SG2 lead"))), BOTH[0])
    assert report.metadata.group == "sg17"
    assert [(remark.code, remark.table, remark.row) for remark in report.remarks] == [("empty-plan", 2, 1)]
    assert "sg2" in report.remarks[0].message
