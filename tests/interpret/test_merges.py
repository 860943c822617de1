from __future__ import annotations

from dataclasses import replace

from resograph.interpret.merges import with_merged_text
from resograph.model.document import Document, Place, View
from tests.interpret.documents import SOMEBODY, cell, cells, covered, document, table


def _seen(given: Document, view: View) -> list[tuple[str, bool]]:
    (found,) = with_merged_text(given, view).in_view(view).tables
    return [("\n".join(row.cells[0].lines), row.cells[0].covered) for row in found.rows]


def test_each_row_of_a_merge_holds_its_text() -> None:
    given = document(table(cells(cell(1, "Resolution 50")), cells(covered(1)), cells(covered(1)), cells(cell(1, "x"))))
    assert _seen(given, "accepted") == [
        ("Resolution 50", False),
        ("Resolution 50", True),
        ("Resolution 50", True),
        ("x", False),
    ]


def test_a_merge_whose_first_row_is_deleted_keeps_its_text() -> None:
    first = replace(cells(cell(1, "Resolution 52")), deleted=SOMEBODY)
    given = document(table(cells(cell(1, "Resolution 50")), first, cells(covered(1)), cells(covered(1))))
    assert _seen(given, "accepted") == [("Resolution 50", False), ("Resolution 52", False), ("Resolution 52", True)]
    assert _seen(given, "original")[1:] == [("Resolution 52", False), ("Resolution 52", True), ("Resolution 52", True)]


def test_a_covered_cell_with_nothing_above_it_stands_for_itself() -> None:
    given = document(table(cells(cell(2, "beside")), cells(covered(1))))
    (found,) = with_merged_text(given, "accepted").tables
    assert found.rows[1].cells[0].covered is False


def test_a_merge_that_was_changed_holds_its_text_in_the_view_in_which_it_is() -> None:
    split = replace(cell(1, "own"), original=Place(1, 1, covered=True))
    joined = replace(covered(1), original=Place(1, 1))
    given = document(table(cells(cell(1, "Resolution 50")), cells(split), cells(joined)))
    assert _seen(given, "accepted") == [("Resolution 50", False), ("own", False), ("own", True)]
    assert _seen(given, "original") == [("Resolution 50", False), ("Resolution 50", True), ("", False)]
