"""The command as a user runs it, and the release of the example report."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
HANGS = 120
"""After so many seconds a command does not come back."""
ERROR = re.compile(r"error\[[a-z-]+\]: [^\n]+\n")
COMMAND = [sys.executable, "-m", "resograph"]


@pytest.fixture(scope="session")
def environment(repository: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(repository / "src")}


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Return a function that runs the command in an empty folder."""

    def call(*arguments: object, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *map(str, arguments)]
        env = {**environment, **variables}
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=env,
            check=False,
            encoding="utf-8",
            timeout=HANGS,
        )

    return call


@pytest.fixture(scope="session")
def out(example: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an output folder with the release of the example report; tests only read it."""
    folder = tmp_path_factory.mktemp("example") / "out"
    command = [*COMMAND, "build", str(example), "--out", str(folder), "--quiet"]
    subprocess.run(command, env=environment, check=True, timeout=HANGS)
    return folder


@pytest.fixture
def own(out: Path, tmp_path: Path) -> Path:
    """Return an output folder of the test's own, with the release of the example report."""
    return Path(shutil.copytree(out, tmp_path / "out", symlinks=True))
