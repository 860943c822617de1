"""The copy of a whole report with the findings as comments."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from resograph import pipeline
from resograph.errors import ResographError
from resograph.interpret import interpret
from resograph.model.document import View
from resograph.model.release import Place, Result, Verdict
from resograph.model.report import Report
from resograph.model.source import Source
from resograph.publish.word_comments import annotate, commentable
from resograph.read import read
from resograph.settings import settings
from tests.fuzz.mutate import mutated
from tests.publish.commented import COMMENTS, MAIN, STATED, finding, new_numbers, parts, same, spots, untouched

MANY = 2000
LARGEST = 300_000


def _reports(path: Path, view: View) -> tuple[Source, tuple[Report, ...]]:
    source, stated = Source.open(path), settings(view=view)
    return source, tuple(pipeline.reports(stated, source))


def _every_line(reports: tuple[Report, ...]) -> Iterator[Result]:
    """Yield a finding on some words of each line of each cell, on each cell and on each item."""
    chance = random.Random(11)  # noqa: S311 -- any words will do
    for report_ in reports:
        for one in report_.items:
            yield finding(item=one.number, table=one.table, row=one.row)
            for column, texts in one.cells.items():
                yield finding(item=one.number, table=one.table, row=one.row, column=column)
                for number, line in enumerate(texts.lines, 1):
                    start = chance.randrange(len(line.text) + 1)
                    quote = line.text[start : start + chance.randrange(40)]
                    place = Place("", one.number, line.table, line.row, column, number, quote, start=start)
                    yield replace(finding(), place=place)


def _quotes(copy: Source, numbers: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the number of each new comment, with the words it quotes; the dash of a list is no word of the file."""
    for one in etree.fromstring(parts(copy)[COMMENTS]):
        [number] = one.xpath("@*[local-name()='id']")
        quote = one.xpath("string(*[2])")
        if str(number) in numbers and quote.startswith("“"):
            yield str(number), quote[1:-1].removeprefix("- ")


def _holds(path: Path, view: View) -> None:
    source, reports = _reports(path, view)
    every = tuple(_every_line(reports))
    results = every[:: len(every) // MANY + 1]
    copy = Source(source.name, annotate(source, reports, Verdict(results)))
    numbers = new_numbers(source, copy)
    texts = {number: " ".join(text.split()) for number, text in spots(copy, MAIN)}

    assert len(numbers) == len(results) > 700
    assert untouched(source, copy)
    assert same(read(source), read(copy))
    assert [quote for number, quote in _quotes(copy, numbers) if quote not in texts[number]] == []


@pytest.mark.parametrize("view", ["accepted", "original"])
def test_every_line_of_the_example_report_can_be_commented(example: Path, view: View) -> None:
    _holds(example, view)


def test_every_line_of_every_report_can_be_commented(shared: Path) -> None:
    seen = 0
    for path in sorted((shared / "reports").glob("*.docx")):
        try:
            _, reports = _reports(path, "accepted") if path.stat().st_size < LARGEST else ("", ())
        except ResographError:
            continue
        if reports:
            seen += 1
            _holds(path, "accepted")
        if any(report.has_changes for report in reports):
            _holds(path, "original")

    assert seen >= 10


@pytest.mark.parametrize("hundred", range(2))
def test_a_file_of_odd_structure_is_copied_true_or_refused(hundred: int) -> None:
    copied = 0
    for number in range(100 * hundred, 100 * hundred + 100):
        source = mutated(20, number)
        try:
            document = commentable(read(source))
            reports = interpret(document, "accepted", STATED)
            copy = Source(source.name, annotate(source, reports, Verdict(tuple(_every_line(reports))[:MANY])))
        except ResographError:
            continue
        copied += 1
        assert same(document, read(copy)), source.name

    assert copied >= 20


def test_the_example_report_gets_a_comment_for_each_finding(example: Path) -> None:
    copy = pipeline.annotated(example, settings(), lambda _: None)
    found = docx.Document(io.BytesIO(copy.data)).comments

    assert len(found) == len(copy.verdict.results) > 0
    assert sorted(one.paragraphs[0].text for one in found) == sorted(one.message for one in copy.verdict.results)


@pytest.mark.parametrize("name", ["tracked.docx", "next_meeting.docx"])
def test_a_report_with_tracked_changes_gets_a_comment_for_each_finding(shared: Path, name: str) -> None:
    source = Source.open(shared / "reports" / name)
    annotated = pipeline.annotated(shared / "reports" / name, settings(), lambda _: None)
    copy = Source(name, annotated.data)

    assert len(new_numbers(source, copy)) == len(annotated.verdict.results) > 0
    assert untouched(source, copy)
    assert same(read(source), read(copy))
