"""Four times the text takes about four times the time, whatever is repeated in it."""

from __future__ import annotations

import time

import pytest

from benchmarks.adversarial import CITATIONS, LISTS, PROSE, Adversary
from resograph.recognise import recognise
from tests.recognise.samples import item, report

SIZES = (8_000, 32_000)
GROWTH = 7  # four is linear, sixteen is quadratic; the rest is for a busy machine
FLOOR = 0.06  # below this many seconds a ratio says nothing
ATTEMPTS = 3
CELLS = [
    *(("status", adversary) for adversary in PROSE),
    *(("action_by", adversary) for adversary in LISTS),
    *(("action", adversary) for adversary in CITATIONS),
]


def _seconds(text: str, column: str) -> float:
    given = report(item("50-01", **{column: text}))
    begin = time.process_time()
    recognise(given)
    return time.process_time() - begin


def _is_linear(adversary: Adversary, column: str) -> bool:
    short, long = (_seconds(adversary.text(size), column) for size in SIZES)
    return long < FLOOR or long < GROWTH * short


@pytest.mark.parametrize(("column", "adversary"), CELLS, ids=lambda one: getattr(one, "name", one))
def test_recognition_takes_time_in_proportion_to_the_text(column: str, adversary: Adversary) -> None:
    assert any(_is_linear(adversary, column) for _ in range(ATTEMPTS))
