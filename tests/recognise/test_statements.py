"""Liaison statements, establishments of groups and classes of a status are read as they are worded."""

from __future__ import annotations

import pytest

from resograph.model.things import Establishment, LiaisonStatement
from resograph.recognise import recognise
from resograph.recognise.cross_reference import is_only_reference
from resograph.recognise.reporting_status import reporting_status
from tests.recognise.samples import item, named, report


def _things(kind: type, status: str) -> list[str]:
    read = recognise(report(item("92-01", status=status))).items[0]
    return [named(one.thing) for one in read.mentions if isinstance(one.thing, kind)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SG17 sent a Liaison statement to ITU-R WP5D in which it asked.", ["SG17 to ITU-R WP5D"]),
        (
            "SG17 sent a Liaison Statement to JCA-IMT2020 at its September 2022 SG17 meeting.",
            ["SG17 to JCA-IMT2020, 2022-09"],
        ),
        ("SG17 received a liaison statement from ISO/IEC JTC 1/SC 27.", ["ISO/IEC JTC 1/SC 27 to SG17"]),
        ("An incoming liaison statement from 3GPP SA3.", ["3GPP SA3 to ?"]),
        ("Q4/17 prepared a reply liaison statement.", ["Q4/17 to ?"]),
        ("SG13 wrote. SG17 sent LS to SG11.", ["SG17 to SG11"]),
        ("Q1/17 sent the liaison statement to TSAG in May 2022.", ["Q1/17 to TSAG, 2022-05"]),
        ("SG17 sent liaison statements to SG13 and SG20.", ["SG17 to SG13"]),
        ("SG2 sent LS/o to IETF.", ["SG2 to IETF"]),
        ("SG17 sent a liaison statement to GSMA.\nSG5 met in May 2022.", ["SG17 to GSMA"]),
        ("SG17 liaises with SG13.", []),
        ("liaison rapporteurs of SG17", []),
        ("A liaison statement was drafted.", []),
        ("SG17 has a statement on liaison.", []),
        ("a liaison statement. SG17 met", []),
    ],
)
def test_a_liaison_statement_has_two_ends(status: str, expected: list[str]) -> None:
    assert _things(LiaisonStatement, status) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SG17 created the SG17 RG-AFR on 17 April 2015.", ["SG17RG-AFR, 2015-04-17"]),
        (
            "created RG-AFR on 17 April 2015 and created RG-ARB on 30 March 2017",
            [
                "SG17RG-AFR, 2015-04-17",
                "SG17RG-ARB, 2017-03-30",
            ],
        ),
        ("SG17 established at its May 2020 meeting CG-secapa", ["CG-secapa, 2020-05"]),
        ("SG13 established JCA-ML in July 2020.", ["JCA-ML, 2020-07"]),
        ("TSAG set up FG-AINN.", ["FG-AINN"]),
        ("SG17 established new work item X.sup-cdc.", []),
        ("The structure of countering spam has been established.", []),
        ("SG17 created a page. RG-AFR met.", []),
        ("RG-AFR was there.", []),
        ("SG17 launched a survey; RG-AFR answered.", []),
    ],
)
def test_a_group_is_established(status: str, expected: list[str]) -> None:
    assert _things(Establishment, status) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("To be provided", "to-be-provided"),
        (" to be  provided. ", "to-be-provided"),
        ("TBD", "to-be-provided"),
        ("", "empty"),
        ("\n \u00a0", "empty"),
        ("None", "nothing-to-report"),
        ("–", "nothing-to-report"),
        ("N/A", "nothing-to-report"),
        ("See 77-01 above", "cross-reference"),
        ("See Action item 97-01 above.", "cross-reference"),
        ("Same as 44-01", "cross-reference"),
        ("See action items 50-01 to 50-03.", "cross-reference"),
        ("See\n50-01", "cross-reference"),
        ("To be provided\nSee 50-01", "to-be-provided"),
        ("See 50-01 and 50-02\n\nTBD.", "to-be-provided"),
        ("To be provided\nTo be provided", "to-be-provided"),
        ("To be provided\nSG17 met.", "reported"),
        ("To be provided\nSee 50-01 and the work of Q2/17", "reported"),
        ("SG17 met; see 77-01.", "reported"),
        ("A list to be provided by SG11 was received.", "reported"),
        ("No progress was made on X.1", "reported"),
        ("See the annex", "reported"),
    ],
)
def test_a_status_has_a_class(status: str, expected: str) -> None:
    assert reporting_status(status) == expected


def test_a_placeholder_keeps_the_references_beside_it() -> None:
    read = recognise(report(item("92-01", status="To be provided\nSee 50-01"), item("50-01"))).items[0]

    assert read.reporting_status == "to-be-provided"
    assert [(named(one.thing), one.role) for one in read.mentions] == [("50-01", "see")]


def test_a_range_refers_to_the_items_that_the_plan_has() -> None:
    items = [item(number) for number in ("50-03", "50-01", "50-10", "51-01")]
    read = recognise(report(item("92-01", status="See action items 50-01 to 50-10."), *items)).items[0]

    assert read.reporting_status == "cross-reference"
    assert [named(one.thing) for one in read.mentions] == ["50-01", "50-03", "50-10"]


def test_a_sentence_with_a_reference_is_more_than_a_reference() -> None:
    assert not is_only_reference("See 77-01 above and the work of Q2/17")
