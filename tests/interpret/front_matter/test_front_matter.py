from __future__ import annotations

from dataclasses import replace

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
        td_group="sg17",
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


LABELS = {
    "fr": ("Question(s) :", "Origine :", "Titre :", "Résumé :", "COMMISSION D'ÉTUDES 17", "PÉRIODE D'ÉTUDES 2022-2024"),
    "es": (
        "Cuestión(es):",
        "Origen:",
        "Título:",
        "Resumen:",
        "COMISIÓN DE ESTUDIO 17",
        "PERÍODO DE ESTUDIOS 2022-2024",
    ),
    "ru": (
        "Вопрос(ы):",
        "Источник:",
        "Название:",
        "Резюме:",
        "17-я ИССЛЕДОВАТЕЛЬСКАЯ КОМИССИЯ",
        "ИССЛЕДОВАТЕЛЬСКИЙ ПЕРИОД 2022–2024 годов",
    ),
    "zh": ("课题：", "来源：", "标题：", "摘要：", "第17研究组", "2022-2024年研究期"),
    "ar": ("المسألة:", "المصدر:", "العنوان:", "ملخص:", "لجنة الدراسات 17", "فترة الدراسة 2022-2024"),
}
ASSEMBLIES = {"fr": "AMNT-20", "es": "AMNT-20", "ru": "ВАСЭ-20", "zh": "WTSA-20", "ar": "WTSA-20"}


@pytest.mark.parametrize("language", LABELS)
def test_the_header_block_is_read_in_the_languages_of_itu(language: str) -> None:
    questions, source, title, abstract, group, period = LABELS[language]
    block = table(
        row("UIT", "", "TD 1234"),
        row("", "", group),
        row(period, "", ""),
        row(questions, "1/17", ""),
        row(source, "Rapporteur", ""),
        row(title, f"{ASSEMBLIES[language]} 1", ""),
        row(abstract, "42", ""),
    )
    assert read_front_matter([block], ()) == Metadata(
        assembly="wtsa-20",
        group="sg17",
        td_group="sg17",
        period="2022-2024",
        td="1234",
        title=f"{ASSEMBLIES[language]} 1",
        abstract="42",
        source="Rapporteur",
        questions="1/17",
    )


def test_a_meeting_of_which_only_the_month_is_known_yields_to_one_with_days() -> None:
    lines = ("WTSA-20 (Geneva, March 2022)", "Geneva, March 2022", "Geneva, 10-20 May 2022")
    assert read_front_matter([paragraph(line) for line in lines[:2]], ()).meeting_start == "2022-03"
    assert read_front_matter([paragraph(line) for line in lines], ()).meeting_start == "2022-05-10"


def test_the_document_of_the_advisory_group_may_hold_the_plan_of_the_one_in_its_title() -> None:
    lines = ("TSAG-TD11", "Title: Progress report of SG13 on WTSA-20")
    found = read_front_matter([paragraph(line) for line in lines], ())
    assert (found.group, found.td_group) == ("sg13", "tsag")
    both = read_front_matter([paragraph(line) for line in (lines[0], "Title: SG13 and SG17")], ())
    assert (both.group, both.td_group) == ("tsag", "tsag")


@pytest.mark.parametrize(("line", "code"), [("WTSA-2000", "wtsa-2000"), ("WTSA-48", "wtsa-48"), ("AMNT-48", "wtsa-48")])
def test_an_assembly_is_named_as_the_vocabulary_has_it_or_by_its_rule(line: str, code: str) -> None:
    assert read_front_matter([paragraph(f"Title: {line} Action Plan")], ()).assembly == code


def test_the_issuer_is_told_only_where_it_is_another_group() -> None:
    found = Metadata(group="sg13", td_group="TSAG", assembly="wtsa-20")
    assert settle(found, Metadata(), "a").td_group == "tsag"
    assert settle(replace(found, group="tsag"), Metadata(), "a").td_group == ""
    assert settle(found, Metadata(group="SG 13"), "a").td_group == "tsag"
    assert settle(found, Metadata(group="sg2"), "a").td_group == ""
    assert settle(found, Metadata(group="sg2", td_group="SG 13"), "a").td_group == "sg13"


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
