"""Turns an open socket into a server that says when it is ready, and that ends as it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

import uvicorn

from resograph.serve.limits import Limits
from resograph.serve.opening import RETIRE, STOP
from resograph.serve.protocol import State

_AT_ONCE: Final = 0.7  # of the time there is to end: the rest is for the end itself


class Listener(uvicorn.Server):
    """uvicorn, started and ended by another process instead of by signals."""

    server_state: State

    def __init__(
        self, config: uvicorn.Config, limits: Limits, tell: Callable[[str, object], None], is_well: Callable[[], bool]
    ) -> None:
        super().__init__(config)
        self.server_state = State()
        self._limits = limits
        self._tell = tell
        self._is_well = is_well
        self._is_failing = False

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, to clients and to who started this process."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._end, STOP)
        await super().startup(sockets)
        loop.add_reader(sys.stdin.fileno(), self._hear)
        self._tell("ready", None)

    async def on_tick(self, counter: int) -> bool:
        """Tell, once, when this process cannot do all of its work any more; go on with what it can do."""
        if not (self._is_failing or self.should_exit or self._is_well()):
            self._is_failing = True
            self._tell("failing", None)
        return await super().on_tick(counter)

    def _hear(self) -> None:
        told = os.read(sys.stdin.fileno(), 1)
        if not told:  # who started this process has come to an end
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        self._end(told or STOP)

    def _end(self, how: bytes) -> None:
        """Take no more connections, finish what runs, end; told twice, in more haste."""
        state, seconds = self.server_state, self._limits.drain_seconds * _AT_ONCE
        state.is_retiring = how == RETIRE
        if state.is_ending:
            for connection in list(state.connections):
                connection.shutdown()
            asyncio.get_running_loop().call_later(seconds, self._hasten)
        state.is_ending = True
        self.config.timeout_graceful_shutdown = int(self._limits.retire_seconds if state.is_retiring else seconds)
        self.should_exit = True

    def _hasten(self) -> None:
        self.force_exit = True
