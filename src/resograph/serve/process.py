"""Turns a release into a process of this Python that serves it, as seen from the one that started it."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from resograph.serve.opening import Opening

_BEGIN: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from resograph.serve.generation import main; main()"
)


class Generation:
    """A process that serves one release, from its start to its end."""

    def __init__(self, opening: Opening) -> None:
        """Start the process, which opens the release and says when it is ready.

        Raises:
            OSError: the system has no process, or no place, for it.
        """
        # Its own, so that nothing of it stays, however it ends.
        self._scratch = TemporaryDirectory(prefix="resograph-", ignore_cleanup_errors=True)
        opening = self.opening = replace(opening, scratch=Path(self._scratch.name))
        self.began = monotonic()
        self.until = 0.0
        self.is_ready = False
        self.is_failing = False
        try:
            self._child = subprocess.Popen(  # noqa: S603 -- this Python, and a constant text
                [sys.executable, "-P", "-c", _BEGIN],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                pass_fds=(opening.listening,),
                start_new_session=True,  # Ctrl-C is not for it
            )
        except OSError:
            self._scratch.cleanup()
            raise
        self._say(pickle.dumps([str(Path.cwd()) if part == "" else part for part in sys.path]) + pickle.dumps(opening))

    @property
    def number(self) -> int:
        """Return the number of the process."""
        return self._child.pid

    @property
    def mouth(self) -> int:
        """Return the file on which it tells how far it is."""
        return -1 if self._child.stdout is None else self._child.stdout.fileno()

    @property
    def has_ended(self) -> bool:
        """Tell whether the process is no more."""
        return self._child.poll() is not None

    @property
    def how(self) -> str:
        """Tell how it came to its end."""
        code = self._child.returncode
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"

    def heard(self) -> tuple[str, object]:
        """Return what it tells next: ("told", a line), ("ready", None), ("error", an error), ("", None) for nothing."""
        try:
            kind, value = pickle.load(self._child.stdout)  # type: ignore[arg-type]  # noqa: S301 -- by our own process
        except (EOFError, pickle.UnpicklingError, ValueError):
            return "", None
        return str(kind), value

    def end(self, how: bytes, seconds: float) -> None:
        """Ask it to end, within so many seconds; one that has not begun to serve ends now."""
        self.until = monotonic() + seconds
        if self.is_ready:
            self._say(how)
        else:
            self._child.kill()

    def kill(self) -> None:
        """End the process and those that work beside it, whatever they do, and what they wrote for themselves."""
        if not self.has_ended:  # until then, the number of the group is its own
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
        self._child.kill()
        self._child.wait()
        self._scratch.cleanup()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def _say(self, words: bytes) -> None:
        if self._child.stdin is not None:
            with suppress(BrokenPipeError):
                self._child.stdin.write(words)
