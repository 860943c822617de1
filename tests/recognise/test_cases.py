"""Every recogniser finds what its table says, at the words it says, and nothing in its near misses."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from resograph.recognise import (
    body,
    cross_reference,
    event,
    group,
    meeting,
    meeting_document,
    publication,
    question,
    recommendation,
    resolution,
    web_page,
    work_item,
)
from resograph.recognise.words import longest, searchable
from tests.recognise.samples import CONTEXT, in_words

FINDERS = {
    "body": body.find,
    "cross_reference": cross_reference.find,
    "event": event.find,
    "group": group.find,
    "meeting": meeting.find,
    "meeting_document": meeting_document.find,
    "publication": publication.find,
    "question": question.find,
    "recommendation": recommendation.find,
    "resolution": resolution.find,
    "web_page": web_page.find,
    "work_item": work_item.find,
}
TABLES: dict[str, dict[str, Any]] = {
    name: tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8"))
    for name in FINDERS
}
ACCEPTS = [(name, text, found) for name, table in TABLES.items() for text, found in table["accepts"]]
MISSES = [(name, text) for name, table in TABLES.items() for text in table["misses"]]


def _found(name: str, text: str) -> list[str]:
    return [in_words(one, text) for one in longest(FINDERS[name](searchable(text), CONTEXT))]


@pytest.mark.parametrize(("name", "text", "expected"), ACCEPTS)
def test_a_recogniser_finds_what_is_named(name: str, text: str, expected: list[str]) -> None:
    assert _found(name, text) == expected


@pytest.mark.parametrize(("name", "text"), MISSES)
def test_a_recogniser_finds_nothing_in_a_near_miss(name: str, text: str) -> None:
    assert _found(name, text) == []


@pytest.mark.parametrize("name", FINDERS)
def test_every_table_has_ten_accepts_and_five_near_misses(name: str) -> None:
    assert len(TABLES[name]["accepts"]) >= 10
    assert len(TABLES[name]["misses"]) >= 5


@pytest.mark.parametrize(("name", "text", "expected"), ACCEPTS)
def test_no_break_hyphens_and_spaces_are_read_as_plain_ones(name: str, text: str, expected: list[str]) -> None:
    odd = text.replace("-", "\u2011").replace(" ", "\u00a0")

    assert [one.partition(" = ")[0] for one in _found(name, odd)][:1] == [one.partition(" = ")[0] for one in expected][
        :1
    ] or name == "web_page"
