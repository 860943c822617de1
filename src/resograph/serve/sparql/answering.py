"""Turns one question into one reply, in the process that may be killed for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from resograph.errors import ResographError, UsageError
from resograph.naming.prefixes import PREFIXES
from resograph.query import Local
from resograph.query.answer import failures
from resograph.query.exact import CsvText, XmlText
from resograph.query.guard import may_ask_abroad, sources
from resograph.query.syntax import explained
from resograph.serve.sparql.gate import Full, Gate, Output, Overflow, packer
from resograph.serve.sparql.limits import Limits
from resograph.serve.sparql.question import Question, Reply

_ROWS: Mapping[str, ox.QueryResultsFormat] = MappingProxyType(
    {
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
        "csv": ox.QueryResultsFormat.TSV,  # and from there on by our own hands: see query.exact
        "tsv": ox.QueryResultsFormat.TSV,
    }
)
_GRAPHS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
)
_STATUS: Mapping[str, int] = MappingProxyType(
    {"query-syntax": 400, "query-failed": 400, "query-refused": 403, "unsupported-format": 406, "too-large": 503}
)
_FEWER = "ask for less at once: add a LIMIT, or select fewer columns"


_Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class _Sheet(NamedTuple):
    """How an answer is written: in which form, up to how many rows and bytes, and how it is packed."""

    form: str
    rows: int
    size: int
    packed: str


@dataclass(frozen=True, slots=True)
class Data:
    """What is asked: a store, the names of its graphs, and what relative IRIs are resolved against."""

    store: ox.Store
    graphs: frozenset[str]
    base: str

    @classmethod
    def of(cls, local: Local, base: str) -> Data:
        """Look up the names of the graphs, once."""
        names = {name.value for name in local.store.named_graphs() if isinstance(name, ox.NamedNode)}
        return cls(local.store, frozenset(names), base)


def answered(data: Data, question: Question, limits: Limits) -> Reply:
    """Answer a question; whatever speaks against it is a reply, too.

    >>> data = Data(ox.Store(), frozenset(), "urn:base")
    >>> answered(data, Question("ASK {}"), Limits()).body
    b'{"head":{},"boolean":true}'
    >>> answered(data, Question("DROP ALL"), Limits()).status
    400
    """
    size = limits.bytes
    try:
        with failures():
            result = _result(data, question)
            sheet = _sheet(result, question, limits)
            size, output = sheet.size, Output(limits.inline, packer() if sheet.packed else None)
            cut = _written(result, sheet, output)
            body = output.end()
    except ResographError as error:
        return refusal(error)
    except Overflow:
        return refusal(UsageError("too-large", f"one row is larger than {size} bytes", "query", _FEWER))
    except MemoryError:
        return refusal(UsageError("too-large", "no memory is left for the answer", "query", _FEWER))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return refusal(UsageError("too-large", f"no room for the answer ({reason})", "query", _FEWER))
    spool = output.spool.fileno() if output.spool else None
    if output.spool and spool is not None:
        spool = os.dup(spool)
        output.spool.close()
    return Reply(200, sheet.form, cut, output.tag, output.size, (), body, spool, packed=sheet.packed)


def refusal(error: ResographError) -> Reply:
    """Return what tells why there is no answer.

    >>> refusal(UsageError("query-refused", "no", "query", "ask otherwise")).status
    403
    """
    told = (error.code, error.what, error.where, error.remedy)
    return Reply(_STATUS.get(error.code, 500), error=told)


def _sheet(result: _Result, question: Question, limits: Limits) -> _Sheet:
    """Decide how an answer is written: known only when it is, as the client may want rows and graphs otherwise."""
    if isinstance(result, ox.QueryTriples):
        form, read, known = question.graph_as, "ttl", ("a graph", "Turtle, N-Triples, JSON-LD, RDF/XML")
    else:
        kind = "yes or no" if isinstance(result, ox.QueryBoolean) else "rows"
        form, read, known = question.rows_as, "json", (kind, "JSON, XML, CSV, TSV")
    if not form:
        what = f"the answer is {known[0]}, and not to be had in the format that is asked for"
        raise UsageError("unsupported-format", what, "Accept", f"accept one of {known[1]}")
    if form == "html":
        return _Sheet(read, limits.page_rows, limits.page_bytes, "")
    return _Sheet(form, limits.rows, limits.bytes, "gzip" if question.is_packed else "")


def _written(result: _Result, sheet: _Sheet, output: Output) -> str:
    """Write the answer; return by which limit it was cut."""
    cut = ""
    if isinstance(result, ox.QueryBoolean):
        result.serialize(cast("IO[bytes]", output), format=_ROWS[sheet.form])
    elif isinstance(result, ox.QuerySolutions):
        gate = Gate(_converted(sheet.form, output), _gated(sheet.form), sheet.rows, sheet.size)
        cut = _rows(result, sheet.form, gate)
    else:
        cut = _graph(result, sheet.form, output, (sheet.rows, sheet.size))
    return f"{cut}; limit={sheet.rows if cut == 'rows' else sheet.size}" if cut else ""


def _result(data: Data, question: Question) -> _Result:
    """Begin to evaluate a query that is known to ask of nothing but the data."""
    if may_ask_abroad(question.text):
        _admit(data, question)
    try:
        return data.store.query(
            question.text,
            base_iri=data.base,
            default_graph=None if question.default is None else [*_names(question.default)],
            named_graphs=None if question.named is None else [*_names(question.named)],
        )
    except SyntaxError as error:
        raise explained(question.text, str(error)) from error


def _admit(data: Data, question: Question) -> None:
    for graph in sources(question.text, data.base):
        if graph not in data.graphs:
            remedy = "name a graph of these data, they are listed in the service description"
            raise UsageError("query-refused", f"FROM asks a graph that is not here (<{graph}>)", "query", remedy)


def _names(graphs: Iterable[str]) -> Iterator[ox.NamedNode]:
    try:
        yield from map(ox.NamedNode, graphs)
    except ValueError as error:
        remedy = "write it whole, with its scheme"
        raise UsageError("query-failed", f"a graph that is no IRI ({error})", "request", remedy) from error


def _gated(form: str) -> str:
    return "tsv" if form == "csv" else form


def _converted(form: str, output: Output) -> IO[bytes]:
    stream = cast("IO[bytes]", output)
    if form == "csv":
        return cast("IO[bytes]", CsvText(stream))
    return cast("IO[bytes]", XmlText(stream)) if form == "xml" else stream


def _rows(result: ox.QuerySolutions, form: str, gate: Gate) -> str:
    try:
        result.serialize(cast("IO[bytes]", gate), format=_ROWS[form])
        gate.hand_on()
    except Full as full:
        return full.cut
    return ""


def _graph(result: Iterable[ox.Triple], form: str, output: Output, most: tuple[int, int]) -> str:
    """Write a graph, sorted, as the engine gives its triples in no order."""
    rows, size = most
    lines: dict[str, ox.Triple] = {}
    cut = ""
    for triple in result:
        line = str(triple)
        size -= len(line)
        if len(lines) == rows or size < 0:
            cut = "bytes" if size < 0 else "rows"
            break
        lines[line] = triple
    triples = [lines[line] for line in sorted(lines)]
    stream = cast("IO[bytes]", XmlText(cast("IO[bytes]", output)) if form == "rdf" else output)
    ox.serialize(triples, stream, format=_GRAPHS[form], prefixes=dict(PREFIXES))
    return cut
