"""The copy of a Word file with the findings as comments: on which words each of them stands."""

from __future__ import annotations

import re

import pytest

from resograph.model.document import View
from resograph.model.source import Source
from tests.publish.commented import (
    MAIN,
    anchored,
    cell_of,
    copy_of,
    finding,
    parts,
    spots,
    status,
    untouched,
)
from tests.wordfiles import (
    alternative,
    box,
    cell,
    deleted,
    entry,
    field,
    font,
    ins,
    item,
    level,
    link,
    mark,
    math,
    merged,
    moved_from,
    moved_to,
    numbering,
    p,
    r,
    report,
    row,
    sdt,
    sym,
    table,
)

EMPTY = "<w:tc><w:tcPr/><w:p/></w:tc>"
BULLET = numbering(level(0, "bullet", "•", more=font("Arial")))


def _report(*paragraphs: str, **others: str) -> Source:
    """Return a report whose first item has these paragraphs as its status."""
    return report(entry("92-03", cell(*paragraphs)), **others)


WORDS = {
    "a run": (p("See ", "X.1812", " now"), "X.1812"),
    "a run that holds more": (p("See ", "X.1812 and X.1813", " now"), "X.1812 and X.1813"),
    "several runs": (p("See ", "X.18", "12 and ", "X.1813"), "X.1812 and "),
    "an insertion": (p("See ", ins("the new X.1812"), " now"), "the new X.1812"),
    "a run and an insertion": (p("See ", "X.", ins("1812"), " now"), "X.1812"),
    "around a deletion": (p("See ", "X.", deleted("19"), "1812", " now"), "X.191812"),
    "a moved text": (p(moved_from("X.1812"), "See ", moved_to("X.1812"), " now"), "X.1812"),
    "a link": (p("See ", link("X.1812"), " now"), "X.1812"),
    "a field": (p("See ", field("REF x", "X.1812"), " now"), "X.1812"),
    "a content control": (p("See ", sdt(r("X.1812")), " now"), "X.1812"),
    "an equation": (p("See ", math("X.1812"), " now"), "X.1812"),
    "an alternative, of which one branch counts": (p("See ", alternative(r("X."), r("Y.")), "1812"), "X.Y.1812"),
}


@pytest.mark.parametrize(("paragraph", "held"), WORDS.values(), ids=WORDS)
def test_a_comment_stands_on_what_holds_the_words(paragraph: str, held: str) -> None:
    source = _report("Before", paragraph, "After")
    copy = copy_of(source, status("X.1812", 2))

    assert anchored(copy) == held
    assert untouched(source, copy)


def test_a_line_feed_in_the_xml_of_a_text_is_a_space() -> None:
    source = _report(p("See ", "<w:r><w:t>X.1812\napproved</w:t></w:r>", " now"))

    assert anchored(copy_of(source, status("X.1812 approved"))) == "X.1812\napproved"


SIGNS = {
    "no-break hyphen": ("<w:noBreakHyphen/>", "RG\u2011AFR"),
    "soft hyphen": ("<w:softHyphen/>", "RG\u00adAFR"),
    "tab": ("<w:tab/>", "RG\tAFR"),
    "tab told as a space": ("<w:tab/>", "RG AFR"),
    "symbol": (sym("F0E0", "Wingdings"), "RG\u2192AFR"),
}


@pytest.mark.parametrize(("sign", "quote"), SIGNS.values(), ids=SIGNS)
def test_signs_that_are_elements_are_part_of_the_words(sign: str, quote: str) -> None:
    source = _report(p("SG17 ", "RG", r(sign), "AFR", " is new"))

    assert re.fullmatch("RG.?AFR", anchored(copy_of(source, status(quote, start=5))))


def test_words_that_stand_twice_are_told_apart_by_their_place() -> None:
    source = _report(p("X.1812", ", see ", "X.1812", "."))
    first, second = (copy_of(source, status("X.1812", start=start)) for start in (0, 12))

    assert parts(first)[MAIN].index(b"commentRangeStart") < parts(second)[MAIN].index(b"commentRangeStart")
    assert (anchored(first), anchored(second)) == ("X.1812", "X.1812")


def test_a_list_marker_counts_as_words_that_the_file_does_not_have() -> None:
    source = _report(item("X.1812", ", see ", "X.1812", "."), numbering=BULLET)
    first, second = (copy_of(source, status("X.1812", start=len("• ") + start)) for start in (0, 12))

    assert (spots(first), spots(second)) == ([("0", "X.1812")], [("0", "X.1812")])
    assert parts(first)[MAIN] != parts(second)[MAIN]
    assert anchored(copy_of(source, status("• X.1812", start=0))) == "X.1812"


def test_a_line_break_begins_a_line_of_its_own() -> None:
    source = _report(p("X.1812", "<w:r><w:br/></w:r>", "X.1813", "<w:r><w:br/></w:r>", "X.1812"), "X.1812")
    copies = [copy_of(source, status("X.1812", line)) for line in (1, 3, 4)]

    assert len({parts(copy)[MAIN] for copy in copies}) == 3
    assert {anchored(copy) for copy in copies} == {"X.1812"}


@pytest.mark.parametrize(("view", "held"), [("accepted", "X.1812"), ("original", "X.1913")])
def test_each_view_has_words_of_its_own(view: View, held: str) -> None:
    source = _report(p("See ", ins("X.1812"), deleted("X.1913")))

    assert anchored(copy_of(source, status(held), view=view)) == held


