from __future__ import annotations

import time

import pytest

from resograph.errors import InputError
from resograph.interpret import interpret, narrative
from resograph.model.document import Change, Document, Paragraph, Run, Table
from resograph.model.report import Metadata, Report
from tests.interpret.documents import HEADINGS, STATED, cell, cells, covered, document, item, row, table

TOLD = ("Resolution 2 – Mandates", "TSAG met.", "Resolution 29 – Calling", "SG2 met.")


def head(text: str, style: str = "heading 2") -> Paragraph:
    return Paragraph((Run(text),), style)


def read(*blocks: Paragraph | Table | str) -> Report:
    [report] = interpret(document(*blocks), "accepted", STATED)
    return report


def told(*blocks: Paragraph | Table | str) -> list[tuple[int, str, str]]:
    return [(one.resolution, one.title, one.text.text) for one in read(*blocks).narratives]


def remarks(*blocks: Paragraph | Table | str) -> list[tuple[str, str]]:
    return [(remark.code, remark.text) for remark in read(*blocks).remarks]


# ---------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "heading",
    [
        "Resolution 20 – Numbering",
        "Resolution 20 - Numbering",
        "RESOLUTION 20: Numbering",
        "6. Resolution 20 (Rev. Hammamet, 2016) – Numbering",
        "2.6\tResolution\u00a020 (Rev.\u00a0Hammamet, 2016) — Numbering",
        "II.6) Res. 20 [Rev. WTSA-16] – Numbering",
        "WTSA\u201116 Resolution 20 (Geneva, 1996; Montreal, 2000) – Numbering",
        "Resolution 20 (Rev. Hammamet, 2016)\nNumbering",
        "Résolution 20 (Rév. Hammamet, 2016) – Numbering",
        "Resolución 20 – Numbering",
        "Резолюция 20 – Numbering",
        "القرار 20 – Numbering",
        "第20号决议\uff082016年，哈马马特，修订版\uff09– Numbering",
    ],
)
@pytest.mark.parametrize("style", ["", "heading 2"])
def test_a_heading_names_a_resolution_and_its_title_and_is_kept_as_written(heading: str, style: str) -> None:
    report = read(head(heading, style), "SG2 met.", head("Resolution 29", style), "SG3 met.")
    assert [(one.resolution, one.text.text) for one in report.narratives] == [(20, "SG2 met."), (29, "SG3 met.")]
    assert (report.narratives[0].title, report.narratives[0].heading.text) == ("Numbering", heading)


@pytest.mark.parametrize(
    "style",
    [
        *("heading 1", "Heading 2", "Titre 3", "Überschrift 1", "Título 2", "Заголовок 1", "标题 1", "عنوان 1"),
        *("ResNo", "Res_No", "My Heading 2", "Headingb", "Title"),
    ],
)
def test_the_style_of_a_heading_has_many_names(style: str) -> None:
    assert told(head("Resolution 2 Mandates", style), "a", head("Resolution 29 Calling", style), "b") == [
        (2, "Mandates", "a"),
        (29, "Calling", "b"),
    ]


@pytest.mark.parametrize("style", ["", "Normal", "toc 2", "TOC Heading", "Table title", "Caption", "header", "List"])
def test_in_another_style_words_after_a_number_make_no_heading(style: str) -> None:
    given = document(head("Resolution 2 Mandates", style), "a", head("Resolution 29 Calling", style), "b")
    assert not narrative.matches(given)


