"""Runs the examples of README.md and docs/ as tests.

A `console` block is a dialogue: a line that begins with "$ " is a command, the lines below it are what
it prints on either stream, "..." stands for anything. Blocks of one page share one folder, in which
`examples/` is that of the checkout, so that a page can go on from what it made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from typing import Any

from sybil import Document, Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

CHECKOUT = Path(__file__).resolve().parent
PROMPT = "$ "

# Fixtures that start real stores; only the outermost conftest may name a plug-in.
pytest_plugins = ("tests.servers.fixtures", "tests.site_fixture")


class Dialogue(CodeBlockParser):
    """Evaluates `console` blocks."""

    language = "console"

    def evaluate(self, example: Example) -> str | None:
        """Run each command; return what differs from the page, or nothing."""
        for command, expected in _turns(example.parsed):
            printed = _run(command, Path(example.namespace["folder"]))
            if not _is_as_written(expected, printed):
                return f"$ {command}\nexpected:\n{expected}\nprinted:\n{printed}"
        return None


def _turns(block: str) -> Iterator[tuple[str, str]]:
    for turn in f"\n{block}".split(f"\n{PROMPT}")[1:]:
        command, _, expected = turn.partition("\n")
        yield command, expected


def _run(command: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "COLUMNS": "120",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    answer = subprocess.run(
        ["bash", "-c", f"{command} 2>&1"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    return answer.stdout


def _is_as_written(expected: str, printed: str) -> bool:
    return OutputChecker().check_output(_trimmed(expected), _trimmed(printed), ELLIPSIS)


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())


def _enter(namespace: dict[str, Any]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="resograph-page-"))
    (folder / "examples").symlink_to(CHECKOUT / "examples")
    namespace.update(folder=folder, left=Path.cwd())
    os.chdir(folder)


def _leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["left"])
    shutil.rmtree(namespace["folder"])


pytest_collect_file = Sybil(
    parsers=[Dialogue(), PythonCodeBlockParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    setup=_enter,
    teardown=_leave,
    document_types={".md": Document},
).pytest()
