"""Answers for a spreadsheet program, which must not calculate what somebody wrote in a report."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest

from resograph.query.answer import Answer
from resograph.query.spreadsheet import cell

XSD = "http://www.w3.org/2001/XMLSchema#"
FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org/?"&A1,"see")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\tword",
    "\rword",
    "\nword",
    "  =1+1",
    "\u00a0=1",
    "\u3000@x",
    '"=1+1',
    "'=1+1",
    "“=1+1”",
    "\ufeff=1",
    "\u200b+1",
    "\x00=1",
    "\x0b-1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "﹣1",
    "-",
    "\" '=cmd",
]
HARMLESS = ["", "a", "92-03", "a=b", "1+1", "x@example.org", "Q2/17", "'quoted'", "– a dash", "5", " 5", "(=1)"]
NUMBERS = [("integer", "-5"), ("integer", "+5"), ("decimal", "-0.5"), ("double", "-1.5E-3"), ("float", "-1")]
NO_NUMBERS = [
    ("integer", "=1"),
    ("integer", "-1+1"),
    ("double", "-INF"),
    ("date", "-0044-03-15"),
    ("gYear", "-0044"),
    ("decimal", "-1e5"),
    ("unsignedByte", "-1"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_calculated_is_made_text(text: str) -> None:
    assert cell(ox.Literal(text)) == f"'{text}"
    assert cell(ox.Literal(text, language="en")) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_is_as_it_was(text: str) -> None:
    assert cell(ox.Literal(text)) == text


@pytest.mark.parametrize(("datatype", "text"), NUMBERS)
def test_a_number_stays_one(datatype: str, text: str) -> None:
    assert cell(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))) == text


@pytest.mark.parametrize(("datatype", "text"), NO_NUMBERS)
def test_a_type_alone_makes_no_number(datatype: str, text: str) -> None:
    assert cell(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))) == f"'{text}"


def _written(text: str, name: str) -> bytes:
    stream = io.BytesIO()
    Answer(ox.Store().query(text)).write(name, stream)
    return stream.getvalue()


def test_it_is_csv_that_a_spreadsheet_reads_as_utf_8() -> None:
    data = _written(
        'SELECT ?a ?b { VALUES (?a ?b) { ("é, \\"x\\"" -2) ("two\\nlines" UNDEF) ("=1" <urn:a>) } }', "spreadsheet"
    )

    assert data == '\ufeffa,b\r\n"é, ""x""",-2\r\n"two\nlines",\r\n\'=1,urn:a\r\n'.encode()
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["a", "b"],
        ['é, "x"', "-2"],
        ["two\nlines", ""],
        ["'=1", "urn:a"],
    ]


def test_the_csv_of_the_w3c_keeps_every_value_to_the_letter() -> None:
    assert _written('SELECT * { VALUES ?a { "=1+1" "\\t@x" } }', "csv") == b"a\r\n=1+1\r\n\t@x\r\n"


def test_yes_and_no_can_be_put_into_a_spreadsheet() -> None:
    assert _written("ASK {}", "spreadsheet") == "\ufefftrue\r\n".encode()
    assert _written("ASK { ?s ?p ?o }", "spreadsheet") == "\ufefffalse\r\n".encode()
