"""Turns "nothing is here" into a page that is shown at any depth, so its links begin where the site begins."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from resograph.pages import Published
from resograph.pages.frame import error_page
from resograph.pages.links import Links
from resograph.pages.webservers import prefix_of

MISSING = "404"
_STATUS = 404
_SAFE = "/.-_~!$'()*+,;=:@"


@dataclass(frozen=True, slots=True)
class _FromTheTop(Links):
    """The addresses of a site of which it is known below which path it stands."""

    prefix: str = "/"

    def file(self, path: str) -> str:
        return f"{self.prefix}{quote(path, safe=_SAFE)}"


@dataclass(frozen=True, slots=True)
class _Anywhere(Published):
    """A release on whose pages nothing depends on where they are shown."""

    def links(self, here: str) -> Links:
        return _FromTheTop(here, self.things.base, self.suffix, prefix_of(self.address))


def missing_page(published: Published) -> bytes:
    """Write the page for what is not there; where no address is known, its links are right at the front only.

    >>> import pyoxigraph as ox
    >>> from resograph.query.things import Things
    >>> site = Published(Things(ox.Store()), address="https://example.org/reports/", suffix=".html")
    >>> b'href="/reports/static/style.css"' in missing_page(site)
    True
    >>> b'href="static/style.css"' in missing_page(Published(Things(ox.Store()), suffix=".html"))
    True
    """
    found = published
    if published.address:
        told = (published.things, published.release, published.manifest, published.files)
        found = _Anywhere(*told, published.address, published.suffix)
    return error_page(found, MISSING, _STATUS, "Nothing is here. It may have been moved, or never have been.")
