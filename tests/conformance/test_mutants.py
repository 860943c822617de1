"""Faults of many kinds in the example graph: both engines tell the same of each, results, shapes and words."""

from __future__ import annotations

from functools import cache

import pytest

from resograph.check.shapes import load_shapes
from tests.conformance.mutants import FAULT_KINDS, FAULTS, Compared, Whole, compared, example, mutant

SEED, COUNT = 4, 20
MANY_SHAPES = 60


@pytest.fixture(scope="module")
def whole() -> Whole:
    return example()


@cache
def told_of(whole: Whole, number: int) -> Compared:
    return compared(mutant(whole, SEED, number), load_shapes())


# More of them by hand: python -m tests.conformance.mutants --count 200
@pytest.mark.parametrize("number", range(COUNT))
def test_both_engines_tell_the_same_of_a_graph_with_faults(whole: Whole, number: int) -> None:
    both = told_of(whole, number)

    assert list(both.differences) == []
    assert both.slow


def test_the_mutants_are_many_sided(whole: Whole) -> None:
    """Every kind of fault has its turn, and many shapes, of each severity, have something to say."""
    results = [result for number in range(COUNT) for result in told_of(whole, number).quick]

    assert len(FAULT_KINDS) <= COUNT * FAULTS
    assert len({shape for *_, shape, _ in results}) >= MANY_SHAPES
    assert {severity.rpartition("#")[2] for *_, severity, _, _ in results} == {"Violation", "Warning", "Info"}
    assert {component.rpartition("#")[2] for _, _, _, component, *_ in results} >= {
        *("ClassConstraintComponent", "DatatypeConstraintComponent", "MaxCountConstraintComponent"),
        *("MinCountConstraintComponent", "NodeKindConstraintComponent", "PatternConstraintComponent"),
        *("InConstraintComponent", "SPARQLConstraintComponent", "UniqueLangConstraintComponent"),
    }


def test_a_mutant_is_the_same_in_every_run(whole: Whole) -> None:
    assert mutant(whole, SEED, 3) == mutant(whole, SEED, 3)
    assert mutant(whole, SEED, 3) != mutant(whole, SEED, 4)
