"""Every page stands in the same frame."""

from __future__ import annotations

import lxml.html
import pyoxigraph as ox
import pytest

from resograph.pages import publication
from resograph.pages.frame import error_page
from resograph.pages.publication import MEDIA_TYPES, Published
from resograph.pages.static_files import StaticFiles
from resograph.query.things import Things

EVIL = "<script>alert(1)</script>"


def published(address: str = "", suffix: str = "") -> Published:
    return Published(Things(ox.Store()), "1a2b3c4d", address=address, suffix=suffix)


@pytest.mark.parametrize("suffix", ["", ".html"])
def test_the_frame_is_small_and_leads_everywhere(suffix: str) -> None:
    written = error_page(published(suffix=suffix), "doc/a/b/c", 404, "Nothing is here.")
    page = lxml.html.fromstring(written.decode())
    assert len(written) < 3_000
    assert page.get("lang") == "en"
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert page.xpath("//main/@id") == ["main"]
    assert page.xpath("//header//input/@name") == ["q"]
    words = [link.text for link in page.xpath("//header//nav//a")]
    live = ["SPARQL"] if not suffix else []
    asked = ["Dashboard", "Browse", "Questions", "Search", *live, "Validation", "Downloads", "About"]
    assert words == asked
    assert "Release 1a2b3c4d" in page.text_content()


def test_the_page_of_an_error_tells_it_as_text() -> None:
    page = lxml.html.fromstring(error_page(published(), f"doc/{EVIL}", 404, f"Nothing is at {EVIL}.").decode())
    assert not page.xpath("//script")
    (main,) = page.xpath("//main")
    assert EVIL in main.text_content()
    assert "404" in main.text_content()


def test_a_page_has_one_address_where_it_is_known() -> None:
    some = lxml.html.fromstring(error_page(published("https://example.org/x/"), "doc/a b", 404, "").decode())
    assert some.xpath("//link[@rel='canonical']/@href") == ["https://example.org/x/doc/a%20b"]
    none = lxml.html.fromstring(error_page(published(), "doc/a", 404, "").decode())
    assert not none.xpath("//link[@rel='canonical']")


def test_pages_find_their_stylesheet_among_the_files() -> None:
    files = StaticFiles()
    assert {"static/style.css", "static/icon.svg"} <= set(files.paths())
    for path in files.paths():
        (form,) = files.forms(path)
        assert form in MEDIA_TYPES
        assert files.written(path, form, {})


@pytest.mark.parametrize(
    "path", ["static/../frame.py", "static/", "static", "static/no.css", "frame.py", "/etc/passwd"]
)
def test_no_file_but_those_is_given(path: str) -> None:
    assert StaticFiles().forms(path) == ()
    with pytest.raises(KeyError):
        StaticFiles().written(path, "css", {})


def test_an_empty_release_is_published_too() -> None:
    made = publication(published())
    assert made.forms("browse") == ("html",)
    assert made.standing("doc/org/gsma") == "unknown"
    assert b"Browse" in made.written("browse", "html")
    with pytest.raises(KeyError):
        made.written("doc/org/gsma", "html")
