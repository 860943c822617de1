"""Turns bytes of a connection into requests within limits, and answers at once what needs no waiting.

uvicorn has no time limit for a header and none for its size: both are here. What is published is answered as soon as
its header is complete, without a task of its own; all else goes the way of ASGI.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any, Final

import httptools
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from resograph.serve.app import Application
from resograph.serve.headers import head, with_safety
from resograph.serve.representation import Answer

_BODIED: Final = frozenset({b"content-length", b"transfer-encoding", b"upgrade", b"expect"})
_WORDS: Final = {
    400: b"This is no request.",
    408: b"The request took too long to come.",
    414: b"The address is too long.",
    431: b"The header is too large.",
    503: b"Too many are here at once. Come back in a moment.",
}
_FORGET: Final = struct.pack("ii", 1, 0)
_CROWDED: Final = 2  # a half of the places


class _Unfit(Exception):
    """What ends the reading of a request that is not to be carried out."""


class State(ServerState):
    """What the connections of a server share.

    ``is_ending`` tells that none is to be kept for another request, ``is_retiring`` that another server follows, so
    that there is no haste.
    """

    is_ending = False
    is_retiring = False


class Protocol(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        if not isinstance(config.app, Application) or not isinstance(server_state, State):
            raise TypeError(config.app, server_state)
        self._application = config.app
        self._shared = server_state
        self._limits = config.app.limits
        self._timer: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._status = 400
        self._size = 0
        self._hosts = 0
        self._has_body = False
        self._is_done = False
        self._is_refused = False
        self._is_ending = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        self._is_ending = self._shared.is_ending
        if len(self.connections) > self._limits.connections:
            self._refuse(503)
        else:
            self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._disarm()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, and see to it that what has begun comes to an end."""
        if self._is_refused:
            return
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # nothing here can be anything but HTTP: the request was answered as one
        except httptools.HttpParserError:
            self._refuse(self._status)
            return
        if self._is_busy or self.timeout_keep_alive_task is not None:
            self._disarm()
        elif self._timer is None and not self.transport.is_closing():
            self._arm()

    def on_message_begin(self) -> None:
        """Begin to count."""
        super().on_message_begin()
        self._size = self._hosts = 0
        self._is_done = self._has_body = False

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        super().on_url(url)
        if len(self.url) > self._limits.target_bytes:
            self._status = 414
            raise _Unfit

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        super().on_header(name, value)
        self._size += len(name) + len(value)
        if self._size > self._limits.header_bytes or len(self.headers) > self._limits.headers:
            self._status = 431
            raise _Unfit
        known = self.headers[-1][0]
        self._has_body = self._has_body or known in _BODIED
        self._hosts += known == b"host"

    def on_headers_complete(self) -> None:
        """Answer at once, or hand the request on."""
        if self._hosts > 1 or (self._hosts == 0 and self.parser.get_http_version() == "1.1"):
            raise _Unfit
        if self.transport.is_closing():  # somebody goes on talking after the farewell
            self._is_done = True
            return
        answer = self._at_once()
        if answer is None:
            super().on_headers_complete()
            if self._is_ending:
                self.cycle.keep_alive = False
            return
        self._is_done = True
        self._say(answer, is_kept=self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0")

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        if not self._is_done:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note the end of a request."""
        if not self._is_done:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """Note the end of an answer that took its time."""
        super().on_response_complete()
        self._shorten()

    def pause_writing(self) -> None:
        """Wait for a client that does not read, but not for ever."""
        super().pause_writing()
        self._stuck = self.loop.call_later(self._limits.write_seconds, self._cut)

    def resume_writing(self) -> None:
        """Go on: the client reads."""
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Leave a client that asks no more; one that has not even read its answer is not waited for."""
        if self.transport.get_write_buffer_size():
            self._cut()
        super().timeout_keep_alive_handler()

    def shutdown(self) -> None:
        """Come to an end: what runs is finished, and a request that is on its way may still come."""
        self._is_ending = True
        if self._is_busy:
            super().shutdown()
        else:
            self.loop.call_later(self._linger(), self._leave)

    @property
    def _is_busy(self) -> bool:
        return not getattr(self.cycle, "response_complete", True)  # before the first request, there is none

    def _cut(self) -> None:
        """End a connection, and have the system forget what it still holds for it."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _FORGET)
        self.transport.abort()

    def _linger(self) -> float:
        return self._limits.linger_seconds if self._shared.is_retiring else 0.0

    def _leave(self) -> None:
        if not self._is_busy:
            self.transport.close()

    def _at_once(self) -> Answer | None:
        if self._has_body or self._is_busy or self.pipeline or self.flow.write_paused:
            return None
        if not self.url.startswith(b"/") or b"#" in self.url:
            return None
        return self._application.at_once(self.parser.get_method().decode("ascii"), self.url, self.headers)

    def _say(self, answer: Answer, *, is_kept: bool) -> None:
        is_kept = is_kept and not self._is_ending
        body = b"" if self.parser.get_method() == b"HEAD" else answer.body
        end = b"\r\n" if is_kept else b"connection: close\r\n\r\n"
        date = b"".join(b"%b: %b\r\n" % one for one in self.server_state.default_headers)
        self.transport.write(b"".join((answer.head, date, end, body)))
        self.server_state.total_requests += 1
        if not is_kept:
            self.transport.close()
            return
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(self._idle_seconds(), self.timeout_keep_alive_handler)

    def _idle_seconds(self) -> float:
        is_crowded = len(self.connections) * _CROWDED > self._limits.connections
        return self._limits.crowded_idle_seconds if is_crowded else self._limits.idle_seconds

    def _shorten(self) -> None:
        """Put our patience in the place of uvicorn's."""
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = self.loop.call_later(self._idle_seconds(), self.timeout_keep_alive_handler)

    def _arm(self) -> None:
        self._timer = self.loop.call_later(self._limits.header_seconds, self._too_late)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_late(self) -> None:
        self._timer = None
        self._refuse(408)

    def _refuse(self, status: int) -> None:
        self._is_refused = True
        self._disarm()
        words = _WORDS[status] + b"\n"
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(words)).encode()),
            (b"connection", b"close"),
        ]
        self.transport.write(b"%b\r\n%b" % (head(status, with_safety(headers)), words))
        self.transport.close()
