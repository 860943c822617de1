"""Turns an output folder into a server that runs on while releases come and go.

This process holds the open socket and does next to nothing. Each release is served by a process of its own, a
generation, which takes connections from that socket. A new release gets a new generation; once that one answers, the
former is told to end. Both take connections in between, so nobody is turned away (docs/decisions/0028).
"""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Final

from resograph.errors import InternalError, ResographError, UsageError
from resograph.serve.limits import LIMITS, Limits
from resograph.serve.opening import RETIRE, STOP, Opening
from resograph.serve.process import Generation
from resograph.serve.release import current, refuse

if TYPE_CHECKING:
    from resograph.model.release import Level
    from resograph.query import Index

_LONGEST_PAUSE: Final = 30.0
_LIVED: Final = 60.0
_MOMENT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, where, and how."""

    place: Path
    host: str = "127.0.0.1"
    port: int = 8000
    fail_on: Level = "violation"
    address: str = ""
    index: Index = "auto"
    is_verbatim: bool = True
    limits: Limits = field(default=LIMITS)


@dataclass(frozen=True, slots=True)
class Telling:
    """Who hears what: ``news`` is for who wants to know, ``trouble`` for who has to."""

    news: Callable[[str], object]
    trouble: Callable[[str], object]


def serve(serving: Serving, telling: Telling) -> None:
    """Serve the current release of a folder, whichever that is, until the process is told to end.

    Raises:
        InputError: there is no release, or it cannot be read.
        NotConformant: it has findings at or above the level.
        UsageError: nobody can listen there (``cannot-listen``).
    """
    folder = current(serving.place)
    refuse(folder, serving.fail_on)
    with listening(serving.host, serving.port) as shared, _told_to_end() as bell:
        supervisor = Supervisor(serving, telling, shared, bell)
        try:
            supervisor.start(folder)
            supervisor.watch()
        finally:
            shared.close()
            supervisor.stop()


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Open a socket that listens; port 0 is any that is free.

    Raises:
        UsageError: it cannot be opened.

    >>> with listening("127.0.0.1", 0) as shared:
    ...     shared.getsockname()[0]
    '127.0.0.1'
    >>> with listening("no.such.host.invalid", 0): pass
    Traceback (most recent call last):
    resograph.errors.UsageError: error[cannot-listen]: ..., no.such.host.invalid port 0: ...
    """
    opened: socket.socket | None = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        opened = socket.socket(family, kind, protocol)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(LIMITS.connections)
    except (OSError, OverflowError, UnicodeError) as error:
        if opened is not None:
            opened.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        remedy = "stop who listens there, or name another --port or --host"
        raise UsageError("cannot-listen", reason, f"{host} port {port}", remedy) from error
    with opened:
        yield opened


