"""Turns kinds and links into lists, a page at a time: ``browse/Mention/2``, ``links/org/gsma/collaborator/1``.

A page of a list has a path of its own and needs no query, so that a static site has it too. The list of what points to
the thing at ``doc/<path>`` by a property stands at ``links/<path>/<property>/<page>``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from resograph.naming import terms
from resograph.naming.prefixes import RDF, RG
from resograph.pages.frame import page
from resograph.pages.links import iri_of, page_path
from resograph.pages.things.desk import Desk
from resograph.pages.things.sections import Row, item_row, list_path, state_of, total, words
from resograph.pages.things.values import Value
from resograph.query.things import MOST, Things

EACH = 50
# The first page of a kind has no number, so that it has one address only.
_KIND = re.compile(r"browse/(?P<name>[A-Za-z.]+)(?:/(?P<page>[2-9]|[1-9][0-9]{1,8}))?")
_LINKS = re.compile(r"links/(?P<thing>.+)/(?P<name>[A-Za-z.]+)/(?P<page>[1-9][0-9]{0,8})")


class Place(NamedTuple):
    """A page of a list: of which kind, or of what points to which thing by which property."""

    name: ox.NamedNode
    thing: ox.NamedNode | None
    page: int


def place_of(path: str, base: str) -> Place | None:
    """Read the path of a page of a list; None where it is no such path.

    >>> place_of("browse/Mention/2", "https://example.org/").page
    2
    >>> place_of("links/org/gsma/actor/1", "https://example.org/").thing.value
    'https://example.org/id/org/gsma'
    >>> place_of("browse/Mention/0", "https://example.org/"), place_of("links/1", "https://example.org/")
    (None, None)
    """
    kind, links = _KIND.fullmatch(path), _LINKS.fullmatch(path)
    name = terms.term((kind or links or {"name": ""})["name"])
    if kind and name:
        return Place(ox.NamedNode(name), None, int(kind["page"] or 1))
    iri = iri_of(f"doc/{links['thing']}", base) if links and name else ""
    return Place(ox.NamedNode(name), ox.NamedNode(iri), int(links["page"])) if links and is_iri(iri) else None


def is_iri(iri: str) -> bool:
    """Tell whether something can be an IRI at all.

    >>> is_iri("https://example.org/id/x"), is_iri("https://example.org/id/a b"), is_iri("")
    (True, False, False)
    """
    try:
        return bool(iri) and bool(ox.NamedNode(iri))
    except ValueError:
        return False


class Lists:
    """The lists of a release. Those that were asked for last are kept: each page of one reads all of it."""

    def __init__(self, things: Things) -> None:
        """Keep the few that were asked for last."""
        self._things = things
        self.of_kind = lru_cache(maxsize=4)(things.all_of_kind)
        self.pointing = lru_cache(maxsize=4)(self._pointing)
        self.counts = lru_cache(maxsize=1)(self._counts)

    def _pointing(self, thing: ox.NamedNode, name: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        return tuple(self._things.linking(thing, name, most=MOST))

    def _counts(self) -> Mapping[ox.NamedNode, int]:
        return dict(self._things.counts())

    def members(self, place: Place) -> tuple[ox.NamedNode, ...]:
        """Return everything that stands in a list."""
        return self.of_kind(place.name) if place.thing is None else self.pointing(place.thing, place.name)

    def has(self, place: Place) -> bool:
        """Tell whether a list has a page."""
        if place.thing is None and place.name not in self.counts():
            return False
        return (place.page - 1) * EACH < len(self.members(place))


def browse_page(desk: Desk, lists: Lists) -> bytes:
    """Write the list of kinds: how many things there are of each, and what the kind is."""
    kinds = sorted(lists.counts().items(), key=lambda one: terms.words(one[0].value).lower())
    shown = [
        (Value(terms.words(kind.value), desk.links.to(f"browse/{key}")), count, terms.definition(kind.value), kind)
        for kind, count in kinds
        if (key := terms.key(kind.value))
    ]
    return page(
        "browse.html",
        desk.published,
        "browse",
        ours=[one for one in shown if one[3].value.startswith(RG.iri)],
        others=[one for one in shown if not one[3].value.startswith(RG.iri)],
    )


def list_page(desk: Desk, lists: Lists, place: Place, here: str) -> bytes:
    """Write a page of a list."""
    found = lists.members(place)
    start = (place.page - 1) * EACH
    return page(
        "list.html",
        desk.published,
        here,
        crumbs=_crumbs(desk, place),
        title=terms.words(place.name.value),
        kind=place.thing is None,
        definition=terms.definition(place.name.value),
        about=desk.value(place.thing) if place.thing else None,
        total=total(found) if place.thing else f"{len(found):,}",
        start=start + 1,
        end=min(start + EACH, len(found)),
        pages=_pages(desk, place, -(-len(found) // EACH)),
        number=place.page,
        columns=_columns(place),
        rows=[_row(desk, place, one) for one in found[start : start + EACH]],
    )


def _crumbs(desk: Desk, place: Place) -> tuple[tuple[str, str], ...]:
    if place.thing is None:
        return (("Browse", "browse"),)
    kinds = [(kind, path) for kind in desk.things.things(place.thing, RDF.type) if (path := desk.browse(kind))]
    return (
        ("Browse", "browse"),
        *((terms.words(kind.value), path) for kind, path in kinds[-1:]),
        (desk.names.label(place.thing), page_path(place.thing.value, desk.published.things.base)),
    )


def _columns(place: Place) -> tuple[str, ...]:
    return ("Item", "Action", "Lead", "Status") if _of_items(place) else ("Thing", "Name")


def _of_items(place: Place) -> bool:
    return place.thing is None and place.name == RG.ActionItem


def _row(desk: Desk, place: Place, one: ox.NamedNode) -> Row:
    if _of_items(place):
        return item_row(desk, one, state_of(desk, one))
    return ((desk.value(one),), words(desk.title(one)))


def path_of(place: Place, page: int, base: str) -> str:
    """Return the path of a page of a list; the first of a kind is that of the kind.

    >>> path_of(Place(RG.Mention, None, 1), 2, ""), path_of(Place(RG.Mention, None, 2), 1, "")
    ('browse/Mention/2', 'browse/Mention')
    """
    if place.thing is None:
        key = terms.key(place.name.value)
        return f"browse/{key}" if page == 1 else f"browse/{key}/{page}"
    return list_path(page_path(place.thing.value, base), place.name, page)


def _pages(desk: Desk, place: Place, last: int) -> Sequence[tuple[str, str, int]]:
    """Return the ways to other pages: first, previous, next, last."""
    wanted = (("First", 1), ("Previous", place.page - 1), ("Next", place.page + 1), ("Last", last))
    base = desk.published.things.base
    return [
        (said, desk.links.to(path_of(place, number, base)), number)
        for said, number in wanted
        if 1 <= number <= last and number != place.page
    ]
