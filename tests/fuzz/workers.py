"""Takes files through the house in processes of their own, so that what hangs, crashes or grows ends there.

A worker is asked for numbers, one a line, and answers with a line of JSON each. It is killed by the processor time it
uses, by what memory it may address, and, where it waits for what never comes, by the clock.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time
from typing import Self

TRIAL = "tests.fuzz.trial:tried"
SECONDS = 5
MEBIBYTES = 512
# Of address space, which is more than is used: a worker that wants this much has a bomb in hand.
_ADDRESSES = 4 * 1024 * 1024 * 1024
_WAIT = 120
_STATUS = Path("/proc/self/status")
_ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Outcome:
    """What came of one file: how it ended, what it cost, and, where it is at fault, why."""

    number: int
    code: str = ""
    items: int = 0
    seconds: float = 0.0
    mebibytes: float = 0.0
    fault: str = ""


class Worker:
    """One process, started again after it has died."""

    def __init__(self, run: int, trial: str = TRIAL) -> None:
        """Start for a run of this seed; ``trial`` names the function that takes a file through the house."""
        self._run = run
        self._trial = trial
        self._process = self._started()

    def __enter__(self) -> Self:
        """Keep the process for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

    def outcome(self, number: int) -> Outcome:
        """Return what comes of one file, whatever it does to the process."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{number}\n".encode())
        stdin.flush()
        ready, _, _ = select.select([stdout], [], [], _WAIT)
        line = stdout.readline() if ready else b""
        if line:
            return Outcome(**json.loads(line))
        fault = self._last_words() if ready else f"no answer in {_WAIT} s"
        self._end()
        self._process = self._started()
        return Outcome(number, fault=fault)

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.fuzz.workers", str(self._run), self._trial]
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT / "src"), str(_ROOT)))}
        return subprocess.Popen(command, cwd=_ROOT, env=paths, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _last_words(self) -> str:
        code = self._process.wait(_WAIT)
        if code == -signal.SIGPROF:
            return f"more than {SECONDS} s"
        return f"the process died of {signal.Signals(-code).name}" if code < 0 else f"the process ended with {code}"

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def _answers(run: int, trial: str, numbers: Iterator[str]) -> Iterator[Outcome]:
    from tests.fuzz.mutate import mutated

    module, _, name = trial.partition(":")
    tried = getattr(importlib.import_module(module), name)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    for number in map(int, numbers):
        source = mutated(run, number)
        forget_peak()
        start = process_time()
        # The signal is not handled: it ends the process, inside a library's loop too.
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        fault, code, items = "", "", 0
        try:
            ending = tried(source, number)
            code, items = ending.code, ending.items
        except BaseException as error:  # noqa: BLE001 -- whatever it is, the run goes on
            fault = "".join(traceback.format_exception(error, limit=-8))
        signal.setitimer(signal.ITIMER_PROF, 0)
        peak = peak_in_mebibytes()
        if peak > MEBIBYTES:
            fault += f"more than {MEBIBYTES} MiB"
        yield Outcome(number, code, items, process_time() - start, peak, fault)


def forget_peak() -> None:
    """Let the kernel count the peak memory of this process anew, where it allows that."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_in_mebibytes() -> float:
    """Return the peak memory of this process since it was forgotten."""
    status = _STATUS.read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _serve(run: str, trial: str) -> None:
    for outcome in _answers(int(run), trial, iter(sys.stdin.readline, "")):
        sys.stdout.write(f"{json.dumps(asdict(outcome))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
