"""The script of a static site finds what the server finds, from files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, sync_playwright

from resograph.pages import Published
from resograph.pages.search.page import address
from resograph.query.search import Search
from tests.servers import places

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TYPED = (
    "X1812",
    "x 1812",
    "X.1821",
    "ITU-T X.1812",
    "Q2-17",
    "q217",
    "sg 17",
    "Res 50",
    "Résolution 50",
    "X 5Gsec ctrl",
    "92-3",
    "9203",
    "X.181",
    "cross-references",
)


@pytest.fixture(scope="module")
def shown(site: Path, lacking: Callable[[str], NoReturn]) -> Iterator[Callable[..., Page]]:
    """Return what opens the page of the site for a search; a fault of the script fails the test."""
    program = places.chromium()
    if program is None:
        lacking("Chromium")
    variables: dict[str, str | float | bool] = {**places.environment(program)}
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(program), args=_FLAGS, env=variables or None)
        page = browser.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))

        def visit(**params: str) -> Page:
            page.goto(f"{(site / 'search.html').as_uri()}?{urlencode(params)}")
            assert faults == []
            return page

        yield visit
        browser.close()


def test_a_designation_is_found_as_on_a_server(
    shown: Callable[..., Page], search: Search, site: Path, published: Published
) -> None:
    links = Published(published.things, suffix=".html").links("search")
    for typed in TYPED:
        page = shown(q=typed)
        first = page.locator(".hits h3 a").first.get_attribute("href")
        assert first == address(search.search(typed).hits[0], links), typed


def test_facets_add_up_and_narrow_down(shown: Callable[..., Page], search: Search) -> None:
    for words in ("security", "", "X.1812"):
        whole = search.search(words)
        page = shown(q=words, kind="ActionItem")
        (told,) = page.locator("#results").all_inner_texts()
        by_kind = {count.value: count.number for count in whole.facets["kind"]}
        assert told.split()[0].replace(",", "") == str(by_kind["ActionItem"])


def test_slips_nothing_and_markup_are_dealt_with(shown: Callable[..., Page]) -> None:
    assert shown(q="X.1821").locator("p.note").inner_text() == "Did you mean X.1812?"
    assert shown(q="xyzzy").locator("#results").inner_text() == "Nothing found"
    page = shown(q='"><img src=x onerror=alert(1)> ((( *', kind="<b>", start="nan")
    assert page.locator("main img").count() == 0
