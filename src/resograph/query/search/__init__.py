"""The search: documents of a release, the index that is made of them, and what it finds.

=================  =====================================================================
library            the documents: one for each thing that a person would look for
build, opened      the index of a release in a file, and the file opened to be asked
Search, Results    words and facets to hits, counts and suggestions
FACETS, CALLED     what results are narrowed down by, and how the kinds are called
=================  =====================================================================
"""

from __future__ import annotations

from resograph.query.search.documents import FACETS, Document, Facet, Library, library, value_of
from resograph.query.search.index import build, write
from resograph.query.search.kinds import CALLED, ORDER, QUERY
from resograph.query.search.search import COUNTED, Count, Hit, Results, Search, opened
from resograph.query.search.snippet import Piece, snippet

__all__ = [
    "CALLED",
    "COUNTED",
    "FACETS",
    "ORDER",
    "QUERY",
    "Count",
    "Document",
    "Facet",
    "Hit",
    "Library",
    "Piece",
    "Results",
    "Search",
    "build",
    "library",
    "opened",
    "snippet",
    "value_of",
    "write",
]
