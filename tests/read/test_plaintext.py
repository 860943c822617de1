"""The plain-text export: cells are counted, everything else is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.errors import InputError
from resograph.model.document import Document, Row
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read import read

HEADER = "\tItem\n\tTitle\n\tStatus\n\tLead \n\n"


def _row(number: str, status: str = "To be provided", lead: str = "Q1/17") -> str:
    return f"\t{number}\n\tA title\n\t{status}\n\t{lead}\n\n"


def _read(text: str | bytes, limits: Limits | None = None) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return read(Source("a.txt", data), limits or Limits())


def _cells(text: str | bytes) -> list[list[tuple[str, ...]]]:
    return [[cell.lines for cell in row.cells] for table in _read(text).tables for row in table.rows]


def _texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in _read(text).paragraphs]


def _refused(text: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        _read(text)
    return caught.value


def test_a_tab_opens_a_cell_and_other_lines_go_on_in_it() -> None:
    assert _cells(HEADER + _row("02-01", "one\ntwo", "Q1/17,\nQ2/17")) == [
        [("Item",), ("Title",), ("Status",), ("Lead ",)],
        [("02-01",), ("A title",), ("one", "two"), ("Q1/17,", "Q2/17")],
    ]


def test_columns_rows_and_table_count_from_one() -> None:
    [table] = _read(HEADER + _row("02-01")).tables

    assert table.number == 1
    assert [(row.number, cell.column, cell.span) for row in table.rows for cell in row.cells][4:6] == [
        (2, 1, 1),
        (2, 2, 1),
    ]


def test_blank_lines_inside_cells_are_lines_and_those_between_rows_are_not() -> None:
    text = HEADER + _row("90-01", "\n") + _row("92-03", "one\n\ntwo") + "\n\n" + _row("97-01", "a\n")

    assert [row[2] for row in _cells(text)[1:]] == [("", ""), ("one", "", "two"), ("a", "")]
    assert [row[3] for row in _cells(text)[1:]] == [("Q1/17",)] * 3


def test_a_blank_line_inside_the_last_cell_is_text() -> None:
    assert _cells(HEADER + _row("02-01", lead="Q1/17\n\nQ2/17") + _row("02-02"))[1][3] == ("Q1/17", "", "Q2/17")


def test_empty_cells_are_cells() -> None:
    assert _cells(HEADER + "\t02-01\n\t\n\t\n\t\n\n" + _row("02-02"))[1] == [("02-01",), ("",), ("",), ("",)]


def test_a_row_without_id_is_a_row() -> None:
    assert _cells(HEADER + _row("52-01") + _row("") + _row("52-02"))[2][0] == ("",)


def test_the_rule_at_the_end_is_no_text() -> None:
    text = HEADER + _row("02-01") + "\n_______________________\n "

    assert _cells(text)[1][3] == ("Q1/17",)
    assert _texts(text) == []


def test_a_rule_right_below_the_last_cell_is_no_text_of_it() -> None:
    assert _cells(HEADER + _row("02-01").rstrip() + "\n____\n")[1][3] == ("Q1/17",)


def test_words_after_the_table_are_paragraphs() -> None:
    assert _texts(HEADER + _row("02-01") + "Contact: the Editor\n") == ["Contact: the Editor"]


def test_front_matter_with_tabs_is_no_table() -> None:
    front = "\tAbstract:\n\tThis document reports.\n\n\nIntroduction\n· Resolution 2 – Title\n Annex\nItems\n"
    text = front + HEADER + _row("02-01") + _row("02-02")

    assert [row[0] for row in _cells(text)] == [("Item",), ("02-01",), ("02-02",)]
    assert _texts(text) == [
        *("Abstract:", "This document reports.", "Introduction", "· Resolution 2 – Title", " Annex", "Items"),
    ]


def test_front_matter_of_two_cells_and_a_blank_line_is_no_table() -> None:
    text = "\tAbstract:\n\tThis document reports.\n\n" + HEADER + _row("02-01") + _row("02-02") + _row("02-03")

    assert len(_cells(text)) == 4


def test_without_blank_lines_the_numbers_tell_the_rows() -> None:
    text = (
        "\tAbstract:\n\tReports.\nAnnex\n" + HEADER + _row("02-01") + _row("") + _row("02-02") + _row("02-03")
    ).replace("\n\n", "\n")

    assert [row[0] for row in _cells(text)] == [("Item",), ("02-01",), ("",), ("02-02",), ("02-03",)]


def test_blank_lines_between_some_rows_only_do_not_matter() -> None:
    text = HEADER + _row("02-01").rstrip("\n") + "\n" + _row("02-02") + _row("02-03")

    assert [row[0] for row in _cells(text)] == [("Item",), ("02-01",), ("02-02",), ("02-03",)]


def test_bookmarks_are_no_text() -> None:
    assert _cells(HEADER + _row("18-01", "[bookmark: _Toc30][bookmark: _Hlk1]- X.1 [bookmark]"))[1][2] == (
        "- X.1 [bookmark]",
    )


def test_bookmarks_that_never_end_take_no_time() -> None:
    assert _texts("[bookmark: " * 100_000)[0].startswith("[bookmark: ")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_as_on_any_machine(end: str) -> None:
    assert _cells((HEADER + _row("02-01")).replace("\n", end))[1][0] == ("02-01",)


def test_a_byte_order_mark_is_no_text() -> None:
    assert _cells(b"\xef\xbb\xbf" + (HEADER + _row("02-01")).encode())[0][0] == ("Item",)


def test_every_character_is_kept() -> None:
    assert _cells(HEADER + _row("02-01", "  SG\u00a017 –\u2011 a\tb\u2028c "))[1][2] == (
        "  SG\u00a017 –\u2011 a\tb\u2028c ",
    )


def test_unicode_text_as_word_saves_it_is_read() -> None:
    text = HEADER + _row("02-01", "Genève, mars")

    assert _read(text.encode("utf-16")).blocks == _read(text).blocks


@pytest.mark.parametrize("encoding", ["utf-16-le", "latin-1"])
def test_another_encoding_is_refused(encoding: str) -> None:
    assert _refused((HEADER + _row("02-01", "Genève, mars")).encode(encoding)).code == "encoding"


@pytest.mark.parametrize(
    "cut", ["\t02-02\n", "\t02-02\n\tA title\n\tTo be", "\t02-02\n\tA title\n\tTo be provided\n\n"]
)
def test_a_cut_row_is_incomplete(cut: str) -> None:
    error = _refused(HEADER + _row("02-01") + cut)

    assert error.code == "incomplete-row"
    assert error.where == "a.txt, line 11"


def test_a_row_that_lacks_a_cell_is_named_by_its_line() -> None:
    error = _refused(HEADER + _row("02-01") + "\t02-02\n\tA title\n\tQ1/17\n\n" + _row("02-03") + _row("02-04"))

    assert (error.code, error.where) == ("incomplete-row", "a.txt, line 11")
    assert error.what == "a row of 3 cells where the header has 4"


def test_a_cut_in_the_middle_of_a_character_is_incomplete() -> None:
    text = (HEADER + _row("02-01", lead="Q1/17 –")).rstrip().encode()

    assert _refused(text[:-1]).code == "incomplete-row"


def test_a_report_cut_in_its_first_row_is_incomplete() -> None:
    wide = "".join(f"\tColumn {number}\n" for number in range(9)) + "\n\t02-01\n\tTitle\n"

    assert _refused(wide).code == "incomplete-row"


def _rows_or_code(data: bytes) -> tuple[Row, ...] | str:
    try:
        return next(_read(data).tables).rows
    except InputError as error:
        return error.code


def test_every_cut_of_a_report_is_complete_or_refused(example_text: Path) -> None:
    data = example_text.read_bytes()
    whole = next(_read(data).tables).rows
    for end in range(len(data) // 4, len(data), 997):
        found = _rows_or_code(data[:end])

        assert found == "incomplete-row" or found[:-1] == whole[: len(found) - 1]


def test_half_the_report_is_incomplete(example_text: Path) -> None:
    data = example_text.read_bytes()

    assert _refused(data[: len(data) // 2]).code == "incomplete-row"


@pytest.mark.parametrize(
    "text", ["A list\nmilk\n", "\tone\n", "\tone\n\ttwo\n\n\tthree\n", "\n\n", "A\n\tb\nC\n\td\nE"]
)
def test_a_text_without_table_has_paragraphs_only(text: str) -> None:
    document = _read(text)

    assert list(document.tables) == []
    assert [x.text for x in document.paragraphs] == [line.strip("\t") for line in text.split("\n") if line.strip()]


def test_limits_hold_for_text_too() -> None:
    for limits in (
        Limits(rows=1),
        Limits(paragraphs=2),
        Limits(characters=9),
        Limits(grid_columns=3),
        Limits(file_bytes=9),
    ):
        with pytest.raises(InputError, match="too-large"):
            _read(HEADER + _row("02-01"), limits)
