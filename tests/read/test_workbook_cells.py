"""A cell of a sheet is read as its reader sees it, and what is doubtful about it is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from resograph.read import read
from tests.read import seen
from tests.sheetfiles import (
    formula,
    row,
    saved,
    sheet,
    stored,
    strings,
    styles,
    text,
    workbook,
    worksheets,
    xml_workbook,
)


def test_text_is_word_for_word_and_line_by_line() -> None:
    words = " On-going,\n\n- ITU\u2011T  X.1812\t(5/2022) "
    document = read(workbook({"A": [[words, "a\r\nb"]]}))

    assert seen.rows(document) == {1: [words, "a\nb"]}
    assert next(document.tables).rows[0].cells[0].lines == (" On-going,", "", "- ITU\u2011T  X.1812\t(5/2022) ")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), max_size=5), max_size=5))
def test_any_text_that_a_script_writes_is_read_word_for_word(texts: list[list[str]]) -> None:
    # What looks like an escape is one; what begins with "=" is a formula to openpyxl.
    assume(not any("_x" in text or text.startswith("=") for row in texts for text in row))
    document = read(workbook({"A": texts}))
    expected = {n: [text for text in row if text] for n, row in enumerate(texts, 1) if any(row)}
    found = seen.rows(document) if any(document.tables) else {}

    assert {n: [text for text in row if text] for n, row in found.items()} == expected


def test_text_with_several_fonts_is_one_text() -> None:
    rich = CellRichText("SG17 ", TextBlock(InlineFont(b=True), "approved"), " X.1812.")

    assert seen.cells(workbook({"A": [[rich]]})) == ["SG17 approved X.1812."]


def test_how_a_text_is_pronounced_is_no_part_of_it() -> None:
    spoken = f'<si>{text("東京")}<rPh sb="0" eb="2">{text("トウキョウ")}</rPh><phoneticPr fontId="1"/></si>'
    runs = f"<si><r><rPr><b/></rPr>{text('a ')}</r><r>{text('b')}</r></si>"
    cells = (stored("A1", "0", "s"), stored("B1", "1", "s"))

    assert seen.cells(xml_workbook(sheet(row(1, *cells)), sharedStrings=strings(spoken, runs))) == ["東京", "a b"]


def test_escapes_of_excel_are_the_signs_that_they_stand_for() -> None:
    shared = strings("one_x000D_\ntwo", "_x005F_x000D_", "a_x0001_b_xD800_", "a_x000B_b")
    cells = [stored(f"{chr(65 + n)}1", str(n), "s") for n in range(4)]

    assert seen.cells(xml_workbook(sheet(row(1, *cells)), sharedStrings=shared)) == [
        "one\ntwo",
        "_x000D_",
        "a_x0001_b_xD800_",
        "a\nb",
    ]


def test_plain_numbers_are_written_as_the_sheet_shows_them() -> None:
    codes = ("0.00", "0%", "000", "@", "#,##0", 9, 10)
    values = ["50", "50.0", "0.5", "1.5E3", "0.30000000000000004", "-2", "2022"]
    plain = [stored("", value) for value in values]
    shown = [stored("", value, style=n) for n, value in enumerate(["1.5", "0.5", "7", "8", "1234", "0.25", "0.255"], 1)]

    assert seen.cells(xml_workbook(sheet(f"<row>{''.join(plain + shown)}</row>"), styles=styles(*codes))) == [
        *("50", "50", "0.5", "1500", "0.3", "-2", "2022"),
        *("1.50", "50%", "007", "8", "1234", "25%", "25.50%"),
    ]


def test_truth_is_written_as_excel_writes_it() -> None:
    assert seen.cells(workbook({"A": [[True, False]]})) == ["TRUE", "FALSE"]


def test_a_date_is_written_in_iso_form() -> None:
    day, moment = dt.date(2022, 5, 20), dt.datetime(2022, 5, 20, 10, 30)  # noqa: DTZ001 - as cells are
    book, [one] = worksheets({"A": []})
    one["A1"], one["B1"], one["C1"], one["D1"] = day, moment, dt.time(9, 15), day
    one["D1"].number_format = '[$-409]dddd", the" d mmmm yyyy;@'
    document = read(saved(book))

    assert seen.rows(document) == {1: ["2022-05-20", "2022-05-20T10:30:00", "09:15:00", "2022-05-20"]}
    assert document.remarks == ()


def test_days_may_be_counted_from_1904() -> None:
    book, [one] = worksheets({"A": []})
    book.epoch = CALENDAR_MAC_1904
    one["A1"] = dt.date(2022, 5, 20)

    assert seen.cells(saved(book)) == ["2022-05-20"]


def test_dates_that_are_stored_as_such_are_read() -> None:
    cells = (stored("A1", "2022-05-20T00:00:00", "d"), stored("B1", "2022-01-02", "d", style=1))
    document = read(xml_workbook(sheet(row(1, *cells)), styles=styles("d-mmm")))

    assert seen.rows(document) == {1: ["2022-05-20", "2022-01-02"]}
    assert [x.code for x in document.remarks] == ["spreadsheet-date"]


@pytest.mark.parametrize("code", ["d-mmm", 16, "m-d", "mmm-yy", 17, '[$-804]m"月"d"日";@', 28, "dd.mm"])
def test_an_id_that_excel_made_a_date_of_is_no_id_and_is_said_so(code: str | int) -> None:
    document = read(xml_workbook(sheet(row(7, stored("A7", "44563", style=1))), styles=styles(code)))

    assert seen.rows(document) == {7: ["2022-01-02"]}
    assert seen.remarks(document) == [("spreadsheet-date", "2022-01-02", 1, 7, 1)]
    assert "cell A7" in document.remarks[0].message
    assert "type it again" in document.remarks[0].message


@pytest.mark.parametrize("code", ['00"-"00', "[h]:mm", "0.00E+00", "# ?/?", '"SG"0', 72, "0;-0;;@"])
def test_a_number_in_a_format_of_its_own_is_read_as_stored_and_is_said_so(code: str | int) -> None:
    value = "0" if code == "0;-0;;@" else "201"
    document = read(xml_workbook(sheet(row(1, stored("A1", value, style=1))), styles=styles(code)))

    assert seen.rows(document) == {1: [value]}
    assert seen.remarks(document) == [("number-format", value, 1, 1, 1)]


def test_a_number_that_the_sheet_rounds_is_said_to_be_rounded() -> None:
    document = read(xml_workbook(sheet(row(1, stored("A1", "2.14", style=1))), styles=styles("0.0")))

    assert seen.rows(document) == {1: ["2.1"]}
    assert [x.code for x in document.remarks] == ["number-format"]


@pytest.mark.parametrize("value", ["99999999", "-1", "2958465.9999999"])
def test_a_number_that_is_no_day_is_no_date(value: str) -> None:
    document = read(xml_workbook(sheet(row(1, stored("A1", value, style=1))), styles=styles("yyyy-mm-dd")))

    assert seen.rows(document) == {1: [value]}
    assert [x.code for x in document.remarks] == ["number-format"]


@pytest.mark.parametrize("value", ["no number", "1_000", "NaN", "inf", "9" * 41, "1e999", "٣"])
def test_what_is_stored_as_a_number_and_is_none_stays_as_it_is(value: str) -> None:
    assert (
        seen.cells(xml_workbook(sheet(row(1, stored("A1", value)))))[0].casefold().replace("+", "") == value.casefold()
    )


def test_of_a_formula_its_result_is_read() -> None:
    cells = (formula("A1", "1+1", "2"), formula("B1", 'A1&"-"', "2-", "str"), formula("C1", '""', "", "str"))

    assert seen.rows(read(xml_workbook(sheet(row(1, *cells))))) == {1: ["2", "2-"]}


def test_a_formula_without_result_stands_for_it_and_is_said_so() -> None:
    shared = '<c r="B2"><f t="shared" si="0"/></c>'
    document = read(xml_workbook(sheet(row(2, formula("A2", 'B1&"-01"'), shared))))

    assert seen.rows(document) == {2: ['=B1&"-01"', "="]}
    assert seen.remarks(document) == [
        ("formula", '=B1&"-01"', 1, 2, 1),
        ("formula", "a formula shared with other cells", 1, 2, 2),
    ]


def test_an_error_is_its_text_and_is_said_to_be_one() -> None:
    document = read(xml_workbook(sheet(row(1, "a", formula("B1", "VLOOKUP(A1,X!A:B,2)", "#REF!", "e")))))

    assert seen.rows(document) == {1: ["a", "#REF!"]}
    assert seen.remarks(document) == [("error-value", "#REF!", 1, 1, 2)]


def test_of_a_link_its_text_is_read() -> None:
    book, [one] = worksheets({"A": [["92-03"]]})
    one["A1"].hyperlink = "https://example.org/secret"

    assert seen.cells(saved(book)) == ["92-03"]
    assert read(saved(book)).remarks == ()