def test_words_across_a_deleted_paragraph_mark_are_commented_as_one() -> None:
    source = _report("X.1812", p("See ", "X.18", mark=mark("del")), p("12", " now"), "X.1812")
    copy = copy_of(source, status("X.1812", 2))

    assert anchored(copy) == "X.1812"
    assert untouched(source, copy)


def test_words_after_a_deleted_paragraph_mark_are_found() -> None:
    source = _report(p("See", mark=mark("del")), p(mark=mark("del")), p(" also ", "X.1812"), "X.1812")

    assert anchored(copy_of(source, status("X.1812"))) == "X.1812"


def test_in_the_original_view_an_inserted_mark_joins_paragraphs() -> None:
    source = _report(p("See X.18", mark=mark("ins")), "12")

    assert anchored(copy_of(source, status("X.1812"), view="original")) == "See X.1812"


def test_words_that_are_not_found_leave_the_comment_on_their_line() -> None:
    source = _report("Before", p("See ", "X.1812"), "After")

    assert anchored(copy_of(source, status("X.9999", 2))) == "See X.1812"


@pytest.mark.parametrize("empty", ["", EMPTY, cell("")], ids=["paragraph with properties", "tag", "empty run"])
def test_an_empty_cell_is_commented_where_it_stands(empty: str) -> None:
    source = report(entry("92-03", lead=empty))
    copy = copy_of(source, finding(item="92-03", table=2, row=2, column="lead"))

    assert cell_of(copy) == (2, 9)
    assert anchored(copy) == ""
    assert untouched(source, copy)


def test_a_cell_is_commented_from_its_first_paragraph_to_its_last() -> None:
    source = _report("One", "Two", table(row("nested")), "Three")
    copy = copy_of(source, finding(item="92-03", table=2, row=2, column="status"))

    assert anchored(copy) == "OneTwonestedThree"


def test_a_cell_that_goes_on_in_the_next_row_is_commented_in_its_own() -> None:
    more = entry("", "More", lead="", title="", action="", milestone="", by="")
    copy = copy_of(report(entry("92-03", "First"), more), finding(item="92-03", table=2, row=2, column="status"))

    assert anchored(copy) == "First"


def test_words_in_a_row_that_goes_on_are_commented_there() -> None:
    more = entry("", "X.1812 approved", lead="", title="", action="", milestone="", by="")
    copy = copy_of(
        report(entry("92-03", "First"), more),
        finding(item="92-03", table=2, row=3, column="status", paragraph=2, quote="X.1812"),
    )

    assert cell_of(copy) == (3, 8)


def test_a_covered_cell_is_commented_where_its_words_stand() -> None:
    title = cell("Resolution 92", properties=merged("restart"))
    source = report(entry("92-03", title=title), entry("92-04", title=cell("", properties=merged())))
    copy = copy_of(source, finding(item="92-04", table=2, row=3, column="title", paragraph=1, quote="Resolution 92"))

    assert cell_of(copy) == (2, 2)
    assert anchored(copy) == "Resolution 92"


PLACES = {
    "a row in a content control": (sdt(entry("92-04", "X.1812")), 1),
    "a cell in a content control": (entry("92-04", sdt(cell("X.1812"))), 1),
    "after nested tables": (entry("92-04", cell(table(row("X.1812")), "X.1812"), title=cell(table(row("a")), "b")), 1),
    "after a text box": (entry("92-04", "X.1812", title=cell(p(box("X.1812", "X.1812")))), 1),
    "after a branch that is not read": (entry("92-04", "X.1812", title=cell(alternative(p("a"), p("X.1812") * 3))), 1),
    "after paragraphs in a content control": (entry("92-04", cell(sdt(p("a") + p("b")), "X.1812")), 3),
    "after a deleted row": (
        row(*["X.1812"] * 9, properties=mark("del")) + entry("92-04", "X.1812").replace("<w:trPr>", "<w:trPr >"),
        1,
    ),
}


@pytest.mark.parametrize(("entered", "line"), PLACES.values(), ids=PLACES)
def test_a_comment_finds_its_cell_whatever_stands_around_and_before(entered: str, line: int) -> None:
    source = report(entry("92-03", "X.1812"), entered, entry("92-05", "X.1812"))
    result = finding(item="92-04", table=2, row=3, column="status", paragraph=line, quote="X.1812")
    copy = copy_of(source, result)

    assert anchored(copy) == "X.1812"
    assert cell_of(copy)[1] == 8
    assert untouched(source, copy)


def test_findings_on_one_place_follow_one_another_and_others_nest() -> None:
    source = _report(p("See ", "X.1812", " now"))
    wide, narrow = finding("wide", item="92-03", table=2, row=2, column="status"), status("X.1812")
    copy = copy_of(source, narrow, wide, narrow, finding(item="92-03", table=2, row=2, column="report-to"))
    main = parts(copy)[MAIN].decode()

    assert [text for _, text in spots(copy)] == ["", "See X.1812 now", "X.1812", "X.1812"]
    assert main.index('commentReference w:id="3"') < main.index('commentReference w:id="2"')
    assert main.index('commentReference w:id="2"') < main.index('commentReference w:id="1"')
    assert untouched(source, copy)
