"""Keys forgive what people get wrong, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resograph.query.search.keys import key, neighbours, slip

letters = st.text("ab1-", min_size=4, max_size=9)


@given(letters, letters)
def test_keys_one_slip_apart_have_a_neighbour_in_common(one: str, other: str) -> None:
    if slip(one, other):
        assert neighbours(one) & neighbours(other)


@given(letters, st.integers(0, 8), st.sampled_from("ab1-z"))
def test_each_single_slip_is_one(word: str, at: int, letter: str) -> None:
    place = at % len(word)
    more = word[:place] + letter + word[place:]
    other = word[:place] + letter + word[place + 1 :]

    assert slip(word, more) == slip(more, word) == "one more or less"
    assert other == word or slip(word, other) == "another"


@pytest.mark.parametrize(
    ("one", "other"), [("92-3", "9-23"), ("X.1812", "X.1813"), ("Q2/17", "Q21/7"), ("SG1", "SG11")]
)
def test_different_designations_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("92-3", "92-03"), ("x1812", "X.1812"), ("Q02/17", "q2-17"), ("Rés 50", "RES.50")]
)
def test_writings_of_one_designation_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)
