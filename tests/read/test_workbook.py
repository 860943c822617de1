"""An Excel file is read as a table a sheet, and what is in no cell is said."""

from __future__ import annotations

import pytest
from openpyxl.comments import Comment

from resograph.model.source import Source
from resograph.read import read
from tests.read import seen
from tests.sheetfiles import (
    attached,
    comments,
    content_types,
    drawing,
    formula,
    merged,
    parts,
    row,
    saved,
    sheet,
    stored,
    strict,
    strings,
    thread,
    workbook,
    worksheets,
    xml_workbook,
)
from tests.wordfiles import word
from tests.wordfiles.parts import relations, zipped

# ---------------------------------------------------------------------------------------- sheets and rows


def test_each_sheet_is_a_heading_and_a_table_in_the_order_of_the_tabs() -> None:
    document = read(workbook({"SG17": [["a"]], "Empty": [], "SG13": [["b", "c"]]}))

    assert [(x.text, x.style) for x in document.paragraphs] == [
        ("SG17", "Heading 1"),
        ("Empty", "Heading 1"),
        ("SG13", "Heading 1"),
    ]
    assert [table.number for table in document.tables] == [1, 2]
    assert document.blocks.index(next(document.tables)) == 1
    assert (seen.rows(document, 1), seen.rows(document, 2)) == ({1: ["a"]}, {1: ["b", "c"]})
    assert document.has_changes is False
    assert document.media_type.endswith(".spreadsheetml.sheet")


def test_a_row_has_the_number_that_the_sheet_shows() -> None:
    source = workbook({"A": [[None], [None, "two"], [], [], [None, None, "five"]]})

    assert seen.rows(read(source)) == {2: ["", "two", ""], 5: ["", "", "five"]}


def test_cells_stand_in_the_columns_of_the_sheet() -> None:
    [table] = read(workbook({"A": [["a", None, "c"], ["", "b"]]})).tables

    assert [seen.places(row) for row in table.rows] == [
        [(1, 1, False, "a"), (2, 1, False, ""), (3, 1, False, "c")],
        [(1, 1, False, ""), (2, 1, False, "b"), (3, 1, False, "")],
    ]


def test_cells_that_have_a_format_only_are_no_cells() -> None:
    book, [one] = worksheets({"A": [["a"]]})
    for column in (5, 100, 16384):
        one.cell(1, column).number_format = "0.00"
    one.cell(1_048_576, 1).number_format = "0.00"

    assert seen.rows(read(saved(book))) == {1: ["a"]}


def test_rows_and_cells_without_numbers_follow_each_other() -> None:
    bare = "<row><c/><c t='inlineStr'><is><t>b</t></is></c></row><row/>" + "<row><c><v>7</v></c><c/></row>"
    many = "<row/>" * 30_000 + "<row r='30010'><c><v>8</v></c></row><row><c/><c><v>9</v></c></row>"

    assert seen.rows(read(xml_workbook(sheet(bare)))) == {1: ["", "b"], 3: ["7", ""]}
    assert seen.rows(read(xml_workbook(sheet(many)))) == {30_010: ["8", ""], 30_011: ["", "9"]}


def test_rows_and_cells_without_numbers_follow_empty_ones_that_have_them() -> None:
    after = "<row r='5'/><row><c r='C6'/><c><v>7</v></c></row><row r='9'/>"
    far = "".join(f"<row r='{n}'/>" for n in range(1, 9_001)) + "<row><c><v>8</v></c></row>"

    assert seen.rows(read(xml_workbook(sheet(after)))) == {6: ["", "", "", "7"]}
    assert seen.rows(read(xml_workbook(sheet(far)))) == {9_001: ["8"]}


def test_a_long_sheet_is_read_piece_by_piece_as_a_short_one() -> None:
    rows = [[f"{number}-{column} {'word ' * 5}" for column in range(9)] for number in range(1, 2001)]

    assert list(seen.rows(read(workbook({"A": rows}))).values()) == rows


def test_a_template_is_read_too() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
    found = {**parts(sheet(row(1, "a"))), "[Content_Types].xml": content_types(kind)}

    assert seen.cells(zipped(found, "made.xltx")) == ["a"]


