"""Turns the codes that the data use into concepts, typed and labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resograph.describe.statements import Statement, english, named, text
from resograph.naming.iris import Iris
from resograph.naming.prefixes import SKOS
from resograph.naming.vocabulary import Concept, vocabulary


def concepts(codes: Iterable[tuple[str, str]], iris: Iris) -> Iterator[Statement]:
    """Yield the concepts of the given schemes and codes, and their schemes.

    A code that no list has is described by its own words: the check finds it.
    """
    used = sorted(set(codes))
    for scheme in sorted({scheme for scheme, _ in used}):
        name = scheme.replace("-", " ")
        yield from named(iris.scheme(scheme), name[:1].upper() + name[1:], SKOS.ConceptScheme)
    for scheme, code in used:
        yield from _concept(_known(scheme, code), iris)


def _known(scheme: str, code: str) -> Concept:
    known = vocabulary().schemes.get(scheme, {}).get(code)
    return known or Concept(scheme, code, code.replace("-", " "), "", ())


def _concept(concept: Concept, iris: Iris) -> Iterator[Statement]:
    node = iris.concept(concept.scheme, concept.code)
    yield from named(node, concept.label, SKOS.Concept)
    yield node, SKOS.prefLabel, english(concept.label)
    yield node, SKOS.notation, text(concept.code)
    yield node, SKOS.inScheme, iris.scheme(concept.scheme)
    if concept.definition:
        yield node, SKOS.definition, english(concept.definition)
