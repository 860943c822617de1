"""What is said over a real connection: keeping it, limits of size and time, files in parts."""

from __future__ import annotations

import gzip
import http.client
import re
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from resograph.pages import Publication
from resograph.serve.app import Application
from resograph.serve.files import files, health
from resograph.serve.limits import LIMITS, Limits
from resograph.serve.release import current
from resograph.serve.resources import Resources
from tests.serve.conftest import Wire

SHORT = replace(
    LIMITS, header_seconds=0.3, body_seconds=0.3, idle_seconds=0.3, write_seconds=0.3, body_bytes=10_000, connections=40
)
PAGE = b"/doc/rec/itu-t/x.1812.html"
HANGS = 60


async def _echo(request: Request) -> Response:
    if request.url.path == "/echo/fault":
        raise RuntimeError("secret")
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def port(published: Publication, example_release: Path, wire: Wire) -> int:
    """Return the port of a server of little patience, which counts the bytes of what is posted to it."""
    return wire(_application(published, current(example_release), SHORT))


def _application(published: Publication, folder: Path, limits: Limits) -> Application:
    told = published.published
    routes = [health(told, lambda: True), files(told, folder), Route("/echo/{name}", _echo, methods=["POST"])]
    return Application(Resources(published, limits.cache_bytes), routes, limits)


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", port), HANGS)) as connection:
        yield connection


def said(connection: socket.socket) -> bytes:
    """Return all that comes until the other side has no more to say."""
    pieces = []
    try:
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def once(port: int, data: bytes) -> bytes:
    with connected(port) as connection:
        connection.sendall(data)
        return said(connection)


def asked(
    port: int, method: str, target: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=HANGS)) as client:
        client.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = client.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_a_connection_is_kept_and_requests_may_come_all_at_once(port: int) -> None:
    one = b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"HEAD %b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    answered = once(port, one % PAGE + one % b"/healthz" + one % b"/none" + one % PAGE + last % PAGE)

    assert re.findall(rb"HTTP/1\.1 (\d+)", answered) == [b"200", b"200", b"404", b"200", b"200"]
    assert answered.count(b"</html>") == 2
    assert answered.count(b"\r\ndate: ") == 5


def test_head_says_what_get_says_without_the_body(port: int) -> None:
    for target in (
        "/doc/rec/itu-t/x.1812",
        "/none",
        "/healthz",
        "/downloads/graph.ttl",
        "/id/org/gsma",
        "/static/style.css",
    ):
        status, headers, body = asked(port, "GET", target)
        bare = asked(port, "HEAD", target)
        assert (bare[0], bare[2]) == (status, b""), target
        assert {**bare[1], "date": ""} == {**headers, "date": ""}, target
        assert int(headers["content-length"]) == len(body)


def test_a_client_of_old_is_answered_and_let_go(port: int) -> None:
    answered = once(port, b"GET %b HTTP/1.0\r\n\r\n" % PAGE)

    assert answered.startswith(b"HTTP/1.1 200")
    assert b"connection: close" in answered


def test_an_address_in_full_is_read_without_its_host(port: int) -> None:
    answered = once(port, b"GET http://evil.example/id/org/gsma HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n")

    assert b"\r\nlocation: ../../doc/org/gsma\r\n" in answered


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", b"400"),
        (b"GET /%b HTTP/1.1\r\nHost: a\r\n\r\n" % (b"a" * 9000), b"414"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA: %b\r\n\r\n" % (b"a" * 40_000), b"431"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n%b\r\n" % (b"A: b\r\n" * 120), b"431"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nA", b"408"),
        (b"", b"408"),
        (b"\r\n", b"408"),
        (b"POST /echo/a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", b"408"),
    ],
)
def test_a_request_that_is_none_or_takes_too_much_is_refused(port: int, request_: bytes, status: bytes) -> None:
    answered = once(port, request_)

    assert answered[9:12] == status
    assert b"content-security-policy" in answered
    assert b"connection: close" in answered


