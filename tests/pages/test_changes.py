"""The page of tracked changes: complete, safe whatever the words are, and readable without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from resograph.model.report import PENDING_KINDS, PendingChange
from resograph.pages import by_item, changes_page

REPLACED = PendingChange(
    "replace", "ARF", "AFR", "Rapporteur Q2/17", "2023-09-01T09:00:00Z", "54-01", "status", 2, 36, 8
)
# Elements that have no end tag.
VOID = {"meta", "br", "hr", "link", "img", "input"}


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, its text, and what is not closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts.setdefault(tag, []).append(data)

    def text(self, tag: str) -> str:
        return " ".join(" ".join(self.texts.get(tag, [])).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(*changes: PendingChange) -> Page:
    return Page(changes_page("report.docx", changes))


def test_the_page_is_whole_and_in_english() -> None:
    text = changes_page("report.docx", [REPLACED])
    page = Page(text)

    assert text.startswith("<!DOCTYPE html>\n")
    assert (page.open, page.faults) == ([], [])
    assert page.all("html") == [{"lang": "en"}]
    assert page.text("title") == page.text("h1") == "Tracked changes of report.docx"


def test_the_page_needs_nothing_beside_it_and_runs_nothing() -> None:
    page = page_of(REPLACED)
    attributes = {name for _, given in page.elements for name in given}

    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    assert {name for name in attributes if name.startswith("on")} | attributes & {"src", "style"} == set()
    assert {str(link["href"])[0] for link in page.all("a")} <= {"#"}
    assert "url(" not in page.text("style")
    assert "@import" not in page.text("style")


@pytest.mark.parametrize(
    "hostile", ["</style><script>alert(1)</script>", '" onmouseover="x', "<img src=x onerror=y>", "&lt;"]
)
def test_words_authors_dates_and_names_are_text_whatever_they_hold(hostile: str) -> None:
    change = replace(REPLACED, old=hostile, new=hostile + "2", author=hostile, date=hostile, undoes_author=hostile)
    page = Page(
        changes_page(hostile, [change, replace(change, kind="format", old="", new="", words=hostile, item=hostile)])
    )
    plain = page_of(REPLACED, replace(REPLACED, kind="format", item="x"))

    assert (page.open, page.faults) == ([], [])
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements} | {"span"}
    assert " ".join(hostile.split()) in page.text("del")
    assert hostile in page.text("title")


def test_each_item_has_a_heading_and_a_table_that_it_names() -> None:
    page = page_of(REPLACED, replace(REPLACED, item="50-01"), REPLACED, replace(REPLACED, item=""))
    headings = {heading["id"]: heading for heading in page.all("h2")}

    assert page.text("h2") == "Item 54-01 Item 50-01 Outside the items"
    assert [table["aria-labelledby"] for table in page.all("table")] == list(headings)
    assert {f"#{name}" for name in headings} == {link["href"] for link in page.all("a")}


def test_each_table_names_its_columns_and_each_row_its_place() -> None:
    page = page_of(REPLACED, REPLACED)
    scopes = [heading["scope"] for heading in page.all("th")]

    assert scopes == ["col"] * 5 + ["row"] * 2
    assert page.text("tbody").split()[0] == "Status"


def test_what_was_deleted_and_inserted_is_told_in_words_and_not_by_colour_alone() -> None:
    page = page_of(REPLACED)

    assert page.text("del") == "Deleted: ARF"
    assert page.text("ins") == "Inserted: AFR"


def test_words_that_stay_are_neither_deleted_nor_inserted() -> None:
    moved = replace(REPLACED, kind="move", old="words", new="words", from_item="50-01", from_column="lead")
    page = page_of(moved, replace(REPLACED, kind="format", old="", new="", words="loud"))

    assert page.all("del") == page.all("ins") == []
    assert "words (moved here from 50-01, Study group lead)" in page.text("tbody")
    assert "loud" in page.text("tbody")


def test_an_author_or_a_date_that_is_not_stated_is_said_to_be_so() -> None:
    page = page_of(replace(REPLACED, author="", date=""))

    assert "who: not stated" in page.text("td")
    assert "when: not stated" in page.text("td")
    assert page.all("time") == []


def test_a_date_is_a_time_where_it_is_one() -> None:
    assert page_of(REPLACED).all("time") == [{"datetime": "2023-09-01T09:00:00Z"}]
    assert page_of(REPLACED).text("time") == "2023-09-01 09:00"
    assert page_of(replace(REPLACED, date="some day")).all("time") == []


def test_ends_of_paragraphs_and_of_cells_are_seen() -> None:
    page = page_of(replace(REPLACED, old="one\ntwo", new="92-05\tTitle"), replace(REPLACED, old="\n", new=" "))

    assert page.text("del") == "Deleted: one¶ two Deleted: ¶"
    assert page.text("ins") == "Inserted: 92-05 | Title Inserted: ␣"


def test_who_put_in_what_is_deleted_again_is_told() -> None:
    undone = replace(
        REPLACED,
        kind="insert-then-delete",
        new="",
        undoes_author="Rapporteur Q6/17",
        undoes_date="2023-08-30T14:05:00Z",
    )

    assert "(inserted before by Rapporteur Q6/17 2023-08-30 14:05)" in page_of(undone).text("td")


def test_a_file_without_changes_has_a_page_that_says_so() -> None:
    page = page_of()

    assert "no tracked changes" in page.text("body")
    assert page.all("table") == []


def test_every_kind_has_words_of_its_own() -> None:
    page = page_of(*(replace(REPLACED, kind=kind) for kind in PENDING_KINDS))
    cells = re.findall(
        r'<td role="cell">([A-Z][^<]*)</td>',
        changes_page("a", [replace(REPLACED, kind=kind) for kind in PENDING_KINDS]),
    )

    assert page.faults == []
    assert len(set(cells)) == len(PENDING_KINDS)


def test_the_page_stays_readable_on_paper_in_the_dark_and_on_a_narrow_screen() -> None:
    style = page_of(REPLACED).text("style")

    for wanted in ("@media print", "prefers-color-scheme: dark", "max-width: 56rem", "color-scheme: light dark"):
        assert wanted in style


def test_items_come_in_the_order_of_the_document_and_the_rest_last() -> None:
    changes = [replace(REPLACED, item=item) for item in ("", "92-03", "50-01", "92-03")]

    assert [(item, len(found)) for item, found in by_item(changes)] == [("92-03", 2), ("50-01", 1), ("", 1)]