@pytest.mark.parametrize(
    "line",
    [
        "Resolution 20 was revised by the assembly",
        "Resolution 20 – it was revised.",
        "Resolution 20: SG2 reviewed it, and found:",
        "See Resolution 20 – Numbering",
        "· Resolution 20 – Numbering",
        "- Resolution 20 – Numbering",
        "Resolution 20-01 – Numbering",
        "Resolution 20 – Numbering\t12",
        "Resolution 20 – Numbering ........ 12",
        "Resolution 130 (Rev. Busan, 2014) – of the Plenipotentiary Conference",
        "Resolution 20 – " + "Numbering and more " * 40,
    ],
)
def test_a_line_that_is_more_or_less_than_a_heading_is_text(line: str) -> None:
    assert not narrative.matches(document(line, "a", line, "b"))
    assert told(*TOLD[:2], line, *TOLD[2:])[0] == (2, "Mandates", f"TSAG met.\n{line}")


@pytest.mark.parametrize(
    "heading", ["Resolutions 22 and 45 – Both", "Resolution 22 and Resolution 45: Both", "Résolutions 22 et 45 – Both"]
)
def test_a_heading_of_several_resolutions_is_told_of_each(heading: str) -> None:
    assert told(heading, "TSAG met.", "Resolution 29", "b")[:2] == [
        (22, "Both", "TSAG met."),
        (45, "Both", "TSAG met."),
    ]


# ---------------------------------------------------------------------------------------- titles


def test_the_title_may_be_the_next_heading_line() -> None:
    blocks = (head("RESOLUTION 20", "ResNo"), head("Numbering", "Restitle"), "(Hammamet, 2016)", "SG2 met.")
    assert told(*blocks, head("RESOLUTION 29", "ResNo"), head("Calling", "Restitle"))[0] == (
        20,
        "Numbering",
        "(Hammamet, 2016)\nSG2 met.",
    )


def test_a_heading_that_every_section_has_is_no_title_and_ends_none() -> None:
    blocks = [block for n in (2, 29) for block in (head(f"Resolution {n}"), head("Progress"), f"text {n}")]
    assert told(*blocks) == [(2, "", "Progress\ntext 2"), (29, "", "Progress\ntext 29")]


@pytest.mark.parametrize("style", ["", "heading 2"])
def test_the_first_line_is_the_title_where_every_section_begins_with_one(style: str) -> None:
    first = (head("RESOLUTION 2", style), "Mandates of study groups", "TSAG met.")
    assert told(*first, head("RESOLUTION 29 (Rev. Dubai, 2012)", style), "Calling procedures", "SG2 met.") == [
        (2, "Mandates of study groups", "TSAG met."),
        (29, "Calling procedures", "SG2 met."),
    ]


@pytest.mark.parametrize(
    "second", [("To be provided",), ("SG2 met.", "SG3 met."), ("Mandates", "x"), ("- Calling", "x"), ("calling", "x")]
)
def test_else_the_first_line_is_text(second: tuple[str, ...]) -> None:
    found = told(head("Resolution 2"), "Mandates", "TSAG met.", head("Resolution 29"), *second)
    assert found == [(2, "", "Mandates\nTSAG met."), (29, "", "\n".join(second))]


# ---------------------------------------------------------------------------------------- text


def test_the_text_goes_on_to_the_next_heading_word_for_word() -> None:
    bullet = Paragraph((Run("one"),), marker="- ")
    [first, second] = read(
        *("Front", "", TOLD[0], "", "SG2  met,\tagain", bullet, "", "two\nlines", head("Details", "heading 3"), ""),
        *TOLD[2:],
    ).narratives
    assert first.text.text == "SG2  met,\tagain\n- one\n\ntwo\nlines\nDetails"
    assert second.text.text == "SG2 met."


def test_a_line_knows_its_paragraph_and_no_row() -> None:
    paragraphs = [
        Paragraph((Run(text),), number=number) for number, text in enumerate((*TOLD[:1], "a\nb", *TOLD[2:]), 7)
    ]
    first = read(*paragraphs).narratives[0]
    assert [(line.text, line.row, line.table, line.paragraph) for line in first.text.lines] == [
        ("a", 0, 0, 8),
        ("b", 0, 0, 8),
    ]
    assert [line.paragraph for line in first.heading.lines] == [7]


