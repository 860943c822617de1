"""Builds Documents by hand, so that a rule and its near miss are two lines of test."""

from __future__ import annotations

from resograph.model.document import Cell, Change, Document, Paragraph, Row, Run, Table
from resograph.model.report import Metadata

HEADINGS = (
    "Res # [-Action item #]",
    "Title",
    "Action",
    "Milestone",
    "Action By",
    "Collaborate with",
    "Report To",
    "Status",
    "SG17 lead ",
)
STATED = Metadata(assembly="wtsa-20", group="sg17", period="2022-2024")
SOMEBODY = Change("insert", "Rapporteur Q2/17", "2023-08-29T10:12:00Z")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(column: int, text: str = "", span: int = 1) -> Cell:
    return Cell(column, span, tuple(paragraph(line) for line in text.split("\n")))


def covered(column: int, span: int = 1) -> Cell:
    return Cell(column, span, (), covered=True)


def row(*texts: str) -> Row:
    return Row(0, tuple(cell(column, text) for column, text in enumerate(texts, 1)))


def cells(*given: Cell) -> Row:
    return Row(0, given)


def item(number: str, title: str = "Resolution", status: str = "", lead: str = "Q1/17") -> Row:
    return row(number, title, "To act (resolves 1)", "On-going", "SGs", "", "", status, lead)


def table(*rows: Row, number: int = 1) -> Table:
    return Table(number, tuple(Row(n, r.cells, r.inserted, r.deleted) for n, r in enumerate(rows, 1)))


def document(*blocks: Paragraph | Table | str) -> Document:
    built = tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Document("report.docx", "0" * 64, "", built)
