"""Turns what was recognised in the words of an item or a narrative into statements, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from resograph.describe.claims import claims
from resograph.describe.holder import Holder
from resograph.describe.mentions import Named, liaisons, mentions
from resograph.describe.passages import passages
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement
from resograph.describe.unparsed import not_understood, unparsed
from resograph.model.reading import Claim, Mention, Unparsed


def words(found: tuple[Named, ...], holder: Holder, scope: Scope) -> Iterator[Statement]:
    """Yield the mentions, claims and unparsed words of a holder, and the passages that they point to."""
    reading = holder.reading
    yield from mentions(found, holder, scope)
    yield from liaisons(found, scope)
    yield from claims(holder.node, reading.claims, scope)
    yield from unparsed(holder, scope)
    pointing: tuple[Mention | Claim | Unparsed, ...] = (*reading.mentions, *reading.claims, *not_understood(holder))
    yield from passages(holder, (one.span for one in pointing), scope)