def test_who_has_nothing_more_to_ask_is_let_go(port: int) -> None:
    answered = once(port, b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n" % PAGE)

    assert answered.count(b"HTTP/1.1 ") == 1


def test_a_body_is_counted_as_it_comes_and_as_it_is(port: int) -> None:
    packed = gzip.compress(bytes(1 << 20))

    assert asked(port, "POST", "/echo/a", bytes(10_000))[2] == b"10000"
    assert asked(port, "POST", "/echo/a", bytes(10_001))[0] == 413
    assert asked(port, "POST", "/echo/a", gzip.compress(bytes(9_000)), Content_Encoding="gzip")[2] == b"9000"
    assert len(packed) < 10_000
    assert asked(port, "POST", "/echo/a", packed, Content_Encoding="gzip")[0] == 413
    assert asked(port, "POST", "/echo/a", b"no gzip", Content_Encoding="gzip")[0] == 400
    assert asked(port, "POST", "/echo/a", b"", Content_Encoding="zstd")[0] == 415


def test_a_body_in_pieces_without_a_length_is_counted_too(port: int) -> None:
    head = b"POST /echo/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    answered = once(port, head + b"2710\r\n%b\r\n" % bytes(10_000) + b"1\r\na\r\n0\r\n\r\n")

    assert answered[9:12] == b"413"


def test_a_body_that_nobody_wants_ends_the_connection(port: int) -> None:
    answered = once(port, b"POST %b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcdeGET / HTTP/1.1\r\n" % PAGE)

    assert re.findall(rb"HTTP/1\.1 (\d+)", answered) == [b"405"]


def test_a_fault_in_a_route_is_told_as_any_other(port: int, caplog: pytest.LogCaptureFixture) -> None:
    status, headers, body = asked(port, "POST", "/echo/fault", b"")

    assert status == 500
    assert "x-frame-options" in headers
    assert b"secret" not in body
    assert [line for line in caplog.messages if "RuntimeError" in line]


def test_a_route_that_takes_other_methods_says_so(port: int) -> None:
    status, headers, _ = asked(port, "PUT", "/echo/a", b"")

    assert (status, headers["allow"]) == (405, "OPTIONS, POST")
    assert asked(port, "OPTIONS", "/echo/a")[1]["access-control-allow-methods"] == "OPTIONS, POST"


def test_slow_clients_hurt_nobody_and_too_many_are_turned_away(
    published: Publication, example_release: Path, wire: Wire
) -> None:
    patient = replace(SHORT, header_seconds=5.0, idle_seconds=5.0)
    port = wire(_application(published, current(example_release), patient))
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(port)) for _ in range(30)]
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
        assert asked(port, "GET", "/healthz")[0] == 200
        more = [stack.enter_context(connected(port)) for _ in range(30)]
        answers = [said(one)[9:12] for one in more]
        assert answers.count(b"503") >= 15
        assert {said(one)[9:12] for one in slow} == {b"408"}
    assert asked(port, "GET", "/healthz")[0] == 200


def test_who_does_not_read_is_not_waited_for(port: int) -> None:
    with connected(port) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one = b"GET /downloads/graph.nq HTTP/1.1\r\nHost: a\r\n\r\n"
        sending = threading.Thread(target=_sent, args=(connection, one * 20))
        sending.start()
        _wait_until_dropped(connection)
        sending.join(HANGS)
        assert not sending.is_alive()
        answered = said(connection)

    assert answered.count(b"HTTP/1.1 200") < 20


def _wait_until_dropped(connection: socket.socket) -> None:
    """Wait until the other side has given up, without reading what it has sent."""
    watch = select.poll()
    watch.register(connection, 0)  # of an end that comes by force the system tells unasked
    assert watch.poll(HANGS * 1000), "the connection is still there"


def _sent(connection: socket.socket, data: bytes) -> None:
    try:
        connection.sendall(data)
    except OSError:
        return


def test_a_file_of_the_release_comes_as_it_is_or_in_part(port: int, example_release: Path) -> None:
    data = (example_release / "current" / "graph.nq").read_bytes()
    status, headers, body = asked(port, "GET", "/downloads/graph.nq", Accept_Encoding="gzip")

    assert (status, body) == (200, data)
    assert headers["content-type"] == "application/n-quads"
    assert headers["content-disposition"] == 'attachment; filename="graph.nq"'
    assert asked(port, "GET", "/downloads/graph.nq", Range="bytes=10-19")[::2] == (206, data[10:20])
    assert asked(port, "GET", "/downloads/graph.nq", Range="bytes=10-", If_Range='"other"')[0] == 200
    assert asked(port, "GET", "/downloads/graph.nq", Range="bytes=99999999-")[0] == 416
    assert asked(port, "GET", "/downloads/graph.nq", If_None_Match=headers["etag"])[::2] == (304, b"")
    [report] = (example_release / "current" / "reports").iterdir()
    assert asked(port, "GET", f"/downloads/reports/{report.name}")[2] == report.read_bytes()
    for name in ("..%2fmanifest.json", "reports", "none", "reports/../manifest.json", ".%2e/manifest.json"):
        assert asked(port, "GET", f"/downloads/{name}")[0] == 404, name
