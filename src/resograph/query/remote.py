"""Turns a question into the request of the SPARQL 1.1 Protocol, and what an endpoint answers into an answer.

SPARQLWrapper writes the request: parameters, encoding, headers. It does not send it: it has no total deadline, no
limit of bytes and no retries, so :mod:`resograph.endpoint` does (docs/decisions/0026). Whatever comes back is read
to its end before anything is handed on: half of an answer is none.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import IO, Final, cast

import pyoxigraph as ox
from SPARQLWrapper import ASK, CONSTRUCT, DESCRIBE, POST, SELECT, SPARQLWrapper

from resograph import assets
from resograph.endpoint import Endpoint, Patience, Request, Response, shown, wire
from resograph.errors import EndpointError
from resograph.model.source import Source
from resograph.naming.graphs import current
from resograph.query.answer import Answer
from resograph.query.guard import admit

_GRAPHS: Final = {DESCRIBE, CONSTRUCT}
_ROWS_TYPES: Final = frozenset({"application/sparql-results+json", "application/json"})
_GRAPH_TYPES: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
}
_ACCEPT_ROWS: Final = "application/sparql-results+json, application/json;q=0.5"
_ACCEPT_GRAPH: Final = "application/n-triples, text/turtle;q=0.9"
_FORM: Final = "application/x-www-form-urlencoded"
_CODE: Final = "endpoint-answer"
_YES: Final = b'{"head": {}, "boolean": true}'
_NO: Final = b'{"head": {}, "boolean": false}'
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
# The prologue of a query that is known to be one: BASE, PREFIX and VERSION with their values, space and comments.
_PROLOGUE: Final = re.compile(
    r"(?:\s|#[^\r\n]*|<[^>]*>|(?:base|prefix|version)\b(?!:)|[\w.\u00b7\u0300-\u036f-]*:|\"[^\"]*\"|'[^']*')*+",
    re.IGNORECASE,
)
_KIND: Final = re.compile("select|ask|construct|describe", re.IGNORECASE)
# An endpoint that is not ours may refuse the question about our graphs, and still answer another.
_NOT_UNDERSTOOD: Final = (400, 422, 500, 501)
_MOST_OF_A_LIST: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class _View:
    """The graphs of ours that an endpoint has: those of the current view, and all."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remote:
    """An endpoint that can be asked.

    The default graph of a question is the current view, as in a local release: the endpoint is first asked which
    graphs of ours it has. A stranger's endpoint has none, and is asked as it is.
    """

    url: str
    endpoint: Endpoint = field(default_factory=Endpoint)

    def answer(self, text: str) -> Answer:
        """Answer a SPARQL query, once it is known to ask of nothing but the data of the endpoint.

        The patience is for all that is sent for one question.

        Raises:
            UsageError: the text is not a query, asks another source, or the address cannot be used.
            EndpointError: the endpoint does not answer, not in time, or not what was asked for.

        >>> Remote("urn:x").answer("ASK {}")
        Traceback (most recent call last):
        resograph.errors.UsageError: error[usage]: not an address of HTTP, urn:x: it begins with ...
        """
        wire(self.url)  # before SPARQLWrapper sees it, which has errors of its own
        admit(text)
        deadline = time.monotonic() + self.endpoint.patience.seconds
        view = self._view()
        left = max(0.0, deadline - time.monotonic())
        return self._answer(text, view, replace(self.endpoint.patience, seconds=left))

    def _view(self) -> _View:
        text = Source.open(assets.folder("queries") / "store" / "graphs.rq").data.decode()
        patience = replace(self.endpoint.patience, bytes=min(_MOST_OF_A_LIST, self.endpoint.patience.bytes))
        try:
            answer = self._answer(text, _View(), patience, *_NOT_UNDERSTOOD)
        except _NotUnderstoodError:
            return _View()
        rows = list(answer.terms())
        graphs = sorted({graph for graph, _ in rows if isinstance(graph, ox.NamedNode)}, key=str)
        return _View(_names(current(graphs, [version for _, version in rows])), _names(graphs))

    def _answer(self, text: str, view: _View, patience: Patience, *expected: int) -> Answer:
        kind = _kind(text)
        request = _request(self.url, text, kind, view)
        response = replace(self.endpoint, patience=patience).send(request, *expected)
        if response.status in expected:
            raise _NotUnderstoodError
        _refuse_a_part(self.url, response)
        return Answer(_triples(self.url, response) if kind in _GRAPHS else _rows(self.url, response, kind))


class _NotUnderstoodError(Exception):
    """The endpoint refuses the question about graphs of ours."""


def _names(graphs: Iterable[ox.NamedNode]) -> tuple[str, ...]:
    return tuple(graph.value for graph in graphs)


