"""Turns a release into the names of what describes it: the dataset, its versions, files, services and counts.

All of them stand below the base of the data, as fragments of the page `dataset`: they stay the same wherever the data
are published. Addresses of files and services stand below the address of the publication, where one is known.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from resograph.naming.prefixes import ALL_PREFIXES, RDF, XSD
from resograph.pages.publication import Published

Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what describes a release.

    >>> from resograph.query.things import Things
    >>> Names(Published(Things(ox.Store()), release="1a2b")).release.value
    'https://w3id.org/resograph/dataset#release-1a2b'
    >>> Names(Published(Things(ox.Store()))).release.value
    'https://w3id.org/resograph/dataset#data'
    """

    published: Published

    def part(self, name: str) -> ox.NamedNode:
        """Return the name of a part of the description."""
        return ox.NamedNode(f"{self.document.value}#{quote(name, safe='-._~')}")

    def file(self, name: str) -> ox.NamedNode:
        """Return the name of a file of the release."""
        return self.part(f"file-{name.replace('/', '-')}")

    @property
    def document(self) -> ox.NamedNode:
        """Return the name of the page that describes the data."""
        return ox.NamedNode(f"{self.published.things.base}dataset")

    @property
    def void(self) -> ox.NamedNode:
        """Return the name of the page that counts them."""
        return ox.NamedNode(f"{self.published.things.base}.well-known/void")

    @property
    def data(self) -> ox.NamedNode:
        """Return the name of the data, whatever their release."""
        return self.part("data")

    @property
    def release(self) -> ox.NamedNode:
        """Return the name of this release; it is the data where it has no number."""
        return self.part(f"release-{self.published.release}") if self.published.release else self.data

    @property
    def current(self) -> ox.NamedNode:
        """Return the name of the current view of this release."""
        return self.part("current")

    def term(self, kind: str, iri: str) -> ox.NamedNode:
        """Return the name of the share of the data that uses a term."""
        return self.part(f"{kind}-{curie(iri).replace(':', '-')}")

    def page(self, path: str) -> ox.NamedNode | None:
        """Return where a page is published; None where nobody told the address of the publication."""
        published = self.published
        return ox.NamedNode(f"{published.address}{published.links('').root(path)}") if published.address else None

    def address(self, path: str) -> ox.NamedNode | None:
        """Return where a file is published, or a service; None where nobody told the address of the publication."""
        return ox.NamedNode(f"{self.published.address}{quote(path)}") if self.published.address else None


def curie(iri: str) -> str:
    """Return the short name of a term; of a vocabulary without a prefix the end of its IRI, with a digest.

    >>> curie("http://www.w3.org/ns/dcat#Dataset"), curie("https://example.org/x y#z")
    ('dcat:Dataset', 'z-aa68f5a1')
    """
    for prefix, namespace in ALL_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    if iri.startswith(RDF.iri):
        return f"rdf:{iri.removeprefix(RDF.iri)}"
    return f"{iri.rpartition('#')[2].rpartition('/')[2]}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}"


def text(words: str) -> ox.Literal:
    """Return words of ours.

    >>> text("release").language
    'en'
    """
    return ox.Literal(words, language="en")


def number(count: int) -> ox.Literal:
    """Return a count.

    >>> number(3).datatype.value.rpartition("#")[2]
    'integer'
    """
    return ox.Literal(str(count), datatype=XSD.integer)