class Supervisor:
    """The generations: one that serves, at times one that is to, and those that are ending."""

    def __init__(self, serving: Serving, telling: Telling, shared: socket.socket, bell: int) -> None:
        self._serving = serving
        self._telling = telling
        self._shared = shared
        self._bell = bell
        self._serves: Generation | None = None
        self._comes: Generation | None = None
        self._goes: list[Generation] = []
        self._served = Path()
        self._unfit = Path()  # what is current, and was found not to be served
        self._tried = Path()
        self._deaths = 0
        self._again = 0.0
        self._look_at = 0.0
        self._complaint = ""
        self._is_told = False

    def start(self, folder: Path) -> None:
        """Start the first generation, and wait until it serves; raises what keeps it from that."""
        try:
            first = self._comes = self._generation(folder)
        except OSError as error:
            raise _not_started(folder, error) from error
        while self._serves is None and not self._is_told:
            self._wait(self._serving.limits.look_seconds)
            for generation in self._talking():
                self._hear(generation, is_first=True)
            if first.has_ended and not first.is_ready:
                self._hear(first, is_first=True)  # its last word may be why
                raise _died(first)
            if self._is_late(first):
                raise _late(first)

    def watch(self) -> None:
        """Serve until told to end, whatever happens to processes and releases."""
        while not self._is_told:
            self._wait(self._serving.limits.look_seconds)
            for generation in self._talking():
                self._hear(generation)
            self._bury()
            self._revive()
            if monotonic() >= self._look_at:
                self._look_at = monotonic() + self._serving.limits.look_seconds
                self._look()

    def stop(self) -> None:
        """End all generations: in peace if they can, within the seconds that are given for it."""
        seconds = self._serving.limits.drain_seconds
        left = [one for one in (self._serves, self._comes, *self._goes) if one is not None]
        for generation in left:
            generation.end(STOP, seconds)
        until = monotonic() + seconds
        self._is_told = False  # told once more, there is no more peace
        while any(not one.has_ended for one in left) and monotonic() < until and not self._is_told:
            self._wait(_MOMENT)
        for generation in left:
            generation.kill()
        self._serves = self._comes = None
        self._goes.clear()

    def _talking(self) -> list[Generation]:
        generations = [one for one in (self._serves, self._comes) if one is not None]
        ready, _, _ = select.select([one.mouth for one in generations], [], [], 0)
        return [one for one in generations if one.mouth in ready]

    def _wait(self, seconds: float) -> None:
        """Wait until something happens: a word of a generation, a signal, or nothing for a while."""
        mouths = [one.mouth for one in (self._serves, self._comes) if one is not None and not one.has_ended]
        ready, _, _ = select.select([self._bell, *mouths], [], [], seconds)
        if self._bell in ready:
            rung = os.read(self._bell, 100)
            self._is_told = self._is_told or bool(set(rung) & {signal.SIGTERM, signal.SIGINT})

    def _hear(self, generation: Generation, *, is_first: bool = False) -> None:
        kind, value = generation.heard()
        if kind == "told":
            self._telling.news(str(value))
        elif kind == "ready":
            self._take_over(generation)
        elif kind == "failing":
            generation.is_failing = True
            self._count(generation)
            self._telling.trouble(str(_failing(generation)))
        elif kind == "error" and isinstance(value, ResographError):
            if is_first:
                raise value
            self._give_up(generation, value)

    def _take_over(self, generation: Generation) -> None:
        generation.is_ready = True
        former, self._serves, self._comes = self._serves, generation, None
        folder = self._served = generation.opening.folder
        self._telling.news(f"serving release {folder.name} at {address_of(self._shared, self._serving.host)}")
        if former is not None:
            former.end(RETIRE, self._serving.limits.retire_seconds + self._serving.limits.drain_seconds)
            self._goes.append(former)

    def _give_up(self, generation: Generation, error: ResographError) -> None:
        """Leave the former release where it is; the new one is not tried again until there is another."""
        if generation is self._serves:
            self._mourn(generation, error)
            return
        generation.kill()
        self._comes = None
        self._again = monotonic() + _LONGEST_PAUSE
        self._refuse(generation.opening.folder, error)

    def _refuse(self, folder: Path, error: ResographError) -> None:
        self._unfit = self._unfit if folder == self._served else folder
        self._complain(folder, error)

    def _complain(self, folder: Path, error: ResographError) -> None:
        new = "" if folder == self._served else f"not served: {folder.name}, "
        complaint = f"{error} ({new}still served: {self._served.name})"
        if complaint != self._complaint:  # once is enough
            self._complaint = complaint
            self._telling.trouble(complaint)

    def _bury(self) -> None:
        """Forget who has ended, and end who takes too long."""
        for generation in list(self._goes):
            if generation.has_ended or monotonic() > generation.until:
                generation.kill()
                self._goes.remove(generation)
        for one in (self._serves, self._comes):
            if one is not None and one.has_ended:
                self._mourn(one, _died(one))
        if self._comes is not None and self._is_late(self._comes):
            self._mourn(self._comes, _late(self._comes))

    def _is_late(self, generation: Generation) -> bool:
        return not generation.is_ready and monotonic() > generation.began + self._serving.limits.ready_seconds

    def _count(self, generation: Generation | None) -> None:
        """Count a failure, and put off the next start: not at all the first time, then ever longer."""
        has_lived = generation is not None and generation.is_ready and monotonic() - generation.began > _LIVED
        self._deaths = 0 if has_lived else self._deaths + 1
        pause = min(2.0 ** (self._deaths - 2), _LONGEST_PAUSE) if self._deaths > 1 else 0.0
        self._again = monotonic() + pause

    def _mourn(self, generation: Generation, error: ResographError) -> None:
        self._count(generation)
        self._telling.trouble(str(error))
        generation.kill()
        if generation is self._serves:
            self._serves = None
        else:
            self._comes = None

    def _revive(self) -> None:
        is_missed = self._serves is None or self._serves.is_failing
        if is_missed and self._comes is None and monotonic() >= self._again:
            self._begin(self._served)

    def _look(self) -> None:
        """See whether there is another release, and start a generation for it."""
        folder = self._served
        try:
            folder = current(self._serving.place)
            if folder in {self._served, self._unfit}:
                self._stay(folder)
                return
            refuse(folder, self._serving.fail_on)
        except ResographError as error:
            self._refuse(folder, error)
            return
        coming = None if self._comes is None else self._comes.opening.folder
        if coming != folder and (monotonic() >= self._again or self._tried != folder):
            self._begin(folder)

    def _stay(self, folder: Path) -> None:
        """Serve on what is served; a generation of another release that was on its way is not wanted any more."""
        if folder == self._served:
            self._unfit, self._complaint = Path(), ""
        if self._comes is not None and self._comes.opening.folder not in {self._served, folder}:
            self._comes.kill()
            self._comes = None

    def _begin(self, folder: Path) -> None:
        """Start a generation; where none can be started, that is as if it had died."""
        if self._comes is not None:
            self._comes.kill()
        self._tried, self._comes = folder, None
        try:
            self._comes = self._generation(folder)
        except OSError as error:
            self._count(None)
            self._complain(folder, _not_started(folder, error))

    def _generation(self, folder: Path) -> Generation:
        asked = self._serving
        opening = Opening(folder, self._shared.fileno(), asked.address, asked.index, asked.is_verbatim)
        return Generation(replace(opening, has_time=self._serves is not None, limits=asked.limits))


