"""What must be understood and is not is a finding, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.recognise import recognise
from tests.recognise.samples import example_report, item, report


def _findings(**columns: str) -> list[tuple[str, str]]:
    return [(one.code, one.span.text) for one in recognise(report(item("54-01", **columns))).items[0].unparsed]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SG17 created the SG17 RG-ARF.", [("unknown-group", "SG17 RG-ARF")]),
        ("SG17 approved X.1812 (13/2022).", [("bad-date", "13/2022")]),
        ("SG17 agreed X.Suppl.37 (0/2022).", [("bad-date", "0/2022")]),
        ("SG17 approved X.1812 (12/2022).", []),
        ("SG17 created RG-AFR.", []),
        ("SG17 works with the FooBar Alliance.", []),
    ],
)
def test_a_status_has_these_findings(status: str, expected: list[tuple[str, str]]) -> None:
    assert _findings(status=status) == expected


def test_a_question_with_a_space_is_no_finding() -> None:
    assert _findings(lead="Q2/ 17") == []


def test_a_finding_says_how_to_mend_it() -> None:
    messages = [one.message for one in recognise(report(item("54-01", lead="Qx/17"))).items[0].unparsed]

    assert messages == ["no name that is known in lead; write it as in the vocabulary, names parted by commas"]


def test_the_example_report_has_one_finding_the_group_that_no_region_has(example_text: Path) -> None:
    read = recognise(example_report(example_text))
    found = [(one.item.number, left.code, left.span.text) for one in read.items for left in one.unparsed]

    assert found == [("54-01", "unknown-group", "SG17 RG-ARF")]
