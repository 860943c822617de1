"""The W3C SHACL suite: what a user is told is the expected report, and no other verdict than pySHACL's.

Compared are whether data conform, and of each result focus, path, value, component, severity and named shape.
Files are read as they stand. (pySHACL's command line lets rdflib write numbers and booleans anew: in
core/property/datatype-001 and or-datatypes-001 it then names values that no file holds.)
"""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
import pytest

from resograph.check import fast, reference
from resograph.check.engine import ruling
from resograph.check.raw import ntriples
from resograph.check.shapes import Shapes, load_shapes
from resograph.errors import CheckError, InputError
from tests.conformance.shacl_suite import Case, Told, cases, ours, plain, said
from tests.conftest import REPOSITORY

SUITE = REPOSITORY.parent / "shared" / "suites" / "shacl"
CASES = tuple(cases(SUITE))
ABSENT = pytest.param(None, marks=pytest.mark.skip(reason="needs the shared suites, which a lone clone does not have"))

PYSHACL_MISSES = {
    "core/property/uniqueLang-002": 'takes sh:uniqueLang "1" for true; SHACL asks for the very literal true',
    "sparql/pre-binding/shapesGraph-001": "has no $shapesGraph, an optional feature: it raises NotImplementedError",
}
REFUSED = {
    "sparql/component/validator-001": "owl:imports: nothing is fetched",
    "sparql/node/prefixes-001": "owl:imports: nothing is fetched, not even what the file itself holds",
    "sparql/pre-binding/shapesGraph-001": "$currentShape: like $shapesGraph, which pySHACL does not know",
}
SLOW = {
    "sparql/node/sparql-002": "a query computes a value",
    "sparql/node/sparql-003": "a query computes a value",
}

every_case = pytest.mark.parametrize("case", CASES or [ABSENT], ids=lambda case: case.name if case else "none")
ignore_warnings = pytest.mark.filterwarnings("ignore::Warning")
"""pySHACL warns of sh:qualifiedValueShape in a node shape, where it has no meaning, as the suite holds."""


@cache
def shapes(case: Case) -> Shapes:
    return load_shapes(case.shapes)


@cache
def of_a_user(case: Case) -> Told | None:
    """Return what `resograph validate` tells; None if it refuses the shapes or, for what they import, the data."""
    try:
        return said(ruling(ntriples(ours(case.data)), shapes(case)).raws)
    except (CheckError, InputError):
        return None


@every_case
@ignore_warnings
def test_a_user_is_told_what_the_suite_expects(case: Case) -> None:
    assert of_a_user(case) == (None if case.name in REFUSED else case.expected)


@every_case
@ignore_warnings
def test_pyshacl_tells_what_the_suite_expects_but_for_the_misses_in_the_list(case: Case) -> None:
    assert (plain(case) == case.expected) is (case.name not in PYSHACL_MISSES)


@every_case
@ignore_warnings
def test_no_verdict_is_another_than_that_of_pyshacl(case: Case) -> None:
    if case.name not in {*REFUSED, *PYSHACL_MISSES}:
        assert of_a_user(case) == plain(case)


@every_case
@ignore_warnings
def test_both_engines_tell_the_same_of_data_without_blank_nodes(case: Case) -> None:
    """With blank nodes, which most files hold, the quick engine leaves the work to pySHACL."""
    if case.expected is None or case.name in {*REFUSED, *PYSHACL_MISSES, *SLOW}:
        return
    data = (ox.serialize(ours(case.data), format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    assert said(fast.validate(data, shapes(case))) == said(reference.validate(data, shapes(case)))


@every_case
def test_shapes_are_refused_or_slow_for_the_reason_in_the_lists_alone(case: Case) -> None:
    if case.name in REFUSED:
        with pytest.raises(CheckError, match=re.escape(REFUSED[case.name].partition(":")[0])):
            shapes(case)
    elif case.expected is not None:
        assert shapes(case).beyond == SLOW.get(case.name, "")


def test_the_suite_is_whole_and_the_lists_name_cases_of_it() -> None:
    if not CASES:
        pytest.skip("needs the shared suites, which a lone clone does not have")
    assert len(CASES) == 121
    assert {*PYSHACL_MISSES, *REFUSED, *SLOW} <= {case.name for case in CASES}
