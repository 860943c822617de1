"""Where the endpoints of a store are, and how it is known of what kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from resograph.errors import EndpointError, UsageError
from resograph.publish.store import Addresses, find
from tests.endpoint.loopback import Loopback, reply
from tests.servers.kinds import Server

AT = "https://example.org/data"


@pytest.mark.parametrize(
    ("kind", "graph_store", "update", "query"),
    [
        ("oxigraph", "/store", "/update", "/query"),
        ("fuseki", "/data", "/update", "/query"),
        ("virtuoso", "/sparql-graph-crud-auth", "/sparql-auth", "/sparql-auth"),
        ("graphdb", "/rdf-graphs/service", "/statements", ""),
        ("rdf4j", "/rdf-graphs/service", "/statements", ""),
    ],
)
def test_a_kind_knows_its_endpoints(kind: str, graph_store: str, update: str, query: str) -> None:
    expected = Addresses(AT + graph_store, AT + update, AT + query)

    assert find(AT, kind).addresses == find(f"{AT}/", kind).addresses == expected


@pytest.mark.parametrize("given", ["/query", "/sparql", "/update", "/store", "/"])
def test_the_address_of_one_endpoint_leads_to_all(given: str) -> None:
    assert find(AT + given, "oxigraph").addresses == find(AT, "oxigraph").addresses


def test_an_endpoint_that_is_named_is_where_it_is_said() -> None:
    found = find(AT, "fuseki", Addresses("", "https://example.org/elsewhere", ""))

    assert found.addresses == Addresses(f"{AT}/data", "https://example.org/elsewhere", f"{AT}/query")


def test_a_store_whose_endpoints_are_all_named_is_not_asked() -> None:
    named = Addresses(f"{AT}/a", f"{AT}/b", f"{AT}/c")

    assert find("http://127.0.0.1:9/", "auto", named).kind.name == "generic"


@pytest.mark.parametrize("named", [Addresses("", "", ""), Addresses(AT, AT, ""), Addresses("", AT, AT)])
def test_a_generic_store_needs_all_three(named: Addresses) -> None:
    with pytest.raises(UsageError, match="--graph-store, --update and --query"):
        find(AT, "generic", named)


def test_a_real_store_is_known_by_what_it_answers(store: Server) -> None:
    assert find(store.base, "auto").kind.name == store.kind


def test_a_server_that_is_not_there_is_an_endpoint_error() -> None:
    with pytest.raises(EndpointError):
        find("http://127.0.0.1:9/", "auto")


def test_a_store_is_not_asked_for_all_its_graphs_to_tell_what_it_is() -> None:
    with Loopback([reply(200, Server="oxigraph/0")]) as server:
        assert find(server.url.rstrip("/") + "/store", "auto").kind.name == "oxigraph"

        assert not server.seen[0].target.endswith("/store")


@pytest.fixture
def mute() -> Iterator[str]:
    """Return the address of a server that does not say what it is."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_that_does_not_say_what_it_is_must_be_named(mute: str) -> None:
    with pytest.raises(UsageError, match=r"error\[unknown-store\].*--store"):
        find(mute, "auto")
