"""Turns a question and what a client accepts into a response: from the shelf, else from a worker."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from io import BytesIO
from typing import Final, NamedTuple

import pyoxigraph as ox

from resograph.errors import CheckError, ResographError, UsageError
from resograph.pages.ask import Shown, shown
from resograph.pages.publication import Published
from resograph.query import Answer
from resograph.serve.headers import Header
from resograph.serve.sparql.forms import Choice, Form
from resograph.serve.sparql.limits import Limits
from resograph.serve.sparql.pool import Pool
from resograph.serve.sparql.question import Question, Reply
from resograph.serve.sparql.request import Receive, Refusal, Scope, Send
from resograph.serve.sparql.respond import is_packed, refusal_of, send_refusal, send_reply, send_written
from resograph.serve.sparql.shelf import Shelf

PAGE: Final = Form("html", "text/html")
_A_NAME = 60  # what a text takes besides its letters, about
_SOON = 0.05  # an answer that comes so soon needs nobody to watch whether the client is still there
_ROWS = ("json", "xml", "csv", "tsv")


class Exchange(NamedTuple):
    """A request and the way back, as ASGI has them."""

    scope: Scope
    receive: Receive
    send: Send


class Paper(NamedTuple):
    """How an answer, or what speaks against it, is shown to people: at which path, and by what is it written."""

    here: str
    write: Callable[[Shown | None, str], bytes]
    headers: Sequence[Header] = ()


class Said(NamedTuple):
    """An answer, and the form in which it went out."""

    reply: Reply
    form: Form

    @property
    def is_short(self) -> bool:
        """Tell whether it can be said again as it is: it is in memory, lasts, and no page is made of it."""
        return self.reply.spool is None and self.form.name != "html" and not self.reply.is_fleeting


@dataclass(slots=True)
class Asker:
    """What asks the workers on behalf of clients, and remembers what was said."""

    pool: Pool
    published: Published
    shelf: Shelf[Reply]
    spools: int = 0

    @property
    def limits(self) -> Limits:
        """Return what a question may cost."""
        return self.pool.limits

    async def serve(self, exchange: Exchange, question: Question, choice: Choice, paper: Paper) -> Said:
        """Ask, and send what is said; return it, to be said again.

        Raises:
            Refusal: there is no answer, or none in a form that is accepted.
        """
        wanted = [form.name if form else "" for form in choice]
        if not any(wanted):
            remedy = "accept JSON, XML, CSV, TSV for rows, and Turtle, N-Triples, JSON-LD, RDF/XML for graphs"
            raise Refusal(406, UsageError("unsupported-format", "no such format", "Accept", remedy))
        rows, graph = wanted
        question = replace(question, rows_as=rows, graph_as=graph, is_packed=is_packed(exchange.scope))
        reply = await self._reply(question, exchange.receive)
        form = choice.rows if reply.form in _ROWS else choice.graph
        await self._send(exchange, reply, form or PAGE, paper)
        return Said(reply, form or PAGE)

    async def _send(self, exchange: Exchange, reply: Reply, form: Form, paper: Paper) -> None:
        if form.name == "html":
            body = paper.write(self._shown(reply, paper.here), "")
            await send_written(exchange.scope, exchange.send, body, PAGE, paper.headers)
        elif reply.spool is None:
            await send_reply(exchange.scope, exchange.send, reply, form, self.limits.patience)
        else:
            self.spools += 1
            try:
                await send_reply(exchange.scope, exchange.send, reply, form, self.limits.patience)
            finally:
                self.spools -= 1

    def _shown(self, reply: Reply, here: str) -> Shown:
        body = reply.body if reply.spool is None else _taken(reply.spool, reply.size)
        if reply.form == "json":
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            told = shown(Answer(found), self.published, here, self.limits.page_rows)
        else:
            triples = [quad.triple for quad in ox.parse(BytesIO(body), format=ox.RdfFormat.TURTLE)]
            told = shown(Answer(triples), self.published, here)
        return replace(told, more=told.more or bool(reply.cut))

    async def _reply(self, question: Question, receive: Receive) -> Reply:
        kept = self.shelf.get(question)
        if kept is not None:
            return kept
        reply = await self._asked(question, receive)
        if reply.status != HTTPStatus.OK:
            raise Refusal(reply.status, ResographError(*reply.error))
        if question.is_fleeting:
            reply = replace(reply, is_fleeting=True)
        elif reply.spool is None:
            self.shelf.put(question, reply, len(reply.body) + _weight(question))
        if reply.spool is not None and self.spools >= self.limits.spools:
            os.close(reply.spool)
            what = "too many large answers are being sent"
            raise refusal_of(CheckError("server-busy", what, "server", "ask again in a moment"))
        return reply

    async def _asked(self, question: Question, receive: Receive) -> Reply:
        """Ask, and stop asking when the client has gone."""
        asked = self.pool.ask(question)
        watching = _Watch(receive, asked)
        try:
            return await asked
        except asyncio.CancelledError:
            if watching.has_left:
                raise ConnectionResetError from None
            raise
        except ResographError as error:
            raise refusal_of(error) from error
        finally:
            watching.end()

    async def refuse(self, exchange: Exchange, refusal: Refusal, paper: Paper) -> None:
        """Say why there is no answer."""
        await send_refusal(exchange.scope, exchange.send, refusal, (paper.write, paper.headers))


def _weight(question: Question) -> int:
    """Return how many bytes a question takes up at most: a letter may need four."""
    graphs = (*(question.default or ()), *(question.named or ()))
    return 4 * len(question.text) + sum(4 * len(graph) + _A_NAME for graph in graphs)


class _Watch:
    """Watches whether the client is still there, from a while after it has asked."""

    def __init__(self, receive: Receive, asked: asyncio.Future[Reply]) -> None:
        self.has_left = False
        self._receive = receive
        self._asked = asked
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_SOON, self._begin)

    def end(self) -> None:
        """Watch no more."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        self._asked.cancel()


def _taken(spool: int, size: int) -> bytes:
    try:
        return os.pread(spool, size, 0)
    finally:
        os.close(spool)
