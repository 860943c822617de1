"""No Excel file, however it is made, costs more than the limits allow or ends in anything but an error of ours."""

from __future__ import annotations

import copy
import json
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from resograph.errors import InputError
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read import read
from tests.sheetfiles import (
    STRICT_MAIN,
    attached,
    c,
    comments,
    content_types,
    drawing,
    formula,
    merged,
    parts,
    row,
    sheet,
    stored,
    strings,
    styles,
    xml_workbook,
)
from tests.wordfiles.parts import relations, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
SHEET = "xl/worksheets/sheet1.xml"
XML = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET)
ATTACHED = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/comments.xml", "xl/drawing.xml")


def _refused(source: Source, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(source, limits or Limits())
    assert "\n" not in str(caught.value)
    assert source.name in caught.value.where
    return caught.value


def _rich() -> dict[str, str]:
    """Return the parts of a file with something of everything."""
    cells = (c("A1", "02-01"), stored("B1", "0", "s"), stored("C1", "44563", style=1), formula("D1", "1+1"))
    rows = (row(1, *cells, more='hidden="1"'), row(3, "", "covered"), row(4, "<c><v>1</v></c>", "<c><f/></c>"))
    page = "<headerFooter><oddHeader>&amp;LTD 1</oddHeader></headerFooter>"
    made = sheet(*rows, before='<cols><col min="1" max="9" hidden="1"/></cols>', after=merged("A3:C4") + page)
    found = parts(made, sheet(row(1, "a")), sharedStrings=strings("a", "b"), styles=styles("d-mmm"))
    return attached(found, comments=comments("A", A1="A: why?"), drawing=drawing("box"))


def _with(changes: dict[str, str | bytes]) -> Source:
    return zipped({**_rich(), **changes}, "made.xlsx")


# ---------------------------------------------------------------------------------------- which files are refused


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"id;title\n", "not-a-zip"),
        (b"<html><table/></html>", "not-a-zip"),
        (b"PK\x03\x04 cut short", "not-a-zip"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "legacy-doc"),
        (OLE + "Book\0".encode("utf-16-le"), "legacy-doc"),
    ],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_the_first_bytes_tell_what_is_no_workbook(name: str, data: bytes, code: str) -> None:
    assert _refused(Source(name, data)).code == code


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "macro-enabled"),
        ("application/vnd.ms-excel.template.macroEnabled.main+xml", "macro-enabled"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "unsupported-format"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "not-a-word-document"),
        ("", "not-a-word-document"),
    ],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.xlsb", "a.docx"])
def test_the_kind_of_the_main_part_tells_what_is_no_plain_workbook(name: str, kind: str, code: str) -> None:
    error = _refused(zipped({**_rich(), "[Content_Types].xml": content_types(kind)}, name))

    assert error.code == code
    assert ".xlsx" in error.remedy


def test_a_workbook_with_a_macro_in_it_is_refused_whatever_it_says() -> None:
    assert _refused(_with({"xl/vbaProject.bin": b"x"})).code == "macro-enabled"


def test_an_encrypted_entry_is_encrypted() -> None:
    data = bytearray(_with({}).data)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<H", data, at + 8, 1)
        at += 4

    assert _refused(Source("a.xlsx", bytes(data))).code == "encrypted"


def test_a_damaged_sheet_is_a_corrupt_zip() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in _rich().items():
            archive.writestr(name, xml)
    data = buffer.getvalue()

    assert _refused(Source("a.xlsx", data.replace(b"02-01", b"02-02"))).code == "corrupt-zip"
    assert _refused(Source("a.xlsx", data.replace(b"02-01", b"02<01"))).code == "corrupt-zip"


def test_damage_at_the_beginning_of_a_long_sheet_is_a_corrupt_zip() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts(sheet(*(row(n, f"text {n}") for n in range(1, 5_000)))).items():
            archive.writestr(name, xml)

    assert _refused(Source("a.xlsx", buffer.getvalue().replace(b"text 1<", b"text <<"))).code == "corrupt-zip"


OUTSIDE = relations(("worksheet", "worksheets/sheet1.xml")).replace("Target=", 'TargetMode="External" Target=')


@pytest.mark.parametrize(
    "to", [relations(), relations(("worksheet", "x.xml")), relations(("worksheet", "/../../x")), OUTSIDE]
)
def test_a_sheet_whose_part_is_missing_is_a_corrupt_zip(to: str) -> None:
    error = _refused(_with({"xl/_rels/workbook.xml.rels": to}))

    assert error.code == "corrupt-zip"
    assert "Sheet1" in error.what


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
@pytest.mark.parametrize("xml", ["<html/>", "<workbook/>", "<worksheet/>", "<a xmlns='urn:a'><b/></a>"])
def test_a_part_of_other_xml_is_no_workbook(part: str, xml: str) -> None:
    assert _refused(_with({part: xml})).code == "not-a-word-document"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [*XML, *ATTACHED, "xl/worksheets/_rels/sheet1.xml.rels"])
