"""Turns spans into passages: a place in the document that a reader finds again, with the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, english, named, text
from resograph.model.reading import ItemReading, Span
from resograph.naming.prefixes import OA, RDF, RDFS, RG

# Enough to find the words again in another copy of the text; the Web Annotation model leaves the length open.
_CONTEXT = 30
_QUOTED = english("quoted words")


def passages(state: NamedNode, spans: Iterable[Span], reading: ItemReading, scope: Scope) -> Iterator[Statement]:
    """Yield each place that a part of the state points to, once."""
    for span in dict.fromkeys(spans):
        yield from _passage(scope.iris.passage(state, span), span, reading, scope)


def _passage(node: NamedNode, span: Span, reading: ItemReading, scope: Scope) -> Iterator[Statement]:
    column = span.column.replace("-", " ").capitalize()
    label = f"item {reading.item.number}, {column}, paragraph {span.paragraph}"
    yield from named(node, label, RG.Passage, OA.SpecificResource)
    yield node, OA.hasSource, scope.revision
    yield node, RG.sourceTable, Literal(reading.item.table)
    yield node, RG.sourceRow, Literal(span.row)
    yield node, RG.sourceColumn, scope.iris.concept("column", span.column)
    yield node, RG.sourceParagraph, Literal(span.paragraph)
    quote = scope.iris.quote(node)
    yield node, OA.hasSelector, quote
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, RDFS.label, _QUOTED
    yield quote, OA.exact, text(span.text)
    before, after = _around(span, reading)
    if before:
        yield quote, OA.prefix, text(before)
    if after:
        yield quote, OA.suffix, text(after)


def _around(span: Span, reading: ItemReading) -> tuple[str, str]:
    lines = reading.item.cells[span.column].lines
    offset = sum(len(line.text) + 1 for line in lines[: span.paragraph - 1])
    whole = reading.item.cells[span.column].text
    start, end = offset + span.start, offset + span.end
    return whole[max(0, start - _CONTEXT) : start], whole[end : end + _CONTEXT]
