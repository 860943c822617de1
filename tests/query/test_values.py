"""Answers as Python values and as frames."""

from __future__ import annotations

import json
import math
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import polars as pl
import pyoxigraph as ox
import pytest

from resograph.errors import UsageError
from resograph.query.answer import Answer
from resograph.query.values import Value

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIX = f"PREFIX xsd: <{XSD}> "
# A store would rewrite some of these; another's results come as they are.
HELD: list[tuple[str, str, Value]] = [
    ("integer", "0042", 42),
    ("integer", "+7", 7),
    ("integer", "123456789012345678901234567890", 123456789012345678901234567890),
    ("long", "-9223372036854775808", -(2**63)),
    ("unsignedByte", "255", 255),
    ("negativeInteger", "-1", -1),
    ("decimal", "1.10", Decimal("1.10")),
    ("decimal", ".5", Decimal("0.5")),
    ("decimal", "-3.", Decimal(-3)),
    ("double", "1.5E3", 1500.0),
    ("double", "-INF", float("-inf")),
    ("float", "0.5", 0.5),
    ("boolean", "true", True),
    ("boolean", "0", False),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("dateTime", "2022-05-10T09:30:00", datetime(2022, 5, 10, 9, 30)),  # noqa: DTZ001  # as written
    ("dateTime", "2022-05-10T09:30:00.25Z", datetime(2022, 5, 10, 9, 30, 0, 250_000, tzinfo=UTC)),
    ("dateTime", "2022-05-10T09:30:00-04:00", datetime(2022, 5, 10, 9, 30, tzinfo=timezone(timedelta(hours=-4)))),
    ("dateTimeStamp", "2022-05-10T09:30:00Z", datetime(2022, 5, 10, 9, 30, tzinfo=UTC)),
]
AS_WRITTEN = [
    ("gYear", "2022"),
    ("gYearMonth", "2022-05"),
    ("duration", "P1D"),
    ("time", "09:30:00"),
    ("string", "42"),
    ("integer", "4.0"),
    ("integer", "four"),
    ("integer", " 4"),
    ("integer", "٤"),
    ("integer", "1_000"),
    ("integer", ""),
    ("integer", "9" * 5000),
    ("byte", "128"),
    ("unsignedInt", "-1"),
    ("positiveInteger", "0"),
    ("decimal", "1e3"),
    ("decimal", "."),
    ("double", "inf"),
    ("double", "nan"),
    ("double", "0x10"),
    ("boolean", "TRUE"),
    ("date", "2023-02-29"),
    ("date", "0000-01-01"),
    ("date", "-0044-03-15"),
    ("date", "12022-01-01"),
    ("date", "2022-01-01Z"),
    ("date", "20220101"),
    ("dateTime", "2022-05-10"),
    ("dateTime", "2022-05-10T24:00:00"),
    ("dateTime", "2022-05-10T09:30:00.1234567"),
    ("dateTime", "12022-05-10T09:30:00Z"),
    ("dateTime", "2022-05-10 09:30:00"),
]


def _answer(text: str) -> Answer:
    return Answer(ox.Store().query(PREFIX + text))


def _results(*columns: list[dict[str, str] | None]) -> Answer:
    """Make an answer out of another's results, where each literal is as it is written."""
    names = [f"c{place}" for place in range(len(columns))]
    rows = [{name: term for name, term in zip(names, row, strict=True) if term} for row in zip(*columns, strict=True)]
    document = json.dumps({"head": {"vars": names}, "results": {"bindings": rows}})
    return Answer(ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON))


def _literal(datatype: str, text: str) -> dict[str, str]:
    return {"type": "literal", "value": text, "datatype": XSD + datatype}


@pytest.mark.parametrize(("datatype", "text", "expected"), HELD)
def test_a_literal_is_the_value_of_its_type(datatype: str, text: str, expected: Value) -> None:
    (row,) = _results([_literal(datatype, text)]).values()

    assert row == {"c0": expected}
    assert type(row["c0"]) is type(expected)


@pytest.mark.parametrize(("datatype", "text"), AS_WRITTEN)
def test_what_python_has_no_value_for_stays_as_written(datatype: str, text: str) -> None:
    (row,) = _results([_literal(datatype, text)]).values()

    assert row == {"c0": text}


def test_every_column_is_there_and_none_stands_for_what_is_not() -> None:
    answer = _answer('SELECT ?a ?b ?c { VALUES (?a ?c) { (<urn:a> "chat"@fr) (UNDEF 1) } }')

    assert list(answer.values()) == [{"a": "urn:a", "b": None, "c": "chat"}, {"a": None, "b": None, "c": 1}]
    assert list(next(iter(_answer("SELECT ?b ?a { BIND(1 AS ?a) }").values()))) == ["b", "a"]


def test_not_a_number_is_one_of_floats() -> None:
    (row,) = _results([_literal("double", "NaN")]).values()

    assert isinstance(row["c0"], float)
    assert math.isnan(row["c0"])


def test_text_by_column_is_as_it_is_in_the_data() -> None:
    (row,) = _answer('SELECT * { VALUES ?a { "a\\tb\\u001b" } }').rows()

    assert row == {"a": "a\tb\u001b"}