def _kind(text: str) -> str:
    # Not by SPARQLWrapper: it can be led by a word in a comment, to an update even.
    begin = _PROLOGUE.match(text)
    found = _KIND.match(text, begin.end() if begin else 0)
    return found[0].upper() if found else str(SELECT)


def _request(url: str, text: str, kind: str, view: _View) -> Request:
    """Let SPARQLWrapper write the request; `_createRequest` is what it sends by urllib itself."""
    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(onlyConneg=True)
    wrapper.queryString, wrapper.queryType = text, kind
    for graph in view.default:
        wrapper.addParameter("default-graph-uri", graph)
    for graph in view.named:
        wrapper.addParameter("named-graph-uri", graph)
    written = wrapper._createRequest()  # noqa: SLF001 - it has no public way to write a request without sending it
    body = written.data if isinstance(written.data, bytes) else b""
    accept = _ACCEPT_GRAPH if kind in _GRAPHS else _ACCEPT_ROWS
    return Request("POST", url, {"Content-Type": _FORM, "Accept": accept}, body, reads=True)


def _refuse_a_part(url: str, response: Response) -> None:
    """Refuse what Virtuoso itself calls cut: at its limit of rows, or when its own time was up."""
    most = response.headers.get("x-sparql-maxrows")
    if most:
        what = f"the endpoint gives no more than {most} rows, so the answer may be cut off"
        remedy = "ask for less than that by LIMIT and OFFSET, or raise ResultSetMaxRows of the server"
        raise EndpointError(_CODE, what, shown(url), remedy)
    if "x-sql-state" in response.headers:
        what = "the endpoint gave up in the middle of the answer"
        raise EndpointError(_CODE, what, shown(url), "ask for less, or raise MaxQueryExecutionTime of the server")


def _rows(url: str, response: Response, kind: str) -> ox.QuerySolutions | ox.QueryBoolean:
    _checked_type(url, response, _ROWS_TYPES)
    try:
        is_yes_or_no = _read_through(response.body)
    except (SyntaxError, ValueError) as error:
        raise _malformed(url, error) from error
    if kind == ASK and not is_yes_or_no:
        return _yes_or_no(url, response.body)
    if is_yes_or_no is not (kind == ASK):
        raise EndpointError(_CODE, f"the answer is none to {kind}", shown(url), "ask the owner of the endpoint")
    return _parsed(response.body)


def _yes_or_no(url: str, body: IO[bytes]) -> ox.QueryBoolean:
    """Read what Virtuoso 7 answers to ASK: rows of one column, one row with 1 for yes, none for no."""
    result = _parsed(body)
    rows = [tuple(row) for row in result] if isinstance(result, ox.QuerySolutions) else []
    names = [variable.value for variable in result.variables] if isinstance(result, ox.QuerySolutions) else []
    del result
    if names != ["__ASK_RETVAL"] or rows not in ([], [(ox.Literal(1),)], [(ox.Literal(0),)]):
        raise EndpointError(_CODE, f"the answer is none to {ASK}", shown(url), "ask the owner of the endpoint")
    said = _YES if rows == [(ox.Literal(1),)] else _NO
    return cast("ox.QueryBoolean", ox.parse_query_results(said, format=ox.QueryResultsFormat.JSON))


def _read_through(body: IO[bytes]) -> bool:
    """Read results to their end, which finds what is wrong with them; tell whether they are yes or no."""
    result = _parsed(body)
    try:
        if isinstance(result, ox.QuerySolutions):
            deque(result, maxlen=0)
        return isinstance(result, ox.QueryBoolean)
    finally:
        # An error keeps this frame, and the engine's results may only be let go where they were made.
        del result


def _parsed(body: IO[bytes]) -> ox.QuerySolutions | ox.QueryBoolean:
    body.seek(0)
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _triples(url: str, response: Response) -> tuple[ox.Triple, ...]:
    syntax = _GRAPH_TYPES[_checked_type(url, response, _GRAPH_TYPES)]
    try:
        return tuple(quad.triple for quad in ox.parse(response.body, format=syntax))
    except (SyntaxError, ValueError) as error:
        raise _malformed(url, error) from error


def _checked_type(url: str, response: Response, wanted: Iterable[str]) -> str:
    media_type = response.media_type.partition(";")[0].strip().lower()
    if media_type in wanted:
        return media_type
    if media_type in _PAGES:
        remedy = "look for the address of the SPARQL endpoint, which often ends in /sparql or /query"
        raise EndpointError(_CODE, "a web page, no answer of a SPARQL endpoint", shown(url), remedy)
    remedy = f"check the address; an answer to this question is {' or '.join(sorted(wanted))}"
    raise EndpointError(_CODE, f'the answer is of the type "{media_type}"', shown(url), remedy)


def _malformed(url: str, error: Exception) -> EndpointError:
    what = f"the answer is not what its type says ({error})"
    return EndpointError(_CODE, what, shown(url), "try again, or ask the owner of the endpoint")
