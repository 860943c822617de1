"""Turns nouns into HTML pages: models in Python, everything with angle brackets in templates/."""

from __future__ import annotations

from resograph.pages.changes import by_item, changes_page
from resograph.pages.publication import Publication, Published

__all__ = ["Publication", "Published", "by_item", "changes_page", "publication"]


def publication(published: Published) -> Publication:
    """Put together everything that is published of a release; a path is answered for by the first part that has it."""
    from resograph.pages.whole import parts  # noqa: PLC0415 -- a page of changes needs none of them

    return Publication(published, parts(published))
