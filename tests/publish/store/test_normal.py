"""What two stores must agree on, and what a store that keeps values and not spellings is excused."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from resograph.naming.prefixes import RG, XSD
from resograph.publish.store.normal import NOTHING, as_virtuoso, as_written, digest, in_order


def _line(text: str, datatype: str) -> str:
    return as_virtuoso(ox.Triple(RG.a, RG.b, ox.Literal(text, datatype=XSD[datatype])))


@pytest.mark.parametrize(
    ("one", "other", "datatype"),
    [
        ("1", "true", "boolean"),
        ("0", "false", "boolean"),
        ("01", "1", "integer"),
        ("+5", "5", "integer"),
        ("-0", "0", "integer"),
        ("01", "1", "nonNegativeInteger"),
        ("1.0", "1", "decimal"),
        (".50", "0.5", "decimal"),
        ("-0.0", "0", "decimal"),
        ("1.0E0", "1", "double"),
        ("3.4E38", "3.4e+38", "float"),
        ("2020-01-31T10:00:00.000Z", "2020-01-31T10:00:00Z", "dateTime"),
        ("2020-01-31T10:00:00.120+02:00", "2020-01-31T10:00:00.12+02:00", "dateTime"),
    ],
)
def test_two_spellings_of_one_value_are_equal(one: str, other: str, datatype: str) -> None:
    assert _line(one, datatype) == _line(other, datatype)


@pytest.mark.parametrize(
    ("one", "other", "datatype"),
    [
        ("true", "false", "boolean"),
        ("1", "10", "integer"),
        ("x", "0", "integer"),
        ("1.23456789012345678901234567890", "1.234567890123457", "decimal"),
        ("0.1", "0.10000000000000001", "decimal"),
        ("P1Y", "12", "duration"),
        ("-0001-01-01", "0000-01-01", "date"),
        ("2020-01", "2020-1", "gYearMonth"),
        ("2020-01-31T10:00:00.123456789Z", "2020-01-31T10:00:00.123456Z", "dateTime"),
        ("2020-01-31T10:00:00Z", "2020-01-31T10:00:00", "dateTime"),
        ("2020-01-31T10:00:10Z", "2020-01-31T10:00:1Z", "dateTime"),
        ("1.0", "1", "string"),
    ],
)
def test_another_value_is_another_line(one: str, other: str, datatype: str) -> None:
    assert _line(one, datatype) != _line(other, datatype)


def test_an_integer_too_large_for_virtuoso_equals_the_decimal_it_gives_back() -> None:
    assert _line("9223372036854775808", "integer") == _line("9223372036854775808", "decimal")
    assert _line("7", "integer") != _line("7", "decimal")


def test_texts_are_never_excused() -> None:
    texts = ["1", "01", "a\r\nb", "a\nb", "a\rb", "\U0001d4b3", "", " ", "\x01"]
    lines = {as_virtuoso(ox.Triple(RG.a, RG.b, ox.Literal(text))) for text in texts}

    assert len(lines) == len(texts)


def test_the_order_and_repetition_of_triples_is_no_difference() -> None:
    triples = [ox.Triple(RG.a, RG.b, ox.Literal(str(number))) for number in range(30)]
    there = digest(in_order(map(as_written, [*reversed(triples), *triples])))

    assert there == digest(in_order(map(as_written, triples)))
    assert there.triples == 30
    assert digest(in_order(map(as_written, triples[1:]))) not in {there, NOTHING}
