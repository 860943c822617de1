"""Turns a store into what can be asked and told: its graphs, their triples, and one update.

The text of every question is a file of ``queries/store/``; the names of graphs get into it as the RDF library
writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Final
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from resograph import assets
from resograph.endpoint import Endpoint, Request, Response, send_apart, shown
from resograph.errors import EndpointError
from resograph.model.source import Source
from resograph.publish.store.data import Graph
from resograph.publish.store.normal import in_order, triples_of
from resograph.publish.store.profiles import Profile

_TRIPLES: Final = "application/n-triples"
_TRIPLES_TYPES: Final = frozenset({_TRIPLES, "text/plain", "text/ntriples"})
_ROWS: Final = "application/sparql-results+json"
_FORM: Final = "application/x-www-form-urlencoded"
_UPDATE: Final = "application/sparql-update"
_NOT_FOUND: Final = 404
_PLACE: Final = re.compile("<(graph|folder|from|to)>")
_OFFSET: Final = re.compile("OFFSET 0")
_CODE: Final = "endpoint-answer"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a store takes graphs, updates and questions."""

    graph_store: str
    update: str
    query: str


@dataclass(slots=True)
class Tally:
    """How often something was sent a second time."""

    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Store:
    """A triple store: of what kind, where, and who asks it."""

    kind: Profile
    addresses: Addresses
    endpoint: Endpoint = field(default_factory=Endpoint)
    tally: Tally = field(default_factory=Tally, compare=False)

    def names(self, folder: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the names of the graphs that begin with those of a folder; raises ``EndpointError``."""
        rows = self._rows(_text("names.rq", folder=folder))
        return tuple(sorted((term for (term,) in rows if isinstance(term, ox.NamedNode)), key=str))

    def count(self, name: ox.NamedNode) -> int:
        """Return how many triples a graph holds, 0 where there is none; raises ``EndpointError``."""
        for (term,) in self._rows(_text("count.rq", graph=name)):
            if isinstance(term, ox.Literal) and term.value.isdecimal():
                return int(term.value)
        raise EndpointError(_CODE, "the answer is no number", shown(self.addresses.query), "check the kind of store")

    def lines(self, name: ox.NamedNode) -> list[str]:
        """Return all triples of a graph as sorted lines, in the store's normalisation; raises ``EndpointError``.

        A store may stop after so many triples and not say so. Then the graph is fetched page by page.
        """
        there = self.count(name)
        if not there:
            return []
        response = self._send(Request("GET", self._of(name), {"Accept": _TRIPLES}), _NOT_FOUND)
        found = self._read(response, self.addresses.graph_store)
        return found if len(found) >= there else self._paged(name, there)

    def put(self, name: ox.NamedNode, graph: Graph, tell: Callable[[int], object]) -> None:
        """Make the triples of a graph those of the graph of some name; raises ``EndpointError``."""
        headers = {"Content-Type": _TRIPLES} | ({"Content-Encoding": "gzip"} if self.kind.takes_gzip else {})
        body = graph.packed if self.kind.takes_gzip else graph.unpacked()
        self._send(Request("PUT", self._of(name), headers, body), endpoint=replace(self.endpoint, tell=tell))

    def change(self, copied: Mapping[ox.NamedNode, ox.NamedNode], dropped: Iterable[ox.NamedNode]) -> None:
        """Copy graphs over others and drop some, in one update that is sent once; raises ``EndpointError``.

        It is sent apart: Virtuoso stops between two operations when the connection is cut, as it is if we are killed.
        """
        copies = [_text("copy.ru", **{"from": here, "to": there}) for here, there in copied.items()]
        self._counted(send_apart(self.endpoint, self._update([*copies, *_drops(dropped)])))

    def drop(self, names: Iterable[ox.NamedNode]) -> None:
        """Drop graphs that nobody asks, in one update that is sent once; raises ``EndpointError``."""
        self._send(self._update(_drops(names)))

    def _update(self, operations: Iterable[str]) -> Request:
        body = ";\n".join(text.strip() for text in operations).encode()
        return Request("POST", self.addresses.update, {"Content-Type": _UPDATE}, body, idempotent=False)

    def _paged(self, name: ox.NamedNode, there: int) -> list[str]:
        found: list[str] = []
        text = _text("page.rq", graph=name)
        while len(found) < there:
            page = self._ask(_OFFSET.sub(f"OFFSET {len(found)}", text), _TRIPLES)
            more = self._read(page, self.addresses.query)
            if not more:
                break
            found += more
        return in_order(found)

    def _rows(self, text: str) -> Iterable[tuple[object, ...]]:
        response = self._ask(text, _ROWS)
        try:
            return _rows(response.body)
        except (SyntaxError, ValueError) as error:
            raise self._strange(response, self.addresses.query) from error

    def _ask(self, text: str, accept: str) -> Response:
        # As a form: Virtuoso leaves a question that is the body itself without any answer.
        headers = {"Content-Type": _FORM, "Accept": accept}
        return self._send(
            Request("POST", self.addresses.query, headers, urlencode({"query": text}).encode(), reads=True)
        )

    def _read(self, response: Response, url: str) -> list[str]:
        if response.status == _NOT_FOUND:
            return []
        if response.media_type.partition(";")[0].strip().lower() not in _TRIPLES_TYPES:
            raise self._strange(response, url)
        try:
            return in_order(map(self.kind.normal, triples_of(_parsed(response.body))))
        except (SyntaxError, ValueError) as error:
            raise self._strange(response, url) from error

    def _of(self, name: ox.NamedNode) -> str:
        joint = "&" if "?" in self.addresses.graph_store else "?"
        return f"{self.addresses.graph_store}{joint}graph={quote(name.value, safe='')}"

    def _send(self, request: Request, *expected: int, endpoint: Endpoint | None = None) -> Response:
        return self._counted((endpoint or self.endpoint).send(request, *expected))

    def _counted(self, response: Response) -> Response:
        self.tally.repeated += response.tries - 1
        return response

    def _strange(self, response: Response, url: str) -> EndpointError:
        what = f'the answer is not what was asked for, but "{response.media_type}"'
        return EndpointError(_CODE, what, shown(url), "check the address and the kind of store (--store)")


def _rows(body: IO[bytes]) -> list[tuple[object, ...]]:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    try:
        return list(map(tuple, found)) if isinstance(found, ox.QuerySolutions) else []
    finally:
        # An error keeps this frame, and the engine's results may only be let go where they were made.
        del found


def _drops(names: Iterable[ox.NamedNode]) -> list[str]:
    return [_text("drop.ru", graph=name) for name in names]


def _parsed(body: IO[bytes]) -> Iterable[ox.Quad]:
    return ox.parse(body, format=ox.RdfFormat.N_TRIPLES)


def _text(name: str, **terms: ox.NamedNode) -> str:
    """Read a question or an update and put terms in place of their names in it."""
    text = Source.open(assets.folder("queries") / "store" / name).data.decode()
    return _PLACE.sub(lambda found: str(terms[found[1]]), _without_comments(text))


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
