"""A server between us and a store that does what networks do: it cuts, refuses, loses, repeats and counts."""

from __future__ import annotations

import gc
import http.client
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar, Self
from urllib.parse import urlsplit

_PATIENCE = 60
_DROPPED = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}


@dataclass(frozen=True)
class Sent:
    """A request that came to the proxy."""

    method: str
    path: str
    body: bytes

    @property
    def is_staged(self) -> bool:
        return self.method == "PUT"

    @property
    def is_update(self) -> bool:
        return self.path.partition("?")[0].endswith("/update")

    @property
    def is_write(self) -> bool:
        return self.is_staged or self.is_update or self.method in {"DELETE", "PATCH"}


@dataclass(frozen=True)
class Fault:
    """What happens to a request: it is cut, answered by somebody else, loses its reply, is repeated or altered."""

    cut_after: int | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    loses_reply: bool = False
    repeats: bool = False
    alters: Callable[[bytes], bytes] | None = None
    shortens: Callable[[bytes], bytes] | None = None


Plan = Callable[[Sent, int], Fault | None]


def on_the(number: int, which: Callable[[Sent], bool], fault: Fault) -> Plan:
    """Return a plan that has a fault for the nth of some requests."""
    seen: list[Sent] = []

    def plan(sent: Sent, _number: int) -> Fault | None:
        if not which(sent):
            return None
        seen.append(sent)
        return fault if len(seen) == number else None

    return plan


@dataclass
class Proxy:
    """A store as it is seen through a bad network."""

    base: str
    plan: Plan = field(default=lambda _sent, _number: None)
    sent: list[Sent] = field(default_factory=list)

    def __enter__(self) -> Self:
        told = self
        # A result of the engine may not be let go in a thread of the proxy, where the collector may happen to run.
        gc.collect()
        self._was_collecting = gc.isenabled()
        gc.disable()

        class Handler(_Handler):
            proxy: ClassVar[Proxy] = told

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        if self._was_collecting:
            gc.enable()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def writes(self) -> list[Sent]:
        return [sent for sent in self.sent if sent.is_write]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: ClassVar[Proxy]

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        sent = Sent(self.command, self.path, body)
        self.proxy.sent.append(sent)
        fault = self.proxy.plan(sent, len(self.proxy.sent)) or Fault()
        if fault.status is not None:
            self._answer(fault.status, fault.headers, b"out of order")
        elif fault.cut_after is not None:
            self._cut(sent, fault.cut_after)
        else:
            self._pass(sent, fault)

    do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815 - the names are the library's

    def _pass(self, sent: Sent, fault: Fault) -> None:
        body = fault.alters(sent.body) if fault.alters else sent.body
        if fault.repeats:
            self._ask(sent, body)
        status, headers, answer = self._ask(sent, body)
        if fault.loses_reply:
            self.close_connection = True
        else:
            self._answer(status, headers, fault.shortens(answer) if fault.shortens else answer)

    def _ask(self, sent: Sent, body: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        there = urlsplit(self.proxy.base)
        connection = http.client.HTTPConnection(str(there.hostname), there.port, timeout=_PATIENCE)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _DROPPED | {"expect"}}
        connection.request(sent.method, there.path + sent.path, body, headers)
        response = connection.getresponse()
        kept = tuple((name, value) for name, value in response.getheaders() if name.lower() not in _DROPPED)
        answer = response.read()
        connection.close()
        return response.status, kept, answer

    def _cut(self, sent: Sent, after: int) -> None:
        """Send the store the begin of a request whose end never comes, and tell the client nothing at all."""
        there = urlsplit(self.proxy.base)
        lines = [f"{sent.method} {there.path}{sent.path} HTTP/1.1", f"Host: {there.netloc}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items() if name.lower() not in {"host", "expect"}]
        with socket.create_connection((str(there.hostname), int(there.port or 80)), _PATIENCE) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + sent.body[:after])
        self.close_connection = True

    def _answer(self, status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""
