"""Turns the result of a query into text: the W3C formats exactly as they are, and a table to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO

import pyoxigraph as ox
from prettytable import PrettyTable, TableStyle

from resograph.errors import UsageError
from resograph.naming.prefixes import PREFIXES

_Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# A terminal obeys control characters, and directional overrides show words in another order.
_UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FRAME = 3
_NARROWEST = 8

_ROW_FORMATS: Mapping[str, ox.QueryResultsFormat] = MappingProxyType(
    {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
)
_GRAPH_FORMATS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows (SELECT), yes or no (ASK) or a graph (CONSTRUCT, DESCRIBE).

    Rows are found as they are written, so an answer can be written once.
    """

    result: _Result

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns; none but of rows."""
        return tuple(v.value for v in self.result.variables) if isinstance(self.result, ox.QuerySolutions) else ()

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield each row of a SELECT as text by column; a value that is not there has no entry.

        >>> list(Answer(ox.Store().query("SELECT * { VALUES ?x { 1 } }")).rows())
        [{'x': '1'}]
        >>> list(Answer(ox.Store().query("ASK {}")).rows())
        []
        """
        if isinstance(self.result, ox.QuerySolutions):
            for solution in self.result:
                yield {name: _cell(solution[name]) for name in self.columns if solution[name] is not None}

    @property
    def formats(self) -> tuple[str, ...]:
        """Return the formats it can be written in: the one for a screen, the one for another program, the rest."""
        return tuple(_GRAPH_FORMATS) if isinstance(self.result, ox.QueryTriples) else ("table", *_ROW_FORMATS)

    @property
    def screen_format(self) -> str:
        """Return the format to show when none is asked for: a table, of a graph Turtle."""
        return self.formats[0]

    @property
    def pipe_format(self) -> str:
        """Return the format to hand on when none is asked for: CSV, of a graph Turtle."""
        return "turtle" if isinstance(self.result, ox.QueryTriples) else "csv"

    def write(self, name: str, stream: IO[bytes], width: int | None = None) -> None:
        r"""Write the answer in a format; ``width`` is how many characters a table may take, None any number.

        Raises:
            UsageError: an answer of this kind has no such format, or the evaluation failed.

        >>> from io import BytesIO
        >>> stream = BytesIO()
        >>> Answer(ox.Store().query("SELECT * { VALUES ?x { 1 } }")).write("csv", stream)
        >>> stream.getvalue()
        b'x\r\n1\r\n'
        >>> Answer(ox.Store().query("ASK {}")).write("turtle", stream)
        Traceback (most recent call last):
        resograph.errors.UsageError: error[unsupported-format]: no format "turtle" for this answer, --format: ...
        """
        if name not in self.formats:
            what = f'no format "{name}" for this answer'
            raise UsageError("unsupported-format", what, "--format", f"choose one of {', '.join(self.formats)}")
        with failures():
            _write(self.result, name, stream, width)


@contextmanager
def failures() -> Iterator[None]:
    """Name what the engine raises while it evaluates a query.

    >>> with failures():
    ...     raise RuntimeError("The custom function <urn:f> is not supported")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[query-failed]: The custom function <urn:f> is not supported, query: ...
    """
    try:
        yield
    except RuntimeError as error:
        raise UsageError("query-failed", str(error), "query", "use what SPARQL 1.1 defines") from error


def _write(result: _Result, name: str, stream: IO[bytes], width: int | None) -> None:
    if isinstance(result, ox.QueryTriples):
        # Sorted, as the engine gives them in no order and the same question has the same bytes for an answer.
        ox.serialize(sorted(set(result), key=str), stream, format=_GRAPH_FORMATS[name], prefixes=dict(PREFIXES))
    elif name in _ROW_FORMATS:
        result.serialize(stream, format=_ROW_FORMATS[name])
    elif isinstance(result, ox.QueryBoolean):
        stream.write(b"yes\n" if result else b"no\n")
    else:
        stream.write(_table(result, width).encode())


def _table(result: ox.QuerySolutions, width: int | None) -> str:
    names = [variable.value for variable in result.variables]
    if not names:
        return "(no columns)\n"
    rows = [[_cell(value) for value in solution] for solution in result]
    table = PrettyTable(align="l")
    table.set_style(TableStyle.SINGLE_BORDER)
    table.field_names = names
    table.add_rows(rows)
    if width is not None:
        table.max_width = dict(zip(names, _widths([names, *rows], width), strict=True))
    return table.get_string() + "\n"


def _widths(rows: list[list[str]], width: int) -> list[int]:
    """Cap the widest columns alike, so that the others keep their words whole and the table its width."""
    natural = [max(len(line) for cell in column for line in cell.split("\n")) for column in zip(*rows, strict=True)]
    room = width - _FRAME * len(natural) - 1
    cap = max(natural)
    while cap > _NARROWEST and sum(min(cap, own) for own in natural) > room:
        cap -= 1
    return [max(1, min(cap, own)) for own in natural]


def _cell(term: object) -> str:
    if term is None:
        return ""
    text = term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)
    return _UNSHOWN.sub("\ufffd", text.replace("\t", " ").replace("\r\n", "\n"))
