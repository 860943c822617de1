"""Turns the place of a finding, told in rows and columns of the plan, into the stretch of the file it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from resograph.model.release import Place, Result
from resograph.model.report import COLUMNS, ActionItem, Column, Line, Narrative, Report
from resograph.publish.word_comments.page import Page
from resograph.publish.word_comments.scan import WordParagraph
from resograph.publish.word_comments.stretch import Anchor

# What these remarks quote stands in other parts of the file: in the text there is a reference, or nothing.
_ELSEWHERE = frozenset({"note", "comment", "header-footer"})


class Finder:
    """Finds the words, else the cell, else the row, the table or the beginning of the document."""

    def __init__(self, reports: Sequence[Report], page: Page) -> None:
        """Learn where each item stands, and which row of the file each row of the view is."""
        self._reports = reports
        self._page = page
        self._numbered: defaultdict[str, list[ActionItem]] = defaultdict(list)
        self._standing: dict[tuple[str, int, int], ActionItem] = {}
        self._hidden: dict[int, dict[int, int]] = defaultdict(dict)
        for item in chain.from_iterable(report.items for report in reports):
            self._learn(item)
        self._known = {table: sorted(rows) for table, rows in self._hidden.items()}
        self._remarks = dict(_remarks(reports))

    def anchor(self, result: Result) -> Anchor:
        """Return what the comment on a finding is tied to; there is always something."""
        found = (anchor for anchor in self._anchors(result) if anchor is not None)
        return next(found, None) or self._page.around(self._page.paragraphs[0])

    def _learn(self, item: ActionItem) -> None:
        self._numbered[item.number].append(item)
        for line in _lines(item):
            self._standing.setdefault((item.number, line.table, line.row), item)
            part = self._page.paragraph(line.paragraph)
            if part is not None and part.table == line.table:
                # How many rows above it the view hides.
                self._hidden[line.table][line.row] = part.row - line.row

    def _anchors(self, result: Result) -> Iterator[Anchor | None]:
        place = result.place
        item = self._item(place)
        narrative = self._narrative(place)
        if item is not None and (column := _column(result)):
            yield from self._in_text(item.cells[column].lines, place)
        if narrative is not None:
            yield from self._in_text(narrative.text.lines if place.paragraph else narrative.heading.lines, place)
        yield from self._remarked(result)
        if item is not None:
            yield self._page.cell(_of_row(item.cells["identifier"].lines, place))
            yield self._page.cell(_of_row(_lines(item), place))
        yield from map(self._page.around, self._row(place)[:1] if place.row else ())
        yield from map(self._page.around, self._page.table(place.table or self._plan(result))[:1])

    def _in_text(self, lines: Sequence[Line], place: Place) -> Iterator[Anchor | None]:
        if not 0 < place.paragraph <= len(lines):
            yield self._page.cell(lines)
            return
        index = place.paragraph - 1
        yield self._page.words(lines, index, place.quote, place.start)
        # In prose a row of a table is one line.
        part = self._page.paragraph(lines[index].paragraph) if place.resolution else None
        if part is not None and part.row:
            yield self._page.quoted(place.quote, self._page.row(part.table, part.row))
        yield self._page.line(lines, index)

    def _remarked(self, result: Result) -> Iterator[Anchor | None]:
        """Yield where words stand of which only the row is known, if that."""
        place = result.place
        code, number = self._remarks.get((place.table, place.row, place.quote, result.value), ("", 0))
        if code in _ELSEWHERE:
            yield self._page.reference(code, number, self._row(place))
        else:
            yield self._page.quoted(place.quote, self._row(place))

    def _item(self, place: Place) -> ActionItem | None:
        """Return the item of that number; where plans of several groups have one each, the one in that row."""
        items = self._numbered.get(place.item, [])
        return self._standing.get((place.item, place.table, place.row), items[0] if len(items) == 1 else None)

    def _narrative(self, place: Place) -> Narrative | None:
        told = (one for report in self._reports for one in report.narratives)
        return next((one for one in told if one.resolution == place.resolution), None)

    def _row(self, place: Place) -> Sequence[WordParagraph]:
        """Return the paragraphs of a row of the view; in a row that is not known as many are hidden as above it."""
        if not place.row:
            return self._page.row(0, 0)
        known = self._known.get(place.table, [])
        if not known:
            return self._page.row(place.table, place.row)
        nearest = known[max(bisect_right(known, place.row) - 1, 0)]
        return self._page.row(place.table, place.row + self._hidden[place.table][nearest])

    def _plan(self, result: Result) -> int:
        """Return the first table of the plan that a finding on no row is about."""
        about = [report for report in self._reports if f"/{report.metadata.group}/" in result.focus]
        tables = (item.table for report in (*about, *self._reports) for item in report.items)
        return next(tables, 0)


def _remarks(reports: Iterable[Report]) -> Iterator[tuple[tuple[int, int, str, str], tuple[str, int]]]:
    """Yield for each remark its code, and which of its code in its row it is, counted from 0."""
    seen: set[tuple[int, int, str, str]] = set()
    counts: Counter[tuple[str, int, int]] = Counter()
    for remark in chain.from_iterable(report.remarks for report in reports):
        key = (remark.table, remark.row, remark.text, remark.message)
        row = (remark.code, remark.table, remark.row)
        # The remarks of one file are in the report of each of its plans.
        if key not in seen:
            seen.add(key)
            yield key, (remark.code, counts[row])
            counts[row] += 1


def _lines(item: ActionItem) -> Iterator[Line]:
    return (line for cell in item.cells.values() for line in cell.lines)


def _of_row(lines: Iterable[Line], place: Place) -> Sequence[Line]:
    return [line for line in lines if (line.table, line.row) == (place.table, place.row)]


def _column(result: Result) -> Column | None:
    """Return the column that a finding is about.

    A rule on a cell that may lack its words has the name of the column ("ItemState-lead"): where a cell is
    empty nothing in the graph leads to it.
    """
    column = result.place.column or result.shape.rpartition("#")[2].partition("-")[2]
    return column if column in COLUMNS else None
