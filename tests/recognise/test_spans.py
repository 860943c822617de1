"""Every find quotes the words at its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from resograph.model.reading import ItemReading, Reading, Span
from resograph.recognise import recognise
from tests.recognise.samples import example_report, item, report


@pytest.fixture(scope="module")
def read() -> Reading:
    return recognise(example_report(Path(__file__).parents[2] / "examples" / "sg17-wtsa20.txt"))


def _spans(one: ItemReading) -> Iterator[Span]:
    yield from (mention.span for mention in one.mentions)
    yield from (claim.span for claim in one.claims)
    yield from (left.span for left in one.unparsed)
    if one.citation:
        yield one.citation


def test_every_span_quotes_its_line(read: Reading) -> None:
    for one in read.items:
        for span in _spans(one):
            assert span.column != "text"
            assert span.column != "heading"
            line = one.item.cells[span.column].lines[span.paragraph - 1]
            assert line.text[span.start : span.end] == span.text != ""
            assert line.row == span.row


def test_mentions_and_claims_are_many(read: Reading) -> None:
    assert sum(len(one.mentions) for one in read.items) > 500
    assert sum(len(one.claims) for one in read.items) == 44


def test_the_row_of_a_continuation_is_its_own(read: Reading) -> None:
    continued = next(one for one in read.items if one.item.number == "52-01")
    rows = {claim.span.row for claim in continued.claims}

    assert rows == {continued.item.row + 1}
    assert min(claim.span.paragraph for claim in continued.claims) == 3


def test_no_mention_of_a_cell_is_made_twice(read: Reading) -> None:
    for one in read.items:
        made = [(mention.thing, mention.span, mention.role) for mention in one.mentions]
        assert len(made) == len(set(made)), one.item.number


def test_a_find_over_a_line_end_quotes_its_first_line() -> None:
    given = report(item("92-03", status="sent to the Director of the\nTelecommunication Standardization Bureau"))
    spans = [mention.span.text for mention in recognise(given).items[0].mentions]

    assert spans == ["Director of the"]


def test_recognition_does_not_change_the_report(read: Reading) -> None:
    again = example_report(Path(__file__).parents[2] / "examples" / "sg17-wtsa20.txt")

    assert read.report == again
