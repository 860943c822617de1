"""Turns nouns into HTML pages: models in Python, everything with angle brackets in templates/."""

from __future__ import annotations

from resograph.pages.changes import by_item, changes_page

__all__ = ["by_item", "changes_page"]
