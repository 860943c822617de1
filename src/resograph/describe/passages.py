"""Turns spans into passages: a place in the document that a reader finds again, with the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from pyoxigraph import Literal, NamedNode

from resograph.describe.holder import Holder
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, english, named, text
from resograph.model.reading import Span
from resograph.model.report import COLUMNS, CellText
from resograph.naming.prefixes import OA, RDF, RDFS, RG

# Enough to find the words again in another copy of the text; the Web Annotation model leaves the length open.
_CONTEXT = 30
_QUOTED = english("quoted words")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A cell as one text, and where in it each line begins: made once a cell, asked for each passage in it."""

    text: str
    starts: tuple[int, ...]

    def around(self, span: Span) -> tuple[str, str]:
        """Return the words before and after a span."""
        offset = self.starts[span.paragraph - 1]
        start, end = offset + span.start, offset + span.end
        return self.text[max(0, start - _CONTEXT) : start], self.text[end : end + _CONTEXT]


def passages(holder: Holder, spans: Iterable[Span], scope: Scope) -> Iterator[Statement]:
    """Yield each place that a part of a state or narrative points to, once."""
    wholes = {column: _whole(cell) for column, cell in holder.texts.items()}
    for span in dict.fromkeys(spans):
        node = scope.iris.passage(holder.node, span)
        label = f"{holder.places[span.column]}, paragraph {span.paragraph}"
        yield from named(node, label, RG.Passage, OA.SpecificResource)
        yield node, OA.hasSource, scope.revision
        yield from _place(node, span, scope)
        yield from _quote(node, span, wholes[span.column].around(span), scope)


def _place(node: NamedNode, span: Span, scope: Scope) -> Iterator[Statement]:
    # Prose stands in no column, and in a table only here and there.
    if span.row:
        yield node, RG.sourceTable, Literal(span.table)
        yield node, RG.sourceRow, Literal(span.row)
    if span.column in COLUMNS:
        yield node, RG.sourceColumn, scope.iris.concept("column", span.column)
    yield node, RG.sourceParagraph, Literal(span.paragraph)


def _quote(node: NamedNode, span: Span, around: tuple[str, str], scope: Scope) -> Iterator[Statement]:
    quote = scope.iris.quote(node)
    yield node, OA.hasSelector, quote
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, RDFS.label, _QUOTED
    yield quote, OA.exact, text(span.text)
    before, after = around
    if before:
        yield quote, OA.prefix, text(before)
    if after:
        yield quote, OA.suffix, text(after)


def _whole(cell: CellText) -> _Whole:
    starts = accumulate((len(line.text) + 1 for line in cell.lines), initial=0)
    return _Whole(cell.text, tuple(starts))
