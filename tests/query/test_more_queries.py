"""What the queries on leads, copies, citations, scopes and events mean, over a report made up to have the odd cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import resograph
from resograph.query import Local, ask, find, open_data
from tests import wordfiles as w

Ask = Callable[..., list[list[str]]]
LONG = (
    "SG17 has reviewed what is asked of it and has found that the work on trust in the networks of the future "
    "belongs to it, to its Questions and to its regional groups alike"
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Local:
    folder = tmp_path_factory.mktemp("odd")
    report = w.report(
        w.entry("50-01", f"{LONG}.", lead="(Q2/17)", by="SG17"),
        w.entry("50-02", f"{LONG.upper()}, and more than that: it began.", lead="Plenary, Q3/17", by="SG17, SG20"),
        w.entry("50-03", "It is done.", lead="Qall/17, Q4/17", by="", action="SG17 to act (i. SGs + TSAG 2)"),
        w.entry("50-04", "It is done.", lead="Qall/17", by="SG20, (SG17)", action="SG17 to act"),
        w.entry(
            "50-05",
            "A gathering was held by SG17 RG-AFR during SG17 meeting from 10-20 May 2022. "
            "SG17 RG-ARB met during SG17 meeting from 21 February to 3 March 2023.",
            action="SG17 to act (i. 3)",
            by="TSAG, SGs",
        ),
    )
    (folder / "report.docx").write_bytes(report.data)
    resograph.build(folder / "report.docx", folder / "out", fail_on="never")
    return open_data(str(folder / "out"))


@pytest.fixture(scope="module")
def rows(told: Local) -> Ask:
    """Answer a named query by some of its columns."""

    def answer(name: str, *columns: str, **values: str) -> list[list[str]]:
        return [[row.get(column, "") for column in columns] for row in ask(find(name), values, told).rows()]

    return answer


def test_a_lead_in_parentheses_is_none_and_a_question_beside_a_group_or_all_is_one(rows: Ask) -> None:
    assert rows("unclear-lead", "item", "reason", "lead") == [
        ["50-01", "missing", "(Q2/17)"],
        ["50-04", "all Questions", "Qall/17"],
    ]


def test_a_copy_may_go_on_where_the_first_one_ends_and_a_short_phrase_is_no_copy(rows: Ask) -> None:
    assert rows("copied-status", "item", "copyOf") == [["50-02", "50-01"]]


def test_a_clause_that_addresses_several_is_addressed_to_each(rows: Ask) -> None:
    for body in ("TSAG", "SGs", "SGs + TSAG"):
        assert rows("addressed-to", "item", "addressee", "number", body=body) == [["50-03", "SGs + TSAG", "2"]]
    assert rows("addressed-to", "item", body="SG") == []


def test_a_citation_is_doubtful_when_it_is_not_there_or_says_not_whom(rows: Ask) -> None:
    assert rows("doubtful-citations", "item", "problem", "clause") == [
        ["50-04", "no clause", ""],
        ["50-05", "no addressee", "Resolution 50, instructs, 3"],
    ]


def test_who_stands_in_parentheses_does_not_act(rows: Ask) -> None:
    assert rows("who-must-act", "item", "scope") == [
        ["50-01", "own group"],
        ["50-02", "own and others"],
        ["50-03", "nobody"],
        ["50-04", "others"],
        ["50-05", "all groups"],
    ]


def test_a_meeting_counts_for_the_regional_group_that_is_named_last_before_it(rows: Ask) -> None:
    assert rows("capacity-building", "kind", "date", "region", "item") == [
        ["gathering", "2022-05-10", "SG17RG-AFR", "50-05"],
        ["gathering", "2023-02-21", "SG17RG-ARB", "50-05"],
    ]