def test_a_document_type_is_forbidden_in_every_part(part: str, encoding: str) -> None:
    declared = '<!DOCTYPE a [<!ENTITY e "text">]>' + _rich()[part]

    assert _refused(_with({part: declared.encode(encoding)})).code == "doctype-forbidden"


def test_a_document_type_far_behind_is_forbidden() -> None:
    far = f"<!--{'x' * 100_000}--><!DOCTYPE a>{_rich()[SHEET]}"

    assert _refused(_with({SHEET: far})).code == "doctype-forbidden"


@pytest.mark.parametrize("part", [*XML, *ATTACHED])
@pytest.mark.parametrize("xml", ["", "<a>", "<a></b>", "plain", "<a>&nbsp;</a>"])
def test_broken_xml_is_not_well_formed(part: str, xml: str) -> None:
    assert _refused(_with({part: xml})).code == "xml-not-well-formed"


@pytest.mark.parametrize(
    "rows",
    [
        row(1, c("A1", "a"), c("A1", "b")),
        row(1, c("A1", "a")) * 2,
        row(1, c("A2", "a")),
        row(0, c("A0", "a")),
        row(1_048_577, c("A1048577", "a")),
        row(1, c("XFE1", "a")),
        row(1, c("a1", "a")),
        '<row r="-1"><c><v>1</v></c></row>',
        f'<row r="{"9" * 5000}"><c><v>1</v></c></row>',
        "<row/>" * 1_048_577,
        f"<row>{'<c/>' * 16_384}<c><v>1</v></c></row>",
        row(1, stored("A1", "2", "s")),
        row(1, stored("A1", "-1", "s")),
    ],
)
def test_a_cell_that_no_sheet_has_is_a_damaged_sheet(rows: str) -> None:
    assert _refused(_with({SHEET: sheet(rows)}), Limits(ratio=10_000)).code == "xml-not-well-formed"


@pytest.mark.parametrize("name", ["", "A1:", ":", "A1:B", "A:B", "A1:ZZZ1", "A1:A" + "9" * 5000])
def test_merged_cells_that_no_sheet_has_are_a_damaged_sheet(name: str) -> None:
    assert _refused(_with({SHEET: sheet(row(1, "a"), after=merged(name))})).code == "xml-not-well-formed"


# ---------------------------------------------------------------------------------------- how much


@pytest.mark.parametrize(
    ("limits", "word_for_it"),
    [
        (Limits(file_bytes=100), "file bytes"),
        (Limits(entries=3), "entries"),
        (Limits(inflated_bytes=1000), "inflated bytes"),
        (Limits(ratio=2, ratio_from=10), "ratio"),
        (Limits(elements=10), "elements"),
        (Limits(rows=2), "rows"),
        (Limits(paragraphs=4), "paragraphs"),
        (Limits(characters=10), "characters"),
        (Limits(remarks=2), "remarks"),
        (Limits(grid_columns=2), "grid columns"),
    ],
)
def test_each_limit_is_kept_and_named(limits: Limits, word_for_it: str) -> None:
    error = _refused(_with({}), limits)

    assert error.code == "too-large"
    assert word_for_it in error.what


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: sheet(row(1, *(["<c s='1'/>"] * 30_000)))},
        {SHEET: sheet(after=f"<dataValidations>{'<dataValidation/>' * 30_000}</dataValidations>")},
        {SHEET: sheet(row(1, "a"), after=merged(*["C1:D2"] * 12_000))},
        {"xl/comments.xml": comments("A", **{f"A{n}": "a" for n in range(4_000)})},
        {"xl/styles.xml": styles(*["0"] * 6_000)},
        {"xl/sharedStrings.xml": strings(f"<si>{'<r/>' * 30_000}</si>")},
    ],
)
def test_what_has_to_be_held_at_once_is_bounded(changes: dict[str, str | bytes]) -> None:
    assert "elements at once" in _refused(_with(changes), Limits(elements_at_once=10_000)).what


def test_a_cell_far_to_the_right_is_refused_with_its_place() -> None:
    error = _refused(xml_workbook(sheet(row(1, "a"), row(7, c("BM7", "b")))))

    assert (error.code, error.where) == ("too-large", "made.xlsx, table 1, row 7")


def test_one_long_text_in_many_cells_is_refused() -> None:
    cells = "".join(row(n, stored(f"A{n}", "0", "s")) for n in range(1, 1001))

    assert "characters" in _refused(xml_workbook(sheet(cells), sharedStrings=strings("x" * 100_000))).what


def test_shared_texts_that_no_cell_has_are_bounded_too() -> None:
    source = xml_workbook(sheet(row(1, "a")), sharedStrings=strings(*["b"] * 300))

    assert "paragraphs" in _refused(source, Limits(paragraphs=200)).what


def test_one_sheet_that_is_listed_a_thousand_times_is_refused() -> None:
    found = parts(*[sheet(row(1, "a"))] * 3, titles=[f"S{n}" for n in range(2001)])

    assert "entries" in _refused(zipped(found)).what


def test_columns_without_end_are_a_damaged_sheet() -> None:
    hidden = '<col min="1" max="9" hidden="1"/>'

    assert _refused(xml_workbook(sheet(before=f"<cols>{hidden * 16_386}</cols>"))).code == "xml-not-well-formed"


