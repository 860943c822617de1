"""The four formats of the W3C for answers: its own cases, and what its specifications say beyond them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from resograph.errors import UsageError
from resograph.query.answer import Answer

XSD = "http://www.w3.org/2001/XMLSchema#"
SRX = "{http://www.w3.org/2005/sparql-results#}"
NUMBERS = {"integer", "negativeInteger", "decimal", "double"}
FORMATS = {
    "csv": None,
    "tsv": ox.QueryResultsFormat.TSV,
    "srj": ox.QueryResultsFormat.JSON,
}
CASES = [
    *(
        ("csv-tsv-res", name, f"csvtsv0{query}.rq", data)
        for name, query, data in (
            ("csvtsv01.csv", 1, "data.ttl"),
            ("csvtsv01.tsv", 1, "data.ttl"),
            ("csvtsv02.csv", 2, "data.ttl"),
            ("csvtsv02.tsv", 2, "data.ttl"),
            ("csvtsv03.csv", 1, "data2.ttl"),
            ("csvtsv03.tsv", 1, "data2.ttl"),
        )
    ),
    *(("json-res", f"jsonres0{place}.srj", f"jsonres0{place}.rq", "data.ttl") for place in range(1, 5)),
]


def _written(result: ox.QuerySolutions | ox.QueryBoolean, name: str) -> bytes:
    stream = io.BytesIO()
    Answer(result).write(name, stream)
    return stream.getvalue()


def _given(terms: Sequence[dict[str, str] | None]) -> ox.QuerySolutions:
    """Make results of one column whose literals are as written, which a store would rewrite."""
    rows = [{"x": term} if term else {} for term in terms]
    document = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}})
    read = ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    return read


def _literal(text: str, datatype: str = "", language: str = "") -> dict[str, str]:
    more = {"datatype": XSD + datatype} if datatype else {"xml:lang": language} if language else {}
    return {"type": "literal", "value": text, **more}


Rows = tuple[frozenset[str], list[dict[str, object]]]


def _csv_rows(data: bytes) -> Rows:
    """Read the CSV of a case: blank nodes nameless, numbers by what they are, as the test's own rules have it.

    A column goes by its name: SPARQL gives those of SELECT * no order.
    """
    names, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    return frozenset(names), [dict(zip(names, map(_cell, row), strict=True)) for row in rows]


def _cell(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return "_:" if text.startswith("_:") else text


def _rows(data: bytes, form: ox.QueryResultsFormat) -> bool | Rows:
    read = ox.parse_query_results(data, format=form)
    if isinstance(read, ox.QueryBoolean):
        return bool(read)
    names = [variable.value for variable in read.variables]
    return frozenset(names), [dict(zip(names, map(_term, row), strict=True)) for row in read]


def _term(term: object) -> object:
    if isinstance(term, ox.BlankNode):
        return "_:"
    # The engine knows one type of whole numbers: a number is held against the other by what it is.
    is_number = isinstance(term, ox.Literal) and term.datatype.value.removeprefix(XSD) in NUMBERS
    return float(term.value) if isinstance(term, ox.Literal) and is_number else term


@pytest.mark.parametrize(("folder", "expected", "query", "data"), CASES, ids=[case[1] for case in CASES])
def test_the_cases_of_the_w3c(shared: Path, folder: str, expected: str, query: str, data: str) -> None:
    cases = shared / "suites" / "sparql11" / folder
    store = ox.Store()
    store.load(path=str(cases / data), format=ox.RdfFormat.TURTLE)
    suffix = expected.rpartition(".")[2]
    result = store.query((cases / query).read_text(encoding="utf-8"))
    assert not isinstance(result, ox.QueryTriples)

    written = _written(result, "json" if suffix == "srj" else suffix)

    form = FORMATS[suffix]
    wanted = (cases / expected).read_bytes()
    if form is None:
        assert _csv_rows(written) == _csv_rows(wanted)
    else:
        assert _rows(written, form) == _rows(wanted, form)


@pytest.mark.parametrize("name", ["csvtsv01", "csvtsv02", "csvtsv03"])
def test_the_rows_of_a_case_are_written_as_the_case_has_them(shared: Path, name: str) -> None:
    cases = shared / "suites" / "sparql11" / "csv-tsv-res"
    rows, lines = (cases / f"{name}.tsv").read_bytes(), (cases / f"{name}.csv").read_bytes()

    read = [ox.parse_query_results(rows, format=ox.QueryResultsFormat.TSV) for _ in range(2)]
    assert not any(isinstance(one, ox.QueryBoolean) for one in read)

    assert _written(read[0], "tsv") == rows.replace(b"\r\n", b"\n")
    # A case names its blank node otherwise in each file, and writes one number in capitals.
    expected = lines.replace(b"_:a", b"_:b0").replace(b"1.0E6", b"1.0e6").replace(b"\r\n", b"\n")
    assert _written(read[1], "csv") == expected.replace(b"\n", b"\r\n")


TEXTS = [
    "",
    "plain",
    "a,b",
    'a"b',
    '"',
    "a\nb",
    "a\rb",
    "a\r\nb",
    "a\tb",
    " a ",
    "\\",
    "é 電 😀",
    "<a>&'",
    "\u2028",
    "]]>",
    "\x7f\x85",
]


def test_csv_ends_lines_with_cr_lf_and_quotes_what_must_be_quoted() -> None:
    data = _written(_given([_literal(text) for text in TEXTS]), "csv")

    lines = ["x", "", "plain", '"a,b"', '"a""b"', '""""', '"a\nb"', '"a\rb"', '"a\r\nb"', "a\tb", " a ", *TEXTS[10:]]
    assert data == "".join(f"{line}\r\n" for line in lines).encode()


