"""Turns the shapes into their documentation: what each asks for, of what, how bad a breach is, and two examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from resograph.naming.addresses import SHAPES
from resograph.naming.prefixes import DCTERMS, RDF, RG, SH
from resograph.pages.about.names import curie
from resograph.pages.about.terms import Ref, ref
from resograph.query.terms import example, shapes
from resograph.query.things import Things

EXAMPLES = ("pass", "fail")
"""The two examples of a shape: data that it takes, and data that it finds fault with."""

_SEVERITIES: Mapping[str, str] = {SH.Violation.value: "violation", SH.Warning.value: "warning", SH.Info.value: "info"}
_TOLD_ELSEWHERE = {
    RDF.type,
    SH.name,
    SH.description,
    SH.message,
    SH.severity,
    SH.targetClass,
    SH.targetObjectsOf,
    SH.path,
    SH.property,
    SH.sparql,
    SH.prefixes,
    SH.select,
    DCTERMS.source,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape. ``asks`` are pairs of a constraint and its value, ``select`` is the SPARQL of a constraint in SPARQL.

    ``of`` are the classes or properties whose things are checked, ``within`` the shapes that it is a part of,
    ``parts`` those that are a part of it. ``found`` is how many breaches the current view tells of.
    """

    code: str
    name: str
    description: str
    message: str
    severity: str
    source: str
    of: tuple[Ref, ...]
    path: tuple[Ref, ...]
    within: tuple[str, ...]
    parts: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    select: str
    examples: tuple[str, ...]
    found: int


def rules(things: Things) -> tuple[Rule, ...]:
    """Return all shapes, by name, with how often a release breaks each.

    >>> found = {rule.code: rule for rule in rules(Things(ox.Store()))}
    >>> found["Claim-month"].severity, found["Claim-month"].examples, found["Claim-month"].found
    ('warning', ('pass', 'fail'), 0)
    """
    known = shapes()
    return tuple(_rule(node, known, things) for node in _all())


def example_paths() -> Iterator[str]:
    """Yield the paths of all examples.

    >>> "def/shapes/Claim-month/pass" in set(example_paths()), "def/shapes/Claim-month" in set(example_paths())
    (True, False)
    """
    for node in _all():
        for name in EXAMPLES:
            if example(_code(node), name):
                yield f"def/shapes/{_code(node)}/{name}"


def example_of(path: str) -> bytes:
    """Return the example at a path of the publication, "" where there is none.

    >>> b"rg:Claim" in example_of("def/shapes/Claim-month/fail"), example_of("def/shapes/Claim-month/maybe")
    (True, b'')
    """
    code, _, name = path.removeprefix("def/shapes/").partition("/")
    return example(code, name).encode() if path.startswith("def/shapes/") else b""


def _all() -> list[ox.NamedNode]:
    nodes = {node for kind in (SH.NodeShape, SH.PropertyShape) for node in shapes().all_of_kind(kind)}
    return sorted(nodes, key=lambda node: node.value.casefold())


def _rule(node: ox.NamedNode, known: Things, things: Things) -> Rule:
    code, sparql = _code(node), known.things(node, SH.sparql)
    breaches = things.store.quads_for_pattern(None, RG.findingCode, ox.Literal(code), ox.DefaultGraph())
    return Rule(
        code=code,
        name=known.text(node, SH.name),
        description=known.text(node, SH.description),
        message=known.text(node, SH.message),
        severity=_SEVERITIES.get(known.text(node, SH.severity), "violation"),
        source=known.text(node, DCTERMS.source),
        of=tuple(ref(term) for name in (SH.targetClass, SH.targetObjectsOf) for term in known.things(node, name)),
        path=tuple(_path(node, known)),
        within=_codes(quad.subject for quad in known.store.quads_for_pattern(None, SH.property, node)),
        parts=_codes(known.things(node, SH.property)),
        asks=tuple(_asks(node, known)),
        select="\n".join(known.text(one, SH.select) for one in sparql),
        examples=tuple(name for name in EXAMPLES if example(code, name)),
        found=sum(1 for _ in breaches),
    )


def _path(node: ox.NamedNode, known: Things) -> Iterator[Ref]:
    for step in known.things(node, SH.path):
        inverse = known.things(step, SH.inversePath)
        yield from (Ref(f"^{curie(one.value)}", one.value) for one in inverse)
        if not inverse:
            yield ref(step)


def _asks(node: ox.NamedNode, known: Things) -> Iterator[tuple[str, str]]:
    for quad in sorted(known.store.quads_for_pattern(node, None, None), key=str):
        if quad.predicate not in _TOLD_ELSEWHERE:
            yield curie(quad.predicate.value), ", ".join(_shown(quad.object, known))


def _shown(value: object, known: Things) -> Iterator[str]:
    """Yield a value as people read it; a list by its members, and a shape without a name by what it asks."""
    if not isinstance(value, ox.NamedNode):
        yield getattr(value, "value", "")
    elif not value.value.startswith(f"{SHAPES}part-"):
        yield _code(value) if value.value.startswith(SHAPES) else curie(value.value)
    elif members := known.things(value, RDF.first) or known.values(value, RDF.first):
        for member in members:
            yield from _shown(member, known)
        for rest in known.things(value, RDF.rest):
            if rest != RDF.nil:
                yield from _shown(rest, known)
    else:
        yield " and ".join(f"{name} {asked}" for name, asked in _asks(value, known))


def _codes(nodes: Iterable[object]) -> tuple[str, ...]:
    found = {_code(node) for node in nodes if isinstance(node, ox.NamedNode)}
    return tuple(sorted(found, key=str.casefold))


def _code(node: ox.NamedNode) -> str:
    return node.value.removeprefix(SHAPES)
