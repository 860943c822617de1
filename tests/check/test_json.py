"""JSON: the same keys in every result, whatever is known of it."""

from __future__ import annotations

import json
from dataclasses import replace

from resograph.check import REPORTS
from resograph.model.release import Place
from tests.check.verdicts import HOSTILE, LEAD, MONTH, WORDS, hostile, result, verdict

PLACE = ["file", "item", "table", "row", "column", "paragraph", "quote", "line", "resolution"]


def test_every_result_has_its_rule_its_place_and_what_to_write() -> None:
    mended = replace(result(MONTH), expected="X.1812 (05/2022)")
    known, unknown = json.loads(REPORTS["json"](verdict(mended, result(LEAD, Place()))))["results"]

    assert list(known) == list(unknown)
    assert list(known)[-len(PLACE) :] == PLACE
    assert (known["code"], known["expected"], known["severity"]) == ("Claim-month", "X.1812 (05/2022)", "warning")
    assert [unknown[name] for name in PLACE] == [None] * len(PLACE)


def test_the_rules_that_were_broken_and_the_files_that_were_checked_are_told() -> None:
    record = json.loads(REPORTS["json"](verdict(result(MONTH), result(MONTH), files=("a.docx", WORDS.file))))

    assert record["files"] == ["a.docx", WORDS.file]
    assert [rule["code"] for rule in record["rules"]] == ["Claim-month"]
    assert record["rules"][0] == {
        "code": "Claim-month",
        "iri": MONTH.iri,
        "name": "approved text without a month",
        "description": "It has a month.",
        "severity": "warning",
        "source": "the guide",
    }


def test_what_a_cell_holds_comes_back_as_it_was() -> None:
    results = json.loads(REPORTS["json"](hostile()))["results"]

    assert [one["quote"] for one in results] == list(HOSTILE)
