"""Turns what was not understood into statements: a finding, never silence."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from resograph.describe.holder import Holder
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named, text, texts
from resograph.model.document import Remark
from resograph.model.reading import Span, Unparsed
from resograph.naming.prefixes import OA, RDFS, RG
from resograph.naming.text import hashes, is_storable


def not_understood(holder: Holder) -> tuple[Unparsed, ...]:
    """Return what the recognisers left, and each line with a character that XML or UTF-8 cannot hold.

    The graph holds U+FFFD in the place of such a character, so that places stay true: it is said, not hidden.
    """
    return (*holder.reading.unparsed, *_unstorable(holder))


def unparsed(holder: Holder, scope: Scope) -> Iterator[Statement]:
    """Yield the words of one item or narrative that must be understood and are not, with their place."""
    found = not_understood(holder)
    places = ((one.span.column, one.code, one.span.text) for one in found)
    for one, name in zip(found, hashes(places), strict=True):
        node = scope.iris.part(holder.node, "unparsed", name)
        yield from named(node, f"not understood in {holder.place(one.span.column)}", RG.UnparsedText)
        yield node, RG.findingIn, holder.node
        yield node, RG.findingCode, text(one.code)
        yield node, RDFS.comment, text(one.message)
        yield node, RG.asWritten, text(one.span.text)
        yield node, OA.hasTarget, scope.iris.passage(holder.node, one.span)


def remarks(scope: Scope) -> Iterator[Statement]:
    """Yield what reading and interpreting the document could not keep.

    It is of the item or narrative in whose row of a table it stands, else of the revision.
    """
    found = scope.reading.report.remarks
    rows = dict(_rows(scope))
    places = ((_place(remark), remark.code, remark.text) for remark in found)
    for remark, name in zip(found, hashes(places), strict=True):
        holder, where = rows.get((remark.table, remark.row), (scope.revision, scope.name))
        node = scope.iris.part(holder, "unparsed", name)
        yield from named(node, f"not understood in {where}", RG.UnparsedText)
        yield node, RG.findingIn, holder
        yield node, RG.findingCode, text(remark.code)
        yield node, RDFS.comment, text(remark.message)
        yield from texts(node, RG.asWritten, remark.text)
        for predicate, count in ((RG.sourceTable, remark.table), (RG.sourceRow, remark.row)):
            if count:
                yield node, predicate, Literal(count)


def _rows(scope: Scope) -> Iterator[tuple[tuple[int, int], tuple[NamedNode, str]]]:
    """Yield each row of a table with what its text belongs to, continuation rows included."""
    for item in scope.reading.report.items:
        own, state = (item.table, item.row), (scope.state(item.number), item.number)
        # A title that is given once, and words under a vertical merge, stand above: that row is not the item's.
        lines = (line for cell in item.cells.values() for line in cell.lines)
        yield from (((line.table, line.row), state) for line in lines if (line.table, line.row) > own)
        yield own, state
    for told in scope.reading.report.narratives:
        statement = (scope.statement(told.resolution), f"Resolution {told.resolution}")
        yield from (((line.table, line.row), statement) for line in told.text.lines if line.row)


def _place(remark: Remark) -> str:
    return str(remark.column) if remark.column else ""


def _unstorable(holder: Holder) -> Iterator[Unparsed]:
    message = "a control character, or half of a character, was replaced by U+FFFD"
    for column, cell in holder.texts.items():
        for number, line in enumerate(cell.lines, 1):
            if not is_storable(line.text):
                span = Span(column, number, 0, len(line.text), line.text, line.row, line.table)
                yield Unparsed("unstorable-character", message, span)
