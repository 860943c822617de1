"""Turns a release into a publication: what can be had at which path, in which forms.

The server and the static site are made from the same publication, so they cannot disagree. A part answers for some
of the paths; which those are stands in one table. Nothing here knows HTTP or a disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

import pyoxigraph as ox

from resograph.pages.links import Links, iri_of
from resograph.query.things import Standing, Things

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "ttl": "text/turtle; charset=utf-8",
        "jsonld": "application/ld+json",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
        "svg": "image/svg+xml",
        "xml": "application/xml",
        "txt": "text/plain; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8",
    }
)
"""The forms in which anything is published: what their files end in, and what their media type is."""

RDF_FORMS = ("ttl", "jsonld", "nt", "rdf")


@dataclass(frozen=True, slots=True)
class Published:
    """The release that is published: its things, its manifest, and its files with their sizes in bytes.

    ``address`` is the public address of the publication with a slash at its end, "" where nobody told it.
    ``suffix`` is what the files of pages end in: ".html" on a static site. ``is_live`` tells that a server answers
    questions; a static site cannot.
    """

    things: Things
    release: str = ""
    manifest: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    address: str = ""
    suffix: str = ""

    @property
    def is_live(self) -> bool:
        """Tell whether a server answers questions."""
        return not self.suffix

    def links(self, here: str) -> Links:
        """Return the addresses as the page at a path writes them."""
        return Links(here, self.things.base, self.suffix)


class Part(Protocol):
    """A share of a publication: it answers for some paths."""

    def paths(self) -> Iterator[str]:
        """Yield the path of everything it has, without the suffix of a form; the static site has all of them."""

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms in which it has a path, the one for people first; none where it has nothing there."""

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        """Return what is at a path, in one of its forms; ``params`` are those of an address (``start`` of a page)."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that is published of a release, by path.

    >>> Publication(Published(Things(__import__("pyoxigraph").Store())), ()).forms("no/such/path")
    ()
    """

    published: Published
    parts: tuple[Part, ...]

    def paths(self) -> Iterator[str]:
        """Yield every path; "" is the front page."""
        for part in self.parts:
            yield from part.paths()

    def standing(self, path: str) -> Standing:
        """Tell how the thing at a path stands: what is "gone" has forms still, and a status of its own."""
        iri = iri_of(path, self.published.things.base)
        return self.published.things.standing(ox.NamedNode(iri)) if iri and self.forms(path) else "unknown"

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms in which a path can be had, the one for people first; none where nothing is there."""
        for part in self.parts:
            if found := part.forms(path):
                return found
        return ()

    def written(self, path: str, form: str, params: Mapping[str, str] = MappingProxyType({})) -> bytes:
        """Return what is at a path in one of its forms.

        Raises:
            KeyError: nothing is there in that form.
        """
        for part in self.parts:
            if form in part.forms(path):
                return part.written(path, form, params)
        raise KeyError(path)
