"""What is told of a Resolution in prose is recognised as the status of an item is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resograph.model.reading import NarrativeReading, Span
from resograph.model.report import CellText, Line, Metadata, Narrative, Report
from resograph.model.things import ItemReference
from resograph.recognise import RECOGNISERS, cells, recognise
from resograph.recognise.words import Context
from tests.recognise.samples import item

CONTEXT = Context("tsag", "2013-2016", "wtsa", frozenset())
STATUS = """SG17 approved
- ITU-T X.1812 (5/2022), Security framework, developed by Q2/17,
and sent a liaison statement to GSMA, see https://www.itu.int.
Q4/17 is working on draft new Recommendation X.5Gsec-t."""


def narrative(text: str) -> Narrative:
    return Narrative(20, "Numbering", CellText(tuple(Line(line, 0) for line in text.split("\n"))), CellText(()))


def read(text: str) -> NarrativeReading:
    return cells.read_narrative(narrative(text), CONTEXT, RECOGNISERS)


def spans(told: NarrativeReading) -> list[Span]:
    return [*(one.span for one in told.mentions), *(one.span for one in told.claims)]


def test_the_same_words_are_read_alike_in_a_status_and_in_a_narrative() -> None:
    status = cells.read_item(item("50-01", status=STATUS), CONTEXT, RECOGNISERS)
    told = read(STATUS)

    def moved(column: str) -> list[tuple[object, ...]]:
        found = (status if column == "status" else told).mentions
        return [(one.thing, one.role, one.edition, one.span.paragraph, one.span.start, one.span.text) for one in found]

    assert moved("text") == moved("status")
    assert len(told.mentions) > 5
    assert {span.column for span in spans(told)} == {"text"}
    assert [(one.outcome, one.about, one.developed_by, one.title) for one in told.claims] == [
        (one.outcome, one.about, one.developed_by, one.title) for one in status.claims
    ]
    assert [one.outcome for one in told.claims] == ["approved", "under-study"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", "empty"),
        ("To be provided", "to-be-provided"),
        ("See Action item 20-03", "cross-reference"),
        ("x", "reported"),
    ],
)
def test_the_reporting_status_is_that_of_the_words(text: str, status: str) -> None:
    assert read(text).reporting_status == status


def test_every_span_quotes_the_line_that_it_names() -> None:
    told = read(STATUS)
    for span in spans(told):
        line = told.narrative.text.lines[span.paragraph - 1].text
        assert line[span.start : span.end] == span.text != ""


def test_what_must_be_understood_and_is_not_is_a_finding() -> None:
    assert [(one.code, one.span.text) for one in read("SG2 approved e.156 (6/2015)").unparsed] == [
        ("bad-designation", "e.156")
    ]


def test_an_item_of_another_file_is_neither_named_nor_missed() -> None:
    told = read("See Action items 20-01 to 20-03.")

    assert not [one for one in told.mentions if isinstance(one.thing, ItemReference)]
    assert told.unparsed == ()


def test_a_report_in_prose_is_read_narrative_by_narrative() -> None:
    report = Report("a", "0" * 64, "accepted", False, Metadata(assembly="wtsa-12", group="tsag"), (), ())  # noqa: FBT003
    told = (narrative("SG2 met."), replace(narrative(""), resolution=29))
    reading = recognise(replace(report, narratives=told))

    assert reading.items == ()
    assert [one.narrative for one in reading.narratives] == [*told]
    assert [one.reporting_status for one in reading.narratives] == ["reported", "empty"]
