"""Calls an ASGI application as a server would, within this process, and shows what it sends."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Message = MutableMapping[str, Any]
App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]


@dataclass
class Response:
    """What came back; `pieces` are the parts of the body as they were sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    pieces: list[bytes] = field(default_factory=list)
    is_whole: bool = False

    @property
    def body(self) -> bytes:
        data = b"".join(self.pieces)
        return gzip.decompress(data) if self.headers.get("content-encoding") == "gzip" else data

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Calls an application on one event loop."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()

    def get(self, path: str, headers: Mapping[str, str] | None = None, **params: object) -> Response:
        return self.request("GET", path, headers, params)

    def post(self, path: str, body: bytes, kind: str, **headers: str) -> Response:
        given = {"content-type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.request("POST", path, given if kind else {}, {}, body)

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, object] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
    ) -> Response:
        return self.loop.run_until_complete(self.call(scope(method, path, headers, params), body))

    async def call(self, asked: Message, body: bytes = b"", leaves: asyncio.Event | None = None) -> Response:
        """Call it; the client leaves when the event is set, and else stays until it has the response."""
        response = Response()
        inbox: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if inbox:
                return inbox.pop()
            await (leaves or asyncio.Event()).wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                response.status = message["status"]
                response.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
            else:
                response.pieces.append(message.get("body", b""))
                response.is_whole = not message.get("more_body", False)

        await self.app(asked, receive, send)
        return response

    def close(self) -> None:
        self.loop.close()


def scope(
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, object] | Iterable[tuple[str, str]] = (),
) -> Message:
    """Return what a server tells an application of a request."""
    path, _, query = path.partition("?")
    pairs = list(params.items()) if isinstance(params, Mapping) else list(params)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": (query or urlencode(pairs)).encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in {"host": "localhost:8000", **(headers or {})}.items()],
    }
