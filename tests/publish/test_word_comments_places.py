"""The copy of a Word file with the findings as comments: where those stand of which no cell is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from resograph.model.source import Source
from tests.publish.commented import (
    MAIN,
    anchored,
    cell_of,
    copy_of,
    finding,
    parts,
    remark_on,
    spots,
    status,
    untouched,
)
from tests.wordfiles import (
    HEADINGS,
    box,
    cell,
    comment,
    comments,
    entry,
    mark,
    note,
    notes,
    p,
    report,
    row,
    style,
    styles,
    table,
    word,
)

HEADED = '<w:pStyle w:val="Heading1"/>'


def _run_in(copy: Source, number: str = "0") -> str:
    """Return the number of the footnote, or of the other comment, on whose mark a comment stands."""
    starts = etree.fromstring(parts(copy)[MAIN]).iter("{*}commentRangeStart")
    [start] = (start for start in starts if number in start.attrib.values())
    [reference] = start.xpath("following-sibling::*[1]/*[contains(local-name(), 'Reference')]/@*")
    return str(reference)


REMARKS = {
    "a footnote": (entry("92-03", cell(p("Done", note("2")))), "Kept by Q1/17", ""),
    "a text box": (
        entry("92-03", cell(p("Done", box("In a box", "and more")))),
        "In a box\nand more",
        "In a boxand more",
    ),
    "a nested table": (entry("92-03", cell(table(row("one", "two")), "Done")), "one\ttwo", "one"),
    "a cell without a heading": (
        entry("92-03").replace("</w:tr>", cell("what is this") + "</w:tr>"),
        "what is this",
        "what is this",
    ),
}


@pytest.mark.parametrize(("entered", "quote", "held"), REMARKS.values(), ids=REMARKS)
def test_a_remark_is_commented_where_its_words_stand(entered: str, quote: str, held: str) -> None:
    source = report(
        row("In a box", "and more", "one", "two", "what is this", p(), p(), properties=mark("del")),
        entry("92-02", "one\ttwo"),
        entered,
        entry("92-04"),
        footnotes=notes("footnote", n2="Kept by Q1/17"),
    )
    copy = copy_of(source, remark_on(source, quote))

    assert anchored(copy) == held
    assert untouched(source, copy)


def test_the_mark_of_a_footnote_is_what_its_comment_stands_on() -> None:
    source = report(
        entry("92-03", cell(p("One", note("2"), " two", note("3")))),
        footnotes=notes("footnote", n2="First", n3="Second"),
    )
    copies = [copy_of(source, remark_on(source, quote)) for quote in ("First", "Second")]

    assert [_run_in(copy) for copy in copies] == ["2", "3"]


def test_a_remark_on_a_comment_of_somebody_stands_where_that_one_does() -> None:
    source = report(
        entry("92-03", cell(p(comment("7", "Done"), comment("8", " and done")))),
        comments=comments(n7="Is it?", n8="Really?"),
    )
    before = copy_of(source, status("Done"))
    copies = [copy_of(one, remark_on(one, "Really?")) for one in (source, before)]

    assert [_run_in(copy, number) for copy, number in zip(copies, "01", strict=True)] == ["8", "8"]


PROSE = (
    p("1. Resolution 50 – Cybersecurity", properties=HEADED),
    p("See ", "X.1812", "."),
    table(row("Q2/17", "X.1812 approved"), row("Q3/17", "X.1813")),
    p("2. Resolution 52 – Spam", properties=HEADED),
    p("See ", "X.1812", "."),
)
TOLD = {
    "words": ({"resolution": 52, "column": "text", "paragraph": 1, "quote": "X.1812", "start": 4}, "X.1812", 2),
    "words in a table": (
        {"resolution": 50, "column": "text", "paragraph": 2, "quote": "approved"},
        "X.1812 approved",
        1,
    ),
    "the Resolution": ({"resolution": 52}, "2. Resolution 52 – Spam", 2),
}


def test_a_deleted_mark_before_a_table_joins_nothing() -> None:
    source = word(PROSE[0], p("See X.1812", mark=mark("del")), table(row("a")), p("X.1812", " is new"), *PROSE[3:])
    copy = copy_of(source, finding(resolution=50, column="text", paragraph=3))

    assert anchored(copy) == "X.1812 is new"


@pytest.mark.parametrize(("place", "held", "before"), TOLD.values(), ids=TOLD)
def test_a_finding_in_prose_is_commented_in_the_text(place: dict[str, str | int], held: str, before: int) -> None:
    source = word(*PROSE, styles=styles(style("Heading1", "heading 1")))
    copy = copy_of(source, finding(**place))  # type: ignore[arg-type]
    main = parts(copy)[MAIN]

    assert anchored(copy) == held
    assert main[: main.index(b"commentRangeStart")].count(b">X.1812") == before
    assert untouched(source, copy)


def test_a_finding_on_an_item_is_commented_on_its_id() -> None:
    copy = copy_of(report(entry("92-03"), entry("92-04")), finding(item="92-04", table=2, row=3))

    assert anchored(copy) == "92-04"


def test_a_rule_named_after_a_column_is_about_its_cell() -> None:
    result = replace(finding(item="92-03", table=2, row=2), shape="https://w3id.org/resograph/shapes#ItemState-lead")

    assert cell_of(copy_of(report(entry("92-03", lead="")), result)) == (2, 9)


def test_a_finding_on_a_row_without_an_item_is_commented_on_the_row() -> None:
    source = report(entry("92-03"), headings=(*HEADINGS, "Budget"))
    copy = copy_of(source, finding(table=2, row=1, quote="Budget"), finding("Odd", table=2, row=1))

    assert [text for _, text in spots(copy)] == [HEADINGS[0], "Budget"]


def test_a_table_in_a_text_box_is_not_counted() -> None:
    source = report(entry("92-03"), front=(p("a", box(table(row("x")))),))

    assert anchored(copy_of(source, finding(table=1, row=1))) == HEADINGS[0]


def test_a_finding_on_the_whole_report_is_commented_on_the_plan() -> None:
    assert anchored(copy_of(report(entry("92-03")), finding())) == HEADINGS[0]


def test_a_finding_on_words_outside_the_plan_is_commented_there() -> None:
    source = report(entry("92-03"), front=("See Resolution 99, below",))

    assert anchored(copy_of(source, finding(quote="Resolution 99"))) == "See Resolution 99, below"


def test_findings_on_the_plans_of_two_groups_go_to_their_own_tables() -> None:
    tables = [
        table(row(*HEADINGS[:8], f"{group} lead"), entry("92-03", "X.1812", lead="")) for group in ("SG17", "SG13")
    ]
    source = word(*tables)
    copy = copy_of(
        source,
        *(
            finding(item="92-03", table=number, row=2, column="status", paragraph=1, quote="X.1812")
            for number in (1, 2)
        ),
        *(replace(finding(), focus=f"https://example.org/id/report/wtsa-20/{group}/r1") for group in ("sg13", "sg17")),
        groups=("sg17", "sg13"),
    )

    assert [text for _, text in spots(copy)] == [HEADINGS[0], "X.1812"] * 2
