"""Where engines are known to go apart: what ours make of it is the same, and is what SHACL says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from resograph.check import fast
from resograph.check.engine import ruling
from resograph.check.raw import GENID, Raw, ntriples
from resograph.check.rdf_file import rdf_quads
from resograph.check.shapes import Shapes, load_shapes, our_shapes
from resograph.errors import CheckError
from resograph.model.source import Source
from resograph.naming.prefixes import SH
from tests.conformance.mutants import Whole, example, of_group, told

PREFIXES = """
@prefix : <urn:x:> . @prefix rg: <https://w3id.org/resograph/def#> . @prefix rgs: <https://w3id.org/resograph/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="module")
def whole() -> Whole:
    return example()


def shapes(folder: Path, text: str, *beside: Path) -> Shapes:
    (folder / "rule.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return load_shapes(*beside, folder)


def data(text: str) -> str:
    return ntriples(quad.triple for quad in rdf_quads(Source("a.ttl", (PREFIXES + text).encode())))


def found(raws: tuple[Raw, ...]) -> list[str]:
    return sorted(raw.component.removeprefix(SH.iri).removesuffix("ConstraintComponent") for raw in raws)


@pytest.mark.parametrize(
    ("value", "constraint", "expected"),
    [
        ('"ab"', 'sh:pattern "^ab$"', []),
        ('"ab\\n"', 'sh:pattern "^ab$"', ["Pattern"]),
        ('"a$"', r'sh:pattern "^a[$]$"', []),
        ('"a$"', r'sh:pattern "^a\\$$"', []),
        ('"ab\\nc"', 'sh:pattern "^ab$" ; sh:flags "m"', []),
        ("7", "sh:datatype xsd:integer ; sh:minInclusive 1", []),
        ('"+07"^^xsd:integer', "sh:datatype xsd:integer ; sh:minInclusive 1", []),
        ('"7\\n"^^xsd:integer', "sh:datatype xsd:integer ; sh:minInclusive 1", ["Datatype", "MinInclusive"]),
        ('"1_0"^^xsd:integer', "sh:datatype xsd:integer", ["Datatype"]),
        ('"٣"^^xsd:integer', "sh:datatype xsd:integer", ["Datatype"]),
        ('"1e3"^^xsd:decimal', "sh:datatype xsd:decimal", ["Datatype"]),
        ('"1e3"^^xsd:double', "sh:datatype xsd:double", []),
        ('"INF"^^xsd:double', "sh:datatype xsd:double", []),
        ('"infinity"^^xsd:double', "sh:datatype xsd:double", ["Datatype"]),
        ('"TRUE"^^xsd:boolean', "sh:datatype xsd:boolean", ["Datatype"]),
        ('"2022-04-01Z"^^xsd:date', "sh:datatype xsd:date", []),
        ('"2022-W01-1"^^xsd:date', "sh:datatype xsd:date", ["Datatype"]),
        ('"2022-04-01T00:00:00"^^xsd:date', "sh:datatype xsd:date", ["Datatype"]),
        ('"2022-04-01T00:00:00.5+01:00"^^xsd:dateTime', "sh:datatype xsd:dateTime", []),
        ('"2022-04-01"^^xsd:dateTime', "sh:datatype xsd:dateTime", ["Datatype"]),
    ],
)
def test_a_value_is_judged_by_its_form_in_xml_schema(
    tmp_path: Path, value: str, constraint: str, expected: list[str]
) -> None:
    # pySHACL takes what Python takes for a number or a date, and lets a last line break pass "$".
    rule = shapes(tmp_path, f":s a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; {constraint} .")

    assert found(fast.validate(data(f":a :p {value} ."), rule)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('"2022-03-01"^^xsd:date', '"2022-03-09"^^xsd:date', []),
        ('"2022-03-09"^^xsd:date', '"2022-03-09"^^xsd:date', []),
        ('"2022-03-10"^^xsd:date', '"2022-03-09"^^xsd:date', ["LessThanOrEquals"]),
        ('"2022-03-10"^^xsd:date', '"March"^^xsd:date', ["LessThanOrEquals"]),
        ('"2022-03-10"^^xsd:date', '"2023"^^xsd:gYear', ["LessThanOrEquals"]),
        ('"2022-03-10"^^xsd:date', '"2023-03-10"', ["LessThanOrEquals"]),
        ("1", "2.5", []),
        ("3", "2.5", ["LessThanOrEquals"]),
    ],
)
def test_what_has_no_order_is_not_in_order(tmp_path: Path, first: str, second: str, expected: list[str]) -> None:
    # pySHACL ends with an error here, so our own shapes compare dates in a query.
    rule = shapes(tmp_path, ":s a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:lessThanOrEquals :q .")

    assert found(fast.validate(data(f":a :p {first} ; :q {second} ."), rule)) == expected


