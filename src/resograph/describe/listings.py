"""Turns the list of Resolutions in a report's introduction into statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named, text, texts
from resograph.naming.prefixes import DCTERMS, RG
from resograph.naming.text import plain_title


def listings(scope: Scope) -> Iterator[Statement]:
    """Yield what the report lists: each Resolution with its title as written.

    A listing is named by the number of its Resolution; one listed again gets "-2".
    """
    seen: Counter[int] = Counter()
    for listing in scope.reading.report.listings:
        number = listing.resolution
        seen[number] += 1
        name = str(number) if seen[number] == 1 else f"{number}-{seen[number]}"
        node = scope.iris.part(scope.revision, "listing", name)
        resolution = scope.iris.thing(scope.resolution(number))
        yield scope.revision, RG.listsResolution, resolution
        yield from named(node, f"Resolution {number} in the list of {scope.name}", RG.ResolutionListing)
        yield node, RG.listedIn, scope.revision
        yield node, RG.about, resolution
        yield from texts(node, RG.listedTitle, listing.title)
        yield from texts(node, DCTERMS.title, plain_title(listing.title))
        yield node, RG.asWritten, text(listing.text)
