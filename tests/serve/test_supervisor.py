"""A release that cannot be started is told of, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from resograph.errors import InternalError
from resograph.serve.limits import LIMITS
from resograph.serve.release import current
from resograph.serve.supervisor import Serving, Supervisor, Telling, listening

FAILS_LATER = f"""#!{sys.executable}
import pickle, sys
from resograph.errors import InternalError
for word in ("ready", None), ("error", InternalError("internal", "it broke", "server", "report it")):
    sys.stdout.buffer.write(pickle.dumps(word))
    sys.stdout.flush()
sys.stdin.buffer.read()
"""


@contextmanager
def _supervisor(serving: Serving, troubles: list[str] | None = None) -> Iterator[Supervisor]:
    """Make a supervisor, which is told to end when it tells of trouble."""
    bell, rung = os.pipe()

    def note(line: str) -> None:
        if troubles is not None:
            troubles.append(line)
        os.write(rung, bytes([signal.SIGTERM]))

    told = Telling(lambda _: None, note)
    with listening("127.0.0.1", 0) as shared:
        supervisor = Supervisor(serving, told, shared, bell)
        try:
            yield supervisor
        finally:
            supervisor.stop()
            os.close(bell)
            os.close(rung)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_process_that_does_not_get_ready_is_not_awaited_for_ever(example_release: Path, temporary: Path) -> None:
    serving = Serving(example_release, limits=replace(LIMITS, ready_seconds=0, look_seconds=0.01))
    with _supervisor(serving) as supervisor, pytest.raises(InternalError, match="does not get ready"):
        supervisor.start(current(example_release))

    assert list(temporary.iterdir()) == []


def test_a_process_that_cannot_be_started_is_an_error(
    example_release: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(temporary / "none"))
    with (
        _supervisor(Serving(example_release)) as supervisor,
        pytest.raises(InternalError, match="no process can be started"),
    ):
        supervisor.start(current(example_release))

    assert list(temporary.iterdir()) == []


def test_a_generation_that_fails_while_it_serves_is_mourned_once(
    example_release: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = temporary / "fails-later"
    program.write_text(FAILS_LATER, encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    troubles: list[str] = []
    with _supervisor(Serving(example_release), troubles) as supervisor:
        supervisor.start(current(example_release))
        supervisor.watch()

    assert troubles == ["error[internal]: it broke, server: report it"]
    assert list(temporary.iterdir()) == [program]
