"""Turns a question into an answer in a process of its own, which can be killed.

A query that runs cannot be stopped from within its process: the engine has no time limit and hears no signal. So
the data are opened in a second process, started afresh (a fork copies locks of threads that it does not copy), that
imports no more than it needs and not the caller's script. It is deaf to Ctrl-C, as it is in a session of its own,
and it ends when the pipe to the process that started it closes, however that one came to its end.
"""

from __future__ import annotations

import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import TIMEOUT_MAX, Event, Lock, Thread, Timer, get_ident
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, Self

import pyoxigraph as ox

from resograph.errors import CheckError, InternalError, ResographError, UsageError
from resograph.query.answer import Answer
from resograph.query.local import Local

if TYPE_CHECKING:
    from typing_extensions import Buffer

_BEGIN = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from resograph.query.worker import serve; serve()"
)
_PIECE = 1 << 16
_AT_LEAST_EVERY = 0.1
_EXACT = "exact"  # the form in which an answer goes from process to process


class Opener(Protocol):
    """What knows where data are, and can be told to another process."""

    def open(self, tell: Callable[[str], object]) -> Local:
        """Open the data; ``tell`` hears what takes long."""


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    form: str
    width: int | None


class Worker:
    """A process that holds data and answers one question after the other; it is killed when it takes too long.

    After that, and when it has died, the next question starts another one.

    >>> from resograph.query.place import Held
    >>> with Worker(Held(b"<urn:a> <urn:b> <urn:c> .")) as worker:
    ...     list(worker.answer("SELECT ?o { ?s ?p ?o }", 60).rows())
    [{'o': 'urn:c'}]
    >>> with Worker(Held(b"")) as worker:
    ...     worker.answer("DROP ALL", 60)
    Traceback (most recent call last):
    resograph.errors.UsageError: error[query-syntax]: an update ("DROP"), not a query, query line 1 column 1: ...
    """

    def __init__(self, data: Opener, tell: Callable[[str], object] = lambda _: None) -> None:
        """Start the process, which begins to open the data; ``tell`` hears what that takes."""
        self._data = data
        self._tell = tell
        self._one = Lock()
        self._asking: int | None = None  # the thread that holds it
        self._process: _Process | None = _Process(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def written(self, text: str, form: str, width: int | None, seconds: float) -> Iterator[bytes]:
        """Yield an answer in a form ("": one that fits, by whether there is a ``width``) as it is found.

        ``seconds`` are counted from when the data are open, to the last byte that is taken; 0 for any number.

        Raises:
            UsageError: this thread has begun to read another answer, and neither ended nor closed it.
            CheckError: the time is over (``query-timeout``); the process is killed.
            InternalError: the process has died (``worker-died``).
            ResographError: whatever the data or the question give rise to.
        """
        if self._asking == get_ident():  # to wait for ourselves would be for ever
            remedy = "read it to its end or close it first, or ask another worker"
            raise UsageError("usage", "the answer before is still being read", "query", remedy)
        with self._one:
            self._asking = get_ident()
            process = self._process
            if process is None or process.ended:
                self.close()
                process = self._process = _Process(self._data)
            try:
                process.opened(self._tell)
                yield from process.asked(_Question(text, form, width), seconds)
            finally:
                self._asking = None
                if not process.idle:  # it is dead, or still at a question that nobody waits for
                    self.close()

    def answer(self, text: str, seconds: float) -> Answer:
        """Return an answer that is complete; raises as `written` does."""
        pieces = self.written(text, _EXACT, None, seconds)
        form = next(pieces)
        data = b"".join(pieces)
        if form == b"json":
            return Answer(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
        return Answer([quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)])


class _Process:
    """One process, from its start to its end."""

    def __init__(self, data: Opener) -> None:
        self._child = subprocess.Popen(  # noqa: S603 -- this Python, and a constant text
            [sys.executable, "-P", "-c", _BEGIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.end = weakref.finalize(self, _end, self._child)
        self._rests = False
        self._over = Event()
        self._is_open = False
        self._send([str(Path.cwd()) if part == "" else part for part in sys.path])
        self._send(data)

    @property
    def ended(self) -> bool:
        return self._over.is_set() or self._child.poll() is not None

    @property
    def idle(self) -> bool:
        """Tell whether it waits for a question: not when the limit came just after the end of an answer."""
        return self._rests and not self._over.is_set()

    def opened(self, tell: Callable[[str], object]) -> None:
        """Wait until the data are open."""
        while not self._is_open:
            kind, value = self._received()
            if kind == "told":
                tell(str(value))
            self._is_open = kind == "open"

    def asked(self, question: _Question, seconds: float) -> Iterator[bytes]:
        with _limit(self._child, seconds, self._over):
            try:
                self._rests = False
                self._send(question)
                kind = ""
                while kind != "end":
                    kind, value = self._received()
                    if isinstance(value, bytes):
                        yield value
                self._rests = True
            except InternalError as error:
                if not self._over.is_set():
                    raise
                what = f"no whole answer in {seconds:g} seconds"
                remedy = "ask for less, or allow more time (--timeout, in Python timeout=)"
                raise CheckError("query-timeout", what, "query", remedy) from error

    def _send(self, value: object) -> None:
        if self._child.stdin is not None:
            with suppress(BrokenPipeError):  # it has died: that is told when its answer is read
                pickle.dump(value, self._child.stdin)
                self._child.stdin.flush()

    def _received(self) -> tuple[str, object]:
        try:
            kind, value = pickle.load(self._child.stdout)  # type: ignore[arg-type]  # noqa: S301 -- by our own process
        except (EOFError, pickle.UnpicklingError, ValueError) as error:
            code = self._child.wait()
            how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
            remedy = "ask for less at once, or give it more memory"
            raise InternalError("worker-died", f"the process that answers has died ({how})", "query", remedy) from error
        if isinstance(value, ResographError):
            self._rests = self._is_open and not isinstance(value, InternalError)
            raise value
        return kind, value


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


@contextmanager
def _limit(child: subprocess.Popen[bytes], seconds: float, over: Event) -> Iterator[None]:
    """Kill a process after so many seconds, whatever the one that waits for it is doing; ``over`` tells it."""

    def kill() -> None:
        over.set()
        child.kill()

    timer = Timer(seconds, kill)
    timer.daemon = True
    if 0 < seconds <= TIMEOUT_MAX:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if timer.is_alive():  # it may be about to kill: afterwards it is settled whether it has
            timer.join()


def serve() -> None:
    """Be the process: open the data that are named on standard input, then answer each question that follows."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")

    def send(kind: str, value: object = None) -> None:
        pickle.dump((kind, value), replies)
        replies.flush()

    def confess(kind: type[BaseException], error: BaseException, _trace: object) -> None:
        what = f"{kind.__name__} ({error})"
        send("error", InternalError("internal", what, "the process that answers", "report it"))
        signal.pause()  # until the one who waits has heard of it

    sys.excepthook = confess
    tasks: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(tasks,), daemon=True).start()
    _go_first()
    with _faults(send):
        _answer_all(tasks, send)
    signal.pause()  # it has told why it cannot go on, and waits for its end


def _answer_all(tasks: SimpleQueue[Any], send: Callable[[str, object], None]) -> None:
    data = tasks.get().open(lambda line: send("told", line))
    send("open", None)
    while True:
        question = tasks.get()
        with _faults(send):
            _answer(data, question, send)


def _listen(tasks: SimpleQueue[Any]) -> None:
    """Hand on what comes; when nothing can come any more, end at once, whatever is being done."""
    with suppress(EOFError, OSError):
        while True:
            tasks.put(pickle.load(sys.stdin.buffer))  # noqa: S301 -- of the process that started this one
    os.kill(os.getpid(), signal.SIGKILL)


def _go_first() -> None:
    """Where memory runs out, let it be this process that dies: quietly, and before any other."""
    with suppress(OSError), Path("/proc/self/oom_score_adj").open("w") as file:
        file.write("1000")
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    most, hard = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        with suppress(OSError, ValueError):  # not every system has such a limit
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


@contextmanager
def _faults(send: Callable[[str, object], None]) -> Iterator[None]:
    try:
        yield
    except ResographError as error:
        send("error", error)
    except MemoryError:
        remedy = "ask for less at once, or give it more memory"
        send("error", InternalError("worker-died", "no memory is left for the answer", "query", remedy))


def _answer(data: Local, question: _Question, send: Callable[[str, object], None]) -> None:
    answer = data.answer(question.text)
    form = question.form or answer.fitting(question.width)
    if form == _EXACT:
        form = "json" if "json" in answer.formats else "ntriples"
        send("form", form.encode())
    with _Pieces(send) as stream:
        answer.write(form, stream, question.width)
        stream.hand_on()
    send("end", None)


class _Pieces(io.BytesIO):
    """What is written, handed on in pieces of some size, and of any size when the last one was a while ago."""

    def __init__(self, send: Callable[[str, object], None]) -> None:
        super().__init__()
        self._send = send
        self._last = 0.0

    def write(self, data: Buffer, /) -> int:
        count = super().write(data)
        if self.tell() >= _PIECE or monotonic() - self._last >= _AT_LEAST_EVERY:
            self.hand_on()
        return count

    def hand_on(self) -> None:
        self._send("piece", self.getvalue())
        self.seek(0)
        self.truncate()
        self._last = monotonic()
