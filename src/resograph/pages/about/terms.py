"""Turns the ontology into its documentation: each term with its meaning, its neighbours and how often it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from resograph.naming.addresses import SHAPES
from resograph.naming.prefixes import DCAM, DCTERMS, OWL, RDFS, RG, SH, SKOS, VS
from resograph.pages.about.names import curie
from resograph.query.about import Counts, question
from resograph.query.terms import ontology, shapes
from resograph.query.things import Things

_KINDS: Mapping[ox.NamedNode, str] = {
    OWL.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
}
_TEXTS = (SKOS.definition, SKOS.example, DCTERMS.source)


@dataclass(frozen=True, slots=True)
class Ref:
    """A term that another one hangs on: its short name and its IRI."""

    name: str
    iri: str

    @property
    def is_ours(self) -> bool:
        """Tell whether it stands on the page of our ontology."""
        return self.iri.startswith(RG.iri)

    @property
    def anchor(self) -> str:
        """Return its place on that page."""
        return self.iri.removeprefix(RG.iri)


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology, as its documentation shows it.

    ``kind`` is "class" or "property". ``facts`` are pairs of words and the terms they lead to. ``uses`` is how many
    things a class has, or triples a property, in the current view; ``subjects`` of how many things a property tells.
    """

    ref: Ref
    kind: str
    label: str
    definition: str
    example: str
    source: str
    status: str
    facts: tuple[tuple[str, tuple[Ref, ...]], ...]
    shapes: tuple[str, ...]
    uses: int
    subjects: int
    query: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A vocabulary of others that the data use: its prefix or IRI, and its terms with how often they are used."""

    namespace: str
    terms: tuple[tuple[Ref, int], ...]


def terms(counts: Counts) -> tuple[Term, ...]:
    """Return all terms of the ontology, classes first, each kind by name.

    >>> found = terms(Counts(0, 0, 0, 0, (), (), (), {}, {}))
    >>> found[0].ref.name, found[0].kind, found[-1].kind, found[0].uses
    ('rg:ActionItem', 'class', 'property', 0)
    """
    known, used = ontology(), _used(counts)
    ours = {node: kind for name, kind in _KINDS.items() for node in known.all_of_kind(name) if _is_ours(node)}
    constrained = _constrained()
    order = sorted(ours, key=lambda node: (ours[node], node.value.casefold()))
    return tuple(
        _term(node, ours[node], known, constrained.get(node, ()), used.get(node.value, (0, 0))) for node in order
    )


def outside(counts: Counts) -> tuple[Outside, ...]:
    """Return the terms of others that the data use, by vocabulary.

    >>> outside(Counts(0, 0, 0, 0, (), (), (), {}, {}))
    ()
    """
    found: dict[str, list[tuple[Ref, int]]] = {}
    for iri, (uses, _) in sorted(_used(counts).items()):
        if not iri.startswith(RG.iri):
            namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
            found.setdefault(namespace, []).append((ref(ox.NamedNode(iri)), uses))
    return tuple(Outside(namespace, tuple(used)) for namespace, used in sorted(found.items()))


def ref(node: ox.NamedNode) -> Ref:
    """Return a term as pages show it.

    >>> ref(RG.ItemState).name, ref(RG.ItemState).anchor
    ('rg:ItemState', 'ItemState')
    """
    return Ref(curie(node.value), node.value)


def _is_ours(node: ox.NamedNode) -> bool:
    return node.value.startswith(RG.iri)


def _used(counts: Counts) -> dict[str, tuple[int, int]]:
    classes = {one.iri: (one.entities, one.entities) for one in counts.classes}
    return classes | {one.iri: (one.triples, one.subjects) for one in counts.properties}


def _term(node: ox.NamedNode, kind: str, known: Things, rules: Sequence[str], used: tuple[int, int]) -> Term:
    definition, example, source = (known.text(node, name) for name in _TEXTS)
    return Term(
        ref=ref(node),
        kind=kind,
        label=known.text(node, RDFS.label),
        definition=definition,
        example=example,
        source=source,
        status=known.text(node, VS.term_status),
        facts=tuple((words, found) for words, found in _facts(node, kind, known) if found),
        shapes=tuple(rules),
        uses=used[0],
        subjects=used[1],
        query=question(kind, node.value),
    )


def _facts(node: ox.NamedNode, kind: str, known: Things) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    if kind == "class":
        yield "Kind of", _values(node, RDFS.subClassOf, known)
        yield "Narrower classes", _pointing(node, (RDFS.subClassOf,), known)
        yield "Never also", _values(node, OWL.disjointWith, known) + _pointing(node, (OWL.disjointWith,), known)
        yield "Its properties", _pointing(node, (RDFS.domain,), known)
        yield "Value of", _pointing(node, (RDFS.range, DCAM.rangeIncludes), known)
        return
    yield "Kind of", _values(node, RDFS.subPropertyOf, known)
    yield "Narrower properties", _pointing(node, (RDFS.subPropertyOf,), known)
    yield "Told of", _values(node, RDFS.domain, known)
    yield "Values", _values(node, RDFS.range, known) + _values(node, DCAM.rangeIncludes, known)


def _values(node: ox.NamedNode, name: ox.NamedNode, known: Things) -> tuple[Ref, ...]:
    return tuple(map(ref, known.things(node, name)))


def _pointing(node: ox.NamedNode, names: Iterable[ox.NamedNode], known: Things) -> tuple[Ref, ...]:
    quads = (quad for name in names for quad in known.store.quads_for_pattern(None, name, node))
    found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return tuple(sorted(map(ref, found), key=lambda one: one.name.casefold()))


def _constrained() -> dict[ox.NamedNode, tuple[str, ...]]:
    """Return which shapes ask something of each term: of its things, of its values, or of a value that is one."""
    found: dict[ox.NamedNode, set[str]] = {}
    for name in (SH.targetClass, SH.targetObjectsOf, SH.path, SH["class"]):
        for quad in shapes().store.quads_for_pattern(None, name, None):
            if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                found.setdefault(quad.object, set()).add(quad.subject.value.removeprefix(SHAPES))
    # What stands in a list has no name of its own in the shapes, so it has no place on their page.
    return {
        term: tuple(sorted((rule for rule in rules if not rule.startswith("part-")), key=str.casefold))
        for term, rules in found.items()
    }
