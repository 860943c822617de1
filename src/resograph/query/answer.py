"""Turns the result of a query into text, values or a frame: the W3C formats to the letter, and what people use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from resograph.errors import UsageError
from resograph.naming.prefixes import PREFIXES
from resograph.query import frames, spreadsheet
from resograph.query.exact import CsvText, XmlText
from resograph.query.table import table
from resograph.query.values import Value, value, written

if TYPE_CHECKING:
    from resograph.query.frames import PandasFrame, PolarsFrame

_Result = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]

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

    ``result`` is what the engine gives, what it reads from another's results, or the triples of a graph.
    Rows are found as they are asked for, so an answer can be read or written once.
    """

    result: _Result

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns; none but of rows."""
        return tuple(v.value for v in self.result.variables) if isinstance(self.result, ox.QuerySolutions) else ()

    def __bool__(self) -> bool:
        """Return what an ASK was answered; any other answer is true, as it may have rows."""
        return self.yes is not False

    @property
    def yes(self) -> bool | None:
        """Return what an ASK was answered; None for any other query.

        >>> Answer(ox.Store().query("ASK {}")).yes, Answer(ox.Store().query("SELECT * {}")).yes
        (True, None)
        """
        return bool(self.result) if isinstance(self.result, ox.QueryBoolean) else None

    def terms(self) -> Iterator[tuple[object, ...]]:
        """Yield each row of a SELECT as RDF terms, in the order of the columns; None for a value that is not there.

        Raises:
            UsageError: the evaluation failed.

        >>> list(Answer(ox.Store().query("SELECT ?x ?y { VALUES ?x { 1 } }")).terms())
        [(<Literal value=1 datatype=<NamedNode value=...integer>>, None)]
        >>> list(Answer(ox.Store().query("ASK {}")).terms())
        []
        """
        if isinstance(self.result, ox.QuerySolutions):
            with failures():
                for solution in self.result:
                    yield tuple(solution)

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield each row of a SELECT as text by column; a value that is not there has no entry.

        >>> list(Answer(ox.Store().query("SELECT * { VALUES ?x { 1 } }")).rows())
        [{'x': '1'}]
        >>> list(Answer(ox.Store().query("ASK {}")).rows())
        []
        """
        columns = self.columns
        for row in self.terms():
            yield {name: written(term) for name, term in zip(columns, row, strict=True) if term is not None}

    def values(self) -> Iterator[dict[str, Value]]:
        """Yield each row of a SELECT as Python values by column: numbers, truth values, days, moments and text.

        Each column is there, with None for a value that is not. What is not of a type that Python has, or does
        not fit it, is text as written.

        >>> list(Answer(ox.Store().query("SELECT ?x ?y { VALUES ?x { 1 } }")).values())
        [{'x': 1, 'y': None}]
        >>> list(Answer(ox.Store().query("ASK {}")).values())
        []
        """
        columns = self.columns
        for row in self.terms():
            yield {name: value(term) for name, term in zip(columns, row, strict=True)}

    def to_pandas(self) -> PandasFrame:
        """Return the rows of a SELECT as a frame of pandas, its columns typed.

        Raises:
            UsageError: pandas is not installed, or the answer has no rows (ASK, CONSTRUCT, DESCRIBE).

        >>> Answer(ox.Store().query("SELECT * { VALUES ?x { 1 2 } }")).to_pandas()["x"].sum()
        np.int64(3)
        >>> Answer(ox.Store().query("ASK {}")).to_pandas()
        Traceback (most recent call last):
        resograph.errors.UsageError: error[unsupported-format]: this answer has no rows, to_pandas: ask with SELECT
        """
        return frames.pandas_frame(self._columns_for("to_pandas"), self.terms())

    def to_polars(self) -> PolarsFrame:
        """Return the rows of a SELECT as a frame of polars, its columns typed.

        Raises:
            UsageError: polars is not installed, or the answer has no rows (ASK, CONSTRUCT, DESCRIBE).

        >>> Answer(ox.Store().query("SELECT * { VALUES ?x { 1 2 } }")).to_polars()["x"].sum()
        3
        >>> Answer(ox.Store().query("ASK {}")).to_polars()
        Traceback (most recent call last):
        resograph.errors.UsageError: error[unsupported-format]: this answer has no rows, to_polars: ask with SELECT
        """
        return frames.polars_frame(self._columns_for("to_polars"), self.terms())

    def _columns_for(self, where: str) -> tuple[str, ...]:
        if not isinstance(self.result, ox.QuerySolutions):
            raise UsageError("unsupported-format", "this answer has no rows", where, "ask with SELECT")
        return self.columns

    @property
    def formats(self) -> tuple[str, ...]:
        """Return the formats it can be written in: the one for a screen, the one for another program, the rest."""
        return tuple(_GRAPH_FORMATS) if self._is_graph else ("table", *_ROW_FORMATS, "spreadsheet")

    def fitting(self, width: int | None) -> str:
        """Return the format to take when none is asked for, by where it goes.

        On a screen of some width that is a table, elsewhere (None) CSV; of a graph Turtle in both.

        >>> answer = Answer(ox.Store().query("ASK {}"))
        >>> answer.fitting(80), answer.fitting(None)
        ('table', 'csv')
        >>> Answer([]).fitting(None)
        'turtle'
        """
        if self._is_graph:
            return "turtle"
        return "csv" if width is None else "table"

    @property
    def _is_graph(self) -> bool:
        return not isinstance(self.result, ox.QuerySolutions | ox.QueryBoolean)

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
            self._write(name, stream, width)

    def _write(self, name: str, stream: IO[bytes], width: int | None) -> None:
        if name in _ROW_FORMATS:
            _serialize(cast("ox.QuerySolutions | ox.QueryBoolean", self.result), name, stream)
        elif isinstance(self.result, ox.QuerySolutions):
            if name == "table":
                stream.write(table(self.columns, self.terms(), width).encode())
            else:
                spreadsheet.write(self.columns, self.terms(), stream)
        elif isinstance(self.result, ox.QueryBoolean):
            words = {"table": ("no\n", "yes\n"), "spreadsheet": ("\ufefffalse\r\n", "\ufefftrue\r\n")}
            stream.write(words[name][bool(self.result)].encode())
        else:
            # Sorted, as the engine gives them in no order and the same question has the same bytes for an answer.
            triples = sorted(set(self.result), key=str)
            ox.serialize(triples, stream, format=_GRAPH_FORMATS[name], prefixes=dict(PREFIXES))


def _serialize(result: ox.QuerySolutions | ox.QueryBoolean, name: str, stream: IO[bytes]) -> None:
    if name == "xml":
        result.serialize(cast("IO[bytes]", XmlText(stream)), format=_ROW_FORMATS["xml"])
    elif name == "csv" and isinstance(result, ox.QuerySolutions):
        result.serialize(cast("IO[bytes]", CsvText(stream)), format=_ROW_FORMATS["tsv"])
    else:
        result.serialize(stream, format=_ROW_FORMATS[name])


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
        remedy = "use what SPARQL 1.1 defines"
        if str(error).startswith("Corruption"):  # so RocksDB begins, in which an index is kept
            remedy = "the index is damaged: remove DIR/index/ID to have it built again, or ask with --index never"
        raise UsageError("query-failed", str(error), "query", remedy) from error
