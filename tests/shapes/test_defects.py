"""The rules find the defects that a reader listed in the example report, up to Resolution 52, and hardly anything else.

Which rules are for which code of the list stands in ``tests/documents/reference/defect-codes.toml``. A defect is found
where a rule for its code has a finding in the same cell. A finding in a cell for which the list has no such code is
false; rules that no code names are not counted.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from rdflib import SH, Graph, URIRef

from resograph import pipeline
from resograph.model.release import Result
from resograph.settings import Settings

RGS = "https://w3id.org/resograph/shapes#"
LAST = 52  # the last Resolution whose items were annotated
FALSE = 0.05  # of the findings that are counted, at most so many may be false
COLUMNS = {"res_item": "identifier", "action_by": "action-by", "sg17_lead": "lead"}

Cell = tuple[str, str]  # the number of an item, the code of a column


@dataclass(frozen=True)
class Defect:
    """A defect that the reader listed."""

    code: str
    cell: Cell


@pytest.fixture(scope="module")
def defects(reference: Path) -> list[Defect]:
    annotated = json.loads((reference / "annotations-to-resolution-52.json").read_text(encoding="utf-8"))
    return [
        Defect(one["code"], (one["row"], COLUMNS.get(one["column"], one["column"]))) for one in annotated["defects"]
    ]


@pytest.fixture(scope="module")
def rules(reference: Path) -> dict[str, set[str]]:
    table = tomllib.loads((reference / "defect-codes.toml").read_text(encoding="utf-8"))
    assert all(bool(entry["rules"]) != bool(entry.get("reason")) for entry in table.values())
    return {code: set(entry["rules"]) for code, entry in table.items()}


@pytest.fixture(scope="module")
def findings(example: Path) -> list[Result]:
    verdict = pipeline.validated([example], Settings(), lambda _: None)
    return [result for result in verdict.results if int(result.place.item.partition("-")[0] or LAST + 1) <= LAST]


def cell(result: Result) -> Cell:
    return result.place.item, result.place.column


def test_every_code_of_the_list_is_in_the_table_and_no_other(defects: list[Defect], rules: dict[str, set[str]]) -> None:
    assert rules.keys() == {defect.code for defect in defects}


def test_the_rules_of_the_table_exist(rules: dict[str, set[str]], shapes: Graph) -> None:
    for rule in set().union(*rules.values()):
        assert (URIRef(RGS + rule), SH.severity, None) in shapes, rule


def test_every_listed_defect_that_has_a_rule_is_found(
    defects: list[Defect], rules: dict[str, set[str]], findings: list[Result]
) -> None:
    found = {(result.code, cell(result)) for result in findings}
    missed = [d for d in defects if rules[d.code] and not any((rule, d.cell) in found for rule in rules[d.code])]
    assert not missed


def test_few_findings_are_false(defects: list[Defect], rules: dict[str, set[str]], findings: list[Result]) -> None:
    listed = {(rule, defect.cell) for defect in defects for rule in rules[defect.code]}
    counted = [result for result in findings if any(result.code in named for named in rules.values())]
    false = [result for result in counted if (result.code, cell(result)) not in listed]
    assert len(false) <= FALSE * len(counted), [(result.code, cell(result), result.place.quote) for result in false]


def test_the_words_that_the_reader_quotes_are_those_of_the_finding(
    reference: Path, rules: dict[str, set[str]], findings: list[Result]
) -> None:
    """Only for names, which are quoted to the letter by both."""
    annotated = json.loads((reference / "annotations-to-resolution-52.json").read_text(encoding="utf-8"))
    codes = {"missing-dot", "addressee-typo", "clause-addressee-spelling", "body-spelling", "designation-style"}
    words = [one for one in annotated["defects"] if one["code"] in codes]
    for one in words:
        (rule,) = rules[one["code"]]
        said = [r.place.quote for r in findings if r.code == rule and r.place.item == one["row"]]
        assert any(quote in one["verbatim"] or one["verbatim"] in quote for quote in said), (one["verbatim"], said)
