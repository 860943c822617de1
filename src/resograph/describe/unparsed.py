"""Turns what was not understood into statements: a finding, never silence."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named, text, texts
from resograph.model.document import Remark
from resograph.model.reading import ItemReading, Span, Unparsed
from resograph.naming.prefixes import OA, RDFS, RG
from resograph.naming.text import hashes, is_storable


def not_understood(reading: ItemReading) -> tuple[Unparsed, ...]:
    """Return what the recognisers left, and each line with a character that XML or UTF-8 cannot hold.

    The graph holds U+FFFD in the place of such a character, so that places stay true: it is said, not hidden.
    """
    return (*reading.unparsed, *_unstorable(reading))


def unparsed(state: NamedNode, reading: ItemReading, scope: Scope) -> Iterator[Statement]:
    """Yield the words of one item that must be understood and are not, with their place."""
    found = not_understood(reading)
    places = ((one.span.column, one.code, one.span.text) for one in found)
    for one, name in zip(found, hashes(places), strict=True):
        node = scope.iris.part(state, "unparsed", name)
        column = one.span.column.replace("-", " ")
        yield from named(node, f"not understood in the {column} of {reading.item.number}", RG.UnparsedText)
        yield node, RG.findingIn, state
        yield node, RG.findingCode, text(one.code)
        yield node, RDFS.comment, text(one.message)
        yield node, RG.asWritten, text(one.span.text)
        yield node, OA.hasTarget, scope.iris.passage(state, one.span)


def remarks(scope: Scope) -> Iterator[Statement]:
    """Yield what reading and interpreting the document could not keep: of the item in whose row it stands, if any."""
    found = scope.reading.report.remarks
    rows = dict(_rows(scope))
    places = ((_place(remark), remark.code, remark.text) for remark in found)
    for remark, name in zip(found, hashes(places), strict=True):
        number = rows.get((remark.table, remark.row), "")
        holder = scope.state(number) if number else scope.revision
        node = scope.iris.part(holder, "unparsed", name)
        yield from named(node, f"not understood in {number or scope.name}", RG.UnparsedText)
        yield node, RG.findingIn, holder
        yield node, RG.findingCode, text(remark.code)
        yield node, RDFS.comment, text(remark.message)
        yield from texts(node, RG.asWritten, remark.text)
        for predicate, count in ((RG.sourceTable, remark.table), (RG.sourceRow, remark.row)):
            if count:
                yield node, predicate, Literal(count)


def _rows(scope: Scope) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each row of a table with the item that its text belongs to, continuation rows included."""
    for item in scope.reading.report.items:
        yield from (((item.table, line.row), item.number) for line in item.cells["status"].lines)
        yield (item.table, item.row), item.number


def _place(remark: Remark) -> str:
    return str(remark.column) if remark.column else ""


def _unstorable(reading: ItemReading) -> Iterator[Unparsed]:
    message = "a control character, or half of a character, was replaced by U+FFFD"
    for column, cell in reading.item.cells.items():
        for number, line in enumerate(cell.lines, 1):
            if not is_storable(line.text):
                span = Span(column, number, 0, len(line.text), line.text, line.row)
                yield Unparsed("unstorable-character", message, span)
