"""What crawlers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree

from resograph.pages import Published
from resograph.pages.about import About, crawlers
from resograph.query.things import Things
from tests.pages.about.conftest import ADDRESS, published

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass
class Pages:
    """A part with some pages."""

    names: Sequence[str]

    def paths(self) -> Iterator[str]:
        yield from self.names

    def forms(self, path: str) -> Sequence[str]:
        return ("css",) if path.endswith(".css") else ("html",)

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        raise NotImplementedError


def _addresses(sitemap: bytes) -> list[str]:
    return [str(node.text) for node in etree.fromstring(sitemap).iter(f"{NAMESPACE}loc")]


def test_every_thing_and_page_stands_in_the_sitemap(example_release: Path, things: Things) -> None:
    about = About(published(example_release, things, suffix=".html"), (Pages(("", "queries", "static/style.css")),))
    addresses = _addresses(about.written("sitemap.xml", "xml", {}))

    assert f"{ADDRESS}index.html" in addresses
    assert f"{ADDRESS}queries.html" in addresses
    assert f"{ADDRESS}doc/plan/wtsa-20/sg17/item/92-03.html" in addresses
    assert not [address for address in addresses if address.endswith(".css")]
    assert len(addresses) == len(set(addresses)) == len(list(things.every())) + 6


def test_a_sitemap_of_very_many_pages_is_an_index_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "MOST", 3)
    about = About(Published(Things(ox.Store()), address=ADDRESS), (Pages(("a", "b & c", "d")),))
    index = about.written("sitemap.xml", "xml", {})
    parts = [address.removeprefix(ADDRESS) for address in _addresses(index)]

    assert etree.QName(etree.fromstring(index)).localname == "sitemapindex"
    assert [about.forms(part) for part in parts] == [("xml",)] * 3
    assert set(parts) <= set(about.paths())
    found = [address for part in parts for address in _addresses(about.written(part, "xml", {}))]
    assert len(found) == 7
    assert f"{ADDRESS}b%20%26%20c" in found or f"{ADDRESS}b%20&%20c" in found


def test_without_an_address_there_is_no_sitemap_and_robots_txt_says_so() -> None:
    about = About(Published(Things(ox.Store())), ())

    assert about.forms("sitemap.xml") == ()
    assert "sitemap.xml" not in set(about.paths())
    told = about.written("robots.txt", "txt", {}).decode()
    assert "Sitemap:" not in told
    assert "# No sitemap" in told
    assert "Disallow: /sparql?\n" in told
