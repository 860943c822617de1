from __future__ import annotations

import pytest

from resograph.errors import InputError
from resograph.interpret.front_matter import read_front_matter, settle
from resograph.model.document import Table
from resograph.model.report import Metadata
from tests.interpret.documents import cell, cells, covered, paragraph, row, table


def _word_block() -> Table:
    return table(
        cells(cell(1), cell(2, "INTERNATIONAL TELECOMMUNICATION UNION", 2), cell(4, "TD1234R1")),
        cells(covered(1), cell(2, "TELECOMMUNICATION\nSTANDARDIZATION SECTOR", 2), cell(4, "SG17")),
        cells(covered(1), covered(2, 2), cell(4, "Original: English")),
        cells(covered(1), cell(2, "STUDY PERIOD 2022-2024", 2), cell(4)),
        cells(cell(1, "Question(s):", 2), cell(3, "1/17"), cell(4, "Geneva, 21 February – 3 March 2023")),
        cells(cell(1, "TD", 4)),
        cells(cell(1, "Source:", 2), cell(3, "Editor, WTSA-20 action plan", 2)),
        cells(cell(1, "Title:", 2), cell(3, "Progress report of SG17 results\non the WTSA-20 Action Plan", 2)),
        cells(cell(1, "Contact:", 2), cell(3, "Editor"), cell(4, "Tel:\t+00 00 000 0000")),
        cells(cell(1, "Abstract:", 2), cell(3, "This document contains a progress report.", 2)),
    )


def test_the_header_table_of_a_word_file_is_read() -> None:
    assert read_front_matter([_word_block(), paragraph("This TD goes on until next WTSA-24.")], ()) == Metadata(
        assembly="wtsa-20",
        group="sg17",
        period="2022-2024",
        td="1234",
        revision="1",
        title="Progress report of SG17 results on the WTSA-20 Action Plan",
        abstract="This document contains a progress report.",
        source="Editor, WTSA-20 action plan",
        questions="1/17",
        place="Geneva",
        meeting_start="2023-02-21",
        meeting_end="2023-03-03",
    )


def test_the_lines_of_a_text_export_are_read_like_a_table() -> None:
    lines = (
        "TD 1234 Rev.1",
        "STUDY PERIOD 2022-2024",
        "Question(s):",
        "Geneva, 21 February – 3 March 2023",
        "Source:",
        "Editor",
        "Title:",
        "Progress report of SG17 results",
        "on the WTSA-20 Action Plan",
        " \tAbstract:",
        "This document reports.",
        "Introduction",
    )
    found = read_front_matter([paragraph(line) for line in lines], ())
    assert (found.td, found.revision, found.period) == ("1234", "1", "2022-2024")
    assert (found.questions, found.place, found.source) == ("", "Geneva", "Editor")
    assert (found.title, found.abstract) == (
        "Progress report of SG17 results on the WTSA-20 Action Plan",
        "This document reports.",
    )
    assert (found.group, found.assembly) == ("sg17", "wtsa-20")


def test_a_title_that_no_label_follows_is_one_line() -> None:
    lines = ("Title:", "Progress report", "SG17 continues this ongoing reporting activity.")
    assert read_front_matter([paragraph(line) for line in lines], ()).title == "Progress report"


def test_the_text_export_with_an_abstract_alone_says_group_and_assembly() -> None:
    lines = (
        " \tAbstract:",
        "This document contains a progress report of SG17 activities in implementation of WTSA-20 Resolutions.",
        "This TD is a document for further development until next WTSA-24. ",
        "Annex",
        "WTSA-20 Action Items pertaining to SG17",
    )
    found = read_front_matter([paragraph(line) for line in lines], ())
    assert (found.group, found.assembly, found.td) == ("sg17", "wtsa-20", "")


@pytest.mark.parametrize(
    "lines", [("Abstract: All is well.",), ("Abstract:", "", "All is well."), ("ABSTRACT :", "All is well.")]
)
def test_a_label_may_stand_before_its_value_or_above_it(lines: tuple[str, ...]) -> None:
    assert read_front_matter([paragraph(line) for line in lines], ()).abstract == "All is well."


def test_a_label_without_value_does_not_take_the_next_label() -> None:
    found = read_front_matter(
        [table(row("Source:", ""), row("Title:", "")), paragraph("Source:"), paragraph("Title: T")], ()
    )
    assert (found.source, found.title) == ("", "T")


def test_a_heading_named_title_is_no_label() -> None:
    assert read_front_matter([table(row("Title", "Source"), row("Some paper", "GSMA"))], ()).title == ""


def test_a_caption_inside_the_table_counts_before_the_text() -> None:
    found = read_front_matter([paragraph("SG2 and SG2 reported on WTSA-16")], ["WTSA-20 Action Items of SG17"])
    assert (found.group, found.assembly) == ("sg17", "wtsa-20")


def test_the_full_number_of_a_td_gives_group_and_period() -> None:
    found = read_front_matter([table(row("T22-SG17-230221-TD-PLEN-1234-R1"))], ())
    assert (found.group, found.period, found.subgroup, found.td, found.revision) == (
        "sg17",
        "2022-2024",
        "plen",
        "1234",
        "1",
    )


@pytest.mark.parametrize("line", ["STUDY PERIOD 2022-2024", "Study period: 2022 – 2024", "STUDY PERIOD 2022\u201124"])
def test_the_study_period_is_read_in_its_forms(line: str) -> None:
    assert read_front_matter([paragraph(line)], ()).period == "2022-2024"


@pytest.mark.parametrize(
    "line", ["WTSA-08 Action Plan", "WTSA\u201108 Action Plan", "WTSA 08 Action Plan", "WTSA-2008 Action Plan"]
)
def test_the_assembly_is_read_in_its_forms(line: str) -> None:
    assert read_front_matter([paragraph(f"Title: {line}")], ()).assembly == "wtsa-08"


def test_stated_values_win_and_empty_ones_do_not() -> None:
    found = Metadata(group="sg17", assembly="wtsa-20", td="1234", title="As written")
    settled = settle(found, Metadata(group="SG 13", td="99", identifier="draft"), "a.docx")
    assert (settled.group, settled.td, settled.title, settled.identifier) == ("sg13", "99", "As written", "draft")


def test_the_period_comes_from_the_assembly_and_the_assembly_from_the_period() -> None:
    assert settle(Metadata(group="sg17", assembly="wtsa-20"), Metadata(), "a").period == "2022-2024"
    assert settle(Metadata(group="sg17", period="2022-2024"), Metadata(), "a").assembly == "wtsa-20"


def test_the_period_of_the_document_stands_before_that_of_the_assembly() -> None:
    assert settle(Metadata(group="sg17", assembly="wtsa-20", period="2021-2024"), Metadata(), "a").period == "2021-2024"


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (Metadata(assembly="wtsa-20"), 'group = "sg17"'),
        (Metadata(group="sg17"), 'assembly = "wtsa-20"'),
        (Metadata(group="sg17", assembly="wtsa-48"), 'period = "2022-2024"'),
    ],
)
def test_what_no_iri_can_do_without_must_be_found_or_stated(found: Metadata, key: str) -> None:
    with pytest.raises(InputError) as caught:
        settle(found, Metadata(), "report.docx")
    assert caught.value.code == "missing-metadata"
    assert key in caught.value.remedy
