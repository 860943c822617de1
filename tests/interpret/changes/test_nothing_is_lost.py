"""Whatever is marked, each word that came, went or moved is told once, and no other word is."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from resograph.interpret import tracked_changes
from resograph.model.document import Cell, Change, Document, Paragraph, Row, Run, Table
from resograph.model.report import PendingChange

DATES = ("", "2023-08-29T10:12:00Z", "2023-08-29T10:40:00Z", "2023-09-29T10:12:00Z", "some day")
SIGNED = [Change("insert", author, date) for author in ("", "A", "B") for date in DATES]
inserted = st.sampled_from([None, None, *SIGNED])
deleted = st.sampled_from([None, None, *(Change("delete", change.author, change.date) for change in SIGNED)])
words = st.builds(Run, st.sampled_from(["w", "w", "w", " "]), inserted, deleted)
paragraphs = st.builds(
    Paragraph, runs=st.lists(words, max_size=4).map(tuple), mark_inserted=inserted, mark_deleted=deleted
)
stories = st.lists(paragraphs, max_size=4).map(tuple)
cells = st.builds(Cell, column=st.just(1), span=st.just(1), paragraphs=stories, inserted=inserted, deleted=deleted)
rows = st.builds(Row, st.just(1), cells.map(lambda cell: (cell,)), inserted, deleted)


def _numbered(story: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Give each word a number, so that it can be found again."""
    numbers = count(1)
    return tuple(
        Paragraph(
            tuple(
                Run(f"<{next(numbers)}>" if run.text == "w" else run.text, run.inserted, run.deleted)
                for run in paragraph.runs
            ),
            mark_inserted=paragraph.mark_inserted,
            mark_deleted=paragraph.mark_deleted,
        )
        for paragraph in story
    )


def _told(changes: tuple[PendingChange, ...], word: str) -> list[str]:
    """Return where a word is told: as an old one, a new one, or one put in and taken out again."""
    undone = {True: "undone", False: "old"}
    old = [undone[change.kind == "insert-then-delete"] for change in changes if word in change.old]
    return old + ["new" for change in changes if word in change.new]


def _expected(run: Run) -> list[str]:
    if run.inserted and run.deleted:
        return ["undone"]
    return ["new"] if run.inserted else ["old"] if run.deleted else []


@given(stories)
def test_each_word_is_told_once_and_as_what_it_is(story: tuple[Paragraph, ...]) -> None:
    numbered = _numbered(story)
    changes = tracked_changes(Document("a", "", "", numbered))
    runs = [run for paragraph in numbered for run in paragraph.runs if not run.text.isspace()]

    assert [(run.text, _told(changes, run.text)) for run in runs] == [(run.text, _expected(run)) for run in runs]


@given(stories)
def test_what_differs_between_the_views_is_told(story: tuple[Paragraph, ...]) -> None:
    document = Document("a", "", "", (Table(1, (Row(1, (Cell(1, 1, story),)),)),))
    lines = [
        [cell.lines for table in document.in_view(view).tables for row in table.rows for cell in row.cells]
        for view in ("accepted", "original")
    ]

    assert tracked_changes(document) or lines[0] == lines[1]


@given(rows)
def test_words_of_a_row_that_came_or_went_are_told_at_least_once(row: Row) -> None:
    cell = row.cells[0]
    numbered = Cell(1, 1, _numbered(cell.paragraphs), inserted=cell.inserted, deleted=cell.deleted)
    changes = tracked_changes(Document("a", "", "", (Table(1, (Row(1, (numbered,), row.inserted, row.deleted),)),)))
    whole = row.inserted or row.deleted or cell.inserted or cell.deleted
    runs = [run for paragraph in numbered.paragraphs for run in paragraph.runs if not run.text.isspace()]

    assert [run.text for run in runs if (whole or run.inserted or run.deleted) and not _told(changes, run.text)] == []
