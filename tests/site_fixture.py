"""A fixture known everywhere: the static site of the example report, made once in a run; tests only read it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

HANGS = 240
"""After so many seconds a command does not come back."""
_COMMAND = (sys.executable, "-m", "resograph")

Made = Callable[[str, Sequence[object]], Path]


@pytest.fixture(scope="session")
def made_once(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return what makes a folder by a command of ours, unless another process of this run has made it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, command: Sequence[object]) -> Path:
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                words = (*_COMMAND, *map(str, command), "--out", str(folder), "--quiet")
                environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
                subprocess.run(words, env=environment, check=True, timeout=HANGS)
        return folder

    return made


@pytest.fixture(scope="session")
def site(example_release: Path, made_once: Made) -> Path:
    """Return the folder of the static site of the example report."""
    return made_once("example-site", ("site", "--on", example_release))
