"""The search over HTTP: forms, conditions, waiting, and the process that makes its index."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from resograph.errors import InternalError
from resograph.pages import Publication
from resograph.query.search import Search
from resograph.query.things import Things
from resograph.serve import search as module
from resograph.serve.app import Application
from resograph.serve.resources import Resources
from resograph.serve.search import Indexing, routes


@dataclass(frozen=True)
class Told:
    status: int
    headers: dict[str, str]
    body: bytes


def _asked(application: Application, target: str, method: str = "GET", **headers: str) -> Told:
    return asyncio.run(_call(application, target, method, headers))


async def _call(application: Application, target: str, method: str, headers: Mapping[str, str]) -> Told:
    sent: list[dict[str, object]] = []
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.append(message)

    await application(scope, receive, send)
    start, *rest = sent
    pairs = start["headers"]
    assert isinstance(pairs, list)
    body = b"".join(part for message in rest if isinstance(part := message.get("body", b""), bytes))
    assert isinstance(start["status"], int)
    return Told(start["status"], {name.decode(): value.decode() for name, value in pairs}, body)


@pytest.fixture(scope="module")
def indexing(published: Publication) -> Iterator[Indexing]:
    found = Indexing.begun(published.published.things)
    yield found
    found.close()


@pytest.fixture(scope="module")
def server(published: Publication, indexing: Indexing) -> Application:
    return Application(Resources(published, 1 << 20), routes(indexing, published.published))


def test_a_request_that_comes_before_the_index_waits_for_it(server: Application) -> None:
    told = _asked(server, "/search?q=X1812", accept="text/html")

    assert told.status == 200
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert b"doc/rec/itu-t/x.1812" in told.body


@pytest.mark.parametrize(
    ("target", "accept"),
    [("/search.json?q=q2-17", ""), ("/search?q=q2-17&format=json", ""), ("/search?q=q2-17", "application/json")],
)
def test_programs_ask_for_json_by_name_or_by_header(server: Application, target: str, accept: str) -> None:
    told = _asked(server, target, accept=accept)

    assert told.headers["content-type"] == "application/json"
    assert json.loads(told.body)["hits"][0]["title"] == "Question 2/17 (2022-2024)"


def test_what_nobody_can_write_is_refused(server: Application) -> None:
    assert _asked(server, "/search?q=a", accept="image/png").status == 406
    assert _asked(server, "/search?q=a&format=ttl").status == 406
    assert _asked(server, "/search?q=a", "POST").status == 405


def test_results_are_packed_and_not_sent_twice(server: Application) -> None:
    packed = _asked(server, "/search?q=security", accept_encoding="gzip")
    plain = _asked(server, "/search?q=security")

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert len(packed.body) < len(plain.body) / 2
    assert _asked(server, "/search?q=security", if_none_match=plain.headers["etag"]).status == 304
    head = _asked(server, "/search?q=security", "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(plain.body)))
    assert plain.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "target",
    ["/search?q=%22NEAR(+*&year=%3Cb%3E", "/search?q=" + "a" * 3000, "/search?start=-1&kind=x", "/search?q=a&q=b"],
)
def test_odd_requests_are_answered(server: Application, target: str) -> None:
    assert _asked(server, target).status == 200


def test_who_has_waited_too_long_is_told_to_come_again(published: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAITED", 0.1)

    def never() -> Search | None:
        return None

    server = Application(Resources(published, 1 << 20), routes(never, published.published))
    told = _asked(server, "/search?q=a")
    assert (told.status, told.headers["retry-after"]) == (503, "5")


def test_of_very_many_searches_at_once_some_are_told_to_come_again(published: Publication, indexing: Indexing) -> None:
    waits = asyncio.Event()

    def not_yet() -> Search | None:
        return indexing() if waits.is_set() else None

    server = Application(Resources(published, 1 << 20), routes(not_yet, published.published))

    async def all_at_once() -> list[Told]:
        asked = [asyncio.ensure_future(_call(server, "/search.json?q=a", "GET", {})) for _ in range(200)]
        await asyncio.sleep(0)
        while sum(one.done() for one in asked) < 200 - module._MOST_WAITING:  # noqa: ASYNC110 -- whichever they are
            await asyncio.sleep(0.01)
        waits.set()
        return [*await asyncio.gather(*asked), await _call(server, "/search.json?q=a", "GET", {})]

    *told, after = asyncio.run(asyncio.wait_for(all_at_once(), 60))
    statuses = [one.status for one in told]
    assert (statuses.count(200), statuses.count(503), after.status) == (64, 136, 200)
    assert {one.headers["retry-after"] for one in told if one.status == 503} == {"5"}


def test_of_what_is_said_twice_the_first_counts(server: Application) -> None:
    once, twice = (
        _asked(server, f"/search?{query}") for query in ("q=q2-17&format=json", "q=q2-17&format=json&q=x&format=html")
    )
    assert twice.headers["content-type"] == "application/json"
    assert twice.body == once.body


def test_a_process_that_dies_is_a_fault_and_not_a_wait() -> None:
    def broken() -> Things:
        raise SystemExit(3)

    indexing = Indexing.begun(broken)

    async def wait() -> Search:
        return await module._ready(indexing)

    with pytest.raises(InternalError):
        asyncio.run(wait())
    indexing.close()
