"""Where a request may go: to addresses of HTTP, and along a redirect if it only reads."""

from __future__ import annotations

import pytest

from resograph.endpoint import Endpoint, Patience, Request
from resograph.errors import EndpointError, UsageError
from tests.endpoint.loopback import Loopback, reply

OK = reply(200, b"here you are")


def _get(url: str) -> Request:
    return Request("GET", url, {"Accept": "text/plain"})


def _refused(request: Request) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        Endpoint(patience=Patience(seconds=20, tries=2)).send(request)
    assert "tries" not in caught.value.what
    return caught.value


def _to(url: str, status: int = 302) -> bytes:
    return reply(status, b"elsewhere", Location=url)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_question_follows_a_redirect_as_it_is(status: int) -> None:
    with Loopback([OK]) as other, Loopback([_to(other.url, status)]) as server:
        Endpoint().send(Request("POST", server.url, {"Accept": "a/b"}, b"query=ASK", reads=True))

        assert (other.seen[0].method, other.seen[0].body) == ("POST", b"query=ASK")
        assert other.seen[0].headers["accept"] == "a/b"


def test_an_answer_that_is_elsewhere_is_fetched_there() -> None:
    with Loopback([OK]) as other, Loopback([_to(other.url, 303)]) as server:
        Endpoint().send(Request("POST", server.url, {}, b"query=ASK", reads=True))

        assert (other.seen[0].method, other.seen[0].body) == ("GET", b"")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_what_writes_follows_no_redirect(method: str, status: int) -> None:
    with Loopback([OK]) as other, Loopback([_to(f"{other.url}?key=hidden", status)]) as server:
        refused = _refused(Request(method, server.url, {}, b"data"))

        assert other.seen == []
    assert refused.code == "endpoint-moved"
    assert other.url in refused.what
    assert "hidden" not in str(refused)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/_x", "dict://a/"])
def test_a_redirect_to_what_is_no_http_is_not_followed(target: str) -> None:
    with Loopback([_to(target)]) as server:
        assert _refused(_get(server.url)).code == "endpoint-moved"


def test_a_circle_of_redirects_ends() -> None:
    with Loopback([]) as server:
        server.replies.append(_to(server.url))

        assert _refused(_get(server.url)).code == "endpoint-moved"
        assert len(server.seen) == 6


def test_a_redirect_to_nowhere_is_no_answer() -> None:
    with Loopback([reply(302)]) as server:
        assert _refused(_get(server.url)).code == "endpoint-moved"


# ---------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "url",
    [
        "",
        "urn:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://",
        "http:///path",
        "http://host:99999/",
        "http://ho st/",
        "http://[::1/",
        "http://host\n/x",
        "http://127.0.0.1\\@example.org/",
        "//example.org/",
    ],
)
def test_what_is_no_address_of_http_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint().send(_get(url))

    assert caught.value.code == "usage"


def test_an_address_in_other_letters_is_encoded() -> None:
    with Loopback([OK]) as server:
        Endpoint().send(_get(f"{server.url}/données?graph=a b&c=%41#top"))

        assert server.seen[0].target == "/sparql/donn%C3%A9es?graph=a%20b&c=%41"
