"""Turns what was asked of the search, and what it found, into a page that works without a script, or into JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from resograph.pages.frame import page
from resograph.pages.links import Links
from resograph.pages.publication import Published
from resograph.query.search import CALLED, FACETS, QUERY, Count, Facet, Hit, Piece, Results, Search

PATH: Final = "search"
FORMS: Final = ("html", "json")
"""The forms of the page of results; the first is the one for people."""

FACETS_CALLED: Final[Mapping[Facet, str]] = {
    "kind": "Kind",
    "resolution": "Resolution",
    "question": "Question",
    "status": "Reporting status",
    "outcome": "Outcome",
    "year": "Year",
}

_EACH: Final = 20
_FURTHEST: Final = 10_000
_AT_ONCE: Final = 8
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks the search for."""

    words: str
    facets: Mapping[Facet, str]
    start: int

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Asked:
        """Read the parameters of an address; what is no number starts at the beginning.

        >>> Asked.of({"q": "X.1812", "kind": "Claim", "start": "-1", "foo": "bar"})
        Asked(words='X.1812', facets={'kind': 'Claim'}, start=0)
        """
        start = params.get("start", "")
        is_number = start.isascii() and start.isdecimal() and len(start) <= len(str(_FURTHEST))
        facets = {facet: params[facet] for facet in FACETS if params.get(facet)}
        return cls(params.get("q", ""), facets, min(int(start), _FURTHEST) if is_number else 0)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was asked yet."""
        return not self.words.strip() and not self.facets

    def query(self, facet: Facet | None = None, value: str = "", start: int = 0) -> str:
        """Return the query string for the same with another value of a facet, or for another page of it."""
        given: dict[str, str] = {"q": self.words, "start": str(start) if start else ""}
        given |= {str(name): chosen for name, chosen in self.facets.items()}
        if facet:
            given[facet] = value
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as the page shows it."""

    address: str
    kind: str
    title: str
    about: str
    within: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as the page offers it: how many results it leaves, and where that is."""

    label: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its values, those behind a click apart."""

    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def answered(search: Search, published: Published, params: Mapping[str, str], form: str) -> bytes:
    """Answer what the parameters of an address ask for, as a page ("html") or for programs ("json").

    >>> import tempfile, pyoxigraph as ox
    >>> from pathlib import Path
    >>> from resograph.query.search import build, opened
    >>> from resograph.query.things import Things
    >>> things, file = Things(ox.Store()), Path(tempfile.mkdtemp()) / "search.db"
    >>> build(things, file)
    >>> json.loads(answered(opened(file), Published(things), {"q": "<b>"}, "json"))["total"]
    0
    >>> b"<b>" in answered(opened(file), Published(things), {"q": "<b>"}, "html")
    False
    """
    asked = Asked.of(params)
    asked = replace(asked, facets={facet: search.value(facet, typed) for facet, typed in asked.facets.items()})
    results = search.search(asked.words, asked.facets, asked.start, _EACH)
    shown = Asked(results.words, asked.facets, asked.start)
    if form == "json":
        return _as_json(results, shown, published.links(PATH))
    return _as_page(results, shown, published)


def address(hit: Hit, links: Links) -> str:
    """Return where the page of a hit is: of a thing, or of a named query."""
    return links.to(f"queries/{hit.iri}") if hit.kind == QUERY else links.thing(hit.iri)


def _as_page(results: Results, asked: Asked, published: Published) -> bytes:
    links = published.links(PATH)
    hits = () if asked.is_empty else tuple(_hits(results, links))
    return page(
        "search.html",
        published,
        PATH,
        title=f"Search: {asked.words}" if asked.words else "Search",
        asked=asked,
        results=results,
        hits=hits,
        groups=tuple(_groups(results, asked, links)),
        chosen=tuple(_chosen(results, asked, links)),
        unknown=tuple(_unknown(results, asked, links)),
        meant=[(words, links.to(PATH, urlencode({"q": words}))) for words in results.suggestions],
        data=links.file(f"{PATH}.json") + (f"?{told}" if (told := asked.query(start=asked.start)) else ""),
        before=links.to(PATH, asked.query(start=max(asked.start - _EACH, 0))) if asked.start else "",
        after=_after(results, asked, links),
    )


def _after(results: Results, asked: Asked, links: Links) -> str:
    last = asked.start + _EACH
    return links.to(PATH, asked.query(start=last)) if not asked.is_empty and last < results.total else ""


def _hits(results: Results, links: Links) -> Iterator[ShownHit]:
    for hit in results.hits:
        yield ShownHit(address(hit, links), CALLED[hit.kind][0], hit.title, hit.about, hit.within, hit.snippet)


def _groups(results: Results, asked: Asked, links: Links) -> Iterator[Group]:
    """Yield the facets that may narrow the results down: not of a single one, nor by what was chosen."""
    for facet in FACETS:
        if facet in asked.facets or results.total < _SEVERAL:
            continue
        choices = tuple(
            Choice(count.label, count.number, links.to(PATH, asked.query(facet, count.value)))
            for count in results.facets.get(facet, ())
        )
        if choices:
            yield Group(FACETS_CALLED[facet], choices[:_AT_ONCE], choices[_AT_ONCE:])


def _chosen(results: Results, asked: Asked, links: Links) -> Iterator[Choice]:
    for facet, value in asked.facets.items():
        label = next((count.label for count in results.facets.get(facet, ()) if count.value == value), value)
        yield Choice(f"{FACETS_CALLED[facet]}: {label}", results.total, links.to(PATH, asked.query(facet)))


def _unknown(results: Results, asked: Asked, links: Links) -> Iterator[tuple[str, Group]]:
    """Yield each value that nothing has, with those that may be chosen in its place."""
    for facet in results.unknown:
        choices = tuple(
            Choice(count.label, count.number, links.to(PATH, asked.query(facet, count.value)))
            for count in results.facets.get(facet, ())
        )
        yield asked.facets[facet], Group(FACETS_CALLED[facet], choices[:_AT_ONCE], choices[_AT_ONCE:])


def _as_json(results: Results, asked: Asked, links: Links) -> bytes:
    told = {
        "words": results.words,
        "total": results.total,
        "isAll": results.is_all,
        "hasAny": results.has_any,
        "start": asked.start,
        "hits": [_told(hit, links) for hit in results.hits],
        "facets": {facet: [_counted(count) for count in counts] for facet, counts in results.facets.items()},
        "suggestions": list(results.suggestions),
        "unknown": {facet: asked.facets[facet] for facet in results.unknown},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _told(hit: Hit, links: Links) -> dict[str, object]:
    own = {} if hit.kind == QUERY else {"iri": hit.iri}
    pieces = [{"text": piece.text, "isFound": piece.is_found} for piece in hit.snippet]
    named = {"kind": hit.kind, "title": hit.title, "about": hit.about, "within": hit.within}
    return {**own, "page": address(hit, links), **named, "snippet": pieces}


def _counted(count: Count) -> dict[str, object]:
    return {"value": count.value, "label": count.label, "number": count.number}
