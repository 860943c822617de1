"""Turns an HTTP request into an operation of the SPARQL 1.1 Protocol, or into the status that refuses it.

There is one operation: a query. An update is refused by what it comes as, before anything reads it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from resograph.errors import ResographError, UsageError

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_ONCE = ("query", "format")
_MOST_FIELDS = 200
_POST = {"Accept-Post": f"{QUERY}, {FORM}"}


class Refusal(Exception):
    """What is answered instead of a result: a status, why, and headers that say what would have been right."""

    def __init__(self, status: int, error: ResographError, headers: Mapping[str, str] | None = None) -> None:
        """Keep what to answer."""
        super().__init__(status)
        self.status = status
        self.error = error
        self.headers = headers or {}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the graphs to ask, as the protocol knows them; ``text`` is None where none was given."""

    text: str | None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    form: str = ""
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def header(scope: Scope, name: bytes) -> str:
    """Return a header of a request, all of its values; "" where it has none.

    >>> header({"headers": [(b"accept", b"text/csv"), (b"accept", b"*/*")]}, b"accept")
    'text/csv,*/*'
    """
    return ",".join([value.decode("latin-1") for key, value in scope["headers"] if key == name])


def fields(data: bytes) -> dict[str, tuple[str, ...]]:
    """Read what a form sends; a plus is a space, and ``%2B`` a plus.

    Raises:
        Refusal: it is not UTF-8, or of too many fields.

    >>> fields(b"query=ASK+%7B%7D&a=1%2B1&a=")
    {'query': ('ASK {}',), 'a': ('1+1', '')}
    """
    try:
        pairs = parse_qsl(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        what = "the fields cannot be read" if isinstance(error, UnicodeDecodeError) else "there are too many fields"
        raise Refusal(400, UsageError("usage", what, "request", "send UTF-8, percent-encoded")) from error
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), value)
    return found


async def operation(scope: Scope, receive: Receive) -> Operation:
    """Read a request; its body has been unpacked and measured before it comes here.

    Raises:
        Refusal: it is no query that can be answered here.
    """
    given = fields(scope["query_string"])
    if scope["method"] != "POST":
        return _operation(given)
    kind, charset = _content_type(header(scope, b"content-type"))
    if kind == _UPDATE:
        raise _read_only()
    if kind not in (FORM, QUERY):
        what = f'a POST of "{kind}"' if kind else "a POST that does not say what it is"
        raise Refusal(415, UsageError("usage", what, "Content-Type", f"send {QUERY} or {FORM}"), _POST)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Refusal(415, UsageError("usage", f'an encoding "{charset}"', "Content-Type", "send UTF-8"), _POST)
    body = await _body(receive)
    if kind == FORM:
        return _operation(_joined(given, fields(body)))
    if "query" in given:
        raise Refusal(400, UsageError("usage", "a query in the address and one in the body", "request", "send one"))
    try:
        return _operation({**given, "query": (body.decode(),)})
    except UnicodeDecodeError as error:
        raise Refusal(400, UsageError("encoding", "the query is not UTF-8", "request", "send UTF-8")) from error


def _operation(given: Mapping[str, tuple[str, ...]]) -> Operation:
    if any(name in given for name in _UPDATES):
        raise _read_only()
    for name in _ONCE:
        if len(given.get(name, ())) > 1:
            raise Refusal(400, UsageError("usage", f'"{name}" is given twice', "request", "give it once"))
    queries, forms = given.get("query", ()), given.get("format", ())
    known = ("query", "format", "default-graph-uri", "named-graph-uri")
    default, named = given.get("default-graph-uri"), given.get("named-graph-uri")
    if default is not None or named is not None:  # one of them alone leaves nothing for the other
        default, named = default or (), named or ()
    others = {name: values for name, values in given.items() if name not in known}
    return Operation(queries[0] if queries else None, default, named, forms[0] if forms else "", others)


def _joined(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: one.get(name, ()) + other.get(name, ()) for name in (*one, *other)}


def _content_type(value: str) -> tuple[str, str]:
    kind, *parameters = value.lower().split(";")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip() == "charset":
            return kind.strip(), charset.strip().strip('"')
    return kind.strip(), ""


def _read_only() -> Refusal:
    remedy = "nothing is changed here; ask with query="
    return Refusal(403, UsageError("query-refused", "an update, not a query", "request", remedy))


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)
