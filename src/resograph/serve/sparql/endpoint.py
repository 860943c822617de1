"""Turns requests to the query endpoint into queries, its own description, or the page where a query is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Final

import pyoxigraph as ox

from resograph import assets
from resograph.errors import ResographError, UsageError
from resograph.pages.ask import Shown, editor_page, needs_own_styles, text_of
from resograph.query import Answer, catalogue, load
from resograph.serve.headers import CSP, PRIVATE, Header
from resograph.serve.sparql.description import address_of, description, sizes_of
from resograph.serve.sparql.forms import Form, chosen, page_form
from resograph.serve.sparql.question import Question
from resograph.serve.sparql.request import METHODS, Operation, Receive, Refusal, Scope, Send, header, operation
from resograph.serve.sparql.respond import refusal_of, send_preflight, send_reply, send_written
from resograph.serve.sparql.run import PAGE, Asker, Exchange, Paper, Said
from resograph.serve.sparql.shelf import Shelf

EDITOR_POLICY: Final = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self'; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page with the editor may do: it styles its parts as it makes them. It evaluates no text and asks no other
host."""
_HERE = "sparql"
_READ = ("GET", "HEAD")
_TELLING = frozenset((b"accept", b"accept-encoding"))
_MORE = "/.well-known/void"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The query endpoint as an ASGI application."""

    asker: Asker
    lately: Shelf[Said]
    _known: dict[str, int] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        exchange = Exchange(scope, receive, send)
        said = self.lately.get(_key(scope)) if scope["method"] in _READ else None
        if said is not None:
            await send_reply(scope, send, said.reply, said.form, self.asker.limits.patience)
            return
        text = ""
        try:
            asked = await self._operation(exchange)
            if asked is not None:
                text = asked.text or ""
                await self._answer(exchange, asked)
        except Refusal as refusal:
            await self.asker.refuse(exchange, refusal, self._paper(text))
        except ResographError as error:
            await self.asker.refuse(exchange, refusal_of(error), self._paper(text))
        except ConnectionResetError:
            return  # nobody is there to hear of it

    async def _operation(self, exchange: Exchange) -> Operation | None:
        method = exchange.scope["method"]
        if method == "OPTIONS":
            await send_preflight(exchange.send, METHODS)
            return None
        if method not in METHODS:
            raise not_allowed(method, METHODS)
        return await operation(exchange.scope, exchange.receive)

    async def _answer(self, exchange: Exchange, asked: Operation) -> None:
        accept = header(exchange.scope, b"accept")
        if asked.text is not None:
            question = Question(asked.text, asked.default, asked.named)
            said = await self.asker.serve(exchange, question, chosen(accept, asked.form), self._paper(asked.text))
            if said.is_short and exchange.scope["method"] in _READ:
                key = _key(exchange.scope)
                self.lately.put(key, said, len(said.reply.body) + sum(map(len, key)))
        elif exchange.scope["method"] == "POST" or asked.default is not None:
            raise Refusal(400, UsageError("usage", "no query", "request", "send it as query="))
        else:
            await self._describe(exchange, page_form(accept, asked.form), asked.others)

    async def _describe(self, exchange: Exchange, form: Form | None, others: Mapping[str, tuple[str, ...]]) -> None:
        if form is None:
            remedy = "accept Turtle, N-Triples, JSON-LD, RDF/XML or HTML"
            raise Refusal(406, UsageError("unsupported-format", "no such format", "Accept", remedy))
        if form == PAGE:
            example = catalogue().get(others.get("example", ("",))[0])
            paper = self._paper(text_of(example) if example else "")
            await send_written(exchange.scope, exchange.send, paper.write(None, ""), PAGE, paper.headers)
            return
        place = exchange.scope.get("scheme", ""), header(exchange.scope, b"host")
        service, more = (address_of(self.asker.published.address, *place, path) for path in ("/sparql", _MORE))
        if not service:
            raise Refusal(400, UsageError("usage", "no host", "Host", "name the host that is asked"))
        body = description(service, await self._sizes(), more, form.name)
        # A name that the client has given is told to that client alone.
        kept = () if self.asker.published.address else ((b"cache-control", PRIVATE),)
        await send_written(exchange.scope, exchange.send, body, form, kept)

    async def _sizes(self) -> Mapping[str, int]:
        """Count the triples of each graph, once."""
        if not self._known:
            text = load(assets.folder("queries") / "pages" / "graph-sizes.rq").text
            reply = await self.asker.pool.ask(Question(text, rows_as="json"))
            if reply.error:
                raise Refusal(reply.status, ResographError(*reply.error))
            found = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
            self._known.update(sizes_of(Answer(found)))
        return self._known

    def _paper(self, text: str) -> Paper:
        headers: tuple[Header, ...] = ((CSP, EDITOR_POLICY),) if needs_own_styles() else ()
        return Paper(_HERE, partial(_write, self.asker, text), headers)


def not_allowed(method: str, methods: Sequence[str]) -> Refusal:
    """Refuse a method; what may be asked for stands in a header.

    >>> not_allowed("PUT", ("GET",)).headers
    {'Allow': 'GET'}
    """
    allowed = ", ".join(methods)
    error = UsageError("usage", f"a {method[:20]}", "request", f"use one of {allowed}")
    return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, error, {"Allow": allowed})


def _key(scope: Scope) -> tuple[bytes, ...]:
    """Return all of a request that its answer depends on, as it came: what was asked so before is not read again."""
    told = [part for one in scope["headers"] if one[0] in _TELLING for part in one]
    return (scope["query_string"], *told)


def _write(asker: Asker, text: str, answer: Shown | None, error: str) -> bytes:
    return editor_page(asker.published, text, answer, error)
