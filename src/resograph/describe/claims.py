"""Turns claims into statements: what a status says happened to a work, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, day, month, named, spoken, text, texts, year
from resograph.model.reading import Claim
from resograph.naming.prefixes import OA, RG
from resograph.naming.text import hashes


def claims(state: NamedNode, found: Sequence[Claim], scope: Scope) -> Iterator[Statement]:
    """Yield the claims of one state."""
    places = ((claim.span.column, claim.outcome, claim.span.text) for claim in found)
    for claim, name in zip(found, hashes(places), strict=True):
        node = scope.iris.part(state, "claim", name)
        yield from named(node, _label(claim), RG.Claim)
        yield node, RG.claimedIn, state
        yield node, RG.outcome, scope.iris.concept("outcome", claim.outcome)
        yield from _parts(node, claim, scope)
        yield from texts(node, RG.claimedTitle, claim.title)
        yield node, RG.asWritten, text(claim.span.text)
        yield node, OA.hasTarget, scope.iris.passage(state, claim.span)


def _parts(node: NamedNode, claim: Claim, scope: Scope) -> Iterator[Statement]:
    yield node, RG.about, scope.iris.thing(claim.about)
    if claim.edition:
        yield node, RG.aboutEdition, scope.iris.thing(claim.edition)
    for question in claim.developed_by:
        yield node, RG.developedBy, scope.iris.thing(question)
    for actor in claim.actors:
        yield node, RG.actor, scope.iris.thing(actor)
    literals = (
        (RG.onDate, day(claim.day)),
        (RG.inMonth, month(claim.month)),
        (RG.year, year(claim.month)),
    )
    for predicate, literal in literals:
        if literal is not None:
            yield node, predicate, literal


def _label(claim: Claim) -> str:
    what = f"{claim.about.designation} {claim.outcome.replace('-', ' ')}"
    when = claim.day or claim.month
    return f"{what}, {spoken(when)}" if when else what
