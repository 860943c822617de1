"""A clause citation cites what its grammar says, and one that cannot be read is a finding."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from resograph.model.things import Resolution
from resograph.recognise import recognise
from resograph.recognise.provision import cite
from tests.recognise.samples import example_report, item, named, report

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "provision.toml").read_text(encoding="utf-8"))


def _cited(citation: str) -> list[str]:
    found = cite(f"SGs to do this {citation}", Resolution("wtsa", 50))
    return [named(provision) for segment in found.segments for provision in segment.provisions] if found else []


@pytest.mark.parametrize(("citation", "expected"), [*TABLE["example"], *TABLE["accepts"]])
def test_a_citation_cites_its_provisions(citation: str, expected: list[str]) -> None:
    assert _cited(citation) == expected


@pytest.mark.parametrize("citation", TABLE["misses"])
def test_another_parenthesis_is_no_citation(citation: str) -> None:
    assert cite(f"SGs to do this {citation}", Resolution("wtsa", 50)) is None


@pytest.mark.parametrize(("citation", "words"), TABLE["bad"])
def test_a_citation_that_cannot_be_read_is_a_finding(citation: str, words: list[str]) -> None:
    read = recognise(report(item("50-01", action=f"SGs to do this {citation}"))).items[0]

    assert [(one.code, one.span.text) for one in read.unparsed] == [("bad-citation", text) for text in words]


def test_the_report_has_these_59_citations(example_text: Path) -> None:
    read = recognise(example_report(example_text))

    assert {one.citation.text for one in read.items if one.citation} == {citation for citation, _ in TABLE["example"]}


def test_two_actions_of_the_report_cite_no_clause(example_text: Path) -> None:
    read = recognise(example_report(example_text))

    assert [one.item.number for one in read.items if not one.citation] == ["64-01", "73-01"]


def test_a_citation_is_cited_of_the_resolution_of_its_item() -> None:
    read = recognise(report(item("92-03", action="SG17 to do this (i. SG17 1).")))
    cited = [one for one in read.items[0].mentions if one.role == "based-on"]

    assert [(one.thing, one.span.text) for one in cited] == [
        (cited[0].thing, "i. SG17 1"),
    ]
    assert getattr(cited[0].thing, "resolution", None) == Resolution("wtsa", 92)


def test_punctuation_around_a_citation_is_not_part_of_it() -> None:
    read = recognise(report(item("07-01", action="to reply; (resolves 3).")))

    assert read.items[0].citation is not None
    assert read.items[0].citation.text == "(resolves 3)"
