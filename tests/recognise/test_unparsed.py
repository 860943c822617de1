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
        ("SG17 approved X.1812 (2/22).", [("bad-date", "2/22")]),
        ("SG17 agreed Supplement 3 to X-series (2/22).", [("bad-date", "2/22")]),
        ("SG17 approved x.1813 (2/22), Slices.", [("bad-designation", "x.1813"), ("bad-date", "2/22")]),
        ("SG2 approved the revised ITU-T e.164.", [("bad-designation", "ITU-T e.164")]),
        ("It follows x.509v3 and x.509-based rules; see p.123, a.1, v.2022 (c.1990), e.g.100, i.e.200.", []),
        ("www.itu.int/x.509, https://itu.int/rec/e.164 and mail to j.x.123@itu.int", []),
        ("See 99-99 above", [("unknown-item", "99-99")]),
        ("See 54-01, 50-98 to 50-99.", [("unknown-item", "50-98"), ("unknown-item", "50-99")]),
        ("In 99-99 cases agenda items 1-5 were met from 10-20 May 2022; as in 54-01.", []),
        ("Same as items 10-12 May 2022", []),
    ],
)
def test_a_status_has_these_findings(status: str, expected: list[tuple[str, str]]) -> None:
    assert _findings(status=status) == expected


def test_a_reference_to_no_item_is_still_the_whole_status() -> None:
    read = recognise(report(item("54-01", status="See 99-99 above"))).items[0]

    assert (read.reporting_status, read.mentions) == ("cross-reference", ())
    assert [one.message for one in read.unparsed] == [
        "the plan has no item of this number; mend the number or add the row"
    ]


def test_a_question_with_a_space_is_no_finding() -> None:
    assert _findings(lead="Q2/ 17") == []


def test_a_finding_says_how_to_mend_it() -> None:
    messages = [one.message for one in recognise(report(item("54-01", lead="Qx/17"))).items[0].unparsed]

    assert messages == ["no known name for lead; write SG17, Q2/17, GSMA …, separated by commas"]


def test_the_example_report_has_one_finding_the_group_that_no_region_has(example_text: Path) -> None:
    read = recognise(example_report(example_text))
    found = [(one.item.number, left.code, left.span.text) for one in read.items for left in one.unparsed]

    assert found == [("54-01", "unknown-group", "SG17 RG-ARF")]
