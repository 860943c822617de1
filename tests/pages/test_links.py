"""Addresses are relative, lead where a browser takes them, and never run anything."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest

from resograph.pages import links as module
from resograph.pages.links import Links, iri_of, page_path, relative

BASE = "https://data.example.org/a/"
PATHS = [
    "",
    "browse",
    "browse/Mention/2",
    "doc/org/gsma",
    "doc/org/iso-iec/jtc-1",
    "doc/voc/outcome",
    "doc/x y/ü%20/a+b&c;d=e,f'g",
    "doc/javascript:alert(1)",
    "doc/org/a:b/c",
]


@pytest.mark.parametrize("here", PATHS)
@pytest.mark.parametrize("there", PATHS)
def test_a_browser_finds_every_page_from_every_page(here: str, there: str) -> None:
    for prefix in ("https://example.org/", "https://example.org/below/this/"):
        address = Links(here, BASE).to(there)
        # A browser is at the escaped path: what it takes for a query or an escape must not be one.
        at = prefix + Links("", BASE).to(here).removeprefix("./")
        assert unquote(urljoin(at, address)) == prefix + there
        assert not address.lower().startswith(("javascript:", "//", "/"))


@pytest.mark.parametrize("here", PATHS)
def test_on_a_static_site_pages_have_a_suffix_and_the_front_page_a_name(here: str) -> None:
    links = Links(here, BASE, ".html")
    assert links.to("").endswith("index.html")
    assert links.to("browse").endswith("browse.html")
    assert links.file("static/style.css").endswith("static/style.css")


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "urn:x:y",
        "//example.org/x",
        "https://data.example.org/elsewhere",
    ],
)
def test_a_link_leads_to_pages_of_ours_and_to_the_web_and_nowhere_else(iri: str) -> None:
    address = Links("doc/org/gsma", BASE).thing(iri)
    assert address in {"", iri}
    assert not address or address.startswith("https://")


@pytest.mark.parametrize("below", ["id/../x", "id/a//b", "id/./a", "id/a/", "id//a", "other/x", "voc/../id/x"])
def test_what_would_change_on_the_way_has_no_page(below: str) -> None:
    assert page_path(BASE + below, BASE) == ""


@pytest.mark.parametrize("below", ["id/org/gsma", "voc/outcome/approved", "graph/meta", "id/x%20y"])
def test_the_path_of_a_thing_gives_its_iri_back(below: str) -> None:
    assert iri_of(page_path(BASE + below, BASE), BASE) == BASE + below


def test_what_is_too_long_to_be_a_path_of_ours_is_not_remembered() -> None:
    known = module._relative.cache_info()
    told = {relative("a" * 9000, f"b{place}") for place in range(9)} | {relative("a", "b" * 9000)}

    assert told == {*(f"../b{place}" for place in range(9)), "../" + "b" * 9000}
    assert module._relative.cache_info() == known
