"""Turns what is said of a thing into RDF: the same triples, the same bytes, in each of four forms."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pyoxigraph as ox

from resograph.naming.prefixes import ALL_PREFIXES

_FORMATS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdf": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
)
_ROOT = re.compile(rb"<rdf:RDF ([^>]*)>")
_NAMES: Mapping[str, str] = MappingProxyType({iri: name for name, iri in ALL_PREFIXES.items()})
_PREFIXED = frozenset(("ttl", "rdf"))


def written(triples: Sequence[ox.Triple], form: str) -> bytes:
    """Write triples, which come sorted, in the form that a suffix names.

    Raises:
        KeyError: no form has that suffix.

    >>> said = [ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))]
    >>> written(said, "nt")
    b'<urn:a> <urn:b> "c" .\\n'
    >>> written(said, "docx")
    Traceback (most recent call last):
    KeyError: 'docx'
    """
    prefixes = dict(_used(triples)) if form in _PREFIXED else None
    found = ox.serialize(triples, format=_FORMATS[form], prefixes=prefixes) or b""
    if form == "ttl" and prefixes:
        # The serialiser promises no order of its prefixes.
        lines = found.split(b"\n", len(prefixes))
        return b"\n".join([*sorted(lines[: len(prefixes)]), *lines[len(prefixes) :]])
    if form == "rdf":  # the same of its name spaces
        return _ROOT.sub(lambda root: b" ".join([b"<rdf:RDF", *sorted(root[1].split())]) + b">", found, count=1)
    if form == "jsonld":
        return (json.dumps(json.loads(found or b"[]"), ensure_ascii=False, indent=1) + "\n").encode()
    return found


def _used(triples: Sequence[ox.Triple]) -> list[tuple[str, str]]:
    """Return the prefixes that the triples use: a page of a thing needs few of them."""
    iris = {
        term.value if isinstance(term, ox.NamedNode) else term.datatype.value
        for triple in triples
        for term in triple
        if isinstance(term, ox.NamedNode | ox.Literal)
    }
    spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    return [(_NAMES[space], space) for space in _NAMES.keys() & spaces]
