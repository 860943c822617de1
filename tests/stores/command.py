"""The command as somebody runs it against a store."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.servers.kinds import Server

SOURCES = Path(__file__).resolve().parents[2] / "src"
HANG = 300

Done = subprocess.CompletedProcess[str]


def command(*arguments: object) -> list[str]:
    """Return the command line."""
    return [sys.executable, "-m", "resograph", *map(str, arguments)]


def loading(server: Server, release: Path) -> list[str]:
    """Return the command line that loads a release into a store."""
    return command("load", release, "--to", server.base, "--store", server.kind, "--fail-on", "never", "--quiet")


def environment(server: Server) -> dict[str, str]:
    """Return the environment in which the store lets us in."""
    return {**os.environ, "PYTHONPATH": str(SOURCES), **server.secrets}


def run(server: Server, line: list[str]) -> Done:
    """Run a command to its end."""
    return subprocess.run(
        line, env=environment(server), capture_output=True, text=True, encoding="utf-8", timeout=HANG, check=False
    )


def load(server: Server, release: Path) -> Done:
    """Load a release, which must succeed."""
    done = run(server, loading(server, release))
    assert done.returncode == 0, done.stderr
    return done
