"""Turns paths into what is said of things: ``doc/…`` in five forms, ``browse/…`` and ``links/…`` as lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from resograph.naming import terms
from resograph.pages.links import iri_of, page_path
from resograph.pages.publication import RDF_FORMS, Published
from resograph.pages.things.desk import Desk, Names, names_of
from resograph.pages.things.lists import EACH, Lists, Place, browse_page, is_iri, list_page, path_of, place_of
from resograph.pages.things.rdf import written
from resograph.pages.things.view import gone_page, thing_page
from resograph.query.things import MOST

_FORMS = ("html", *RDF_FORMS)
_LIST_FORMS = ("html",)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ThingPages:
    """Everything a release tells of, each thing at its own path, and lists of things."""

    published: Published
    names: Names
    lists: Lists

    def paths(self) -> Iterator[str]:
        """Yield the path of each thing, and of each page of each list."""
        things, base = self.published.things, self.published.things.base
        for thing in things.every():
            if path := page_path(thing.value, base):
                yield path
                for one in things.inbound(thing, _SHOWN):
                    if terms.key(one.property.value) and (one.count > len(one.first) or not one.is_all):
                        yield from self._pages(Place(one.property, thing, 1), min(one.count, MOST))
        yield "browse"
        for kind, count in self.lists.counts().items():
            if terms.key(kind.value):
                yield from self._pages(Place(kind, None, 1), count)

    def _pages(self, place: Place, count: int) -> Iterator[str]:
        for number in range(1, -(-count // EACH) + 1):
            yield path_of(place, number, self.published.things.base)

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms of a path: five of a thing, those that are gone as well; none of what nobody told of."""
        if path.startswith("doc/"):
            thing = self._thing(path)
            return _FORMS if thing and self.names.standing(thing) != "unknown" else ()
        if path == "browse":
            return _LIST_FORMS
        place = place_of(path, self.published.things.base)
        return _LIST_FORMS if place and self.lists.has(place) else ()

    def _thing(self, path: str) -> ox.NamedNode | None:
        iri = iri_of(path, self.published.things.base)
        # Only the path that pages link to is the path of a thing.
        is_linked = page_path(iri, self.published.things.base) == path
        return ox.NamedNode(iri) if is_linked and is_iri(iri) else None

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        """Return what is at a path, in one of its forms.

        Raises:
            KeyError: nothing is there in that form.
        """
        del params  # pages of lists have paths of their own
        if form not in self.forms(path):
            raise KeyError(path)
        thing = self._thing(path)
        if thing and form != "html":
            return written(self.published.things.said(thing), form)
        desk = Desk(self.published, self.names, self.published.links(path))
        if thing:
            is_gone = self.names.standing(thing) == "gone"
            return gone_page(desk, thing, path) if is_gone else thing_page(desk, thing, path)
        place = place_of(path, self.published.things.base)
        return list_page(desk, self.lists, place, path) if place else browse_page(desk, self.lists)


def thing_pages(published: Published) -> ThingPages:
    """Make the part of a publication that tells of things.

    >>> from resograph.query.things import Things
    >>> thing_pages(Published(Things(ox.Store()))).forms("doc/org/gsma")
    ()
    """
    return ThingPages(published, names_of(published.things), Lists(published.things))
