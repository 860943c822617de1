"""Turns a release into all parts of its publication."""

from __future__ import annotations

from resograph.pages.about import About
from resograph.pages.ask import Ask
from resograph.pages.front import Front
from resograph.pages.publication import Part, Published
from resograph.pages.search import SearchPages
from resograph.pages.static_files import StaticFiles
from resograph.pages.things.part import thing_pages


def parts(published: Published) -> tuple[Part, ...]:
    """Return the parts, in the order in which they are asked for a path.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> [type(part).__name__ for part in parts(Published(Things(ox.Store())))]
    ['ThingPages', 'Ask', 'Front', 'SearchPages', 'StaticFiles', 'About']
    """
    others: tuple[Part, ...] = (
        Ask(published),
        Front(published),
        SearchPages(published),
        StaticFiles(),
    )
    return (thing_pages(published), *others, About(published, others))
