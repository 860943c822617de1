"""Turns mentions into statements, each with the place in the document where the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from resograph.describe.holder import Holder
from resograph.describe.labels import designation
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, dated, named, text
from resograph.model.reading import Mention
from resograph.model.things import ItemReference, LiaisonStatement
from resograph.naming.prefixes import OA, RG
from resograph.naming.text import hashes

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its IRI, its passage and the IRI of what it is about."""

    mention: Mention
    node: NamedNode
    passage: NamedNode
    about: NamedNode


def name_mentions(holder: Holder, scope: Scope) -> tuple[Named, ...]:
    """Give each mention of an item or narrative its IRIs."""
    found = holder.reading.mentions
    places = ((mention.span.column, _kind(mention), mention.span.text) for mention in found)
    named_by = zip(found, hashes(places), strict=True)
    return tuple(_named(mention, name, holder.node, scope) for mention, name in named_by)


def mentions(found: tuple[Named, ...], holder: Holder, scope: Scope) -> Iterator[Statement]:
    """Yield the mentions of one state or narrative."""
    for one in found:
        span, thing = one.mention.span, one.mention.thing
        yield from named(one.node, f"{designation(thing)} named in {holder.place(span.column)}", RG.Mention)
        yield one.node, RG.mentionedIn, holder.node
        yield one.node, RG.about, one.about
        if one.mention.edition:
            yield one.node, RG.aboutEdition, scope.iris.thing(one.mention.edition)
        yield one.node, RG.asWritten, text(span.text)
        yield one.node, OA.hasTarget, one.passage


def liaisons(found: tuple[Named, ...], scope: Scope) -> Iterator[Statement]:
    """Yield the liaison statements of one state or narrative.

    They have no name of their own, so they exist where they are named.
    """
    for one in found:
        liaison = one.mention.thing
        if not isinstance(liaison, LiaisonStatement):
            continue
        yield from named(one.about, designation(liaison), RG.LiaisonStatement)
        yield from dated(one.about, liaison.when)
        if liaison.sender:
            yield one.about, RG.actor, scope.iris.thing(liaison.sender)
        if liaison.receiver:
            yield one.about, RG.sentTo, scope.iris.thing(liaison.receiver)


def _named(mention: Mention, name: str, state: NamedNode, scope: Scope) -> Named:
    thing, iris = mention.thing, scope.iris
    if isinstance(thing, ItemReference):
        about = scope.item(thing.number)
    elif isinstance(thing, LiaisonStatement):
        about = iris.part(state, "liaison", name)
    else:
        about = iris.thing(thing)
    return Named(mention, iris.part(state, "mention", name), iris.passage(state, mention.span), about)


def _kind(mention: Mention) -> str:
    return _WORD_START.sub("-", type(mention.thing).__name__).lower()
