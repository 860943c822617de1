"""Turns the paths of a publication into what crawlers read: a sitemap, and which addresses to leave alone.

A sitemap has absolute addresses or none: where nobody told the address of the publication there is no sitemap, and
`robots.txt` says why. Crawlers ask for `robots.txt` at the root of a host only; below a path it serves as a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from resograph.naming.addresses import SITEMAP_SCHEMA
from resograph.pages.publication import Published
from resograph.pages.template import render

MOST = 50_000
"""So many addresses may stand in one sitemap (sitemaps.org)."""

_ASKED = ("sparql?", "search?")


def sitemaps(published: Published, pages: Iterable[str]) -> dict[str, bytes]:
    """Write the sitemap of the pages at some paths; of very many, an index and its parts.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> b"<loc>https://example.org/a/def</loc>" in sitemaps(
    ...     Published(Things(ox.Store()), address="https://example.org/a/"), ["def"]
    ... )["sitemap.xml"]
    True
    >>> sitemaps(Published(Things(ox.Store())), ["def"])
    {}
    """
    if not published.address:
        return {}
    links = published.links("")
    addresses = [f"{published.address}{links.root(path)}" for path in pages]
    if len(addresses) <= MOST:
        return {"sitemap.xml": _sitemap(addresses)}
    parts = [addresses[start : start + MOST] for start in range(0, len(addresses), MOST)]
    found = {f"sitemap-{number}.xml": _sitemap(part) for number, part in enumerate(parts, start=1)}
    index = [f"{published.address}{name}" for name in found]
    return {"sitemap.xml": _filled("about/sitemap_index.xml", index), **found}


def robots(published: Published) -> bytes:
    """Write which addresses crawlers may ask for: all but those that make the server search or compute.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> print(robots(Published(Things(ox.Store()), address="https://example.org/a/")).decode())
    User-agent: *
    Disallow: /a/sparql?
    Disallow: /a/search?
    <BLANKLINE>
    Sitemap: https://example.org/a/sitemap.xml
    <BLANKLINE>
    """
    root = quote(urlsplit(published.address).path or "/")
    rules = ["User-agent: *", *(f"Disallow: {root}{path}" for path in _ASKED), ""]
    if published.address:
        rules.append(f"Sitemap: {published.address}sitemap.xml")
    else:
        rules.append("# No sitemap: it has absolute addresses, and nobody told the address of this publication.")
    return ("\n".join(rules) + "\n").encode()


def _sitemap(addresses: Sequence[str]) -> bytes:
    return _filled("about/sitemap.xml", addresses)


def _filled(template: str, addresses: Sequence[str]) -> bytes:
    return render(template, schema=SITEMAP_SCHEMA, addresses=addresses).encode()
