"""Shapes that cannot be run as they are meant are refused by name: that is no verdict on the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.check import check
from resograph.check.shapes import load_shapes
from resograph.errors import CheckError
from tests.check.conftest import small

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rg: <https://w3id.org/resograph/def#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rule: <https://example.org/rules#> .
"""


def _folder(tmp_path: Path, shape: str) -> Path:
    (tmp_path / "rule.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    return tmp_path


def _sparql(select: str) -> str:
    return f'rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:sparql [ sh:select """{select}""" ] .'


def test_our_own_shapes_are_accepted() -> None:
    assert len(load_shapes().rules) > 100


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        ("rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:js [ sh:jsFunctionName 'f' ] .", "sh:js"),
        ("rule:a a sh:JSConstraint .", "sh:JSConstraint"),
        ("rule:a a sh:NodeShape ; sh:rule [ a sh:TripleRule ] .", "sh:rule"),
        ("<https://example.org/rules> owl:imports <http://127.0.0.1:9/more.ttl> .", "http://127.0.0.1:9/more.ttl"),
        (_sparql("SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"), "SERVICE"),
        (
            _sparql("SELECT $this WHERE { { SELECT $this { SERVICE SILENT <http://127.0.0.1:9/> { $this ?p ?o } } } }"),
            "SERVICE",
        ),
        (_sparql("SELECT $this WHERE { FILTER EXISTS { sERVICE ?where { $this ?p ?o } } }"), "SERVICE"),
        (_sparql("SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }"), "$shapesGraph"),
        (_sparql("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }"), "FROM"),
    ],
)
def test_what_would_reach_outside_is_refused_by_name(tmp_path: Path, shape: str, named: str) -> None:
    with pytest.raises(CheckError, match="unsupported-shapes") as caught:
        check(small(), shapes=load_shapes(_folder(tmp_path, shape)))

    assert named in str(caught.value)
    assert "rule.ttl" in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    "shape",
    [
        "this is not Turtle",
        "rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:property rule:nowhere .",
        "rule:a a sh:NodeShape ; sh:targetClass rg:ItemState ; sh:minCount 1 .",
        "rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path rg:leadText ; sh:minCount 'one' .",
        "rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path rg:statusText ; sh:pattern '[' .",
        _sparql("SELECT nothing"),
        _sparql("SELECT $this WHERE { S\\\\u0045RVICE <http://127.0.0.1:9/> { $this ?p ?o } }"),
        _sparql("SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }"),
        "",
    ],
    ids=[
        "not-turtle",
        "dangling",
        "misplaced",
        "not-a-number",
        "bad-pattern",
        "not-sparql",
        "escaped",
        "minus",
        "none",
    ],
)
def test_broken_shapes_are_an_error_of_the_check_and_no_verdict(tmp_path: Path, shape: str) -> None:
    with pytest.raises(CheckError, match="broken-shapes") as caught:
        check(small(), shapes=load_shapes(_folder(tmp_path, shape)))

    assert "\n" not in str(caught.value)


def test_a_word_like_service_in_a_text_is_no_remote_query(tmp_path: Path) -> None:
    shape = _sparql("SELECT $this WHERE { $this rg:leadText 'SERVICE' } # FROM the SERVICE desk")
    folder = _folder(tmp_path, shape.replace("sh:sparql [", "sh:sparql [ sh:prefixes rule:p ;"))
    declared = "rule:p sh:declare [ sh:prefix 'rg' ; sh:namespace 'https://w3id.org/resograph/def#' ] ."
    (folder / "prefixes.ttl").write_text(PREFIXES + declared, encoding="utf-8")

    assert check(small(), shapes=load_shapes(folder)).verdict.conforms


def test_shapes_in_folders_below_are_examples_and_not_rules(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "rule:a a sh:NodeShape .")
    (folder / "examples").mkdir()
    (folder / "examples" / "fail.ttl").write_text("not Turtle", encoding="utf-8")

    assert len(load_shapes(folder).rules) == 1
