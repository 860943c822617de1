"""The files of queries/ and their headers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resograph.errors import InputError, UsageError
from resograph.query import catalogue, find, load, parse

# The columns that docs/reference/contract.md §5 promises, in its order.
PROMISED = {
    "unanswered-by-lead": "question item resolution status",
    "approved-by-resolution": "resolution designation month question title",
    "question-portfolio": "item role status",
    "report-to": "item resolution status",
    "drafts-by-question": "question designation title item",
    "items-by-resolution": "item action lead status",
    "progress-by-resolution": "resolution items reported unanswered",
    "outside-bodies": "body items",
    "cross-references": "item seeItem endsIn status",
    "clauses": "resolution verb addressee number item",
    "addressed-to": "item resolution verb addressee number actionBy status plan",
    "bodies-by-resolution": "body resolution title items",
    "capacity-building": "kind event date region item plan",
    "changes-of-question": "item column kind before after date by plan",
    "clause-to-recommendation": "resolution clause item designation quotation place plan",
    "copied-status": "item copyOf resolution status plan",
    "doubtful-citations": "item resolution problem clause actionBy plan",
    "findings": "severity rule item column words message plan",
    "question-clauses": "item role clause action status plan",
    "resolutions-without-items": "resolution title plan",
    "unclear-lead": "item resolution reason lead status plan",
    "who-must-act": "item resolution scope actionBy status plan",
    "work-of-question": "designation otherName stage month title item plan",
}
QUERY = "SELECT ?s\nWHERE {\n  VALUES ?o { 1 }\n  ?s ?p ?o .\n}\n"
PARAM = "#+ params: [{name: o, type: integer, default: 1, example: 2, description: A number.}]\n"


@pytest.mark.parametrize("name", PROMISED)
def test_the_promised_queries_are_there_with_the_promised_columns(name: str) -> None:
    assert " ".join(catalogue()[name].columns) == PROMISED[name]


def test_the_listing_is_json_and_holds_every_key_of_the_header() -> None:
    listed = json.loads(json.dumps([query.described() for query in catalogue().values()]))

    assert [entry["name"] for entry in listed] == sorted(entry["name"] for entry in listed)
    assert {tuple(entry) for entry in listed} == {
        ("name", "summary", "description", "tags", "answers", "params", "columns")
    }
    portfolio = next(entry for entry in listed if entry["name"] == "question-portfolio")
    assert portfolio["params"][0]["default"] == "Q2/17"
    assert set(portfolio["params"][0]) == {"name", "type", "default", "example", "description"}


def test_a_file_of_ones_own_may_have_a_header_and_need_not(tmp_path: Path) -> None:
    plain, headed = tmp_path / "plain.rq", tmp_path / "headed.rq"
    plain.write_text(QUERY, encoding="utf-8")
    headed.write_text("#+ summary: Ones.\n" + PARAM + QUERY, encoding="utf-8")

    assert (find(str(plain)).name, find(str(plain)).params) == ("plain", ())
    assert (find(str(headed)).summary, find(str(headed)).params[0].name) == ("Ones.", "o")


def test_a_file_with_a_byte_order_mark_keeps_its_header(tmp_path: Path) -> None:
    path = tmp_path / "marked.rq"
    path.write_text("\ufeff#+ summary: Ones.\n" + QUERY, encoding="utf-8")

    assert load(path).summary == "Ones."


def test_a_file_of_windows_keeps_its_parameters() -> None:
    assert parse("mine", (PARAM + QUERY).replace("\n", "\r\n")).params[0].name == "o"


def test_an_unknown_name_is_met_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean report-to"):
        find("reportto")


@pytest.mark.parametrize(
    "header",
    [
        "#+ summary: [\n",
        "#+ just words\n",
        "#+ columns: item\n",
        "#+ answers: 4\n",
        "#+ answers: [four]\n",
        "#+ params: {name: o}\n",
        "#+ params: [o]\n",
        "#+ params: [{name: o, type: integer}]\n",
        PARAM.replace("name: o", "name: p"),
    ],
)
def test_a_header_that_cannot_be_meant_is_one_line(header: str) -> None:
    with pytest.raises(InputError) as caught:
        parse("mine", header + QUERY)

    assert caught.value.code == "query-header"
    assert "\n" not in str(caught.value)


def test_a_parameter_with_two_values_lines_is_refused() -> None:
    with pytest.raises(InputError, match="exactly one VALUES line"):
        parse("mine", PARAM + QUERY + "  VALUES ?o { 2 }\n")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.rq"
    latin.write_bytes(b"# caf\xe9\nASK {}")
    (tmp_path / "folder.rq").mkdir()

    for path, code in (
        (tmp_path / "none.rq", "not-found"),
        (latin, "encoding"),
        (tmp_path / "folder.rq", "is-a-directory"),
    ):
        with pytest.raises(InputError) as caught:
            find(str(path))
        assert caught.value.code == code
