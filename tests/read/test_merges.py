"""Vertical merges that were changed: each view has its own."""

from __future__ import annotations

import pytest

from resograph.model.document import Change, Document, View
from resograph.read import read
from tests.wordfiles import AUTHOR, DATE, cell, looks, mark, merge_change, merged, row, table, word

VIEWS: tuple[View, View] = ("accepted", "original")


def _covered(document: Document, view: View) -> list[list[bool]]:
    [found] = document.in_view(view).tables
    return [[c.covered for c in line.cells] for line in found.rows]


def _second(properties: str) -> Document:
    """Return a table whose second cell may be merged with the one above it."""
    return read(word(table(row("a", "b"), row("c", cell("", properties=properties)))))


@pytest.mark.parametrize(
    ("properties", "accepted", "original"),
    [
        (merge_change("cont", ""), True, False),
        (merge_change("cont", "rest"), True, False),
        (merge_change("", "cont"), False, True),
        (merge_change("rest", "cont"), False, True),
        (merge_change("", ""), False, False),
        (merged() + merge_change("", ""), True, True),
        (merged() + merge_change("cont", ""), True, False),
        (merged() + merge_change("", "rest"), True, False),
        (merged() + looks("tcPr"), True, False),
        (merged() + looks("tcPr", merged()), True, True),
        (looks("tcPr", merged()), False, True),
    ],
)
def test_a_cell_is_covered_in_the_view_in_which_its_merge_holds(
    properties: str, *, accepted: bool, original: bool
) -> None:
    document = _second(properties)

    assert [_covered(document, view)[1][1] for view in VIEWS] == [accepted, original]
    assert document.has_changes == (accepted != original)


def test_a_changed_merge_keeps_author_and_date() -> None:
    [found] = _second(merge_change("cont", "rest")).tables

    assert found.rows[1].cells[1].formatted == Change("format", AUTHOR, DATE)


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        (merged(), "another cell covers the cell that holds this text"),
        (merge_change("cont", ""), "since a change, another cell covers the cell that holds this text"),
        (merge_change("", "cont"), "before a change, another cell covers the cell that holds this text"),
    ],
)
def test_text_that_is_covered_in_a_view_is_remarked(properties: str, message: str) -> None:
    document = read(word(table(row("a"), row(cell("hidden", properties=properties)))))

    assert [(x.code, x.message, x.text, x.row) for x in document.remarks] == [("covered-text", message, "hidden", 2)]


def test_a_merge_and_a_cell_that_was_put_in_go_together() -> None:
    added = cell("new", properties=mark("cellIns"))
    document = read(word(table(row("a", "b"), row(added, cell("", properties=merge_change("cont", ""))))))

    assert _covered(document, "accepted") == [[False, False], [False, True]]
    assert _covered(document, "original") == [[False, False], [False]]


def test_a_horizontal_merge_goes_on_over_several_cells() -> None:
    cells = [cell("a", properties=merged("restart", "h")), *[cell("", properties=merged("", "h"))] * 2, "b"]
    [found] = read(word(table(row(*cells)))).tables

    assert [(c.column, c.span, c.lines[0]) for c in found.rows[0].cells] == [(1, 3, "a"), (4, 1, "b")]


def test_text_under_a_horizontal_merge_is_remarked() -> None:
    cells = [cell("a", properties=merged("restart", "h")), cell("b", properties=merged("", "h"))]

    assert [(x.code, x.text) for x in read(word(table(row(*cells)))).remarks] == [("covered-text", "b")]
