"""What comes back, and what is said when nothing that can be used does: one clear line, and the tries it took."""

from __future__ import annotations

import gzip
import socket
import threading

import pytest

from resograph.endpoint import Endpoint, Patience, Request
from resograph.errors import EndpointError
from tests.endpoint.loopback import Loopback, Reply, Seen, drip, read, reply

OK = reply(200, b"here you are")
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"


def _get(url: str) -> Request:
    return Request("GET", url, {"Accept": "text/plain"})


def _impatient(**limits: float) -> Endpoint:
    return Endpoint(patience=Patience(**{"seconds": 20.0, "tries": 2, **limits}))  # type: ignore[arg-type]


def _refused(request: Request, endpoint: Endpoint | None = None) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        (endpoint or _impatient()).send(request)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    return caught.value


def _hang_up(seen: Seen, connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def test_an_answer_is_there_as_a_whole() -> None:
    with Loopback([reply(200, b"x" * 100_000, "Text/Plain; charset=utf-8")]) as server:
        response = Endpoint().send(_get(server.url))

        assert response.status == 200
        assert response.media_type == "Text/Plain; charset=utf-8"
        assert response.body.read() == b"x" * 100_000


def test_an_answer_larger_than_the_memory_for_it_is_there_as_a_whole() -> None:
    body = bytes(range(256)) * 50_000
    with Loopback([reply(200, body)]) as server:
        assert Endpoint().send(_get(server.url)).body.read() == body


def test_a_packed_answer_is_unpacked() -> None:
    with Loopback([reply(200, gzip.compress(b"here you are"), Content_Encoding="gzip")]) as server:
        assert Endpoint().send(_get(server.url)).body.read() == b"here you are"
        assert "gzip" in server.seen[0].headers["accept-encoding"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_body_arrives_as_it_was_sent(method: str) -> None:
    body = b"" if method == "DELETE" else bytes(range(256)) * 10_000
    with Loopback([reply(204)]) as server:
        Endpoint().send(Request(method, server.url, {"Content-Type": "application/n-triples"}, body))

        assert (server.seen[0].method, server.seen[0].body) == (method, body)
        assert server.seen[0].headers["content-type"] == "application/n-triples"


def test_progress_is_told() -> None:
    told: list[int] = []
    with Loopback([reply(204)]) as server:
        Endpoint(tell=told.append).send(Request("PUT", server.url, {}, b"x" * 3_000_000))

    assert told[-1] == 3_000_000
    assert told == sorted(told)


def test_a_status_that_was_expected_is_no_error() -> None:
    with Loopback([reply(404, b"no such graph")]) as server:
        assert Endpoint().send(_get(server.url), 404).status == 404


def test_several_requests_are_told_apart() -> None:
    with Loopback([reply(200, b"one"), reply(500, b"two"), reply(200, b"three")]) as server:
        endpoint = _impatient()

        assert endpoint.send(Request("PUT", server.url, {}, b"body")).body.read() == b"one"
        _refused(_get(server.url), endpoint)
        assert endpoint.send(_get(server.url)).body.read() == b"three"
        assert [seen.method for seen in server.seen] == ["PUT", "GET", "GET"]


def test_ipv6_is_spoken() -> None:
    try:
        server = Loopback([OK], family=socket.AF_INET6).__enter__()
    except OSError:
        pytest.skip("no IPv6 here")
    try:
        assert Endpoint().send(_get(server.url)).body.read() == b"here you are"
    finally:
        server.__exit__(None, None, None)


# ---------------------------------------------------------------------------- nobody there, or too slow


def test_a_server_that_is_down_is_unreachable_and_was_tried_again() -> None:
    with Loopback([OK]) as server:
        url = server.url
    refused = _refused(_get(url))

    assert refused.code == "endpoint-unreachable"
    assert "after 2 tries" in refused.what
    assert refused.where == url


def test_a_name_that_nobody_has_is_unreachable() -> None:
    assert _refused(_get("http://no-such-host.invalid/")).code == "endpoint-unreachable"


@pytest.mark.parametrize(
    "slow",
    [drip(OK), drip(b"HTTP/1.1 200 OK\r\n" + OK)],
    ids=["head", "head again"],
)
def test_one_byte_a_second_ends_when_the_time_is_up(slow: Reply) -> None:
    with Loopback([slow]) as server:
        assert _refused(_get(server.url), _impatient(seconds=4)).code == "endpoint-slow"
        assert len(server.seen) == 1


def test_a_body_of_one_byte_a_second_ends_when_the_time_is_up() -> None:
    def send(seen: Seen, connection: socket.socket) -> None:
        connection.sendall(OK[:-12])
        drip(b"here you are")(seen, connection)  # type: ignore[operator]

    with Loopback([send]) as server:
        assert _refused(_get(server.url), _impatient(seconds=1.5)).code == "endpoint-slow"


def test_a_server_that_says_nothing_ends_when_the_time_is_up() -> None:
    over = threading.Event()

    def wait(_seen: Seen, _connection: socket.socket) -> None:
        over.wait(60)

    with Loopback([wait]) as server:
        assert _refused(_get(server.url), _impatient(seconds=0.5)).code == "endpoint-slow"
        over.set()


def test_all_tries_share_the_time() -> None:
    with Loopback([reply(503), drip(OK)]) as server:
        refused = _refused(_get(server.url), _impatient(seconds=6, tries=4))

    assert refused.code == "endpoint-slow"
    assert "after 2 tries" in refused.what


# ---------------------------------------------------------------------------- refusals, and trying again


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int) -> None:
    with Loopback([reply(status, b"later"), OK]) as server:
        assert Endpoint().send(_get(server.url)).body.read() == b"here you are"
        assert len(server.seen) == 2


def test_what_does_not_pass_says_how_often_it_was_tried() -> None:
    with Loopback([reply(503, b"down for repair")]) as server:
        refused = _refused(_get(server.url), _impatient(tries=3))

        assert len(server.seen) == 3
    assert refused.code == "endpoint-failed"
    assert "503" in refused.what
    assert "down for repair" in refused.what
    assert "after 3 tries" in refused.what


def test_the_server_is_given_the_time_it_asks_for() -> None:
    with Loopback([reply(429, Retry_After="1"), OK]) as server:
        assert Endpoint(patience=Patience(seconds=30)).send(_get(server.url)).status == 200
    # One that may not wait so long does not even begin to.
    with Loopback([reply(429, Retry_After="60"), OK]) as server:
        refused = _refused(_get(server.url), _impatient(seconds=20, tries=4))

        assert len(server.seen) == 1
    assert refused.code == "endpoint-failed"
    assert "429" in refused.what
    assert "tries" not in refused.what


@pytest.mark.parametrize(
    ("date", "wait"),
    [("Wed, 21 Oct 2015 07:28:00 GMT", "1 hour"), ("21 Oct 2015", ""), ("-5", ""), ("9" * 400, "long")],
)
def test_a_date_to_wait_for_is_held_against_the_clock_of_the_server(date: str, wait: str) -> None:
    late = reply(503, Retry_After=date, Date="Wed, 21 Oct 2015 06:28:00 GMT")
    with Loopback([late, OK]) as server:
        if wait:
            assert _refused(_get(server.url), _impatient(tries=4)).code == "endpoint-failed"
        else:
            assert Endpoint().send(_get(server.url)).status == 200


@pytest.mark.parametrize("answer", [reply(503), _hang_up, OK[:-3]], ids=["503", "no answer", "cut off"])
def test_what_is_not_idempotent_is_sent_once(answer: Reply) -> None:
    with Loopback([answer]) as server:
        refused = _refused(Request("POST", server.url, {}, b"count up", idempotent=False), _impatient(tries=4))

        assert len(server.seen) == 1
    assert "tries" not in refused.what


def test_what_is_not_idempotent_is_sent_once_even_after_a_connection_that_was_kept_is_closed() -> None:
    on_the_kept_one: list[Seen] = []

    def keep_and_close(_seen: Seen, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        again = read(connection)
        on_the_kept_one.extend([again] if again else [])

    with Loopback([keep_and_close, reply(500)]) as server:
        endpoint = _impatient()
        endpoint.send(_get(server.url))
        _refused(Request("POST", server.url, {}, b"count up", idempotent=False), endpoint)

        assert [seen.method for seen in [*server.seen[1:], *on_the_kept_one]] == ["POST"]


@pytest.mark.parametrize("status", [400, 404, 405, 413, 415, 500, 501, 599])
def test_a_refusal_is_not_tried_again_and_quotes_the_server(status: int) -> None:
    words = b"\n\n  Virtuoso 37000 Error SP030:\tsyntax error\n\nquery:\n..."
    with Loopback([reply(status, words)]) as server:
        refused = _refused(Request("PUT", server.url, {}, b"x" * 2_000_000))

        assert len(server.seen) == 1
    assert refused.code == "endpoint-failed"
    assert str(status) in refused.what
    assert "Virtuoso 37000 Error SP030: syntax error" in refused.what
    assert "query" not in refused.what


def test_of_a_web_page_that_refuses_the_title_is_quoted() -> None:
    page = b"<html><head><style>p { color: red }</style><title>502 from the gateway</title></head><p>Sorry"
    with Loopback([reply(500, page, "text/html")]) as server:
        assert '("502 from the gateway")' in _refused(_get(server.url)).what


def test_a_refusal_without_end_is_read_to_the_length_of_a_quotation() -> None:
    def send(_seen: Seen, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\nParse error at line 1\n")
        while True:
            connection.sendall(b"x" * 65536)

    with Loopback([send]) as server:
        refused = _refused(_get(server.url))

    assert refused.code == "endpoint-failed"
    assert "Parse error at line 1" in refused.what


def test_control_characters_of_a_server_command_no_terminal() -> None:
    with Loopback([reply(400, b"\x1b[2Jgone \xe2\x80\xae reversed \xff\r\nmore")]) as server:
        shown = str(_refused(_get(server.url)))

    assert "\x1b" not in shown
    assert "\u202e" not in shown


# ---------------------------------------------------------------------------- what is no answer


def _chunked(*pieces: bytes) -> bytes:
    return CHUNKED + b"".join(pieces)


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        pytest.param(OK[:-3], 2, id="cut off"),
        pytest.param(_chunked(b"5\r\nhello\r\n"), 2, id="cut off between chunks"),
        pytest.param(_chunked(b"5\r\nhel"), 2, id="cut off within a chunk"),
        pytest.param(_chunked(b"zzz\r\nhello\r\n"), 2, id="no chunk"),
        pytest.param(_hang_up, 2, id="closed without an answer"),
        pytest.param(b"SSH-2.0-OpenSSH_9.9\r\n", 1, id="another protocol"),
        pytest.param(b"HTTP/1.1 abc\r\n\r\n", 1, id="no status"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", 1, id="a length below nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", 1, id="a head without end"),
        pytest.param(reply(200, b"plain", Content_Encoding="gzip"), 1, id="not what it is packed as"),
    ],
)
def test_what_is_no_whole_answer_is_refused(answer: Reply, tries: int) -> None:
    with Loopback([answer]) as server:
        refused = _refused(_get(server.url))

        assert len(server.seen) == tries
    assert refused.code == "endpoint-answer"
    assert ("after 2 tries" in refused.what) == (tries == 2)


def test_what_follows_the_stated_length_is_not_read() -> None:
    with Loopback([OK + b" and more"]) as server:
        assert Endpoint().send(_get(server.url)).body.read() == b"here you are"


def _endless(_seen: Seen, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def _bomb() -> bytes:
    packed = gzip.compress(bytes(50_000_000))
    assert len(packed) < 100_000  # within what is allowed, until it is unpacked
    return reply(200, packed, Content_Encoding="gzip")


@pytest.mark.parametrize("kind", ["without end", "stated", "packed"])
def test_an_answer_larger_than_allowed_is_refused(kind: str) -> None:
    answers: dict[str, Reply] = {"without end": _endless, "stated": reply(200, b"x" * 1_000_001), "packed": _bomb()}
    with Loopback([answers[kind]]) as server:
        refused = _refused(_get(server.url), _impatient(bytes=1_000_000))

        assert len(server.seen) == 1
    assert refused.code == "endpoint-answer"
    assert "1000000 bytes" in refused.what


def test_an_answer_just_as_large_as_allowed_is_taken() -> None:
    with Loopback([reply(200, b"x" * 1000)]) as server:
        assert len(_impatient(bytes=1000).send(_get(server.url)).body.read()) == 1000
