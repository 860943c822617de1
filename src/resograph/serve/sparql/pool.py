"""Turns a question into a reply by one of a few processes, each of which can be killed.

Any process takes any question. One that has run for a while is a heavy one: while as many of these run as may, a
further one gives up its process and waits for its turn, to be run from its beginning. So short questions always find
a process soon. Every question has an answer, or a reason why not, when its time is over.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Self

from resograph.errors import CheckError, InternalError, ResographError
from resograph.naming.vocabulary import BASE
from resograph.query import Local
from resograph.serve.sparql import maker
from resograph.serve.sparql.limits import LIMITS, Limits
from resograph.serve.sparql.line import Line
from resograph.serve.sparql.question import Question, Reply

_NEARLY = 0.02  # by which a kernel's clock may be ahead of ours
_GRACE = 0.5


class _Job:
    """A question on its way."""

    __slots__ = ("deadline", "frame", "is_heavy", "line", "reply", "timer")

    def __init__(self, question: Question, deadline: float, reply: asyncio.Future[Reply]) -> None:
        self.frame = question.frame()
        self.deadline = deadline
        self.reply = reply
        self.is_heavy = False
        self.line: Line | None = None
        self.timer: asyncio.TimerHandle | None = None

    def settle(self, reply: Reply | ResographError) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if self.reply.done():
            if isinstance(reply, Reply) and reply.spool is not None:
                os.close(reply.spool)
        elif isinstance(reply, Reply):
            self.reply.set_result(reply)
        else:
            self.reply.set_exception(reply)


class Pool:
    """The processes that answer, made by `forked` before there is any thread or event loop."""

    def __init__(self, line: socket.socket, process: int, limits: Limits) -> None:
        """Ask for the first workers; ``line`` is that to the process that makes them."""
        self.limits = limits
        self._process = process
        self._maker = line
        self._jobs: dict[Line, _Job | None] = {}
        self._idle: list[Line] = []
        self._waiting: deque[_Job] = deque()
        self._heavy: deque[_Job] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_closed = False
        for _ in range(limits.workers):
            line.sendall(maker.order())
        for _ in range(limits.workers):
            self._take()

    @classmethod
    def forked(cls, data: Local | Callable[[], Local], limits: Limits = LIMITS, base: str = BASE) -> Self:
        """Make the processes: of data in memory, which they share, or of what each of them opens for itself.

        Raises:
            InternalError: no process can be made.
        """
        try:
            return cls(*maker.make(data, base, limits), limits)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            what = f"no process can be made that answers questions ({reason})"
            raise InternalError("worker-died", what, "server", "allow it more processes or memory") from error

    @property
    def processes(self) -> tuple[int, ...]:
        """Return the numbers of the processes that answer."""
        return tuple(line.process for line in self._jobs)

    @property
    def is_alive(self) -> bool:
        """Tell whether it can answer: not when it is closed, or the process that makes workers has ended."""
        if self._is_closed:
            return False
        try:
            return bool(self._maker.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except (BlockingIOError, InterruptedError):  # it has nothing to say
            return True
        except OSError:
            return False

    def close(self) -> None:
        """End all processes, whatever they do."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._loop is not None and not self._loop.is_closed() and self._maker.fileno() >= 0:
            self._loop.remove_reader(self._maker.fileno())
        self._maker.close()
        running = [job for job in self._jobs.values() if job is not None]
        for job in (*running, *self._waiting, *self._heavy):
            job.settle(_gone())
        for line in self._jobs:
            line.close()
        for kept in (self._jobs, self._idle, self._waiting, self._heavy):
            kept.clear()
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)  # it ends as its line does

    def ask(self, question: Question) -> asyncio.Future[Reply]:
        """Ask a question; the future holds the reply, and whoever cancels it makes an end of the question.

        The future raises CheckError when the time is over (``query-timeout``) or too many questions wait
        (``server-busy``), and InternalError when the process has died (``worker-died``).
        """
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._attach(loop)
        job = _Job(question, monotonic() + self.limits.seconds, loop.create_future())
        job.reply.add_done_callback(lambda reply: self._drop(job) if reply.cancelled() else None)
        self._enter(job, loop)
        return job.reply

    def _attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        if not self._is_closed:
            self._maker.setblocking(False)  # noqa: FBT003 -- so the library has it
            loop.add_reader(self._maker.fileno(), self._made)
        for line in self._jobs:
            line.listen(loop, self._heard)

    def _enter(self, job: _Job, loop: asyncio.AbstractEventLoop) -> None:
        if self._is_closed:
            job.settle(_gone())
        elif self._idle:
            self._start(self._idle.pop(), job)
        elif len(self._waiting) >= self.limits.waiting:
            job.settle(_busy())
        else:
            self._waiting.append(job)
            job.timer = loop.call_later(self.limits.seconds, self._too_late, job)

    def _start(self, line: Line, job: _Job) -> None:
        if job.timer is not None:
            job.timer.cancel()
        self._jobs[line] = job
        job.line = line
        left = job.deadline - monotonic()
        line.ask(job.frame, left)
        if self._loop is not None:
            wait, then = (left + _GRACE, self._overdue) if job.is_heavy else (self.limits.heavy_after, self._is_slow)
            job.timer = self._loop.call_later(wait, then, job)

    def _is_slow(self, job: _Job) -> None:
        """Call a question heavy; where enough of these run, let it wait for its turn."""
        job.is_heavy = True
        if job.line is None or self._loop is None:
            return
        if self._running_heavy() <= self.limits.heavy:
            job.timer = self._loop.call_later(job.deadline - monotonic() + _GRACE, self._overdue, job)
        else:
            self._replace(job.line)
            job.line = None
            if len(self._heavy) >= self.limits.heavy_waiting:
                job.settle(_busy())
                return
            self._heavy.append(job)
            job.timer = self._loop.call_later(job.deadline - monotonic(), self._too_late, job)

    def _running_heavy(self) -> int:
        return sum(job is not None and job.is_heavy for job in self._jobs.values())

    def _overdue(self, job: _Job) -> None:
        """Make an end of a process that the kernel has not ended."""
        if job.line is not None:
            self._replace(job.line)
            job.settle(_over(self.limits.seconds))

    def _too_late(self, job: _Job) -> None:
        for queue in (self._waiting, self._heavy):
            if job in queue:
                queue.remove(job)
        job.settle(_busy())

    def _drop(self, job: _Job) -> None:
        """Forget a question that nobody waits for."""
        for queue in (self._waiting, self._heavy):
            if job in queue:
                queue.remove(job)
        if job.timer is not None:
            job.timer.cancel()
        if job.line is not None and self._jobs.get(job.line) is job:
            self._replace(job.line)

    def _replace(self, line: Line) -> None:
        """Have a process killed and another one made."""
        self._jobs.pop(line, None)
        if line in self._idle:
            self._idle.remove(line)
        line.close()
        if not self._is_closed:
            try:
                self._maker.send(maker.order(line.process))
            except OSError:  # it has ended, or hears nothing any more: it takes its workers with it
                self.close()

    def _made(self) -> None:
        """Take a new process into service."""
        try:
            line = self._take()
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.close()
            return
        if self._loop is not None:
            line.listen(self._loop, self._heard)
        self._next()

    def _take(self) -> Line:
        data, files, _, _ = socket.recv_fds(self._maker, maker.NUMBER_SIZE, 1)
        if len(data) < maker.NUMBER_SIZE or not files:
            raise ConnectionResetError
        line = Line(maker.number(data), socket.socket(fileno=files[0]))
        self._jobs[line] = None
        self._idle.append(line)
        return line

    def _heard(self, line: Line, reply: Reply | None) -> None:
        job = self._jobs.get(line)
        if reply is None or reply.is_last:
            self._replace(line)
        else:
            self._jobs[line] = None
            self._idle.append(line)
        if job is not None:
            job.line = None
            is_over = monotonic() >= job.deadline - _NEARLY
            job.settle(reply or (_over(self.limits.seconds) if is_over else _died()))
        self._next()

    def _next(self) -> None:
        while self._idle:
            if self._heavy and self._running_heavy() < self.limits.heavy:
                job = self._heavy.popleft()
            elif self._waiting:
                job = self._waiting.popleft()
            else:
                return
            self._start(self._idle.pop(), job)


def _busy() -> CheckError:
    return CheckError("server-busy", "too many questions are being answered", "server", "ask again in a moment")


def _over(seconds: float) -> CheckError:
    remedy = "ask for less at once: add a LIMIT, or name the properties of a path"
    return CheckError("query-timeout", f"no whole answer in {seconds:g} seconds", "query", remedy)


def _died() -> InternalError:
    return InternalError("worker-died", "the query needs more memory than it may have", "query", "ask for less at once")


def _gone() -> InternalError:
    return InternalError("worker-died", "the processes that answer have ended", "server", "ask again in a moment")
