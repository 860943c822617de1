"""Turns the line to a worker into something an event loop can use: questions go out, replies and files come in."""

from __future__ import annotations

import os
import socket
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress

from resograph.serve.sparql.question import Reply, replied, sent

_PIECE = 1 << 18


class Line:
    """The line to one worker. ``heard`` is called with each reply, and with None when the worker has ended."""

    def __init__(self, process: int, near: socket.socket) -> None:
        """Keep the line; nothing is heard before `listen`."""
        self.process = process
        self._near = near
        self._data = bytearray()
        self._spool: int | None = None
        self._out = memoryview(b"")
        self._loop: AbstractEventLoop | None = None
        near.setblocking(False)  # noqa: FBT003 -- so the library has it

    def listen(self, loop: AbstractEventLoop, heard: Callable[[Line, Reply | None], None]) -> None:
        """Hear on an event loop what comes."""
        self._loop = loop
        loop.add_reader(self._near.fileno(), self._read, heard)

    def ask(self, frame: bytes, seconds: float) -> None:
        """Send a question; what the line does not take at once is sent when it does."""
        self._out = memoryview(sent(frame, seconds))
        self._write()

    def close(self) -> None:
        """End the line: the worker ends, too, when it comes to read from it."""
        if self._near.fileno() < 0:
            return
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._near.fileno())
            self._loop.remove_writer(self._near.fileno())
        self._near.close()
        if self._spool is not None:
            os.close(self._spool)
            self._spool = None

    def _write(self) -> None:
        with suppress(BlockingIOError, InterruptedError):
            try:
                self._out = self._out[self._near.send(self._out) :]
            except ConnectionError:  # it has ended: that is heard when its reply is read
                self._out = memoryview(b"")
        if self._loop is not None:
            if self._out:
                self._loop.add_writer(self._near.fileno(), self._write)
            else:
                self._loop.remove_writer(self._near.fileno())

    def _read(self, heard: Callable[[Line, Reply | None], None]) -> None:
        try:
            data, files, _, _ = socket.recv_fds(self._near, _PIECE, 1)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data, files = b"", []
        if files:
            self._spool = files[0]
        if not data:
            heard(self, None)
            return
        self._data += data
        reply = replied(self._data, self._spool)
        if reply is not None:
            self._data.clear()
            self._spool = None
            heard(self, reply)
