"""Turns the IRI of a term into the words people use for it: the ontology's, else its own name, split."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import pyoxigraph as ox

from resograph import assets
from resograph.naming.prefixes import PREFIXES, RDFS, RG, SKOS

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|[-_]+")
_TELLING = (RDFS.label, SKOS.definition)


@lru_cache(maxsize=4096)
def words(iri: str) -> str:
    """Return what people call a term.

    >>> words("https://w3id.org/resograph/def#leadQuestion"), words("http://purl.org/dc/terms/isVersionOf")
    ('lead Question', 'is version of')
    >>> words("urn:no-term-of-anybody:")
    'urn:no-term-of-anybody:'
    """
    if found := _told().get((iri, RDFS.label.value)):
        return found
    name = re.split(r"[/#:]", iri)[-1]
    return " ".join(part.lower() if part.istitle() else part for part in _HUMP.split(name)) or iri


def definition(iri: str) -> str:
    """Return how the ontology defines a term of ours; "" for one of others.

    >>> definition("https://w3id.org/resograph/def#Mention")
    'The naming of a thing at a place of a report.'
    >>> definition("http://purl.org/dc/terms/title")
    ''
    """
    return _told().get((iri, SKOS.definition.value), "")


@lru_cache(maxsize=4096)
def key(iri: str) -> str:
    """Return a short name of a term that can stand in a path; "" where its vocabulary has no prefix here.

    >>> key("https://w3id.org/resograph/def#leadQuestion"), key("http://purl.org/dc/terms/subject")
    ('leadQuestion', 'dcterms.subject')
    >>> key("http://example.org/leadQuestion")
    ''
    """
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.isidentifier():
            return name if namespace == RG.iri else f"{prefix}.{name}"
    return ""


def term(name: str) -> str:
    """Return the IRI of the term that has a short name: what `key` takes apart; "" for what is none.

    >>> term("leadQuestion"), term("dcterms.subject")
    ('https://w3id.org/resograph/def#leadQuestion', 'http://purl.org/dc/terms/subject')
    >>> term("no.such"), term("a>b")
    ('', '')
    """
    prefix, _, local = name.rpartition(".")
    namespace = PREFIXES.get(prefix or "rg", "")
    return f"{namespace}{local}" if namespace and local.isidentifier() else ""


@cache
def _told() -> Mapping[tuple[str, str], str]:
    ontology = (assets.folder("ontology") / "resograph.ttl").read_bytes()
    return {
        (quad.subject.value, quad.predicate.value): quad.object.value
        for quad in ox.parse(ontology, format=ox.RdfFormat.TURTLE)
        if quad.predicate in _TELLING and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
