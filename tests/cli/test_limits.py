"""Every command that reads a report takes limits, and says which of them a file has passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import ERROR, Run
from tests.publish.release_of import listing

COMMANDS = ("read", "interpret", "recognise", "changes", "build", "validate", "annotate --output copy.docx")
WRONG = ("rows", "rows=many", "rows=-1", "rows=", "colour=7", "rows=٣", f"rows={'9' * 5000}")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_limit_that_a_report_passes_is_named(run: Run, example: Path, tmp_path: Path, command: str) -> None:
    done = run(*command.split(), example, "--limit", "rows=10")

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith("error[too-large]: 11 rows where 10 are allowed, sg17-wtsa20.docx")
    assert "--limit rows=NUMBER" in done.stderr
    assert listing(tmp_path) == []


def test_a_limit_may_be_set_twice_and_others_beside_it(run: Run, example: Path) -> None:
    done = run("interpret", example, "--limit", "rows=10", "--limit", "entries=30", "--limit", "rows=1000")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("command", "limit"),
    [*(("read", limit) for limit in WRONG), *((command, "colour=7") for command in COMMANDS[1:])],
)
def test_what_is_no_limit_is_wrong_usage(run: Run, example: Path, tmp_path: Path, command: str, limit: str) -> None:
    done = run(*command.split(), example, "--limit", limit)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith("error[usage]: ")
    assert listing(tmp_path) == []
