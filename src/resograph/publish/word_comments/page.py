"""Turns the paragraphs of a Word file into a page on which words, cells, rows and tables are found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from resograph.model.report import Line
from resograph.publish.word_comments.scan import WordParagraph
from resograph.publish.word_comments.stretch import Anchor, Stretch, at_place, found

_CUTS = re.compile(r"[\t\n]")


class Page:
    """The paragraphs of a main part, by number, by row and by table."""

    def __init__(self, paragraphs: Sequence[WordParagraph]) -> None:
        """Sort the paragraphs by where they stand."""
        self.paragraphs = paragraphs
        self._rows: defaultdict[tuple[int, int], list[WordParagraph]] = defaultdict(list)
        self._tables: dict[int, Sequence[WordParagraph]] = {}
        self._next = {paragraph.before: paragraph for paragraph in paragraphs if paragraph.before}
        self._stretches: dict[int, Stretch] = {}
        self._texts: dict[int, str] = {}
        for paragraph in paragraphs:
            row = self._rows[paragraph.table, paragraph.row]
            row.append(paragraph)
            self._tables.setdefault(paragraph.table, row)

    def paragraph(self, number: int) -> WordParagraph | None:
        """Return a paragraph by its number, None for a number that is not known."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None

    def row(self, table: int, row: int) -> Sequence[WordParagraph]:
        """Return the paragraphs of a row, hidden rows counted; of row 0 of table 0 those outside of tables."""
        return self._rows.get((table, row), ())

    def table(self, table: int) -> Sequence[WordParagraph]:
        """Return the paragraphs of the first row of a table."""
        return self._tables.get(table, ())

    def words(self, lines: Sequence[Line], index: int, quote: str, start: int) -> Anchor | None:
        """Return the anchor of words in one line of a cell, None if they are not found.

        ``start`` is where in the line the words begin, negative where that is not known.
        """
        stretch, begin, text = self._line(lines, index)
        if stretch is None or not quote:
            return None
        placed = at_place(text, quote, len(lines[index].text) - start) if start >= 0 else None
        span = placed or found(text, quote)
        return stretch.between(begin + span[0], begin + span[1]) if span else None

    def line(self, lines: Sequence[Line], index: int) -> Anchor | None:
        """Return the anchor of one line of a cell, None if nobody knows where it stands."""
        stretch, begin, text = self._line(lines, index)
        return stretch.between(begin, begin + len(text)) if stretch else None

    def cell(self, lines: Iterable[Line]) -> Anchor | None:
        """Return the anchor of all lines that stand in the row in which the first one stands."""
        known = [part for line in lines if (part := self.paragraph(line.paragraph)) is not None]
        here = [part for part in known if (part.table, part.row) == (known[0].table, known[0].row)]
        if not here:
            return None
        first, last = self._stretch(here[0]).whole(), self._stretch(here[-1]).whole()
        return Anchor(first.first, first.start, last.last, last.end)

    def quoted(self, quote: str, among: Sequence[WordParagraph]) -> Anchor | None:
        """Return the anchor of the first words of a quote in the first of some paragraphs that have them.

        Tabs and line feeds part words that stand in paragraphs of their own; the next ones must follow.
        """
        first, second = ([part.strip() for part in _CUTS.split(quote) if part.strip()] + ["", ""])[:2]
        for paragraph, following in pairwise((*among, None)) if first else ():
            if paragraph is None or " ".join(first.split()) not in self._text(paragraph):
                continue
            after = "" if following is None else self._text(following)
            if " ".join(second.split()) in self._text(paragraph) + after:
                return self._part(paragraph, first)
        return None

    def reference(self, kind: str, number: int, among: Iterable[WordParagraph]) -> Anchor | None:
        """Return the anchor of what holds the nth reference of a kind in some paragraphs, counted from 0."""
        holding = (
            Anchor(paragraph, child.start, paragraph, child.end)
            for paragraph in among
            for child in paragraph.children
            for reference in child.references
            if reference == kind
        )
        return next(islice(holding, number, None), None)

    def around(self, paragraph: WordParagraph) -> Anchor:
        """Return the anchor of a whole paragraph; no comment can stand in a text box, so it stands on what holds it."""
        outer = self.paragraph(paragraph.outside)
        if outer is None:
            return self._stretch(paragraph).whole()
        boxes = (child for child in outer.children if child.start <= paragraph.inner <= child.end)
        anchors = (Anchor(outer, box.start, outer, box.end) for box in boxes)
        return next(anchors, self._stretch(outer).whole())

    def _part(self, paragraph: WordParagraph, words: str) -> Anchor:
        stretch = Stretch((paragraph,))
        span = found(stretch.text, words)
        return self.around(paragraph) if paragraph.outside or span is None else stretch.between(*span)

    def _line(self, lines: Sequence[Line], index: int) -> tuple[Stretch | None, int, str]:
        """Return the stretch in which a line stands, where in it that begins, and its text in the file."""
        paragraph = self.paragraph(lines[index].paragraph)
        if paragraph is None:
            return None, 0, ""
        stretch = self._stretch(paragraph)
        numbers = {part.number for part in stretch.paragraphs}
        return stretch, *stretch.line(sum(line.paragraph in numbers for line in lines[:index]))

    def _text(self, paragraph: WordParagraph) -> str:
        """Return the text of a paragraph with single spaces."""
        if paragraph.number not in self._texts:
            text = "".join(child.text for child in paragraph.children)
            self._texts[paragraph.number] = " ".join(text.split())
        return self._texts[paragraph.number]

    def _stretch(self, paragraph: WordParagraph) -> Stretch:
        first = paragraph
        while (before := self.paragraph(first.before)) is not None:
            first = before
        if first.number not in self._stretches:
            self._stretches[first.number] = Stretch(tuple(self._joined(first)))
        return self._stretches[first.number]

    def _joined(self, first: WordParagraph) -> Iterator[WordParagraph]:
        part: WordParagraph | None = first
        while part is not None:
            yield part
            part = self._next.get(part.number)
