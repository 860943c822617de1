"""The page of the search: live from the index, static from a script that searches the same documents."""

from __future__ import annotations

from resograph.pages.search.page import FORMS, answered
from resograph.pages.search.part import SearchPages

__all__ = ["FORMS", "SearchPages", "answered"]