def test_the_strict_dialect_is_read_as_the_other_one() -> None:
    made = parts(sheet(row(1, "a", stored("B1", "0", "s")), after=merged("A1:A2")), sharedStrings=strings("Genève"))
    found = attached(made, comments=comments("Somebody", A1="Somebody:\nwhy?"))

    assert read(zipped(strict(found))).blocks == read(zipped(found)).blocks
    assert seen.remarks(read(zipped(strict(found)))) == [("comment", "why?", 1, 1, 1)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_parts_may_be_in_any_encoding_of_xml(encoding: str) -> None:
    found: dict[str, str | bytes] = {**parts(sheet(row(1, "Genève")))}
    found["xl/worksheets/sheet1.xml"] = sheet(row(1, "Genève")).encode(encoding)

    assert seen.cells(zipped(found)) == ["Genève"]


def test_a_sheet_is_found_by_its_relation_wherever_it_lies() -> None:
    found = parts(sheet(row(1, "a")))
    found["xl/other/first.xml"] = found.pop("xl/worksheets/sheet1.xml")
    found["xl/_rels/workbook.xml.rels"] = relations(("worksheet", "/xl/other/First.xml"))

    assert seen.cells(zipped(found)) == ["a"]


# ---------------------------------------------------------------------------------------- merged cells


def test_cells_merged_downwards_cover_those_below() -> None:
    book, [one] = worksheets({"A": [["x", "Resolution 50"], ["y"], ["z"]]})
    one.merge_cells("B1:B3")
    [table] = read(saved(book)).tables

    assert [seen.places(row)[1] for row in table.rows] == [
        (2, 1, False, "Resolution 50"),
        (2, 1, True, ""),
        (2, 1, True, ""),
    ]


def test_cells_merged_across_are_one_cell_that_spans() -> None:
    book, [one] = worksheets({"A": [["Resolution 50 - Cybersecurity"], ["a", "b", "c", "d"]]})
    one.merge_cells("A1:XFD1")
    one.merge_cells("B2:C2")
    [table] = read(saved(book)).tables

    assert seen.places(table.rows[0]) == [(1, 4, False, "Resolution 50 - Cybersecurity")]
    assert seen.places(table.rows[1]) == [(1, 1, False, "a"), (2, 2, False, "b"), (4, 1, False, "d")]


def test_a_block_of_merged_cells_spans_and_covers() -> None:
    source = xml_workbook(sheet(row(1, "a", "b", "c"), row(2, "", "", "d"), after=merged("A1:B2")))
    [table] = read(source).tables

    assert [seen.places(row)[0] for row in table.rows] == [(1, 2, False, "a"), (1, 2, True, "")]
    assert [(x.code, x.text, x.row, x.column) for x in read(source).remarks] == [("covered-text", "b", 1, 2)]


def test_a_merge_that_begins_in_an_empty_row_covers_no_text_of_another_row() -> None:
    rows = (row(1, "Resolution 11", "a"), row(3, stored("B3", "1")), row(4, stored("B4", "2")))
    [table] = read(xml_workbook(sheet(*rows, after=merged("A2:A4")))).tables

    assert [seen.places(row)[0] for row in table.rows] == [
        (1, 1, False, "Resolution 11"),
        (1, 1, False, ""),
        (1, 1, True, ""),
    ]


def test_text_under_a_merge_that_begins_in_an_empty_row_is_covered_all_the_same() -> None:
    document = read(xml_workbook(sheet(row(3, "covered"), after=merged("A2:A4"))))

    assert seen.rows(document) == {3: [""]}
    assert seen.remarks(document) == [("covered-text", "covered", 1, 3, 1)]


def test_merged_cells_that_overlap_are_read_as_if_not_merged() -> None:
    source = xml_workbook(sheet(row(1, "a", "b"), row(2, "c", "d"), after=merged("A1:A2", "A2:B2")))
    document = read(source)

    assert [seen.places(row)[0] for row in next(document.tables).rows] == [(1, 1, False, "a"), (1, 1, True, "")]
    assert [x.code for x in document.remarks] == ["covered-text", "merged-cells"]
    assert seen.rows(document)[2][1] == "d"


def test_merging_more_than_the_sheet_has_costs_nothing() -> None:
    after = merged(*(["A1:XFD1048576"] + [f"B{n}:XFD{n}" for n in range(10, 2000)]))

    assert seen.rows(read(xml_workbook(sheet(row(1, "a"), after=after)))) == {1: ["a"]}


# ---------------------------------------------------------------------------------------- what is not in a cell


def test_what_is_hidden_is_read_and_is_said_to_be_hidden() -> None:
    book, [one, other] = worksheets({"SG17": [["a", "b"], ["c"], ["d"], ["e"]], "Notes": [["f"]]})
    for hidden in (2, 3, 99):
        one.row_dimensions[hidden].hidden = True
    one.column_dimensions["B"].hidden = True
    one.column_dimensions["Z"].hidden = True
    other.sheet_state = "veryHidden"
    document = read(saved(book))

    assert seen.rows(document, 1) == {1: ["a", "b"], 2: ["c", ""], 3: ["d", ""], 4: ["e", ""]}
    assert seen.rows(document, 2) == {1: ["f"]}
    assert seen.remarks(document) == [
        ("hidden", "2-3", 1, 0, 0),
        ("hidden", "2", 1, 0, 0),
        ("hidden", "Notes", 2, 0, 0),
    ]
    assert ["row" in x.message for x in document.remarks] == [True, False, False]


def test_a_comment_is_quoted_with_its_place_and_without_its_author() -> None:
    book, [one] = worksheets({"A": [["a"], ["b", "c"]]})
    one["B2"].comment = Comment("A. Person:\nIs this so?", "A. Person")
    one["C9"].comment = Comment("Rapporteur: see TD 12", "A. Person")
    document = read(saved(book))

    assert seen.remarks(document) == [
        ("comment", "Is this so?", 1, 2, 2),
        ("comment", "Rapporteur: see TD 12", 1, 9, 3),
    ]
    assert "B2" in document.remarks[0].message
    assert "Person" not in str(document)


def test_a_thread_is_quoted_once_and_without_the_names_of_those_addressed() -> None:
    mention = '<mention mentionpersonId="{1}" mentionId="{2}" startIndex="3" length="10"/>'
    found = attached(
        parts(sheet(row(1, "a"))),
        comments=comments("tc={3}", A1="[Threaded comment] Hi @A. Person, done?"),
        threadedComment=thread("A1", "Hi @A. Person, done?", mention),
    )

    assert seen.remarks(read(zipped(found))) == [("comment", "Hi @…, done?", 1, 1, 1)]


def test_the_words_in_a_drawing_are_quoted() -> None:
    found = attached(parts(sheet(row(1, "a"))), drawing=drawing("In the box", "", graphic="graphicFrame"))

    assert seen.remarks(read(zipped(found))) == [("text-box", "In the box", 1, 0, 0), ("drawing", "", 1, 0, 0)]


def test_a_picture_is_passed_over() -> None:
    assert read(zipped(attached(parts(sheet(row(1, "a"))), drawing=drawing(graphic="pic")))).remarks == ()


def test_a_document_put_into_a_sheet_is_said_to_be_there() -> None:
    assert seen.remarks(read(zipped(attached(parts(sheet()), package="<a/>")))) == [("other-document", "", 0, 0, 0)]


def test_the_words_of_a_header_are_quoted() -> None:
    words = '<oddHeader>&amp;LR&amp;&amp;D&amp;C&amp;"Arial"&amp;12TD 1234 page &amp;P of &amp;N</oddHeader>'
    page = f"<headerFooter>{words}<oddFooter>&amp;CPage &amp;P&amp;R&amp;A</oddFooter></headerFooter>"
    sheets = (sheet(row(1, "a"), after=page), sheet(after=page.replace(words, "")))

    assert seen.remarks(read(xml_workbook(*sheets))) == [("header-footer", "R&D\nTD 1234", 1, 0, 0)]


def test_a_sheet_that_is_a_chart_is_said_not_to_be_read() -> None:
    found = {
        **parts(sheet(row(1, "a"))),
        "xl/_rels/workbook.xml.rels": relations(("chartsheet", "worksheets/sheet1.xml")),
    }
    document = read(zipped(found))

    assert [x.text for x in document.paragraphs] == ["Sheet1"]
    assert seen.remarks(document) == [("drawing", "Sheet1", 0, 0, 0)]


def test_other_workbooks_are_never_followed() -> None:
    link = '<Relationship Type="x/relationships/sharedStrings" Target="https://example.org" TargetMode="External"/>'
    found = parts(sheet(row(1, "a", formula("B1", "[1]Sheet1!A1", "old"))))
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace("</Rel", f"{link}</Rel")

    assert seen.cells(zipped(found)) == ["a", "old"]


# ---------------------------------------------------------------------------------------- by what it is


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "a.xltx", "a.docx", "a.doc", "a.txt", "a", "a.xls", "a.xlsm"])
def test_a_workbook_is_read_as_one_whatever_its_name(name: str) -> None:
    assert seen.cells(workbook({"A": [["a"]]}, name)) == ["a"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.xlsb"])
def test_a_word_file_is_read_as_one_whatever_its_name(name: str) -> None:
    assert [x.text for x in read(Source(name, word("text").data)).paragraphs] == ["text"]
