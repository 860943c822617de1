"""A status claims what the rules of the contract say, in the words of any study group."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from resograph.model.reading import Claim
from resograph.model.things import Edition, Recommendation, Supplement, WorkItem
from resograph.recognise import recognise
from tests.recognise.samples import example_report, item, named, report

FOLDER = Path(__file__).parent
CASES = tomllib.loads((FOLDER / "cases" / "claims.toml").read_text(encoding="utf-8"))["cases"]


def _claims(status: str) -> tuple[Claim, ...]:
    return recognise(report(item("92-03", status=status))).items[0].claims


def _in_words(claim: Claim) -> str:
    developed = "+".join(question.designation for question in claim.developed_by)
    actors = "+".join(actor.designation for actor in claim.actors)
    return f"{claim.outcome} {claim.about.designation} {claim.month} | {developed} | {actors} | {claim.title}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["rule"]))
def test_a_status_claims(case: dict[str, list[str]]) -> None:
    assert [_in_words(claim) for claim in _claims(str(case["status"]))] == case["claims"]


def test_the_example_report_claims_what_a_reader_finds_in_it(example_text: Path) -> None:
    read = recognise(example_report(example_text))
    with (FOLDER / "example-claims.tsv").open(encoding="utf-8") as rows:
        expected = sorted(tuple(row.values()) for row in csv.DictReader(rows, delimiter="\t"))

    assert sorted(_row(one.item.number, claim) for one in read.items for claim in one.claims) == expected


def _row(number: str, claim: Claim) -> tuple[str, ...]:
    questions = " ".join(question.designation for question in claim.developed_by)
    return number, claim.outcome, claim.about.designation, claim.month, questions


def test_a_claim_quotes_the_text_and_its_title() -> None:
    claim = _claims("SG17 approved\n- ITU-T X.1812 (5/2022), Trust in networks,\n- X.1813, Other")[0]

    assert claim.span.text == "ITU-T X.1812 (5/2022), Trust in networks"
    assert (claim.span.column, claim.span.paragraph, claim.span.start) == ("status", 2, 2)


def test_a_dated_approval_is_of_an_edition() -> None:
    assert [claim.edition for claim in _claims("SG17 approved X.1812 in May 2022 and consented X.1813.")] == [
        Edition(Recommendation("X.1812"), "2022-05"),
        None,
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SG17 consented X.2000 (9/2023).", [("X.2000", "consented", "2023-09", "")]),
        ("SG17 determined X.2001 (9/2023).", [("X.2001", "determined", "2023-09", "")]),
        ("SG17 consented\n- X.2000 (9/2023), Trust", [("X.2000", "consented", "2023-09", "")]),
        ("SG17 did not approve X.2002 (9/2023).", [("X.2002", "not-approved", "2023-09", "")]),
        ("X.2003 (9/2023) is under study.", [("X.2003", "under-study", "2023-09", "")]),
        ("SG17 consented X.2000 in September 2023.", [("X.2000", "consented", "2023-09", "")]),
        ("SG17 approved X.2000 (9/2023).", [("X.2000", "approved", "2023-09", "2023-09")]),
        ("SG17 agreed X.Suppl.37 (9/2023).", [("X Suppl. 37", "agreed", "2023-09", "2023-09")]),
        ("SG17 maintains X.2000 (9/2023).", [("X.2000", "maintained", "2023-09", "2023-09")]),
    ],
)
def test_only_an_approval_dates_an_edition(status: str, expected: list[tuple[str, str, str, str]]) -> None:
    read = recognise(report(item("92-03", status=status))).items[0]
    dated = {named(one.thing): one.edition.approved for one in read.mentions if one.edition}

    assert [
        (one.about.designation, one.outcome, one.month, one.edition.approved if one.edition else "")
        for one in read.claims
    ] == expected
    assert dated == {text: month for text, _, _, month in expected if month}


def test_a_text_that_is_only_cited_keeps_the_edition_of_its_date() -> None:
    status = "SG17 consented X.2000 (9/2023), Profile of X.1812 (5/2022), and noted X.2000 (1/2020)."
    read = recognise(report(item("92-03", status=status))).items[0]

    assert [(one.span.text, one.edition) for one in read.mentions if isinstance(one.thing, Recommendation)] == [
        ("X.2000 (9/2023)", None),
        ("X.1812 (5/2022)", Edition(Recommendation("X.1812"), "2022-05")),
        ("X.2000 (1/2020)", Edition(Recommendation("X.2000"), "2020-01")),
    ]


def test_the_day_of_an_approval_is_kept() -> None:
    assert [claim.day for claim in _claims("SG17 approved X.1812 on 20 May 2022.")] == ["2022-05-20"]


def test_a_title_says_which_recommendation_a_text_supplements() -> None:
    works = [
        claim.about for claim in _claims("SG17 agreed X.Suppl.37, Supplement to X.1231: Spam, and X.Suppl.38, Other.")
    ]

    assert works == [Supplement("X", "37", Recommendation("X.1231")), Supplement("X", "38")]


def test_a_former_name_is_a_draft_that_became_the_recommendation() -> None:
    read = recognise(report(item("94-01", status="SG17 approved X.1380(X.edrsec), Guidelines."))).items[0]
    drafts = [one.thing for one in read.mentions if isinstance(one.thing, WorkItem)]

    assert drafts == [WorkItem("sg17", "X.edrsec", Recommendation("X.1380"))]
    assert [named(claim.about) for claim in read.claims] == ["X.1380"]
