"""Asks and tells a store by plain requests: what the house's own client is measured against."""

from __future__ import annotations

import io
import urllib.parse
from dataclasses import dataclass
from http import HTTPStatus

import pycurl
import pyoxigraph as ox

_PATIENCE = 60
_FORM = "application/x-www-form-urlencoded"
_UPDATE = "application/sparql-update"
ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"

_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"


class NoAnswer(Exception):
    """Nobody answers there."""


class Refused(Exception):
    """The store answers with an error: the status, and what it says."""


@dataclass(frozen=True, slots=True)
class Client:
    """The three addresses of a store, and who asks."""

    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""

    def answers(self) -> bool:
        """Tell whether the store listens yet; an error that it answers with is raised."""
        try:
            self.select(_GRAPHS)
        except NoAnswer:
            return False
        return True

    def select(self, question: str) -> bytes:
        """Return the answer to a question, as JSON.

        It is sent as a form: Virtuoso 7.2.5 never answers a question that is the body itself, and spins.
        """
        return self._send(self.query, "POST", _FORM, urllib.parse.urlencode({"query": question}).encode(), ROWS)

    def rows(self, question: str) -> list[tuple[str, ...]]:
        """Return the rows of an answer as the store gives them, each value as N-Triples writes it, unbound as ""."""
        found = ox.parse_query_results(self.select(question), format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple("" if value is None else str(value) for value in row) for row in found]

    def say(self, update: str) -> None:
        """Carry out an update."""
        self._send(self.update, "POST", _UPDATE, update.encode())

    def put(self, graph: str, triples: bytes, media_type: str = TRIPLES) -> None:
        """Make triples the content of a graph."""
        self._send(self._address(graph), "PUT", media_type, triples)

    def get(self, graph: str) -> list[ox.Triple]:
        """Return the triples of a graph; none of a graph that is not there."""
        try:
            found = self._send(self._address(graph), "GET", accept=TRIPLES)
        except Refused as error:
            if error.args[0] == HTTPStatus.NOT_FOUND:
                return []
            raise
        return [quad.triple for quad in ox.parse(found, format=ox.RdfFormat.N_TRIPLES)]

    def graphs(self) -> set[str]:
        """Return the names of all graphs that hold anything."""
        return {graph.strip("<>") for (graph,) in self.rows(_GRAPHS)}

    def drop(self, graph: str) -> None:
        """Remove a graph."""
        self.say(f"DROP SILENT GRAPH <{graph}>")

    def _address(self, graph: str) -> str:
        return f"{self.graph_store}?graph={urllib.parse.quote(graph, safe='')}"

    def _send(self, url: str, method: str, media_type: str = "", body: bytes | None = None, accept: str = "") -> bytes:
        answer = io.BytesIO()
        curl = pycurl.Curl()
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.CUSTOMREQUEST, method)
        if body is not None:
            # Virtuoso refuses what comes without a password before it has read it; so curl is let ask first.
            curl.setopt(pycurl.POSTFIELDSIZE, len(body))
            curl.setopt(pycurl.COPYPOSTFIELDS, body)
        curl.setopt(pycurl.HTTPHEADER, [f"Content-Type: {media_type}", f"Accept: {accept or '*/*'}"])
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.TIMEOUT, _PATIENCE)
        curl.setopt(pycurl.WRITEDATA, answer)
        # A question needs no password. Curl would send it without a body first, which Virtuoso answers with 406.
        if self.user and url != self.query:
            curl.setopt(pycurl.HTTPAUTH, pycurl.HTTPAUTH_DIGEST)
            curl.setopt(pycurl.USERPWD, f"{self.user}:{self.password}")
        try:
            curl.perform()
            status = int(curl.getinfo(pycurl.RESPONSE_CODE))
        except pycurl.error as error:
            raise NoAnswer(str(error)) from error
        finally:
            curl.close()
        if not 200 <= status < 300:
            raise Refused(status, answer.getvalue().decode(errors="replace"))
        return answer.getvalue()
