"""A question to an endpoint: what is sent, what comes back, and what cannot be an answer."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import NoReturn
from urllib.parse import parse_qs

import pytest

from resograph.endpoint import Endpoint, Patience, Request, Response
from resograph.errors import EndpointError, UsageError
from resograph.query.answer import Answer
from resograph.query.remote import Remote
from tests.direct import without_proxies
from tests.endpoint.loopback import Loopback, Reply, Seen, drip, reply
from tests.servers.client import Client
from tests.servers.fixtures import Running, emptied

__all__ = ["without_proxies"]

ROWS = "application/sparql-results+json"
BASE = "https://example.org/"
QUESTION = "SELECT ?s WHERE { ?s ?p ?o }"


def _rows(*rows: dict[str, str], columns: tuple[str, ...] = ("s",)) -> bytes:
    """Return results in the JSON of the W3C; what looks like an IRI is one."""
    bound = [
        {name: {"type": "uri" if ":" in text else "literal", "value": text} for name, text in row.items()}
        for row in rows
    ]
    return json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bound}}).encode()


NO_GRAPHS = reply(200, _rows(columns=("graph", "version")), ROWS)
ONE_ROW = reply(200, _rows({"s": "urn:x"}), ROWS)


def _remote(server: Loopback, seconds: float = 20) -> Remote:
    return Remote(server.url, Endpoint(patience=Patience(seconds=seconds, tries=2)))


def _plain(answer: Answer) -> str:
    stream = io.BytesIO()
    answer.write("csv" if "csv" in answer.formats else "ntriples", stream)
    return stream.getvalue().decode()


def _asked(seen: Seen) -> dict[str, list[str]]:
    return parse_qs(seen.body.decode())


def _refused(text: str, *replies: Reply) -> EndpointError:
    with Loopback([NO_GRAPHS, *replies]) as server, pytest.raises(EndpointError) as caught:
        _remote(server).answer(text)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    return caught.value


# ---------------------------------------------------------------------------- what is sent


@pytest.mark.parametrize(
    "text",
    [
        QUESTION,
        "# select construct insert delete\nPREFIX select: <urn:construct#> # describe\nSELECT?s{?s select:p 'ask'}",
        "BASE <urn:ask> PREFIX : <urn:x#> PREFIX ask: <urn:y#>SELECT ?s { ?s :p ask:q , 'ünï & = + ;' }",
    ],
)
def test_a_question_is_sent_by_the_protocol_as_it_was_asked(text: str) -> None:
    with Loopback([NO_GRAPHS, ONE_ROW]) as server:
        answer = _remote(server).answer(text)

        assert _plain(answer) == "s\r\nurn:x\r\n"
        sent = server.seen[-1]
    assert (sent.method, sent.headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert _asked(sent) == {"query": [text]}
    assert ROWS in sent.headers["accept"]


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "construct where { ?s ?p 'select' }",
        "PREFIX a-b.c: <urn:x#>\n#select\nDESCRIBE <urn:select> a-b.c:d",
    ],
)
def test_a_graph_is_asked_for_as_a_graph(text: str) -> None:
    triple = b"<urn:s> <urn:p> <urn:o> .\n"
    with Loopback([NO_GRAPHS, reply(200, triple, "application/n-triples;charset=utf-8")]) as server:
        answer = _remote(server).answer(text)

        assert "n-triples" in server.seen[-1].headers["accept"]
        assert "json" not in server.seen[-1].headers["accept"]
    assert _plain(answer) == "<urn:s> <urn:p> <urn:o> .\n"


def test_turtle_is_a_graph_as_well() -> None:
    with Loopback([NO_GRAPHS, reply(200, b"@prefix u: <urn:> . u:s u:p u:o , u:o , 1 .", "text/turtle")]) as server:
        assert len(_plain(_remote(server).answer("DESCRIBE <urn:s>")).splitlines()) == 2


@pytest.mark.parametrize("said", [True, False])
def test_yes_or_no_is_an_answer_to_ask(*, said: bool) -> None:
    body = json.dumps({"head": {}, "boolean": said}).encode()
    with Loopback([NO_GRAPHS, reply(200, body, ROWS)]) as server:
        assert _remote(server).answer("ASK{?s:p 1}".replace(":p", " ?p")).yes is said


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", "SELECT * FROM <urn:x> { ?s ?p ?o }", "DROP ALL", "SELECT"]
)
def test_what_a_local_release_is_not_asked_an_endpoint_is_not_asked(text: str) -> None:
    with Loopback([ONE_ROW]) as server:
        with pytest.raises(UsageError):
            _remote(server).answer(text)

        assert server.seen == []


@pytest.mark.parametrize("url", ["example.org/sparql", "", "http:/x", "ftp://example.org/", "http://me:word@host/"])
def test_what_is_no_address_is_told_as_such(url: str) -> None:
    with pytest.raises(UsageError):
        Remote(url).answer("ASK {}")


# ---------------------------------------------------------------------------- the current view


def _graphs(*names: str, current: tuple[str, ...] = ()) -> bytes:
    rows = [{"graph": f"{BASE}graph/{name}"} for name in names]
    rows += [{"version": f"{BASE}id/report/{name}"} for name in current]
    return reply(200, _rows(*rows, columns=("graph", "version")), ROWS)


def test_the_default_graph_is_the_current_view_and_each_graph_is_there_by_name() -> None:
    ours = ("derived/revisions", "findings/w/s/r1", "findings/w/s/r2", "meta", "report/w/s/r1", "report/w/s/r2")
    with Loopback([_graphs(*ours, current=("w/s/r2",)), ONE_ROW]) as server:
        _remote(server).answer(QUESTION)
        sent = _asked(server.seen[-1])

    now = ("findings/w/s/r2", "meta", "report/w/s/r2")
    assert sent["default-graph-uri"] == [f"{BASE}graph/{name}" for name in now]
    assert sent["named-graph-uri"] == [f"{BASE}graph/{name}" for name in ours]
    assert sent["query"] == [QUESTION]


@pytest.mark.parametrize("status", [400, 500, 501])
def test_an_endpoint_that_does_not_understand_the_question_for_graphs_is_asked_as_it_is(status: int) -> None:
    with Loopback([reply(status, b"what?"), ONE_ROW]) as server:
        assert _plain(_remote(server).answer(QUESTION)) == "s\r\nurn:x\r\n"
        assert len(server.seen) == 2


@pytest.mark.parametrize("answer", [reply(503), reply(401), reply(200, b"{", ROWS)], ids=["down", "denied", "broken"])
def test_an_endpoint_that_may_have_graphs_of_ours_and_does_not_say_so_is_not_asked(answer: Reply) -> None:
    with Loopback([answer, answer, ONE_ROW]) as server:
        with pytest.raises(EndpointError):
            _remote(server).answer(QUESTION)

        assert all(_asked(seen)["query"] != [QUESTION] for seen in server.seen)


def test_one_question_has_one_time_for_all_that_is_sent() -> None:
    given: list[float] = []

    class Noting(Endpoint):
        def send(self, request: Request, *expected: int) -> Response:
            given.append(self.patience.seconds)
            return Endpoint.send(self, request, *expected)

    with Loopback([NO_GRAPHS, ONE_ROW]) as server:
        Remote(server.url, Noting(patience=Patience(seconds=60))).answer(QUESTION)

    first, second = given
    assert first == 60
    assert 0 < second < first


# ---------------------------------------------------------------------------- what is no answer


def test_a_web_page_is_told_from_an_endpoint() -> None:
    refused = _refused(QUESTION, reply(200, b"<!doctype html><title>Welcome</title>", "text/html; charset=utf-8"))

    assert refused.code == "endpoint-answer"
    assert "web page" in refused.what
    assert "/sparql" in refused.remedy


@pytest.mark.parametrize(
    ("text", "media_type", "body"),
    [
        (QUESTION, "text/plain", _rows()),
        (QUESTION, "", _rows()),
        (QUESTION, "text/turtle", b""),
        (QUESTION, "application/sparql-results+xml", b"<sparql/>"),
        ("DESCRIBE <urn:x>", ROWS, _rows()),
        ("DESCRIBE <urn:x>", "application/rdf+xml", b""),
    ],
)
def test_a_type_that_was_not_asked_for_is_no_answer(text: str, media_type: str, body: bytes) -> None:
    assert _refused(text, reply(200, body, media_type)).code == "endpoint-answer"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Welcome</title>",
        b"{}",
        b"[" * 100_000,
        b"\xff\xfe",
        _rows({"s": "urn:x"})[:-3],
        _rows({"s": "urn:x"}) + b"!",
        _rows({"s": "urn:x"}, {"s": "no iri: at all"}),
        json.dumps({"head": {}, "boolean": True}).encode(),
        json.dumps(
            {"head": {"vars": ["s"]}, "results": {"bindings": [{"other": {"type": "uri", "value": "urn:x"}}]}}
        ).encode(),
    ],
    ids=["nothing", "page", "empty", "deep", "bytes", "cut", "more", "no IRI", "yes", "column"],
)
def test_a_body_that_is_not_what_its_type_says_is_no_answer(body: bytes) -> None:
    refused = _refused(QUESTION, reply(200, body, ROWS))

    assert refused.code == "endpoint-answer"


@pytest.mark.parametrize("sign", [{"X_SPARQL_MaxRows": "10000"}, {"X_SQL_State": "S1TAT"}])
def test_an_answer_that_the_endpoint_calls_cut_is_none(sign: dict[str, str]) -> None:
    refused = _refused(QUESTION, reply(200, _rows({"s": "urn:x"}), ROWS, **sign))

    assert refused.code == "endpoint-answer"
    assert "tries" not in refused.what


def test_rows_are_no_answer_to_ask() -> None:
    assert _refused("ASK {}", ONE_ROW).code == "endpoint-answer"


@pytest.mark.parametrize("body", [b"<urn:s> <urn:p> <urn:o", b"<html>", b"<urn:s> <urn:p> 'a\xff' .", b"<s> <p> <o> ."])
@pytest.mark.parametrize("media_type", ["application/n-triples", "text/turtle"])
def test_a_graph_that_is_cut_off_or_none_is_no_answer(body: bytes, media_type: str) -> None:
    assert _refused("DESCRIBE <urn:s>", reply(200, body, media_type)).code == "endpoint-answer"


def test_rows_are_handed_on_only_when_the_last_one_has_come() -> None:
    body = _rows(*({"s": f"urn:{number}"} for number in range(50_000)))
    with Loopback([NO_GRAPHS, reply(200, body[:-5] + b"     ", ROWS)]) as server, pytest.raises(EndpointError):
        _remote(server).answer(QUESTION)
    with Loopback([NO_GRAPHS, reply(200, body, ROWS)]) as server:
        answer = _remote(server).answer(QUESTION)
    assert sum(1 for _ in answer.rows()) == 50_000


def test_an_endpoint_of_one_byte_a_second_ends_when_the_time_is_up() -> None:
    with Loopback([drip(NO_GRAPHS)]) as server, pytest.raises(EndpointError) as caught:
        _remote(server, seconds=1.2).answer(QUESTION)

    assert caught.value.code == "endpoint-slow"


# ---------------------------------------------------------------------------- a real endpoint


@pytest.fixture
def oxigraph(running_servers: Running, lacking: Callable[[str], NoReturn]) -> str:
    """Return the address of a server with two revisions of a report."""
    client = emptied("oxigraph", running_servers, lacking).client
    _fill(client)
    return client.query


def _fill(client: Client) -> None:
    dcat, rdf = "http://www.w3.org/ns/dcat#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    document, meta = f"<{BASE}id/report/w/s>", f"{BASE}graph/meta"
    graphs = [f"{BASE}graph/{name}" for name in ("report/w/s/r1", "report/w/s/r2", "derived/revisions")]
    triples = [f"<{graph}> <{rdf}type> <{dcat}Dataset> ." for graph in (*graphs, meta)]
    triples.append(f"{document} <{rdf}type> <https://w3id.org/resograph/def#ReportDocument> .")
    triples.append(f"{document} <{dcat}hasCurrentVersion> <{BASE}id/report/w/s/r2> .")
    client.put(meta, "\n".join(triples).encode())
    for graph in graphs:
        client.put(graph, f'<urn:x> <urn:saysIn> "<{graph}>" .'.encode())


def test_a_real_endpoint_answers_of_the_current_view(oxigraph: str) -> None:
    remote = Remote(oxigraph)
    current = list(remote.answer("SELECT ?o { <urn:x> <urn:saysIn> ?o }").rows())
    every = list(remote.answer("SELECT ?o { GRAPH ?g { <urn:x> <urn:saysIn> ?o } } ORDER BY ?o").rows())

    assert [row["o"] for row in current] == [f"<{BASE}graph/report/w/s/r2>"]
    assert len(every) == 3
    assert remote.answer("ASK { ?s <urn:saysIn> ?o }").yes
    assert len(_plain(remote.answer("DESCRIBE <urn:x>")).splitlines()) == 1


def test_a_real_endpoint_says_what_it_does_not_understand(oxigraph: str) -> None:
    with pytest.raises(EndpointError) as caught:
        Remote(oxigraph.replace("/query", "/no-such-path")).answer(QUESTION)

    assert caught.value.code == "endpoint-failed"
    assert "404" in caught.value.what
