"""The command in a terminal and in a pipe."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, ERROR, Run


def test_help_loads_no_verb(environment: dict[str, str]) -> None:
    # What `make bench` measures as time is decided here: whatever is loaded for the help is waited for.
    code = "import sys; from resograph.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())

    assert "resograph.cli.commands" in loaded
    assert loaded.isdisjoint({"lxml", "pyoxigraph", "rdflib", "pyshacl", "shacl", "yaml", "resograph.pipeline"})


def test_every_command_has_help_and_the_version_is_told(run: Run) -> None:
    commands = re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.MULTILINE)

    assert {"build", "validate", "query", "queries", "read", "interpret", "recognise", "releases"} <= set(commands)
    assert all(run(command, "--help").returncode == 0 for command in commands)
    assert re.fullmatch(r"resograph \d+\.\d+\.\d+\n", run("--version").stdout)


def test_a_reader_that_leaves_early_is_no_error(environment: dict[str, str], example: Path) -> None:
    shell = f"{sys.executable} -m resograph read {example} | head -c 10"
    done = subprocess.run(["bash", "-c", shell], env=environment, capture_output=True, text=True, check=True)

    assert (len(done.stdout), done.stderr) == (10, "")


def test_a_closed_standard_output_is_no_error(environment: dict[str, str]) -> None:
    shell = f"{sys.executable} -m resograph queries >&-"
    done = subprocess.run(["bash", "-c", shell], env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_named(environment: dict[str, str]) -> None:
    shell = f"{sys.executable} -m resograph queries > /dev/full"
    done = subprocess.run(["bash", "-c", shell], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert ERROR.fullmatch(done.stderr)


def test_a_bar_is_shown_on_a_terminal_only(environment: dict[str, str], example: Path, tmp_path: Path) -> None:
    main, other = pty.openpty()
    command = [*COMMAND, "build", str(example), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=other, check=False)
    os.close(other)
    shown = os.read(main, 100_000).decode()
    os.close(main)

    assert done.returncode == 0
    assert done.stdout.startswith(str(tmp_path / "out").encode())
    assert "100%" in shown


def test_a_bug_is_no_verdict() -> None:
    from resograph import cli

    error = cli._internal_error(ZeroDivisionError("division by zero"))

    assert ERROR.fullmatch(f"{error}\n")
    assert error.exit_code == 3
