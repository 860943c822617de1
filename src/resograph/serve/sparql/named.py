"""Turns requests for a named query, with the values of its parameters in the address, into its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from resograph.errors import ResographError, UsageError
from resograph.pages.ask import Shown, question_page
from resograph.pages.frame import error_page
from resograph.query import NamedQuery, bind, catalogue
from resograph.query.catalogue import nearest
from resograph.serve.headers import READING
from resograph.serve.sparql.endpoint import not_allowed
from resograph.serve.sparql.forms import chosen
from resograph.serve.sparql.question import Question
from resograph.serve.sparql.request import Receive, Refusal, Scope, Send, fields, header
from resograph.serve.sparql.respond import refusal_of, send_preflight
from resograph.serve.sparql.run import Asker, Exchange, Paper

_NO_QUERY = "queries/-"  # as deep as any of them: nothing that a client has written is kept for a page of an error
_SUFFIXES = ("html", "csv", "tsv", "json", "xml")


@dataclass(frozen=True, slots=True)
class Named:
    """The named queries as an ASGI application, the name of the query in the path."""

    asker: Asker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        exchange = Exchange(scope, receive, send)
        path = str(scope["path_params"]["name"])
        paper = Paper(f"queries/{path}", partial(_not_found, self.asker))
        try:
            if scope["method"] == "OPTIONS":
                await send_preflight(send, READING)
                return
            if scope["method"] not in READING:
                raise not_allowed(scope["method"], READING)
            query, form = _found(path)
            values, form = _values(fields(scope["query_string"]), form)
            paper = Paper(f"queries/{query.name}", partial(_write, self.asker, query, values))
            await self._answer(exchange, _bound(query, values), form, paper)
        except Refusal as refusal:
            await self.asker.refuse(exchange, refusal, paper)
        except ResographError as error:
            await self.asker.refuse(exchange, refusal_of(error), paper)
        except ConnectionResetError:
            return  # nobody is there to hear of it

    async def _answer(self, exchange: Exchange, text: str, form: str, paper: Paper) -> None:
        choice = chosen(header(exchange.scope, b"accept"), form)
        # They all have rows: who takes nothing but a graph takes nothing that is here.
        await self.asker.serve(exchange, Question(text), choice._replace(graph=None), paper)


def _found(path: str) -> tuple[NamedQuery, str]:
    """Find a query by the last part of the path, which may end in the suffix of a form."""
    name, _, form = path.partition(".")
    query = catalogue().get(name)
    if query is None or (form and form not in _SUFFIXES):
        remedy = nearest(name, tuple(catalogue())) + "/queries lists all"
        raise Refusal(HTTPStatus.NOT_FOUND, UsageError("unknown-query", f'no query "{path}"', "queries", remedy))
    return query, form


def _values(given: Mapping[str, tuple[str, ...]], form: str) -> tuple[dict[str, str], str]:
    """Tell the values of parameters from the form of the answer; each is given once."""
    twice = next((name for name, values in given.items() if len(values) > 1), None)
    if twice is not None:
        what = f'"{twice}" is given twice'
        raise Refusal(HTTPStatus.BAD_REQUEST, UsageError("bad-parameter", what, "request", "give it once"))
    values = {name: found[0] for name, found in given.items()}
    wanted = values.pop("format", form)
    return values, wanted


def _bound(query: NamedQuery, values: Mapping[str, str]) -> str:
    try:
        return bind(query, values)
    except UsageError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, error) from error


def _write(asker: Asker, query: NamedQuery, values: Mapping[str, str], answer: Shown | None, error: str) -> bytes:
    return question_page(asker.published, query, values, answer, error)


def _not_found(asker: Asker, _: Shown | None, error: str) -> bytes:
    return error_page(asker.published, _NO_QUERY, HTTPStatus.NOT_FOUND, error)
