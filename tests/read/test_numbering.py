"""List markers: rendered as a reader sees them, followed by one space."""

from __future__ import annotations

import pytest

from resograph.read import read
from resograph.read.numbering import whole
from tests.wordfiles import cell, font, ins, item, level, mark, numbering, p, row, style, styles, table, word

TWO_LISTS = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def _texts(*blocks: str, **others: str) -> list[str]:
    return [paragraph.text for paragraph in read(word(*blocks, **others)).paragraphs]


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [("\uf0b7", "Symbol", "· a"), ("-", "Times New Roman", "- a"), ("\uf0a7", "Wingdings", "▪ a"), ("•", "", "• a")],
)
def test_a_bullet_is_shown_as_everybody_reads_it(text: str, name: str, shown: str) -> None:
    assert _texts(item("a"), numbering=numbering(level(style="bullet", text=text, more=font(name)))) == [shown]


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("decimal", ["4. ", "5. "]),
        ("lowerLetter", ["d. ", "e. "]),
        ("upperLetter", ["D. ", "E. "]),
        ("lowerRoman", ["iv. ", "v. "]),
        ("upperRoman", ["IV. ", "V. "]),
        ("decimalZero", ["04. ", "05. "]),
        ("ordinal", ["4th. ", "5th. "]),
        ("cardinalText", ["4. ", "5. "]),
    ],
)
def test_a_number_is_shown_in_its_style(how: str, shown: list[str]) -> None:
    assert _texts(item(), item(), numbering=numbering(level(style=how, start=4))) == shown


@pytest.mark.parametrize(("start", "shown"), [(26, ["z. ", "aa. "]), (52, ["zz. ", "aaa. "])])
def test_after_z_letters_are_doubled(start: int, shown: list[str]) -> None:
    assert _texts(item(), item(), numbering=numbering(level(style="lowerLetter", start=start))) == shown


@pytest.mark.parametrize(
    ("start", "shown"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (21, "21st")]
)
def test_ordinals_end_as_in_english(start: int, shown: str) -> None:
    assert _texts(item(), numbering=numbering(level(style="ordinal", text="%1", start=start))) == [f"{shown} "]


def test_a_deeper_level_shows_the_numbers_above_it_and_starts_anew() -> None:
    levels = numbering(level(), level(1, "lowerLetter", "%1.%2)"))
    blocks = (item("a"), item("b", level=1), item("c", level=1), item("d"), item("e", level=1))

    assert _texts(*blocks, numbering=levels) == ["1. a", "1.a) b", "1.b) c", "2. d", "2.a) e"]


def test_a_level_that_never_restarts_goes_on() -> None:
    levels = numbering(level(), level(1, text="%2)", more='<w:lvlRestart w:val="0"/>'))

    assert _texts(item(), item(level=1), item(), item(level=1), numbering=levels) == ["1. ", "1) ", "2. ", "2) "]


def test_a_legal_level_shows_arabic_numbers_only() -> None:
    levels = numbering(level(style="upperRoman"), level(1, text="%1.%2", more="<w:isLgl/>"))

    assert _texts(item(), item(level=1), numbering=levels) == ["I. ", "1.1 "]


def test_two_lists_of_one_definition_share_a_count_unless_one_starts_anew() -> None:
    blocks = (item("a"), item("b"), item("c", number="2"), item("d", number="2"))

    assert _texts(*blocks, numbering=numbering(level(), numbers=TWO_LISTS)) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_count_goes_on_through_tables() -> None:
    blocks = (item("a"), table(row(cell(item("b")))), item("c"))
    document = read(word(*blocks, numbering=numbering(level())))

    assert [paragraph.text for paragraph in document.paragraphs] == ["1. a", "3. c"]
    assert [c.lines for found in document.tables for line in found.rows for c in line.cells] == [("2. b",)]


