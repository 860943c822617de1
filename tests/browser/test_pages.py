"""What people meet who open the pages: every kind of page, in a real browser, as a server sends it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.kinds import Site

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=360, height=740)
HANGS_MS = 10_000
"""After so long what comes with JavaScript does not come."""
ON_A_PHONE = 6
"""So many kinds of pages are held against all rules on a narrow screen as well."""

_LEFT = "net::ERR_ABORTED"
_FOUND = """async (only) => {
  const done = await axe.run(document, {resultTypes: ["violations"], runOnly: only});
  return done.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
}"""
_SHORTENED = """() => {
  for (const parent of document.querySelectorAll("main, main *")) {
    const seen = {};
    for (const child of [...parent.children]) {
      const kind = `${child.tagName} ${child.className}`;
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > 9 && ["TR", "LI", "SECTION"].includes(child.tagName)) child.remove();
    }
  }
}"""  # of rows, entries and sections alike, the first stand for all: a page of 300 takes a minute otherwise
_TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((node) =>
  node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".table-scroll, pre, .skip, .unseen"))
  .slice(0, 3).map((node) => node.outerHTML.slice(0, 120))"""


@dataclass
class Visit:
    """What was seen of a page: its status, what the browser complained of, what people cannot use, what is too wide."""

    status: int
    heard: list[str]
    light: list[str]
    dark: list[str]
    too_wide: list[str]
    narrow: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def visits(page: Page, live: str, still: Site, axe: str) -> dict[str, Visit]:
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    # A picture that is no longer wanted, as the page is left, is no fault.
    page.on(
        "requestfailed", lambda asked: heard.append(f"{asked.url}: {asked.failure}") if asked.failure != _LEFT else None
    )
    found: dict[str, Visit] = {}
    for path in (*still.kinds, "sparql", "search?q=X.1812"):
        heard.clear()
        found[path] = _visit(page, f"{live}{path}", axe, is_on_a_phone=len(found) < ON_A_PHONE)
        found[path].heard = list(heard)
    return found


def _visit(page: Page, address: str, axe: str, *, is_on_a_phone: bool) -> Visit:
    page.emulate_media(color_scheme="light")
    response = page.goto(address)
    if page.locator("script[src*=editor]").count():  # what comes with JavaScript comes after the page
        page.locator("#editor .CodeMirror").wait_for(state="attached", timeout=HANGS_MS)
    page.set_viewport_size(NARROW)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    too_wide = (page.evaluate(_TOO_WIDE) or [f"{width} pixels"]) if width > NARROW["width"] else []
    page.evaluate(_SHORTENED)
    page.evaluate(axe)
    narrow = page.evaluate(_FOUND, list(RULES)) if is_on_a_phone else []
    page.set_viewport_size(WIDE)
    light = page.evaluate(_FOUND, list(RULES))
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(_FOUND, ["color-contrast", "link-in-text-block"])
    return Visit(response.status if response else 0, [], light, dark, too_wide, narrow)


def test_the_pages_are_all_kinds_of_pages(still: Site) -> None:
    assert {
        "",
        "browse",
        "validation",
        "changes",
        "downloads",
        "queries",
        "search",
        "dataset",
        "def",
        "def/shapes",
    } <= set(still.pages)
    assert len(still.kinds) > 20


def test_every_page_is_there(visits: dict[str, Visit], still: Site) -> None:
    gone = [path for path, visit in visits.items() if visit.status == 410]

    assert {path: visit.status for path, visit in visits.items() if visit.status != 200} == dict.fromkeys(gone, 410)
    assert len(gone) == 1


def test_there_is_nothing_that_some_people_cannot_use(visits: dict[str, Visit]) -> None:
    assert _told({path: visit.light for path, visit in visits.items()}) == ""


def test_nor_in_the_dark(visits: dict[str, Visit]) -> None:
    assert _told({path: visit.dark for path, visit in visits.items()}) == ""


def test_nor_on_a_phone(visits: dict[str, Visit]) -> None:
    assert _told({path: visit.narrow for path, visit in visits.items()}) == ""


def test_no_page_is_wider_than_a_phone(visits: dict[str, Visit]) -> None:
    assert _told({path: visit.too_wide for path, visit in visits.items()}) == ""


def test_the_browser_has_nothing_to_complain_of(visits: dict[str, Visit]) -> None:
    # That a page is gone is said by its status, which a browser reports as a failure.
    assert _told({path: visit.heard for path, visit in visits.items() if visit.status == 200}) == ""


def _told(found: dict[str, list[str]]) -> str:
    return json.dumps({path: one for path, one in found.items() if one}, indent=1) if any(found.values()) else ""


def _stops(page: Page, most: int) -> Iterator[Sequence[str]]:
    """Press Tab so many times; yield what has the focus, and how that is shown."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate(
            "() => { const node = document.activeElement, look = getComputedStyle(node);"
            " const box = node.getBoundingClientRect();"
            " return [node.className, node.getAttribute('href') ?? node.tagName, look.outlineStyle, look.outlineWidth,"
            " String(box.left >= 0 && box.top >= 0 && box.width > 0)]; }"
        )


def test_who_has_no_mouse_skips_to_the_content_and_sees_where_they_are(page: Page, live: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(live)
    first, *others = _stops(page, 12)

    assert first[:2] == ["skip", "#main"]
    assert all(style != "none" and width != "0px" and seen == "true" for _, _, style, width, seen in (first, *others))
    page.goto(live)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    [after] = _stops(page, 1)
    inside = page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    assert inside, after


def test_without_javascript_one_finds_and_asks(browser: Browser, live: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live)
    page.get_by_role("searchbox").first.fill("X.1812")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=X.1812*")
    page.get_by_role("main").get_by_role("link", name="X.1812").first.click()
    page.wait_for_url("**/doc/rec/itu-t/x.1812*")
    page.goto(f"{live}sparql")
    page.get_by_role("main").locator("textarea").fill("SELECT ?one { VALUES ?one { 41957 } }")
    page.get_by_role("main").locator("form:has(textarea) button").first.click()
    assert "41957" in page.get_by_role("main").inner_text()
    context.close()
