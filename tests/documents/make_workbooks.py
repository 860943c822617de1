"""Writes tests/documents/workbook/*/input.xlsx: an action plan on one sheet, and one on a sheet for each group.

Run it from the checkout: ``python -m tests.documents.make_workbooks``. The same files come out each time.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from resograph.model.source import Source
from tests.sheetfiles import (
    attached,
    c,
    comments,
    formula,
    merged,
    parts,
    row,
    saved,
    sheet,
    stored,
    strings,
    styles,
    worksheets,
)
from tests.wordfiles.parts import zipped

FOLDER = Path(__file__).parent / "workbook"
HEADINGS = (
    *("Action item #", "Resolution", "Action", "Deadline", "Responsible"),
    *("In cooperation with", "Reporting", "Progress"),
)
STATUS = "SG17 approved Recommendation ITU-T X.1812 (5/2022).\n\n- Q2/17 is working on X.5Gsec-ctrl;\n- see item 50-01."


def one_sheet() -> Source:
    """Return what somebody typed into Excel: front matter, merged titles, dates, formulas and a comment."""
    rows = (
        row(1, "STUDY PERIOD 2022-2024", "", "TD 1234-PLEN Rev.1"),
        row(2, "Title:", "Progress report on the action plan of WTSA-20 for SG17"),
        row(3, "Source:", "Rapporteur Q2/17"),
        row(5, *HEADINGS, "SG17 lead"),
        row(6, "2-1 (unchanged)", c("B6", "Resolution 2 – Study groups"), "To study (i. SGs 2)", "On-going", "SGs"),
        row(
            7,
            "50-01",
            c("B7", "Resolution 50 – Cybersecurity"),
            c("C7", "To act (resolves 1)"),
            stored("D7", "45200", style=1),
        ).replace("</row>", f"{c('E7', 'SG17')}{stored('H7', '0', 's')}{c('I7', 'Q1/17, Q2/17')}</row>"),
        row(8, "50-02", "", "To report (i. SGs 3)", stored("D8", "2024"), "SG17 (SG2)", "ITU-D", "TSAG"),
        row(9, "", "", "", "", "", "", "", "Continued in a row of its own."),
        row(
            12,
            "Res. 52-01",
            "Resolution 52 – Spam",
            formula("C12", 'C6&""', "To study (i. SGs 2)", "str"),
            more='hidden="1"',
        ),
        row(13, "52–02", "", "To act", stored("D13", "0.5", style=2), "SGs", "", "", "To be provided", "Q5/17"),
        row(14, "58-01", stored("B14", "1", "s"), "To act", stored("D14", "44563", style=3), "SG17"),
    )
    spoken = (
        "<si><r><t>Resolution 58 – </t></r><r><rPr><b/></rPr><t>CIRTs</t></r><rPh sb='0' eb='1'><t>ph</t></rPh></si>"
    )
    page = "<headerFooter><oddHeader>&amp;L&amp;D&amp;RFor TSAG</oddHeader></headerFooter>"
    plan = sheet(*rows, after=merged("A2:A2", "B2:I2", "B7:B9", "B12:B13") + page)
    shared = strings(STATUS.replace("\n", "_x000D_\n"), spoken)
    found = parts(plan, titles=["Plan"], sharedStrings=shared, styles=styles("yyyy-mm-dd", "0%", "d-mmm"))
    return zipped(attached(found, comments=comments("A. Person", H9="A. Person:\nIs this so?")))


def sheet_per_group() -> Source:
    """Return what a script wrote with openpyxl: a cover, a sheet for each of two groups, and a hidden one."""
    book, [cover, first, second, notes] = worksheets(
        {
            "Cover": [["Action plan of WTSA-24", "Study period: 2025-2028"], ["Source:", "TSB"]],
            "SG13": [[*HEADINGS, "Lead Question"]],
            "SG17": [[*HEADINGS, "Lead Question"]],
            "Notes": [["Not to be sent"]],
        }
    )
    cover["D1"] = "STUDY PERIOD 2025-2028"
    _items(first, "13", "07-01", "73-01", "98-02")
    _items(second, "17", "07-01", "50-01", "50-02", "84-01")
    second["B4"] = None
    second.merge_cells("B3:B4")
    second["H3"] = CellRichText("SG17 ", TextBlock(InlineFont(b=True), "approved"), " X.1812.\nSee 07-01.")
    second["H4"].comment = Comment("Ask Q3/17", "A. Person")
    second.row_dimensions[5].hidden = True
    notes.sheet_state = "hidden"
    return _without_clock(saved(book))


def _items(plan: Worksheet, group: str, *numbers: str) -> None:
    for at, number in enumerate(numbers, 2):
        title = f"Resolution {int(number[:2])}"
        for column, text in enumerate((number, title, "to act (resolves 1)", "On-going", f"SG{group}"), 1):
            plan.cell(at, column).value = text
        plan.cell(at, 9).value = f"Q{at}/{group}"


def _without_clock(source: Source) -> Source:
    """Return the file without the part that tells when it was saved."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    return zipped(found)


if __name__ == "__main__":
    for name, made in (("one-sheet", one_sheet()), ("sheet-per-group", sheet_per_group())):
        (FOLDER / name).mkdir(parents=True, exist_ok=True)
        (FOLDER / name / "input.xlsx").write_bytes(made.data)