def test_a_style_puts_its_paragraphs_in_a_list_and_so_do_styles_based_on_it() -> None:
    known = styles(
        style("Base", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        style("Own", "My bullet", based_on="Base"),
        style("Loop", "Loop", based_on="Loop"),
    )
    blocks = [p("a", properties=f'<w:pStyle w:val="{name}"/>') for name in ("Base", "Own", "Loop", "Unknown")]

    assert _texts(*blocks, numbering=numbering(level()), styles=known) == ["1. a", "2. a", "a", "a"]


def test_a_level_that_names_a_style_is_the_level_of_that_style() -> None:
    known = styles(style("Second", "Second", '<w:numPr><w:numId w:val="1"/></w:numPr>'))
    levels = numbering(level(), level(1, text="(%2)", more='<w:pStyle w:val="Second"/>'))

    assert _texts(p("a", properties='<w:pStyle w:val="Second"/>'), numbering=levels, styles=known) == ["(1) a"]


def test_list_zero_takes_a_paragraph_out_of_the_list_of_its_style() -> None:
    known = styles(style("Base", "Base", '<w:numPr><w:numId w:val="1"/></w:numPr>'))
    out = '<w:pStyle w:val="Base"/><w:numPr><w:numId w:val="0"/></w:numPr>'

    assert _texts(p("a", properties=out), numbering=numbering(level()), styles=known) == ["a"]


def test_a_definition_that_links_to_a_style_is_that_styles_definition() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Bullets"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    )
    known = styles(style("Bullets", "Bullets", '<w:numPr><w:numId w:val="2"/></w:numPr>'))

    assert _texts(item("a"), numbering=numbering(level(text="%1)"), numbers=linked), styles=known) == ["1) a"]


def test_a_marker_with_nothing_after_it_touches_the_text() -> None:
    assert _texts(item("a"), numbering=numbering(level(more='<w:suff w:val="nothing"/>'))) == ["1.a"]


def test_a_level_without_marker_adds_nothing() -> None:
    assert _texts(item("a"), numbering=numbering(level(style="none", text=""))) == ["a"]


def test_a_list_that_is_defined_nowhere_adds_nothing() -> None:
    assert _texts(item("a", number="7"), numbering=numbering(level())) == ["a"]
    assert _texts(item("a")) == ["a"]


def test_a_level_may_be_redefined_for_one_list() -> None:
    own = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{level(text="Annex %1:")}</w:lvlOverride></w:num>'
    )

    assert _texts(item("a"), numbering=numbering(level(), numbers=own)) == ["Annex 1: a"]


def test_the_style_of_a_paragraph_is_its_name() -> None:
    known = styles(style("berschrift1", "heading 1"))
    blocks = [p("a", properties=f'<w:pStyle w:val="{name}"/>') for name in ("berschrift1", "Unknown")]

    assert [x.style for x in read(word(*blocks, styles=known)).paragraphs] == ["heading 1", "Unknown"]


def _cells_of_views(*rows: str) -> list[list[str]]:
    document = read(word(table(*rows), numbering=numbering(level())))
    views = [document.in_view("accepted"), document.in_view("original")]
    return [[line for found in seen.tables for r in found.rows for c in r.cells for line in c.lines] for seen in views]


@pytest.mark.parametrize("kind", ["ins", "moveTo"])
def test_a_row_that_was_put_in_counts_in_the_accepted_view_only(kind: str) -> None:
    rows = (row(cell(item("a"))), row(cell(item(ins("b"))), properties=mark(kind)), row(cell(item("c"))))

    assert _cells_of_views(*rows) == [["1. a", "2. b", "3. c"], ["1. a", "2. c"]]


@pytest.mark.parametrize("kind", ["del", "moveFrom"])
def test_a_row_that_was_taken_out_counts_in_the_original_view_only(kind: str) -> None:
    rows = (row(cell(item("a"))), row(cell(item("b"), item("c")), properties=mark(kind)), row(cell(item("d"))))

    assert _cells_of_views(*rows) == [["1. a", "2. d"], ["1. a", "2. b", "3. c", "4. d"]]


def test_a_cell_counts_in_the_views_in_which_it_is() -> None:
    gone, new = (cell(item(kind), properties=mark(kind)) for kind in ("cellDel", "cellIns"))

    assert _cells_of_views(row(gone, new, cell(item("a")))) == [["1. cellIns", "2. a"], ["1. cellDel", "2. a"]]


def test_a_row_that_is_falsely_said_to_be_inserted_counts_in_both_views() -> None:
    rows = (row(cell(item("a"), item(ins("new"), mark=mark("ins"))), properties=mark("ins")), row(cell(item("b"))))

    assert _cells_of_views(*rows) == [["1. a", "2. new", "3. b"], ["1. a", "2. b"]]


def test_a_paragraph_in_a_table_that_runs_on_in_another_has_no_number_of_its_own() -> None:
    cells = (cell(item("a", mark=mark("del")), item("b")), cell(item("c", mark=mark("del"))), cell(item("d")))

    assert _cells_of_views(row(*cells)) == [["1. ab", "2. c", "3. d"], ["1. a", "2. b", "3. c", "4. d"]]


def test_numbers_beyond_all_measure_are_kept_small() -> None:
    assert whole("9" * 10_000) == 100_000
    assert len(_texts(item(), numbering=numbering(level(style="lowerRoman", start=10**9)))[0]) < 200
