"""The command as somebody runs it, and what can be seen of it from outside."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[2] / "src"
HANGS = 60


class Running:
    """A server, from its start to its end."""

    def __init__(self, folder: Path, *options: object, temporary: Path | None = None) -> None:
        self.lines: list[str] = []
        self._heard = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "resograph", "serve", "--on", str(folder), "--port", "0", *map(str, options)],
            env=environment(temporary),
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._listen)
        self._reader.start()
        found = re.search(r":(\d+)/", self.told(r"^serving release \w+ at "))
        assert found
        self.port = int(found.group(1))

    def _listen(self) -> None:
        for line in self.process.stderr or ():
            with self._heard:
                self.lines.append(line.rstrip("\n"))
                self._heard.notify_all()

    def told(self, pattern: str, times: int = 1) -> str:
        """Wait until a line has been told so many times; return the last."""

        def found() -> list[str]:
            return [line for line in self.lines if re.search(pattern, line)]

        with self._heard:
            assert self._heard.wait_for(lambda: len(found()) >= times, HANGS), self.lines
            return found()[times - 1]

    @property
    def release(self) -> str:
        return str(self.health()["release"])

    def health(self) -> dict[str, Any]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANGS)) as client:
            client.request("GET", "/healthz")
            told: dict[str, Any] = json.loads(client.getresponse().read())
        return told

    def asked(self, target: str) -> int:
        """Ask for something; return the status."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANGS)) as client:
            client.request("GET", target)
            return client.getresponse().status

    def generations(self) -> set[int]:
        """Return the processes that serve."""
        return {process for process, parent in _processes() if parent == self.process.pid}

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(HANGS)
        self._reader.join(HANGS)
        if self.process.stderr is not None:
            self.process.stderr.close()


def environment(temporary: Path | None = None) -> dict[str, str]:
    """Return the environment of the command, with a place of its own for what is temporary."""
    own = {} if temporary is None else {"TMPDIR": str(temporary)}
    return {**os.environ, "PYTHONPATH": str(SOURCES), **own}


@contextmanager
def running(folder: Path, *options: object, temporary: Path | None = None) -> Iterator[Running]:
    server = Running(folder, *options, temporary=temporary)
    try:
        yield server
    finally:
        server.end()


def eventually(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + HANGS
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def with_another(example_release: Path, folder: Path, *names: str) -> Path:
    """Return a folder with a copy of a release, and further copies under other names."""
    out = folder / "out"
    shutil.copytree(example_release, out, symlinks=True)
    for name in names:
        shutil.copytree((out / "current").resolve(), out / "releases" / name)
    return out


def point(out: Path, name: str) -> None:
    """Make a release the current one, as a build does."""
    new = out / ".new"
    new.symlink_to(Path("releases") / name)
    new.replace(out / "current")


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def below(process: int) -> set[int]:
    """Return a process and all that descend from it."""
    found, all_there = {process}, list(_processes())
    while more := {child for child, parent in all_there if parent in found} - found:
        found |= more
    return found


def children() -> set[int]:
    """Return the processes that this one has begun, and whose end it has not heard of."""
    return {process for process, parent, _ in _all_processes() if parent == os.getpid()}


def _processes() -> Iterator[tuple[int, int]]:
    return ((process, parent) for process, parent, state in _all_processes() if state != "Z")


def _all_processes() -> Iterator[tuple[int, int, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            yield int(entry.name), int(fields[1]), fields[0]