def test_a_table_in_the_text_is_kept_row_by_row() -> None:
    small = table(row("Resource", "Requests"), row("E.164", "12\nin 2015"), cells(covered(1), cell(2, "7")), number=3)
    first = read(TOLD[0], small, *TOLD[2:]).narratives[0]
    assert [(line.text, line.table, line.row) for line in first.text.lines] == [
        ("Resource\tRequests", 3, 1),
        ("E.164\t12", 3, 2),
        ("in 2015", 3, 2),
        ("\t7", 3, 3),
    ]


def test_a_heading_without_text_is_told_without_text() -> None:
    assert told(*TOLD, head("Resolution 50 – Cybersecurity", ""))[-1] == (50, "Cybersecurity", "")
    assert told(head("Resolution 2"), "TSAG met.", head("Resolution 29 – Calling"))[-1] == (29, "Calling", "")


def test_two_headings_for_one_resolution_are_joined_and_a_remark_says_so() -> None:
    blocks = (*TOLD, "Resolution 2 (continued)", "TSAG met again.")
    assert told(*blocks)[0] == (2, "Mandates", "TSAG met.\nTSAG met again.")
    assert remarks(*blocks) == [("repeated-heading", "Resolution 2 (continued)")]


@pytest.mark.parametrize(
    "heading",
    [
        *("Opinion 1 – Network externality premium", "5. Opinion 1 (Hammamet, 2016)", "PP-14 Resolution 130: Security"),
        *("Annex", "Annex A – Abbreviations", "Appendix II", "Section III: Conclusions"),
    ],
)
def test_a_section_on_no_resolution_is_left_as_a_remark(heading: str) -> None:
    blocks = (*TOLD, heading, "noted", "- and more")
    assert told(*blocks)[-1] == (29, "Calling", "SG2 met.")
    assert remarks(*blocks) == [("other-section", f"{heading}\nnoted\n- and more")]


def test_among_styled_headings_the_level_tells_where_a_section_ends() -> None:
    first = (head("Resolution 2"), "a", head("Meetings", "heading 3"), "b", head("Resolution 29"), "c")
    blocks = (*first, head("Conclusions", "heading 1"), "d", head("Thanks", "heading 2"), "e")
    assert told(*blocks) == [(2, "", "a\nMeetings\nb"), (29, "", "c")]
    assert remarks(*blocks) == [("other-section", "Conclusions\nd\nThanks\ne")]


def test_a_heading_without_a_style_is_as_deep_as_the_styled_one_above_it() -> None:
    blocks = (head("Section II", "heading 2"), *TOLD[:2], head("Meetings", "heading 3"), "a", *TOLD[2:])
    assert told(*blocks, head("Conclusions", "heading 2"), "b") == [
        (2, "Mandates", "TSAG met.\nMeetings\na"),
        (29, "Calling", "SG2 met."),
    ]
    assert told(*TOLD, head("Conclusions", "heading 1"), "b")[-1] == (29, "Calling", "SG2 met.")


def test_among_styled_headings_a_line_that_looks_like_one_is_text_and_a_remark() -> None:
    blocks = (head("Resolution 2"), "a", "Resolution 50 – Cybersecurity", "b", head("Resolution 29"), "Opinion 1: Hm")
    assert told(*blocks) == [(2, "", "a\nResolution 50 – Cybersecurity\nb"), (29, "", "Opinion 1: Hm")]
    assert remarks(*blocks) == [
        ("unstyled-heading", "Resolution 50 – Cybersecurity"),
        ("unstyled-heading", "Opinion 1: Hm"),
    ]


# ---------------------------------------------------------------------------------------- which document it is


