"""Makes small Excel files by hand: the parts of a workbook, every kind of cell in them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADINGS = (
    *("Res # [-Action item #]", "Title", "Action", "Milestone", "Action By"),
    *("Collaborate with", "Report To", "Status", "SG17 lead"),
)
_ITEMS = (
    ("50-01", "Cybersecurity", "to act (resolves 1)", "On-going", "SG17", "", "TSAG", "SG17 approved X.1812.", "Q1/17"),
    ("52-01", "Spam", "to study", "On-going", "SGs", "", "", "See 50-01\nTo be provided", "Q2/17"),
)


def _inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _rich(reference: str, text: str) -> str:
    runs = "".join(f"<r><rPr><b/></rPr><t>{escape(piece)}</t></r>" for piece in (text[:3], text[3:]))
    return f'<c r="{reference}" t="inlineStr"><is>{runs}<rPh sb="0" eb="1"><t>ph</t></rPh></is></c>'


def _sheet(*rows: tuple[str, ...], more: str = "") -> str:
    made = "".join(
        f'<row r="{number}">{"".join(map(_inline, (f"{column}{number}" for column in "ABCDEFGHI"), texts))}</row>'
        for number, texts in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:I9"/><sheetData>{made}</sheetData>{more}</worksheet>'


def _odd_sheet() -> str:
    """Return a sheet with a cell of each type: shared, number, date, formula, truth, error, rich text."""
    cells = "".join(f'<c r="{chr(65 + at)}1" t="s"><v>{at}</v></c>' for at in range(9))
    typed = (
        _inline("A2", "50-01")
        + _rich("B2", "Resolution 50")
        + '<c r="C2" t="b"><v>1</v></c><c r="D2" s="1"><v>44986</v></c><c r="E2" t="e"><v>#REF!</v></c>'
        + '<c r="F2"><v>1.5E3</v></c><c r="G2" t="str"><f>A2&amp;"x"</f><v>50-01x</v></c>'
        + '<c r="H2" t="d"><v>2023-03-01T00:00:00</v></c><c r="I2"/>'
    )
    rows = f'<row r="1">{cells}</row><row r="2" hidden="1">{typed}</row><row r="40">{_inline("A40", "52-01")}</row>'
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'


def _workbook(sheets: Mapping[str, str], **others: str) -> dict[str, str]:
    named = list(enumerate(sheets.items(), 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in named)
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in named]
    links += [(f"rId{n}", kind, f"{kind}.xml") for n, kind in enumerate(others, len(named) + 1)]
    types = [("workbook.xml", "sheet.main"), *((f"worksheets/sheet{n}.xml", "worksheet") for n, _ in named)]
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in [*types, *((f"{kind}.xml", kind) for kind in others)]
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": _linked([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _linked(links),
        **{f"xl/worksheets/sheet{n}.xml": content for n, (_, content) in named},
        **{f"xl/{kind}.xml": content for kind, content in others.items()},
    }


def _linked(links: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{_RELATIONS}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


_STRINGS = "".join(f"<si><t>{escape(text)}</t></si>" for text in _HEADINGS)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_TITLE = ("TD 1234 of SG17: progress on WTSA-20, STUDY PERIOD 2022-2024",)

SHEETS: Mapping[str, Mapping[str, str]] = {
    "one-sheet": _workbook({"SG17": _sheet(_TITLE, _HEADINGS, *_ITEMS)}),
    "a-sheet-a-group": _workbook(
        {"SG17": _sheet(_HEADINGS, *_ITEMS), "SG13": _sheet((*_HEADINGS[:8], "SG13 lead"), _ITEMS[0])}
    ),
    "odd-cells": _workbook(
        {"Plan": _odd_sheet()},
        sharedStrings=f'<sst xmlns="{_MAIN}">{_STRINGS}</sst>',
        styles=_STYLES,
    ),
}
