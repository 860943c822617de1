"""Turns a release into the search of a static site: a page, and what its script searches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from resograph.pages.frame import page
from resograph.pages.links import Links
from resograph.pages.publication import Published
from resograph.pages.search.page import FACETS_CALLED, PATH
from resograph.query.search import CALLED, FACETS, QUERY, Document, Library, library

DATA: Final = "search-index.js"
"""The path of what the script searches: a script itself, as a page that is a file may load nothing else."""

_READ: Final = 1_200
_OPENING: Final = "globalThis.resographSearch = "


@dataclass(frozen=True, slots=True)
class SearchPages:
    """The search of a static site. On a server the page is answered from the index, and needs no script."""

    published: Published

    def paths(self) -> Iterator[str]:
        """Yield the path of the page, and of its data."""
        if not self.published.is_live:
            yield from (PATH, DATA)

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms of a path."""
        return {PATH: ("html",), DATA: ("js",)}.get(path, ()) if not self.published.is_live else ()

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        """Return the page, or its data.

        Raises:
            KeyError: nothing is there in that form.
        """
        del params  # a file cannot know what is asked: its script does
        if form not in self.forms(path):
            raise KeyError(path)
        if path == DATA:
            return searched(library(self.published.things), self.published.links(PATH))
        return page("search_static.html", self.published, PATH, title="Search", data=DATA)


def searched(found: Library, links: Links) -> bytes:
    """Write documents for the script of the page: their words, their facets, and where their pages are.

    Of a long text the first words are there.

    >>> searched(Library((), {}), Links("search", ""))[:32]
    b'globalThis.resographSearch = {"f'
    """
    tags = {tag: number for number, tag in enumerate(found.labels)}
    told = {
        "facets": [[facet, FACETS_CALLED[facet]] for facet in FACETS],
        "kinds": {kind: one for kind, (one, _) in CALLED.items()},
        "tags": [[facet, value, label] for (facet, value), label in found.labels.items()],
        "things": [_told(document, [tags[tag] for tag in document.tags], links) for document in found.documents],
    }
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    # A script ends its lines at these, too.
    return f"{_OPENING}{written};\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def _told(document: Document, tags: list[int], links: Links) -> list[object]:
    where = links.to(f"queries/{document.iri}") if document.kind == QUERY else links.thing(document.iri)
    text = " ".join(document.text.split())
    return [
        where,
        document.kind,
        document.title,
        document.about,
        document.within,
        document.names.own,
        document.names.other,
        text[:_READ] + ("…" if len(text) > _READ else ""),
        tags,
    ]