def test_a_report_in_prose_has_no_items_and_the_metadata_and_list_of_its_front() -> None:
    front = (
        "TSAG TD 415",
        "STUDY PERIOD 2013-2016",
        "Resolution 2 – Mandates",
        "Resolution 29 – Calling",
        "Section II",
    )
    [report] = interpret(document(*front, *TOLD), "accepted", Metadata())
    assert (report.metadata.group, report.metadata.td, report.metadata.assembly) == ("tsag", "415", "wtsa-12")
    assert [listing.resolution for listing in report.listings] == [2, 29]
    assert report.items == ()
    assert [one.text.text for one in report.narratives] == ["TSAG met.", "SG2 met."]


def test_a_report_that_says_nobody_s_name_needs_metadata() -> None:
    with pytest.raises(InputError) as caught:
        interpret(document(*TOLD), "accepted", Metadata())
    assert caught.value.code == "missing-metadata"


@pytest.mark.parametrize("marks", [("", "", ""), ("1. ", "2. ", "3. ")])
def test_a_list_of_resolutions_is_not_taken_for_their_headings(marks: tuple[str, ...]) -> None:
    lines = [f"{mark}Resolution {n} – Title {n}" for mark, n in zip(marks, (2, 7, 29), strict=True)]
    assert not narrative.matches(document("Introduction", *lines, "Annex"))
    found = told("Introduction", *lines, "What was done:", lines[0], "TSAG met.", lines[1], lines[2], "SG2 met.")
    assert found == [(2, "Title 2", "TSAG met."), (7, "Title 7", ""), (29, "Title 29", "SG2 met.")]


def test_a_list_at_the_end_is_no_heading_either() -> None:
    assert told(
        *TOLD, "Annex", "Resolution 2 – Mandates", "Resolution 29 – Calling", "Resolution 50 – Cybersecurity"
    ) == [
        (2, "Mandates", "TSAG met."),
        (29, "Calling", "SG2 met."),
    ]


def test_a_plan_in_a_table_goes_before_headings() -> None:
    report = read(*TOLD, table(row(*HEADINGS), item("50-01")))
    assert [one.number for one in report.items] == ["50-01"]
    assert report.narratives == ()


@pytest.mark.parametrize("blocks", [TOLD[:2], TOLD[:3], (head(TOLD[0]), "a"), (head(TOLD[0]), head(TOLD[2])), ("a",)])
def test_fewer_than_two_headings_or_none_with_text_are_no_report(blocks: tuple[Paragraph | str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        read(*blocks)
    assert caught.value.code == "no-report-table"


def test_each_view_is_read_by_its_own_words() -> None:
    change = Change("insert", "Rapporteur Q2/17", "2015-06-02T10:00:00Z")
    added = Paragraph((Run("SG3 met.", inserted=change),), mark_inserted=change)
    given = document(*TOLD[:2], added, *TOLD[2:])
    texts = {
        view: [one.text.text for report in interpret(given, view, STATED) for one in report.narratives]
        for view in ("accepted", "original")
    }
    assert texts == {"accepted": ["TSAG met.\nSG3 met.", "SG2 met."], "original": ["TSAG met.", "SG2 met."]}


def test_a_tracked_change_in_prose_is_of_the_report_and_of_no_item() -> None:
    change = Change("insert", "Rapporteur Q2/17", "2015-06-02T10:00:00Z")
    text = Paragraph((Run("TSAG met "), Run("twice", inserted=change)))
    [report] = interpret(document(TOLD[0], text, *TOLD[2:]), "accepted", STATED)
    assert [(one.kind, one.new, one.item, one.column) for one in report.changes] == [("insert", "twice", "", "")]


@pytest.mark.parametrize(
    "text",
    ["Resolution 2 – a " * 40, "1." * 300, "Resolution 2 (" * 40, "Resolutions 2, " * 38, "Resolution 2" + " " * 580],
)
def test_ten_thousand_lines_that_are_nearly_headings_do_not_hang(text: str) -> None:
    given = Document("a.txt", "", "", tuple(Paragraph((Run(text),)) for _ in range(10_000)))
    start = time.perf_counter()
    narrative.matches(given)
    assert time.perf_counter() - start < 60
