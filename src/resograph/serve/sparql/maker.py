"""Turns a process that holds the data into one that makes workers of itself, and does nothing else.

It is forked before there is any thread or event loop, and has none itself: so each worker is the copy of a process at
rest, shares the data with it, and is there within milliseconds. Who asks it is told the number of the new process and
handed its line. It makes an end of all workers when the one who asks it ends, however that one came to its end.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import sleep
from typing import Final, NoReturn

from resograph.query import Local
from resograph.serve.sparql.answering import Data
from resograph.serve.sparql.limits import Limits
from resograph.serve.sparql.worker import serve

_NUMBER = struct.Struct(">i")
NUMBER_SIZE = _NUMBER.size

_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)


def order(instead_of: int = 0) -> bytes:
    """Return what asks for a new worker, ``instead_of`` one that is to be killed."""
    return _NUMBER.pack(instead_of)


def number(data: bytes) -> int:
    """Read the number of a new worker.

    >>> number(order(7))
    7
    >>> number(b"")
    Traceback (most recent call last):
    struct.error: unpack requires a buffer of 4 bytes
    """
    return int(_NUMBER.unpack(data)[0])


def make(data: Local | Callable[[], Local], base: str, limits: Limits) -> tuple[socket.socket, int]:
    """Fork the process that makes workers; return the line on which it is asked for them, and its number.

    Data in memory are shared with all workers. What is opened by a function is opened by each worker for itself: an
    index on disk does not live on in the copy of a process that had it open.
    """
    if isinstance(data, Local):
        held = Data.of(data, base)
        hold: Callable[[], Data] = lambda: held  # noqa: E731 -- one of two ways to the same
    else:
        hold = lambda: Data.of(data(), base)  # noqa: E731 -- the other
        limits = replace(limits, copied=limits.memory)  # nothing is shared, and to open it takes time
    ours, theirs = socket.socketpair()
    # What exists now stays where it is, so that the pages it lies on stay shared.
    gc.collect()
    gc.freeze()
    process = os.fork()
    if process == 0:
        _be(theirs, hold, limits)
    gc.unfreeze()
    theirs.close()
    return ours, process


def _be(line: socket.socket, hold: Callable[[], Data], limits: Limits) -> NoReturn:
    try:
        line = _alone(line)
        while command := line.recv(NUMBER_SIZE, socket.MSG_WAITALL):
            _kill(number(command))
            near, far = socket.socketpair()
            process = _copied()
            if process == 0:
                line.close()
                near.close()
                serve(far, hold, limits)
            far.close()
            socket.send_fds(line, [order(process)], [near.fileno()])
            near.close()
    finally:  # never back into what the process was forked from
        with suppress(OSError):
            os.killpg(os.getpid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _copied() -> int:
    """Fork; a system that has no process to spare at the moment may have one in the next."""
    for pause in _PAUSES:
        with suppress(OSError):
            return os.fork()
        sleep(pause)
    return os.fork()


def _kill(process: int) -> None:
    """Make an end of a worker: it is a child of this process, so its number is its own until it has been waited for."""
    if process:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _alone(line: socket.socket) -> socket.socket:
    """Leave the group of the process it was forked from, and keep nothing of it open but the line."""
    os.setsid()
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    for sign in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(sign, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    kept = line.detach()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
    return socket.socket(fileno=kept)
