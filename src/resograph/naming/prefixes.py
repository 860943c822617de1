"""Turns prefixes into the terms of the vocabularies that the graph uses.

``RG.ItemState`` is the term; a term that ``ontology/`` does not define is found by a test, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode


class Namespace:
    """A vocabulary by the IRI that all its terms begin with.

    >>> Namespace("http://example.org/def#").Thing.value
    'http://example.org/def#Thing'
    >>> Namespace("http://example.org/def#")["not a term"]
    Traceback (most recent call last):
    ValueError: Invalid IRI code point ' '
    """

    def __init__(self, iri: str) -> None:
        """Keep the IRI; terms are made when first asked for."""
        self.iri = iri

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term of that name and keep it, so that asking again costs nothing."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = NamedNode(self.iri + name)
        self.__dict__[name] = term
        return term

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term whose name is no Python name ("action-by")."""
        return NamedNode(self.iri + name)


RG = Namespace("https://w3id.org/resograph/def#")
DCAM = Namespace("http://purl.org/dc/dcam/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcat": DCAT.iri,
        "dcterms": DCTERMS.iri,
        "foaf": FOAF.iri,
        "oa": OA.iri,
        "org": ORG.iri,
        "prov": PROV.iri,
        "rdfs": RDFS.iri,
        "rg": RG.iri,
        "sh": SH.iri,
        "skos": SKOS.iri,
        "xsd": XSD.iri,
    }
)
"""The prefixes of the data."""

ALL_PREFIXES: Mapping[str, str] = MappingProxyType(
    {**PREFIXES, "dcam": DCAM.iri, "owl": OWL.iri, "sd": SD.iri, "spdx": SPDX.iri, "void": VOID.iri, "vs": VS.iri}
)
"""The same, and those of what describes the data and their terms."""
