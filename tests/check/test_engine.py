"""The engines behind one function: what they say is kept whole, and is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.check import fast, reference
from resograph.check.engine import ruling
from resograph.check.raw import Raw, ntriples
from resograph.check.shapes import Shapes, load_shapes
from resograph.naming.prefixes import RG
from tests.check.conftest import HERE, small
from tests.check.test_shapes import PREFIXES

Engine = Callable[[str, Shapes], tuple[Raw, ...]]
DATA = ntriples(small().current())


@pytest.fixture(params=[fast.validate, reference.validate], ids=["shacl", "pyshacl"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


def _shapes(tmp_path: Path, shape: str) -> Shapes:
    (tmp_path / "rule.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    return load_shapes(tmp_path)


def _raw(engine: Engine, tmp_path: Path, shape: str) -> list[tuple[str, str, str]]:
    return sorted((raw.path, raw.shape, raw.message) for raw in engine(DATA, _shapes(tmp_path, shape)))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("[ sh:inversePath rg:about ]", "^<{rg}about>"),
        ("( rg:reportedIn rg:view )", "(<{rg}reportedIn>/<{rg}view>)"),
        ("[ sh:alternativePath ( rg:a rg:b ) ]", "(<{rg}a>|<{rg}b>)"),
        ("[ sh:zeroOrMorePath rg:a ]", "(<{rg}a>)*"),
        ("( [ sh:inversePath rg:a ] [ sh:oneOrMorePath rg:b ] )", "(^<{rg}a>/(<{rg}b>)+)"),
    ],
)
def test_a_path_is_told_as_sparql_writes_it(engine: Engine, tmp_path: Path, path: str, written: str) -> None:
    shape = (
        f"rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path {path} ; sh:minCount 9 ; sh:message 'm' ."
    )

    assert _raw(engine, tmp_path, shape)[0][0] == written.format(rg="https://w3id.org/resograph/def#")


def test_a_shape_without_a_name_goes_by_the_name_of_the_shape_it_stands_in(engine: Engine, tmp_path: Path) -> None:
    shape = "rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:property [ sh:path rg:a ; sh:minCount 1 ] ."

    assert _raw(engine, tmp_path, shape)[0][1] == "https://example.org/rules#a"


def test_the_english_message_is_taken_of_several(engine: Engine, tmp_path: Path) -> None:
    shape = 'rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:class rg:None ; sh:message "nein"@de , "no"@en .'

    assert _raw(engine, tmp_path, shape)[0][2] == "no"


def test_texts_with_and_without_their_type_are_the_same_text(engine: Engine, tmp_path: Path) -> None:
    shape = (
        "rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:property rule:b . rule:b sh:path rg:milestoneText ; "
    )

    assert _raw(engine, tmp_path, shape + 'sh:hasValue "On-going" .') == []
    assert engine(DATA, load_shapes(HERE / "rules")) == ()


def test_a_message_on_a_query_is_filled_in_with_what_it_found(engine: Engine, tmp_path: Path) -> None:
    shape = """
        rule:a a sh:NodeShape ; sh:targetClass rg:ReportRevision ; sh:sparql rule:q . rule:q a sh:SPARQLConstraint ;
          sh:message "lead {?lead}" ; sh:select "SELECT $this ?value ?path ?lead
            { ?value <https://w3id.org/resograph/def#reportedIn> $this ;
                <https://w3id.org/resograph/def#milestoneText> ?lead ; ?path ?lead }" .
    """
    [raw] = engine(DATA, _shapes(tmp_path, shape.replace('"SELECT', '"""SELECT').replace('}" .', '}""" .')))

    assert (raw.message, raw.path) == ("lead On-going", RG.milestoneText.value)
    assert raw.value != raw.focus


def test_what_explains_a_result_is_no_result_of_its_own(engine: Engine, tmp_path: Path) -> None:
    shape = """
        rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:node rule:b .
        rule:b a sh:NodeShape ; sh:property [ sh:path rg:nothing ; sh:minCount 1 ] .
    """

    assert len(engine(DATA, _shapes(tmp_path, shape))) == 1


def test_where_the_quick_engine_is_not_the_slow_one_does_the_work_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = ruling(DATA, load_shapes())
    monkeypatch.setattr(fast, "shacl", None)
    slow = ruling(DATA, load_shapes())

    assert sorted(map(str, slow.raws)) == sorted(map(str, usual.raws))
    assert usual.note == ""
    assert slow.note == "checked by pySHACL, which is slow: the package shacl is not installed"


def test_what_the_quick_engine_would_lose_is_run_by_the_slow_one(tmp_path: Path) -> None:
    query = "SELECT $this (CONCAT('a', 'b') AS ?value) { $this a ?kind }"
    shape = (
        f'rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:sparql [ sh:message "m" ; sh:select "{query}" ] .'
    )
    done = ruling(DATA, _shapes(tmp_path, shape))

    assert [raw.value for raw in done.raws] == [ox.Literal("ab")]
    assert done.note == "checked by pySHACL, which is slow: a query computes a value"