def test_a_blank_node_is_no_iri_and_a_result_tells_its_name_in_the_data(tmp_path: Path) -> None:
    rule = shapes(tmp_path, ":s a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:nodeKind sh:IRI .")
    done = ruling(data(':a :p [] . :b :p :c . :c :q "<_:x> _:x ." .'), rule)

    assert found(done.raws) == ["NodeKind"]
    assert str(done.raws[0].value).startswith(f"<{GENID}")
    assert done.note == "checked by pySHACL, which is slow: the data have blank nodes"
    assert ruling(data(':c :q "<_:x> _:x ." .'), rule).note == ""


def test_a_broken_query_is_found_whatever_its_shape_looks_at(tmp_path: Path) -> None:
    query = "SELECT $this WHERE { $this ?x ?y . { SELECT ?z WHERE { ?z ?b ?c } } }"
    rule = shapes(tmp_path, f':s a sh:NodeShape ; sh:targetNode :a ; sh:sparql [ sh:select "{query}" ] .')

    with pytest.raises(CheckError, match="pre-bound variables must be selected"):
        ruling(data(":b :p 1 ."), rule)


def test_shapes_that_follow_a_path_for_long_are_no_fault(tmp_path: Path) -> None:
    step = ":s{0} a sh:PropertyShape ; sh:path :next ; sh:node :n{1} . :n{1} a sh:NodeShape ; sh:property :s{1} ."
    last = ":s20 a sh:PropertyShape ; sh:path :next ; sh:maxCount 1 . :n0 a sh:NodeShape ; sh:targetClass :C ; "
    rule = shapes(tmp_path, f"{last} sh:property :s0 . {' '.join(step.format(n, n + 1) for n in range(20))}")

    assert ruling(data(":a a :C ; :next :b ."), rule).raws == ()


# ---------------------------------------------------------------------------------------- our own queries


def two_reports(whole: Whole) -> str:
    other = (of_group(triple, "sg99") for triple in whole.around(whole.items[5:12]))
    return ntriples([*whole.around(whole.items[:9]), *other])


def test_asked_of_all_reports_at_once_our_queries_find_what_they_find_in_each(whole: Whole) -> None:
    both, ours = two_reports(whole), load_shapes()
    each = replace(ours, queries=(), rest=ours.text)
    at_once = told(fast.validate(both, ours))

    assert at_once == told(fast.validate(both, each))
    assert len({focus for focus, _, _, component, *_ in at_once if "SPARQL" in component}) == 2


def test_all_our_queries_over_a_report_are_asked_at_once() -> None:
    ours = load_shapes()

    # A meeting and an assembly, of which there are few, have one of their own.
    assert ours.text.count(f" {SH.sparql} ") == len(ours.queries) + 2
    assert ours.rest.count(str(SH.sparql)) == 2


@pytest.mark.parametrize("change", ["sh:deactivated true", "sh:severity sh:Violation", "sh:targetNode :a"])
def test_a_query_that_the_caller_changes_is_left_to_an_engine(tmp_path: Path, change: str) -> None:
    mine = ":s a sh:NodeShape ; sh:targetClass :C ."
    changed = shapes(tmp_path, f"{mine} rgs:ItemState-placeholder {change} .", our_shapes())
    names = {query.shape.rpartition("#")[2] for query in load_shapes().queries}

    assert names - {query.shape.rpartition("#")[2] for query in changed.queries} == {"ItemState-placeholder"}
    assert changed.rest.count(str(SH.sparql)) == 3
