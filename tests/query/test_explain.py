"""What would be asked, told before it is."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.errors import InputError, UsageError
from resograph.query import Place, bind, explained, find, parse


def test_each_parameter_is_told_with_its_type_its_value_and_whether_it_is_the_default() -> None:
    default, given = (explained(find("report-to"), values, {}, 60) for values in ({}, {"body": "SG16"}))

    assert "body = TSAG  (string, the default)" in default.told()
    assert "body = SG16  (string)" in given.told()
    assert [(one.value, one.default) for one in (*default.parameters, *given.parameters)] == [
        ("TSAG", True),
        ("SG16", False),
    ]


def test_the_text_is_the_one_that_is_sent_without_the_header() -> None:
    query = find("items-by-resolution")
    text = explained(query, {"resolution": "50"}, {}, 60).text

    assert "#+" not in text
    assert bind(query, {"resolution": "50"}).endswith(text)
    assert ox.Store().query(text)


def test_the_question_the_limit_and_the_data_are_told() -> None:
    limited = explained(find("report-to"), {}, {"endpoint": "urn:x"}, 2.5).told().splitlines()
    endless = explained(find("report-to"), {}, {}, 0).told()

    assert limited[0] == f"question   {find('report-to').summary}"
    assert "endpoint   urn:x" in limited
    assert "limit      2.5 seconds" in limited
    assert "limit      none" in endless


def test_a_query_without_a_header_is_told_by_its_name() -> None:
    assert explained(parse("mine", "ASK {}"), {}, {}, 60).told().startswith("question   mine\n")


def test_programs_are_told_the_same() -> None:
    told = json.loads(json.dumps(explained(find("report-to"), {}, {"data": "out"}, 60).described()))

    assert told["params"][0]["value"] == "TSAG"
    assert told["asked"] == {"data": "out"}
    assert "SELECT" in told["sparql"]


@pytest.mark.parametrize(("text", "code"), [("SELECT", "query-syntax"), ("ASK FROM <urn:x> {}", "query-refused")])
def test_what_cannot_be_asked_is_not_explained(text: str, code: str) -> None:
    with pytest.raises(UsageError, match=code):
        explained(parse("mine", text), {}, {}, 60)


def test_a_place_is_described_without_being_opened(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("no Turtle at all", encoding="utf-8")

    assert Place(str(tmp_path / "a.ttl")).described()["held in"] == "memory"
    with pytest.raises(InputError, match="no-release"):
        Place(str(tmp_path)).described()