def test_yes_and_no_and_graphs_have_no_rows() -> None:
    graph = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"

    assert (_answer("ASK {}").yes, _answer("ASK { ?s ?p ?o }").yes, _answer(graph).yes) == (True, False, None)
    for text in ("ASK {}", graph):
        assert list(_answer(text).values()) == []
        assert list(_answer(text).rows()) == []


TYPED = """SELECT * { VALUES (?whole ?exact ?number ?truth ?day ?moment ?instant ?text ?iri ?mixed ?none) {
  (1 1.5 1e0 true "2022-05-10"^^xsd:date "2022-05-10T09:30:00"^^xsd:dateTime "2022-05-10T09:30:00-02:00"^^xsd:dateTime
   "a" <urn:a> 1 UNDEF)
  (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF)
  (-2 2 3 false "0001-01-01"^^xsd:date "9999-12-31T23:59:59.5"^^xsd:dateTime "2022-05-10T11:30:00Z"^^xsd:dateTime
   "é" <urn:b> "one" UNDEF) } }"""
PANDAS = {
    "whole": "Int64",
    "exact": "object",
    "number": "Float64",
    "truth": "boolean",
    "day": "datetime64[s]",
    "moment": "datetime64[us]",
    "instant": "datetime64[us, UTC]",
    "text": "string",
    "iri": "string",
    "mixed": "string",
    "none": "string",
}
POLARS = {
    "whole": pl.Int64(),
    "exact": pl.Decimal(38, 1),
    "number": pl.Float64(),
    "truth": pl.Boolean(),
    "day": pl.Date(),
    "moment": pl.Datetime("us"),
    "instant": pl.Datetime("us", "UTC"),
    "text": pl.String(),
    "iri": pl.String(),
    "mixed": pl.String(),
    "none": pl.String(),
}


def test_a_frame_of_pandas_has_a_type_a_column() -> None:
    answer = _answer(TYPED)
    columns = answer.columns
    frame = answer.to_pandas()

    assert list(frame.columns) == list(columns)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == PANDAS
    assert frame["whole"].sum() == -1
    assert frame["exact"].tolist() == [Decimal("1.5"), None, Decimal(2)]
    assert frame["day"].dt.year.tolist()[0] == 2022
    assert frame["instant"].nunique() == 1
    assert frame["mixed"].tolist()[::2] == ["1", "one"]
    assert frame.isna().sum().tolist() == [3 if name == "none" else 1 for name in columns]


def test_a_frame_of_polars_has_a_type_a_column() -> None:
    answer = _answer(TYPED)
    columns = answer.columns
    frame = answer.to_polars()

    assert frame.columns == list(columns)
    assert dict(frame.schema) == POLARS
    assert frame["exact"].to_list() == [Decimal("1.5"), None, Decimal(2)]
    assert frame["day"].to_list() == [date(2022, 5, 10), None, date(1, 1, 1)]
    assert frame["instant"].n_unique() == 2
    assert frame["mixed"].to_list() == ["1", None, "one"]
    assert frame["none"].null_count() == 3


def test_numbers_beyond_what_a_frame_holds_exactly_stay_as_written() -> None:
    great, small = str(10**30), "0." + "0" * 20 + "1"
    columns: list[list[dict[str, str] | None]] = [
        [_literal("integer", great)],
        [_literal("integer", great), _literal("decimal", small)],
        [_literal("integer", "1" + "0" * 400), _literal("double", "1e0")],
    ]
    expected = [[Decimal(10**30)], [great, small], ["1" + "0" * 400, "1e0"]]

    assert [_results(column).to_polars()["c0"].to_list() for column in columns] == expected
    assert [_results(column).to_pandas()["c0"].tolist() for column in columns] == expected


def test_an_ill_formed_number_makes_no_column_of_numbers() -> None:
    frame = _results([_literal("integer", "007"), _literal("integer", "seven")]).to_polars()

    assert frame["c0"].to_list() == ["007", "seven"]


@pytest.mark.parametrize("text", ["SELECT ?b ?a { ?a ?b ?c }", "SELECT ?b ?a { FILTER(false) }"])
def test_an_empty_answer_keeps_its_columns(text: str) -> None:
    assert list(_answer(text).to_pandas().columns) == ["b", "a"]
    assert _answer(text).to_polars().columns == ["b", "a"]
    assert len(_answer(text).to_pandas()) == len(_answer(text).to_polars()) == 0


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=f"pip install {library}") as caught:
        getattr(_answer("SELECT * { VALUES ?x { 1 } }"), f"to_{library}")()

    assert caught.value.code == "not-installed"


@pytest.mark.parametrize("text", ["ASK {}", "CONSTRUCT { <urn:a> <urn:b> 1 } {}"])
def test_what_has_no_rows_makes_no_frame(text: str) -> None:
    for convert in (_answer(text).to_pandas, _answer(text).to_polars):
        with pytest.raises(UsageError) as caught:
            convert()

        assert caught.value.code == "unsupported-format"
