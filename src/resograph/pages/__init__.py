"""Turns nouns into HTML pages: models in Python, everything with angle brackets in templates/."""

from __future__ import annotations

from resograph.pages.about import About
from resograph.pages.ask import Ask
from resograph.pages.changes import by_item, changes_page
from resograph.pages.front import Front
from resograph.pages.publication import Part, Publication, Published
from resograph.pages.search import SearchPages
from resograph.pages.static_files import StaticFiles
from resograph.pages.things.part import thing_pages

__all__ = ["Publication", "Published", "by_item", "changes_page", "publication"]


def publication(published: Published) -> Publication:
    """Put together everything that is published of a release; a path is answered for by the first part that has it."""
    things = thing_pages(published)
    parts: tuple[Part, ...] = (
        Ask(published),
        Front(published),
        SearchPages(published),
        StaticFiles(),
    )
    return Publication(published, (things, *parts, About(published, parts)))
