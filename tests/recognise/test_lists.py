"""A cell that lists names gives each its role, and says what it does not know."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from resograph.recognise import recognise
from tests.recognise.samples import item, named, report

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "lists.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("column", "words", "expected"), TABLE["accepts"])
def test_a_list_gives_each_name_its_role(column: str, words: str, expected: list[str]) -> None:
    read = recognise(report(item("92-03", **{column.replace("-", "_"): words}))).items[0]

    assert [f"{one.role} {named(one.thing)}" for one in read.mentions] == expected
    assert read.unparsed == ()


@pytest.mark.parametrize(("column", "words", "expected"), TABLE["unknown"])
def test_a_list_says_what_it_does_not_know(column: str, words: str, expected: list[str]) -> None:
    read = recognise(report(item("92-03", **{column.replace("-", "_"): words}))).items[0]

    assert [(one.code, one.span.column, one.span.text) for one in read.unparsed] == [
        ("unknown-name", column, text) for text in expected
    ]


def test_the_plenary_and_the_regional_group_are_those_of_the_reporting_group() -> None:
    given = item("92-03", lead="Plenary", action_by="RG-AFR")
    read = recognise(report(given, group="sg13", period="2025-2028")).items[0]

    assert [named(one.thing) for one in read.mentions] == ["SG13RG-AFR", "SG13 Plenary"]


def test_a_question_is_one_of_the_study_period_of_the_report() -> None:
    read = recognise(report(item("92-03", lead="Q2/13"), group="sg13", period="2025-2028")).items[0]

    assert [getattr(one.thing, "period", "") for one in read.mentions] == ["2025-2028"]