def test_csv_tells_neither_type_nor_language() -> None:
    terms = [_literal("1", "integer"), _literal("1", "string"), _literal("chat", language="fr"), None]
    terms += [{"type": "uri", "value": "http://example.org/a,b"}]

    assert _written(_given(terms), "csv") == b'x\r\n1\r\n1\r\nchat\r\n\r\n"http://example.org/a,b"\r\n'


TERMS = [
    (_literal("a\tb"), '"a\\tb"'),
    (_literal('a"b\\c'), '"a\\"b\\\\c"'),
    (_literal("a\nb\rc"), '"a\\nb\\rc"'),
    (_literal("chat", language="fr"), '"chat"@fr'),
    (_literal("-5", "integer"), "-5"),
    (_literal("0.50", "decimal"), "0.50"),
    (_literal("1.0e6", "double"), "1.0e6"),
    (_literal("5.", "decimal"), f'"5."^^<{XSD}decimal>'),
    (_literal("5", "decimal"), f'"5"^^<{XSD}decimal>'),
    (_literal("5", "double"), f'"5"^^<{XSD}double>'),
    (_literal("INF", "double"), f'"INF"^^<{XSD}double>'),
    (_literal("five", "integer"), f'"five"^^<{XSD}integer>'),
    (_literal("2022-05", "gYearMonth"), f'"2022-05"^^<{XSD}gYearMonth>'),
    ({"type": "uri", "value": "urn:a"}, "<urn:a>"),
    (None, ""),
]


def test_tsv_holds_terms_in_the_form_of_turtle_one_line_a_row() -> None:
    data = _written(_given([term for term, _ in TERMS]), "tsv").decode()

    assert data.split("\n") == ["?x", *(text for _, text in TERMS), ""]


@pytest.mark.parametrize("text", [text for _, text in TERMS if text], ids=range(len(TERMS) - 1))
def test_a_parser_of_turtle_reads_each_term_of_tsv(text: str) -> None:
    (triple,) = ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.TURTLE)
    ((term,),) = _given([dict(_as_json(triple.object))])

    assert term == triple.object


def _as_json(term: object) -> Iterator[tuple[str, str]]:
    yield "type", "uri" if isinstance(term, ox.NamedNode) else "literal"
    assert isinstance(term, ox.NamedNode | ox.Literal)
    yield "value", term.value
    if isinstance(term, ox.Literal) and term.language:
        yield "xml:lang", term.language
    elif isinstance(term, ox.Literal):
        yield "datatype", term.datatype.value


def test_json_holds_each_term_as_it_is() -> None:
    terms = [*(_literal(text) for text in [*TEXTS, "\x00", "\x1f"]), *(term for term, _ in TERMS)]
    document = json.loads(_written(_given(terms), "json"))

    assert document == {
        "head": {"vars": ["x"]},
        "results": {"bindings": [{"x": term} if term else {} for term in terms]},
    }


def test_xml_is_read_as_the_same_text_by_any_parser() -> None:
    terms = [*(_literal(text) for text in TEXTS), *(term for term, _ in TERMS)]
    root = ET.fromstring(_written(_given(terms), "xml"))  # noqa: S314  # our own

    assert [variable.get("name") for variable in root.iter(f"{SRX}variable")] == ["x"]
    bindings = [result.find(f"{SRX}binding") for result in root.iter(f"{SRX}result")]
    assert [None if binding is None else _of_xml(binding[0]) for binding in bindings] == terms


def _of_xml(node: ET.Element) -> dict[str, str]:
    kind = node.tag.removeprefix(SRX)
    language = node.get("{http://www.w3.org/XML/1998/namespace}lang")
    more = {"datatype": node.get("datatype"), "xml:lang": language}
    return {"type": kind, "value": node.text or "", **{name: text for name, text in more.items() if text}}


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\x1f", "\ufffe", "😀" * 3000 + "\uffff"], ids=range(5))
def test_what_no_xml_can_hold_is_refused_and_not_written_broken(text: str) -> None:
    with pytest.raises(UsageError, match="XML cannot hold") as caught:
        _written(_given([_literal(text)]), "xml")

    assert caught.value.code == "unsupported-format"


def test_xml_of_many_rows_is_the_same_text() -> None:
    texts = [f"電{place}\r" * (place % 7) for place in range(3000)]
    root = ET.fromstring(_written(_given([_literal(text) for text in texts]), "xml"))  # noqa: S314  # our own

    assert [node.text or "" for node in root.iter(f"{SRX}literal")] == texts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("json", b'{"head":{},"boolean":true}'),
        (
            "xml",
            f'<?xml version="1.0"?><sparql xmlns="{SRX[1:-1]}"><head></head><boolean>true</boolean></sparql>'.encode(),
        ),
        # Not defined by the W3C; this is what the engine's makers and others write.
        ("csv", b"true"),
        ("tsv", b"true"),
    ],
)
def test_yes_or_no(name: str, expected: bytes) -> None:
    result = ox.Store().query("ASK {}")
    assert isinstance(result, ox.QueryBoolean)

    assert _written(result, name) == expected


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml"])
def test_rows_are_written_as_they_are_found(name: str) -> None:
    """A row of a cross product of a billion is written long before the last one is found."""
    numbers = " ".join(map(str, range(1000)))
    query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} VALUES ?c {{ {numbers} }} }}"

    with pytest.raises(_EnoughError):
        Answer(ox.Store().query(query)).write(name, _Few(100_000))


class _EnoughError(Exception):
    """As much was written as was wanted."""


class _Few(io.BytesIO):
    def __init__(self, wanted: int) -> None:
        super().__init__()
        self._wanted = wanted

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all that is written here
        if self.tell() > self._wanted:
            raise _EnoughError
        return super().write(data)
