"""The engine behind one function: what it says is kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.check.shacl import validate
from resograph.check.shapes import load_shapes
from tests.check.conftest import HERE, small
from tests.check.test_shapes import PREFIXES


def _raw(tmp_path: Path, shape: str) -> list[tuple[str, str, str]]:
    (tmp_path / "rule.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    return sorted((raw.path, raw.shape, raw.message) for raw in validate(small().current(), load_shapes(tmp_path)))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("[ sh:inversePath rg:about ]", "^<{rg}about>"),
        ("( rg:reportedIn rg:view )", "<{rg}reportedIn>/<{rg}view>"),
        ("[ sh:alternativePath ( rg:a rg:b ) ]", "(<{rg}a>|<{rg}b>)"),
        ("[ sh:zeroOrMorePath rg:a ]", "(<{rg}a>)*"),
        ("( [ sh:inversePath rg:a ] [ sh:oneOrMorePath rg:b ] )", "^<{rg}a>/(<{rg}b>)+"),
    ],
)
def test_a_path_is_told_as_sparql_writes_it(tmp_path: Path, path: str, written: str) -> None:
    shape = (
        f"rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path {path} ; sh:minCount 9 ; sh:message 'm' ."
    )

    assert _raw(tmp_path, shape)[0][0] == written.format(rg="https://w3id.org/resograph/def#")


def test_a_shape_without_a_name_goes_by_the_name_of_the_shape_it_stands_in(tmp_path: Path) -> None:
    shape = "rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:property [ sh:path rg:a ; sh:minCount 1 ] ."

    assert _raw(tmp_path, shape)[0][1] == "https://example.org/rules#a"


def test_the_english_message_is_taken_of_several(tmp_path: Path) -> None:
    shape = 'rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:class rg:None ; sh:message "nein"@de , "no"@en .'

    assert _raw(tmp_path, shape)[0][2] == "no"


def test_texts_with_and_without_their_type_are_the_same_text(tmp_path: Path) -> None:
    shape = (
        "rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:property rule:b . rule:b sh:path rg:milestoneText ; "
    )

    assert _raw(tmp_path, shape + 'sh:hasValue "On-going" .') == []
    assert len(validate(small().current(), load_shapes(HERE / "rules"))) == 0