def address_of(shared: socket.socket, host: str) -> str:
    """Return the address at which a browser of this machine finds who listens.

    >>> with listening("127.0.0.1", 0) as shared:
    ...     address_of(shared, "::1").startswith("http://[::1]:")
    True
    """
    named = f"[{host}]" if ":" in host else host
    return f"http://{named}:{shared.getsockname()[1]}/"


@contextmanager
def _told_to_end() -> Iterator[int]:
    """Hand over a file on which signals that ask for an end can be read."""
    heard, rung = os.pipe()
    os.set_blocking(rung, False)

    def nothing(_signal: int, _frame: FrameType | None) -> None:
        """Let the number of the signal be written into the file: that is all."""

    before = signal.set_wakeup_fd(rung)
    handlers = {one: signal.signal(one, nothing) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield heard
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
        signal.set_wakeup_fd(before)
        for file in (heard, rung):
            with suppress(OSError):
                os.close(file)


def _not_started(folder: Path, error: OSError) -> InternalError:
    what = f"no process can be started that serves ({(error.strerror or type(error).__name__).lower()})"
    return InternalError("worker-died", what, folder.name, "allow it more processes, memory or disk")


def _failing(generation: Generation) -> InternalError:
    what = "the processes that answer questions have died"
    return InternalError("worker-died", what, generation.opening.folder.name, "they are made again")


def _late(generation: Generation) -> InternalError:
    what = "the process that is to serve does not get ready"
    return InternalError("worker-died", what, generation.opening.folder.name, "see whether the machine is busy")


def _died(generation: Generation) -> InternalError:
    what = f"the process that serves has died ({generation.how})"
    return InternalError(
        "worker-died", what, generation.opening.folder.name, "see the lines before; it is started again"
    )
