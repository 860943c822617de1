"""Real servers on loopback that misbehave as told."""

from __future__ import annotations

import gc
import hashlib
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_AT_ONCE = 65536


@dataclass(frozen=True)
class Seen:
    """A request as it arrived; header names in small letters."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Reply = Callable[[Seen, socket.socket], None] | bytes


def reply(status: int, body: bytes = b"", media_type: str = "text/plain", **headers: str) -> bytes:
    """Return an answer that is well formed."""
    lines = [f"HTTP/1.1 {status} Words", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def drip(data: bytes) -> Reply:
    """Return an answer that takes a second for each byte, or ends when the other side has had enough."""

    def send(_seen: Seen, connection: socket.socket) -> None:
        connection.settimeout(1)
        for byte in data:
            connection.sendall(bytes([byte]))
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    return send


@dataclass
class Loopback:
    """A server: the first request gets the first reply, the next the next; the last one is for all that follow."""

    replies: list[Reply]
    seen: list[Seen] = field(default_factory=list)
    family: socket.AddressFamily = socket.AF_INET
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        told = self
        # A result of the engine may not be let go in a thread of the server, where the collector may happen to run.
        gc.collect()
        self.was_collecting = gc.isenabled()
        gc.disable()

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                try:
                    told.serve(self.request)
                except OSError:
                    return  # the client has gone

        class Server(socketserver.ThreadingTCPServer):
            address_family = self.family
            daemon_threads = True
            block_on_close = False

            def handle_error(self, _request: object, _client: object) -> None:
                return

        host = "::1" if self.family is socket.AF_INET6 else "127.0.0.1"
        self.server = Server((host, 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        if self.was_collecting:
            gc.enable()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        host = "[::1]" if self.family is socket.AF_INET6 else "127.0.0.1"
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}/sparql"

    def serve(self, connection: socket.socket) -> None:
        with self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as secured:
            request = read(secured)
            if request is None:
                return
            self.seen.append(request)
            answer = self.replies[min(len(self.seen), len(self.replies)) - 1]
            if isinstance(answer, bytes):
                secured.sendall(answer)
            else:
                answer(request, secured)


def read(connection: socket.socket) -> Seen | None:
    """Read one request; None when there is none, not all of it, or the other side speaks TLS."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(_AT_ONCE)
        if not piece or piece.startswith(b"\x16"):
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if "expect" in headers:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    while len(body) < int(headers.get("content-length", "0")):
        piece = connection.recv(_AT_ONCE)
        if not piece:
            return None  # the client has gone
        body += piece
    method, target, _ = lines[0].split(" ", 2)
    return Seen(method, target, headers, body)


def digest(user: str, password: str, welcome: bytes) -> Reply:
    """Return a server that knows one user, and takes nothing but the answer to its challenge (RFC 7616, MD5)."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    def send(seen: Seen, connection: socket.socket) -> None:
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', seen.headers.get("authorization", "")))
        secret, asked = md5(f"{user}:here:{password}"), md5(f"{seen.method}:{seen.target}")
        right = md5(f"{secret}:once:{said.get('nc')}:{said.get('cnonce')}:auth:{asked}")
        if said.get("response") == right:
            connection.sendall(welcome)
        else:
            challenge = 'Digest realm="here", nonce="once", qop="auth", algorithm=MD5'
            connection.sendall(reply(401, b"who are you?", WWW_Authenticate=challenge))

    return send
