"""Several processes and a memory: as with one and without, and nothing is left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, ERROR, Run
from tests.publish.release_of import listing
from tests.reports import report

GROUPS = (17, 2, 13)


@pytest.fixture
def reports(tmp_path: Path) -> list[str]:
    return [report(tmp_path / f"sg{n}.txt", group=f"SG{n}", status="X1246. SG11. SG13").name for n in GROUPS]


def _children(process: int) -> list[int]:
    """Return the processes that one has started and that have not ended."""
    tasks = Path(f"/proc/{process}/task")
    found = [path.read_text().split() for path in tasks.glob("*/children")] if tasks.exists() else []
    return [int(child) for children in found for child in children]


def _is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _started(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a command in a process group of its own, and wait until it has two workers."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **pipes)  # type: ignore[call-overload]
    children: list[int] = []
    while running.poll() is None and len(children) < 3:  # two workers, and what tracks their locks
        children = _children(running.pid)
        time.sleep(0.01)
    return running, children


def _gone(processes: list[int]) -> bool:
    for _ in range(1000):
        if not any(map(_is_there, processes)):
            return True
        time.sleep(0.01)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")


def test_a_release_is_the_same_however_many_build_it(run: Run, reports: list[str], tmp_path: Path) -> None:
    one = run("build", *reports, "--out", "one")
    two = run("build", *reports, "--out", "two", "--jobs", 2)

    assert (one.returncode, two.returncode) == (0, 0)
    assert (one.stdout.replace("one/", "two/"), one.stderr) == (two.stdout, two.stderr)
    for path in (tmp_path / "one").rglob("*.*"):
        assert (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("form", ["json", "turtle", "human"])
def test_a_verdict_is_the_same_however_many_come_to_it_and_from_memory(run: Run, reports: list[str], form: str) -> None:
    asked = ("validate", *reports, "--format", form, "--fail-on", "warning")
    plain = run(*asked)
    others = [run(*asked, *more) for more in (("--jobs", 2), ("--cache", "kept"), ("--cache", "kept"))]

    assert plain.returncode == 1
    for other in others:
        assert (other.returncode, other.stdout, other.stderr) == (plain.returncode, plain.stdout, plain.stderr)


@pytest.mark.parametrize("command", ["validate", "build"])
def test_the_first_report_that_fails_is_told_in_one_line(
    run: Run, reports: list[str], tmp_path: Path, command: str
) -> None:
    (tmp_path / "prose.txt").write_text("Minutes of a meeting.\n" * 50)
    (tmp_path / "worse.txt").write_bytes(b"\xff\xfe\xff")
    asked = (command, reports[0], "prose.txt", "worse.txt", reports[1])
    one, two = run(*asked), run(*asked, "--jobs", 2)

    assert (two.returncode, two.stdout) == (2, "")
    assert ERROR.fullmatch(two.stderr)
    assert "prose.txt" in two.stderr
    assert two.stderr == one.stderr


def test_memory_that_cannot_be_used_changes_no_verdict(run: Run, reports: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    plain, kept = run("validate", *reports), run("validate", *reports, "--cache", "file/sub")

    assert (kept.returncode, kept.stdout) == (plain.returncode, plain.stdout)
    assert kept.stderr.startswith("nothing was kept in file/sub (")


def test_damaged_memory_changes_no_verdict_and_is_mended(run: Run, reports: list[str], tmp_path: Path) -> None:
    first = run("validate", *reports, "--cache", "kept")
    whole = {path.name: path.read_bytes() for path in (tmp_path / "kept").iterdir()}
    for number, path in enumerate((tmp_path / "kept").iterdir()):
        path.write_bytes(path.read_bytes()[: 100 * number])
    again = run("validate", *reports, "--cache", "kept")

    assert (again.returncode, again.stdout, again.stderr) == (first.returncode, first.stdout, first.stderr)
    assert {path.name: path.read_bytes() for path in (tmp_path / "kept").iterdir()} == whole


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_there_is_at_least_one_job(run: Run, reports: list[str], jobs: str) -> None:
    done = run("validate", *reports, "--jobs", jobs)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)


@needs_proc
@pytest.mark.parametrize("after", [0.0, 0.3, 1.0])
def test_ctrl_c_ends_every_process_and_publishes_nothing(
    reports: list[str], tmp_path: Path, environment: dict[str, str], after: float
) -> None:
    before = listing(tmp_path)
    running, children = _started([*COMMAND, "build", *reports * 50, "--jobs", "2"], tmp_path, environment)
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate()

    assert (running.returncode, out, err.strip()) == (130, "", "interrupted")
    assert _gone(children)
    assert listing(tmp_path) == before


@needs_proc
def test_a_worker_that_is_killed_is_told_in_one_line_and_is_no_verdict(
    reports: list[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    running, children = _started([*COMMAND, "validate", *reports * 50, "--jobs", "2"], tmp_path, environment)
    os.kill(children[-1], signal.SIGKILL)
    out, err = running.communicate()

    assert (running.returncode, out) == (3, "")
    assert ERROR.fullmatch(err)
    assert err.startswith("error[worker-died]: ")
    assert _gone(children)


@needs_proc
def test_when_the_first_process_is_killed_the_others_go_too(
    reports: list[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    running, children = _started([*COMMAND, "validate", *reports * 50, "--jobs", "2"], tmp_path, environment)
    running.kill()
    running.communicate()

    assert _gone(children)
