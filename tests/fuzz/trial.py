"""Takes one file through the house and tells how it ended: read, refused with a code of ours, or at fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

from resograph.describe import WITH_CHANGES, describe
from resograph.errors import ResographError
from resograph.interpret import interpret
from resograph.model.document import Document, Paragraph, Row, Table, View
from resograph.model.limits import LIMITS
from resograph.model.plain import plain
from resograph.model.reading import Claim, ItemReading, Mention, Reading, Span, Unparsed
from resograph.model.release import Place, Result, Verdict
from resograph.model.report import COLUMNS, PENDING_KINDS, ActionItem, Metadata, Report
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.publish.nquads import nquads
from resograph.publish.word_comments import annotate
from resograph.read import read
from resograph.read.word import MEDIA_TYPE as WORD
from resograph.read.workbook import MEDIA_TYPE as EXCEL
from resograph.recognise import recognise

VIEWS: tuple[View, ...] = get_args(View)
# What a file need not say itself to be taken further.
STATED = Metadata(assembly="wtsa-20", group="sg17", period="2022-2024", identifier="fuzz")
# Only every so many files are written as RDF and JSON, which takes longer than all the rest.
WRITTEN = 20
ANNOTATED = 4
LONGEST = 3_000
TERMINAL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "errors"


@dataclass(frozen=True)
class Ending:
    """How a file ended: "" = read, else the code of the error that refused it."""

    code: str
    items: int = 0


def tried(source: Source, number: int = 0) -> Ending:
    """Take a file through the house.

    Raises ``AssertionError`` where what was read contradicts itself, and whatever the house should not have raised.
    """
    try:
        document = read(source)
    except ResographError as error:
        return _refusal(error, source)
    check_document(document)
    accepted, _ = (_viewed(document, view, source, number) for view in VIEWS)
    return accepted


def _viewed(document: Document, view: View, source: Source, number: int) -> Ending:
    seen = document.in_view(view)
    check_view(document, seen, view)
    try:
        reports = interpret(document, view, STATED)
    except ResographError as error:
        return _refusal(error, source)
    readings = [recognise(report) for report in reports]
    for reading in readings:
        check_report(reading.report, seen if document.has_changes else document)
        check_nothing_lost(reading.report, seen if document.has_changes else document)
        check_reading(reading)
    if number % WRITTEN == 0:
        _write(document, readings, source)
    if document.media_type == WORD and number % ANNOTATED == 0:
        _annotate(document, readings, source)
    return Ending("", sum(len(reading.items) for reading in readings))


def _annotate(document: Document, readings: list[Reading], source: Source) -> None:
    """Write comments on some words into a copy, and read it: it must say what the file said."""
    spans = [(span, item.item) for reading in readings for item in reading.items for span in _spans(item)]
    verdict = Verdict(tuple(_result(span, item, source.name) for span, item in spans[:9]))
    try:
        copy = annotate(source, [reading.report for reading in readings], verdict)
    except ResographError as error:
        _refusal(error, source)
        return
    again = read(Source(source.name, copy))
    assert again.blocks == document.blocks, "a copy with comments says the same"
    assert again.remarks == document.remarks, "a copy with comments says the same"


def _result(span: Span, item: ActionItem, name: str) -> Result:
    place = Place(*(name, item.number, item.table, span.row, span.column, span.paragraph, span.text), start=span.start)
    return Result("urn:x", "", "", "", "urn:shape", "warning", "is it so?", place)


def _write(document: Document, readings: list[Reading], source: Source) -> None:
    json.dumps(plain([document, *readings]), ensure_ascii=False).encode("utf-8", "backslashreplace")
    try:
        nquads(describe(readings, Iris(), WITH_CHANGES))
    except ResographError as error:
        _refusal(error, source)


def _refusal(error: ResographError, source: Source) -> Ending:
    assert error.code in _pages(), f"{error.code} has no page in docs/errors"
    assert "\n" not in str(error), "the message is more than a line"
    assert len(str(error)) < LONGEST, "the message is longer than anybody reads"
    assert source.name in error.where, f"the message does not say where: {error}"
    assert not TERMINAL.search(str(error)), "the message holds what a terminal acts on"
    return Ending(error.code)


@cache
def _pages() -> frozenset[str]:
    return frozenset(path.stem for path in _PAGES.glob("*.md"))


def check_document(document: Document) -> None:
    """Assert that the places in a document are places: numbers from 1, in order, inside the limits."""
    tables = list(document.tables)
    assert [table.number for table in tables] == list(range(1, len(tables) + 1)), "tables are counted from 1"
    for table in tables:
        check_rows(table, document.media_type)
    numbers = [paragraph.number for paragraph in paragraphs(document.blocks) if paragraph.number]
    assert all(one < other for one, other in pairwise(numbers)), "paragraphs are in order"
    rows = {table.number: {row.number for row in table.rows} for table in tables}
    for remark in document.remarks:
        place = rows[remark.table] if remark.table else set()
        assert remark.row == 0 or remark.row in place or document.media_type == EXCEL, f"a remark on no row: {remark}"


def check_rows(table: Table, media_type: str) -> None:
    """Assert that rows are counted from 1; the empty rows of a sheet count, but are not there."""
    numbers = [row.number for row in table.rows]
    counted = range(1, len(numbers) + 1)
    assert numbers == (sorted(set(numbers)) if media_type == EXCEL else list(counted)), "rows are counted from 1"
    assert all(number >= 1 for number in numbers), "rows are counted from 1"
    for row in table.rows:
        check_row(row)


def check_row(row: Row) -> None:
    """Assert that the cells of a row stand side by side in a grid that Word allows."""
    end = 0
    for cell in row.cells:
        assert cell.column > end, f"cell at {cell.column} after one that ends at {end}"
        assert cell.span >= 1, "a cell has a width"
        end = cell.column + cell.span - 1
    assert end <= LIMITS.grid_columns, "the grid is as wide as allowed"


def paragraphs(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """Yield all paragraphs in reading order, those in cells too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (found for row in block.rows for cell in row.cells for found in cell.paragraphs)


