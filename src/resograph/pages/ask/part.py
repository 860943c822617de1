"""Turns the named queries into a part of the publication: lists, forms, answers, and what programs are told of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from resograph.pages.ask.openapi import described
from resograph.pages.ask.pages import EDITOR, FILES, QUERIES, editor_page, listing, question_page, text_of
from resograph.pages.ask.shown import shown
from resograph.pages.publication import Published
from resograph.query import Local, NamedQuery, catalogue
from resograph.query.examples import turtle

_OPENAPI = "openapi.json"
_EXAMPLES = ".well-known/sparql-examples"


@dataclass(frozen=True, slots=True)
class Ask:
    """The list of queries, a page for each with its answer, the page for any query, and their descriptions.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> ask = Ask(Published(Things(ox.Store())))
    >>> ask.forms("queries/report-to"), ask.forms("queries/no-such-query"), ask.forms("openapi.json")
    (('html', 'csv', 'json'), (), ('json',))
    """

    published: Published

    def paths(self) -> Iterator[str]:
        """Yield the path of each page and description."""
        yield QUERIES
        for name in catalogue():
            yield f"{QUERIES}/{name}"
        if self.published.is_live:
            yield EDITOR
        yield _OPENAPI
        yield _EXAMPLES

    def forms(self, path: str) -> Sequence[str]:
        """Return the forms of a path; an answer is there as a page and as data."""
        if path == QUERIES:
            return ("html", "json")
        if path == EDITOR:
            return ("html",) if self.published.is_live else ()
        if self._query(path):
            return ("html", *FILES)
        return {_OPENAPI: ("json",), _EXAMPLES: ("ttl",)}.get(path, ())

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        """Return a page, an answer or a description.

        Raises:
            KeyError: nothing is there in that form.
            UsageError: the engine cannot answer.
        """
        if form not in self.forms(path):
            raise KeyError(path)
        query = self._query(path)
        if query:
            return self._answer(query, form)
        if path == EDITOR:
            example = catalogue().get(params.get("example", ""))
            return editor_page(self.published, text_of(example) if example else "")
        return self._told(path, form)

    def _query(self, path: str) -> NamedQuery | None:
        folder, _, name = path.partition("/")
        return catalogue().get(name) if folder == QUERIES else None

    def _answer(self, query: NamedQuery, form: str) -> bytes:
        """Answer a query with its defaults, here: on a server a process that can be killed does it."""
        answer = Local(self.published.things.store).answer(query.text)
        if form == "html":
            return question_page(self.published, query, {}, shown(answer, self.published, f"{QUERIES}/{query.name}"))
        stream = BytesIO()
        answer.write(form, stream)
        return stream.getvalue()

    def _told(self, path: str, form: str) -> bytes:
        queries = catalogue().values()
        if path == _EXAMPLES:
            address = self.published.address
            return turtle(queries, f"{address}{EDITOR}" if address and self.published.is_live else "")
        if path == _OPENAPI:
            return _as_json(described(self.published, queries))
        return _as_json([query.described() for query in queries]) if form == "json" else listing(self.published)


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
