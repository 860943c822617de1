"""Turns a request into a whole answer from within a process of its own, which outlives whoever asked for it.

A process that is killed cuts its connections, and a server may stop in the midst of what it was told when that
happens: Virtuoso stops between two operations of one update. So what must not be cut is sent by a second process. It
is started afresh (a fork copies locks of threads that it does not copy), in a session of its own, where neither
Ctrl-C nor the end of a terminal reaches it. It holds the connection until the reply has come or the time is up, and
then ends, whether anybody listens still or not.

What it is told goes through its standard input, as arguments can be read by every user of the machine.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Final

from resograph.endpoint import fault
from resograph.endpoint.address import shown
from resograph.endpoint.exchange import Patience, Request, Response
from resograph.endpoint.secret import Credentials
from resograph.endpoint.sender import Endpoint
from resograph.errors import EndpointError, ResographError

_BEGIN: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from resograph.endpoint.apart import serve; serve()"
)
# The process keeps the time itself; this is for one that cannot, as it was stopped.
_GRACE: Final = 2.0
# What the system's wait can count, in milliseconds, is a little more.
_LONGEST: Final = 2_000_000.0


@dataclass(frozen=True, slots=True)
class _Task:
    """What the process is told; the deadline is one of the clock that all processes of a machine share."""

    request: Request
    expected: tuple[int, ...]
    credentials: Credentials
    patience: Patience
    deadline: float


def send_apart(endpoint: Endpoint, request: Request, *expected: int) -> Response:
    """Send a request as `Endpoint.send` does, but to its end, even if this process is killed meanwhile.

    Nobody is told of the progress. The answer is held in memory: this is for those that are short.

    Raises:
        UsageError: the address cannot be used, or the credentials would be readable on the way.
        EndpointError: as `Endpoint.send` raises it; or the process that sends has died, and it is not known whether
            the server has done what it was told.

    >>> send_apart(Endpoint(), Request("GET", "urn:x", {}))
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: not an address of HTTP, urn:x: it begins with ...
    """
    deadline = monotonic() + endpoint.patience.seconds
    task = _Task(request, expected, endpoint.credentials, endpoint.patience, deadline)
    child = _started(request)
    outcome = _outcome(child, task)
    if outcome is None:
        raise _raised(fault.slow(), request)
    try:
        found = pickle.loads(outcome)  # noqa: S301 -- by our own process
    except (EOFError, pickle.UnpicklingError, ValueError):
        raise _raised(_died(child.returncode), request) from None
    if isinstance(found, Response):
        return found
    raise found


def _started(request: Request) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 -- this Python, and a constant text
            [sys.executable, "-P", "-c", _BEGIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # It may live longer than whoever reads our errors waits for their end.
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        what = f"no process can be started to send it ({error.strerror})"
        raise _raised(fault.Fault(fault.FAILED, what, "end other processes, or free some memory"), request) from error


def _outcome(child: subprocess.Popen[bytes], task: _Task) -> bytes | None:
    """Return what the process says, None if it does not in time; what it is told is in no variable of ours."""
    left = min(max(0.0, task.deadline - monotonic()) + _GRACE, _LONGEST)
    with suppress(subprocess.TimeoutExpired):
        return child.communicate(_told(task), left)[0]
    child.kill()
    child.communicate()
    return None


def _told(task: _Task) -> bytes:
    path = [str(Path.cwd()) if part == "" else part for part in sys.path]
    return pickle.dumps(path) + pickle.dumps(task)


def _died(code: int) -> fault.Fault:
    how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
    return fault.Fault(fault.FAILED, f"the process that sends has died ({how})", "look why; memory may have run out")


def _raised(found: fault.Fault, request: Request) -> EndpointError:
    return EndpointError(found.code, found.what, shown(request.url), found.remedy)


def serve() -> None:
    """Be the process: send what standard input says, and say on standard output what came of it.

    Of one who died before all was said, nothing is sent.
    """
    task: _Task = pickle.load(sys.stdin.buffer)  # noqa: S301 -- of the process that started this one
    outcome = _sent(task)
    with suppress(BrokenPipeError):  # nobody waits for it any more
        pickle.dump(outcome, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _sent(task: _Task) -> Response | ResographError:
    patience = replace(task.patience, seconds=task.deadline - monotonic())
    try:
        response = Endpoint(task.credentials, patience).send(task.request, *task.expected)
        return replace(response, body=BytesIO(response.body.read()))
    except ResographError as error:
        return error
