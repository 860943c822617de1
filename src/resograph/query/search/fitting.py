"""Turns what somebody typed for a facet into the values that it means: "92", "Q2/17", "recommendation" do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resograph.query.search.documents import Facet
from resograph.query.search.keys import key
from resograph.query.search.kinds import CALLED

_BEFORE: Mapping[Facet, tuple[str, ...]] = {"resolution": ("", "res", "resolution"), "question": ("", "q", "question")}


def fitting(typed: str, tags: Mapping[int, tuple[Facet, str, str]], facet: Facet) -> tuple[int, ...]:
    """Return the numbers of the values of a facet that fit: the very value alone, or all that people call so.

    >>> tags = {1: ("resolution", "wtsa/92", "WTSA Resolution 92"), 2: ("resolution", "pp/92", "PP Resolution 92")}
    >>> fitting("wtsa/92", tags, "resolution"), fitting("Res. 92", tags, "resolution"), fitting("2", tags, "resolution")
    ((1,), (1, 2), ())
    >>> fitting("q2/17", {1: ("question", "itu-t/2022-2024/q2-17", "Question 2/17")}, "question")
    (1,)
    """
    own = {number: (value, label) for number, (of, value, label) in tags.items() if of == facet}
    exact = tuple(number for number, (value, _) in own.items() if value == typed)
    wanted = key(typed)
    if exact or not wanted:
        return exact
    return tuple(number for number, (value, label) in own.items() if wanted in _called(facet, value, label))


def _called(facet: Facet, value: str, label: str) -> Iterator[str]:
    yield from (key(value), key(label))
    last = value.rpartition("/")[2]
    if facet == "kind":
        yield key(CALLED[value][0])
    elif before := _BEFORE.get(facet):
        yield from (key(f"{word}{last.removeprefix('q')}") for word in before)
