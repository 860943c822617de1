"""Turns the command of a server into a running process, and ends it whatever happens."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0
GRACE = 10.0
_PAUSE = 0.02
_SHOWN = 4_000
# A run of the tests that is killed cannot stop its servers; then the kernel does.
_WITH_ME = ("setpriv", "--pdeathsig", "KILL")
_SOCKETS = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LISTENING = "0A"

Process = subprocess.Popen[bytes]


class NotStarted(Exception):
    """A server ended before it answered."""


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


@contextmanager
def running(
    command: Sequence[str], log: Path, is_ready: Callable[[Process], bool], environment: Mapping[str, str] | None = None
) -> Iterator[Process]:
    """Run a server in the folder of its log, hand it over once it answers, and end it.

    Raises:
        NotStarted: it ended before it answered; the message holds the end of its log.
        TimeoutError: it was silent for a minute.
    """
    wrapped = [*(_WITH_ME if shutil.which(_WITH_ME[0]) else ()), *command]
    with log.open("ab") as written:
        process = subprocess.Popen(
            wrapped,
            cwd=log.parent,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(process, log, is_ready)
        yield process
    finally:
        stop(process)


def listens(process: Process, port: int) -> bool:
    """Tell whether it is this process that listens on a port: another may have taken it in the meantime.

    Where the system does not say who listens, the process need only be alive.
    """
    if not _SOCKETS[0].is_file():
        return process.poll() is None
    listening = {f"socket:[{found[9]}]" for found in map(str.split, _lines()) if _is_at(port, found)}
    try:
        return any(str(file.readlink()) in listening for file in Path(f"/proc/{process.pid}/fd").iterdir())
    except OSError:  # it has ended, or closed a file
        return False


def _lines() -> Iterator[str]:
    for table in _SOCKETS:
        yield from table.read_text(encoding="ascii").splitlines()[1:] if table.is_file() else ()


def _is_at(port: int, found: Sequence[str]) -> bool:
    return found[1].endswith(f":{port:04X}") and found[3] == _LISTENING


def _await(process: Process, log: Path, is_ready: Callable[[Process], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_ready(process):
        if process.poll() is not None:
            raise NotStarted(f"{process.args!r}\n{tail(log)}")
        if time.monotonic() > until:
            raise TimeoutError(tail(log))
        time.sleep(_PAUSE)


def stop(process: Process) -> None:
    """End a server: ask it to, and where it does not in good time, kill it."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def tail(log: Path) -> str:
    """Return the end of a log; nothing where there is none."""
    return log.read_text(encoding="utf-8", errors="replace")[-_SHOWN:] if log.is_file() else ""
