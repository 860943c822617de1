"""Turns a publication into its kinds of pages: those that are told apart by what stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox
from lxml import html

from resograph.naming.prefixes import RDF
from resograph.pages import Publication
from resograph.pages.links import page_path

_ALIKE = ("queries/", "browse/", "links/", "changes/", "validation/")
"""Of the pages below these, the first and the last stand for all."""

Feature = tuple[str, str, str, str]


@dataclass(frozen=True)
class Site:
    """A publication as it is written to files."""

    publication: Publication

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Return the path of a page for each class, of one that is gone, and of whatever is no page of a thing."""
        return tuple(dict.fromkeys((*self._others(), *self._things())))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Return those of the pages on which something stands that does not stand on one before."""
        seen: set[Feature] = set()
        found = []
        for path in self.pages:
            features = set(_features(self.publication.written(path, "html")))
            if not path.startswith("doc/") or features - seen:
                found.append(path)
            seen |= features
        return tuple(found)

    def _others(self) -> Iterator[str]:
        alike: dict[str, list[str]] = {}
        for path in self.publication.paths():
            if not path.startswith("doc/") and "html" in self.publication.forms(path):
                kind = next((start for start in _ALIKE if path.startswith(start)), path)
                alike.setdefault(kind, []).append(path)
        for paths in alike.values():
            yield from dict.fromkeys((paths[0], paths[-1]))

    def _things(self) -> Iterator[str]:
        """Yield of each class the thing that most is told of, by any revision, and one that is gone."""
        things = self.publication.published.things
        store, base = things.store, things.base
        gone = (thing for thing in things.every() if things.standing(thing) == "gone")
        yield page_path(next(gone).value, base)
        kinds = {quad.object for quad in store.quads_for_pattern(None, RDF.type, None, None)}
        for kind in sorted(kinds, key=str):
            found = {quad.subject for quad in store.quads_for_pattern(None, RDF.type, kind, None)}
            named = [one for one in found if isinstance(one, ox.NamedNode) and page_path(one.value, base)]
            if named:
                yield page_path(max(named, key=lambda one: (len(things.said(one)), one.value)).value, base)


def _features(page: bytes) -> Iterator[Feature]:
    for node in html.document_fromstring(page.decode()).iter("*"):
        parent = node.getparent()
        around = "" if parent is None else str(parent.tag)
        yield around, str(node.tag), str(node.get("class", "")), str(node.get("role", ""))
