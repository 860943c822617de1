"""Turns a process forked from the one that holds the data into one that answers, and that dies when it takes too long.

The clock that ends it is the kernel's: an alarm that nothing handles kills the process, whatever the engine is doing,
and nobody else has to be awake for it. What a question may use is a limit of the kernel, too.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from resograph.errors import ResographError
from resograph.serve.sparql.answering import Data, answered, refusal
from resograph.serve.sparql.limits import Limits
from resograph.serve.sparql.question import HEAD_SIZE, Question, Reply, asked, head_of

_BEHIND = 3  # as nice as that: pages come first
_LEAST = 0.01
_AT_ONCE = 1 << 16


def serve(line: socket.socket, data: Callable[[], Data], limits: Limits) -> NoReturn:
    """Be the process: answer what comes on the line until it ends."""
    try:
        _confine(limits)
        _answer_all(line, data, limits)
    finally:  # never back into what the process was forked from
        os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _answer_all(line: socket.socket, data: Callable[[], Data], limits: Limits) -> None:
    asks: Callable[[Question], Reply]
    try:
        opened = data()
    except ResographError as error:
        told = refusal(error)
        asks = lambda _: told  # noqa: E731 -- the one other way to answer
    else:
        asks = lambda question: answered(opened, question, limits)  # noqa: E731 -- as above
    looked = _taken()
    while (question := _heard(line)) is not None:
        reply = asks(question)
        if _taken() - looked > limits.copied:  # a quick look, as the other one takes a while
            looked = _taken()
            reply = replace(reply, is_last=_own() > limits.copied)
        _tell(line, reply)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if reply.is_last:
            return


def _tell(line: socket.socket, reply: Reply) -> None:
    frame = reply.frame()
    if reply.spool is None:
        line.sendall(frame)
        return
    socket.send_fds(line, [frame], [reply.spool])  # a frame without a body is sent in one piece
    os.close(reply.spool)


def _heard(line: socket.socket) -> Question | None:
    """Read a question, and set the alarm by the seconds there are for it; None where the line has ended."""
    data = b""
    while len(data) < HEAD_SIZE:
        more = line.recv(_AT_ONCE)
        if not more:
            return None
        data += more
    size, seconds = head_of(data[:HEAD_SIZE])
    signal.setitimer(signal.ITIMER_REAL, max(seconds, _LEAST))
    frame = bytearray(data[HEAD_SIZE:])
    while len(frame) < size:
        more = line.recv(_AT_ONCE)
        if not more:
            return None
        frame += more
    return asked(bytes(frame))


def _taken() -> int:
    """Return how much memory it has taken so far, or copied as it was written to; what was given back counts, too."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize()


def _own() -> int:
    """Return how much memory it shares with nobody; where the system does not tell, all that it has taken."""
    with suppress(OSError, ValueError):
        told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").partition("Private_Dirty:")[2]
        return int(told.split(maxsplit=1)[0]) * 1024
    return _taken()


def _confine(limits: Limits) -> None:
    """Take away what it does not need: handlers, rank, memory, the right to fill a disk."""
    for sign in (signal.SIGALRM, signal.SIGTERM, signal.SIGXFSZ):
        signal.signal(sign, signal.SIG_DFL)
    with suppress(OSError):
        os.nice(_BEHIND)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, limits.bytes * 2)
    with suppress(AttributeError):
        _limit(resource.RLIMIT_DATA, _shared() + limits.memory)
    # Where memory runs out, let it be this process that dies: quietly, and before any other.
    with suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as file:
        file.write("1000")
    sys.excepthook = lambda *_: None


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        with suppress(OSError, ValueError):  # not every system has such a limit
            resource.setrlimit(what, (most, most))


def _shared() -> int:
    """Return how much memory it has from the beginning."""
    with suppress(OSError, ValueError, IndexError):
        # The sixth number is what holds data, in pages.
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    return 0
