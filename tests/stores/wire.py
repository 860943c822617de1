"""Turns a store into one behind a wire, which tells when the update that switches is under way.

The wire passes on what comes, byte by byte, and is cut at the one side when it is cut at the other: unlike a proxy of
HTTP it hides from the store no client that has gone away.
"""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from select import select
from urllib.parse import urlsplit

from tests.servers.kinds import Server

_PATIENCE = 60
_AT_ONCE = 1 << 16
_UPDATE, _COPY, _ALLOWED = b"application/sparql-update", b"COPY", b"Authorization:"


@dataclass(slots=True)
class Wire:
    """A store as it is reached by the wire; ``switching`` is set when the whole update has been passed on."""

    server: Server
    switching: threading.Event = field(default_factory=threading.Event)


@contextmanager
def wired(server: Server) -> Iterator[Wire]:
    """Lay a wire to a store."""
    there = urlsplit(server.base)
    marks = (_UPDATE, _COPY, *((_ALLOWED,) if server.secrets else ()))

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection((str(there.hostname), int(there.port or 80)), _PATIENCE) as store:
                _pass(self.request, store, wire, marks)

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, _request: object, _client: object) -> None:
            """Say nothing: one side has gone."""

    with Listener(("127.0.0.1", 0), Handler) as listener:
        base = there._replace(netloc=f"127.0.0.1:{listener.server_address[1]}").geturl()
        wire = Wire(replace(server, base=base))
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield wire
        finally:
            listener.shutdown()
            thread.join()


def _pass(client: socket.socket, store: socket.socket, wire: Wire, marks: tuple[bytes, ...]) -> None:
    """Pass on what comes until the one side or the other has gone."""
    said = b""
    while True:
        for side in select([client, store], [], [], _PATIENCE)[0]:
            data = side.recv(_AT_ONCE)
            if not data:
                return
            (store if side is client else client).sendall(data)
            # Each answer ends what was said; the first time without a password, nothing is done.
            said = said + data if side is client else b""
            if all(mark in said for mark in marks) and _is_whole(said):
                wire.switching.set()


def _is_whole(said: bytes) -> bool:
    head, _, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *([0-9]+)", head)
    return length is not None and len(body) >= int(length[1])