def test_more_styles_than_excel_can_have_are_a_damaged_workbook() -> None:
    source = xml_workbook(sheet(row(1, "a")), styles=styles(*["0"] * 65_490))

    assert _refused(source, Limits(ratio=10_000)).code == "xml-not-well-formed"


def test_a_number_format_without_end_is_none_that_is_worked_out() -> None:
    document = read(xml_workbook(sheet(row(1, stored("A1", "7", style=1))), styles=styles("[" * 500_000)))

    assert [remark.code for remark in document.remarks] == ["number-format"]


def test_merged_ranges_that_cover_each_other_cost_no_more_than_the_limit() -> None:
    rows = "".join(row(n, "a") for n in range(1, 2001))
    after = merged(*(["A1:A2000"] * 300))

    assert "paragraphs" in _refused(xml_workbook(sheet(rows, after=after))).what


def test_elements_nested_beyond_measure_are_too_large() -> None:
    assert _refused(_with({SHEET: sheet("<row>" * 3000 + "</row>" * 3000)})).code == "too-large"


# ---------------------------------------------------------------------------------------- how long, in how much memory

NUMBERS = '<row r="{n}">' + "".join(f'<c r="{column}{{n}}"><v>{{n}}</v></c>' for column in "ABCDEFGHI") + "</row>"
SHARED = '<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>'
FORMATS = '<row r="{n}">' + '<c r="A{n}" s="1"/>' * 100 + "</row>"


def _many(each: str, count: int) -> str:
    return sheet(*(each.format(n=n) for n in range(1, count + 1)))


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(lambda: parts(sheet(row(1, "a"), after=merged("A1:XFD1048576"))), id="one merge of all cells"),
        pytest.param(lambda: parts(_many(NUMBERS, 10_000)), id="10,000 rows"),
        pytest.param(lambda: parts(_many(FORMATS, 10_000)), id="1,000,000 cells that have a format only"),
        pytest.param(lambda: parts(_many(SHARED, 20_000), sharedStrings=strings("a\n" * 9_000)), id="one text often"),
        pytest.param(lambda: parts(sheet(), sharedStrings=strings(*["word"] * 600_000)), id="600,000 texts"),
        pytest.param(
            lambda: parts(sheet(*(NUMBERS.format(n=n) for n in range(1, 9_000)), after=merged(*["A1:I9000"] * 9_000))),
            id="merges upon merges",
        ),
    ],
)
def test_no_sheet_hangs_or_takes_512_mebibytes(
    found: Callable[[], dict[str, str]], tmp_path: Path, repository: Path
) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in found().items():
            archive.writestr(name, xml)
    (tmp_path / "made.xlsx").write_bytes(buffer.getvalue())
    command = [sys.executable, "-m", "tests.read.measured", str(tmp_path / "made.xlsx")]
    answer = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    cost = json.loads(answer.stdout)

    assert cost["code"] in {"", "too-large"}
    assert (cost["seconds"] < 60, cost["mebibytes"] < 512) == (True, True), cost


# ---------------------------------------------------------------------------------------- whatever else


@pytest.mark.parametrize("seed", range(6))
def test_no_mutated_xml_escapes_our_errors(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same files in every run; nothing secret
    found = _rich()
    outcomes: dict[str, int] = {}
    for _ in range(60):
        part = dice.choice(sorted(found))
        outcome = _outcome(zipped({**found, part: _reshaped(found[part], dice)}, "made.xlsx"))
        outcomes[outcome] = outcomes.get(outcome, 0) + 1

    allowed = {"read", "not-a-word-document", "too-large", "corrupt-zip", "xml-not-well-formed"}
    assert set(outcomes) <= allowed
    assert outcomes["read"] > 10


def _outcome(source: Source) -> str:
    try:
        read(source)
    except InputError as error:
        return error.code
    return "read"


def _reshaped(xml: str, dice: random.Random) -> bytes:
    """Move, double, drop and rename elements and change values: the result is XML all the same."""
    root = etree.fromstring(xml)
    for _ in range(dice.randint(1, 4)):
        elements = list(root.iter())
        element, other = dice.choice(elements), dice.choice(elements)
        match dice.randrange(5):
            case 0:
                other.append(copy.deepcopy(element))
            case 1 if element is not root and other not in element.iter():
                other.insert(0, element)
            case 2 if element is not root:
                element.clear()
            case 3:
                names = ("c", "v", "row", "f", "is", "t", "sheetData", "mergeCells", "cols", "comment", "si", "xf")
                element.tag = f"{{{dice.choice([STRICT_MAIN, 'urn:unknown'])}}}{dice.choice(names)}"
            case _:
                for key in element.attrib:
                    element.set(key, dice.choice(["", "-1", "999999999", "x", "0", "1", "s", "n", "A1", "B3:A1", "e"]))
                if dice.randrange(2):
                    element.text = dice.choice(["", "-1", "1e308", "NaN", "x", "1", "2958465.99", "&L&"])
    return etree.tostring(root)
