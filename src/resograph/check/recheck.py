"""Turns one item of a large dataset into a verdict on it, by the few thousand triples that rules can look at.

A rule looks at a node, at what that points to, and at what points to it; a rule over a whole report compares the
states in it. So the item is cut out with all that it names, and beside it what such rules ask of the other states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from resograph.check.shapes import Shapes
from resograph.naming.prefixes import DCTERMS, OA, PROV, RDF, RDFS, RG

_PARTS = (PROV.specializationOf, RG.claimedIn, RG.mentionedIn, RG.findingIn)
_NAMES = (OA.hasTarget, OA.hasSelector)
_INTRODUCES = (RDF.type, RDFS.label, DCTERMS.identifier, RG.onResolution)
_CURRENT = DefaultGraph()


def items(store: Store, number: str) -> list[NamedNode]:
    """Return the action items that have a number ("92-03"), one in each plan, in the order of their IRIs."""
    named = (quad.subject for quad in store.quads_for_pattern(None, DCTERMS.identifier, Literal(number), _CURRENT))
    return sorted((node for node in named if isinstance(node, NamedNode) and _is_item(store, node)), key=str)


def parts(store: Store, item: NamedNode) -> set[NamedNode]:
    """Return an item with what the report says in its row: states, claims, mentions, and their passages."""
    found, pending = {item}, [item]
    while pending:
        node = pending.pop()
        new = {*_pointing(store, node, _PARTS), *_values(store, node, _NAMES)} - found
        found |= new
        pending += new
    return found


def neighbourhood(store: Store, own: Iterable[NamedNode], shapes: Shapes) -> list[Quad]:
    """Return what the rules can look at when they judge some nodes: all that these name, and their whole report."""
    quads = list(_described(store, own))
    revisions = {quad.object for quad in quads if quad.predicate == RG.reportedIn}
    seen = {quad.subject for quad in quads}
    beside = [quad for revision in revisions for quad in _beside(store, revision, shapes) if quad.subject not in seen]
    named = {quad.object for quad in beside if isinstance(quad.object, NamedNode)} - seen
    return [*quads, *beside, *(quad for node in named for quad in _out(store, node) if quad.predicate in _INTRODUCES)]


def _described(store: Store, nodes: Iterable[NamedNode]) -> Iterator[Quad]:
    """Yield all that is said of some nodes, of what they point to, and so on."""
    pending: list[object] = list(nodes)
    seen = set(pending)
    while pending:
        for quad in _out(store, pending.pop()):
            yield quad
            if isinstance(quad.object, NamedNode) and quad.object not in seen:
                seen.add(quad.object)
                pending.append(quad.object)


def _beside(store: Store, revision: object, shapes: Shapes) -> Iterator[Quad]:
    """Yield what rules over a whole report ask of its states; without a type no other rule looks at them."""
    for node in _pointing(store, revision, (RG.reportedIn, RG.listedIn)):
        yield from (quad for quad in _out(store, node) if quad.predicate.value in shapes.compared)


def _out(store: Store, node: object) -> Iterator[Quad]:
    if isinstance(node, NamedNode):
        yield from store.quads_for_pattern(node, None, None, _CURRENT)


def _pointing(store: Store, node: object, predicates: Sequence[NamedNode]) -> set[NamedNode]:
    if not isinstance(node, NamedNode):
        return set()
    quads = (quad for predicate in predicates for quad in store.quads_for_pattern(None, predicate, node, _CURRENT))
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _values(store: Store, node: NamedNode, predicates: Sequence[NamedNode]) -> set[NamedNode]:
    quads = (quad for predicate in predicates for quad in store.quads_for_pattern(node, predicate, None, _CURRENT))
    return {quad.object for quad in quads if isinstance(quad.object, NamedNode)}


def _is_item(store: Store, node: NamedNode) -> bool:
    return any(store.quads_for_pattern(node, RDF.type, RG.ActionItem, _CURRENT))