def check_view(document: Document, seen: Document, view: View) -> None:
    """Assert that a view has all the words of the document that belong to it, and no change."""
    check_document(seen)
    assert not seen.has_changes, "a view has no change left in it"
    assert seen.in_view("accepted") == seen, "a view of a view is itself"
    shown = "".join(run.text for paragraph in paragraphs(seen.blocks) for run in paragraph.runs)
    assert shown == "".join(_shown(document, view)), "the words of the view"
    assert {remark.code for remark in seen.remarks} <= {remark.code for remark in document.remarks}


def _shown(document: Document, view: View) -> Iterator[str]:
    which = "deleted" if view == "accepted" else "inserted"
    for block in document.blocks:
        rows = block.rows if isinstance(block, Table) else ()
        cells = (cell for row in rows if not getattr(row, which) for cell in row.cells if not getattr(cell, which))
        held = (paragraph for cell in cells for paragraph in cell.paragraphs)
        for paragraph in (block,) if isinstance(block, Paragraph) else held:
            yield from (run.text for run in paragraph.runs if not getattr(run, which))


def check_report(report: Report, seen: Document) -> None:
    """Assert that each line of an item stands in the row that it names, and each item once."""
    numbers = [item.number for item in report.items]
    assert len(set(numbers)) == len(numbers), "an item stands there once"
    rows = {table.number: {row.number for row in table.rows} for table in seen.tables}
    for item in report.items:
        assert set(item.cells) == set(COLUMNS), "an item has nine cells"
        for column in COLUMNS:
            for line in item.cells[column].lines:
                # A title may stand in a heading above the table.
                assert line.row in rows[line.table] if line.table else line.row == 0, f"a line in no row: {line}"
                assert "\n" not in line.text, "a line is one line"
    for change in report.changes:
        assert change.kind in PENDING_KINDS
        assert change.table in {0, *rows}, f"a change in no table: {change}"


def check_nothing_lost(report: Report, seen: Document) -> None:
    """Assert that the words of a row with an item are in the item, or in a remark on the row."""
    rows = {(table.number, row.number): row for table in seen.tables for row in table.rows}
    # A column that is no part of a plan is one remark, at its heading.
    unread = {remark.column for remark in report.remarks if remark.code == "unknown-column"}
    for item in report.items:
        said = [line.text for column in COLUMNS for line in item.cells[column].lines]
        said += [remark.text for remark in report.remarks if (remark.table, remark.row) == (item.table, item.row)]
        for cell in rows[item.table, item.row].cells:
            words = "\n".join(cell.lines).strip()
            lost = [line for line in words.split("\n") if line.strip() and not any(line.strip() in one for one in said)]
            assert cell.covered or cell.column in unread or not lost, f"lost from item {item.number}: {lost}"


def check_reading(reading: Reading) -> None:
    """Assert that every span quotes the words at its place."""
    assert len(reading.items) == len(reading.report.items), "every item is read"
    for read_item in reading.items:
        for span in _spans(read_item):
            check_span(span, read_item.item)


def _spans(item: ItemReading) -> Iterator[Span]:
    found: tuple[Mention | Claim | Unparsed, ...] = (*item.mentions, *item.claims, *item.unparsed)
    yield from (one.span for one in found)
    if item.citation:
        yield item.citation


def check_span(span: Span, item: ActionItem) -> None:
    """Assert that a span quotes the words at its place."""
    assert span.column != "text"
    assert span.column != "heading"
    line = item.cells[span.column].lines[span.paragraph - 1]
    assert 0 <= span.start < span.end <= len(line.text), f"outside of its line: {span}"
    assert line.text[span.start : span.end] == span.text, f"other words: {span}"
    assert span.row == line.row, f"another row: {span}"
