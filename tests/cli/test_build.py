"""A build: the release it makes, the folder it leaves, the bytes it repeats."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cli.conftest import COMMAND, ERROR, Run
from tests.publish.release_of import CURRENT, is_whole, listing


def test_build_prints_the_folder_and_tells_what_it_holds(run: Run, example: Path, tmp_path: Path, out: Path) -> None:
    done = run("build", example)

    assert done.returncode == 0
    assert done.stdout == f"out/releases/{(tmp_path / 'out' / CURRENT).resolve().name}\n"
    assert done.stderr.startswith("86 items, ")
    assert len(done.stderr.splitlines()) == 1
    assert is_whole(tmp_path / "out" / CURRENT)
    assert listing(tmp_path / "out") == listing(out)


def test_quiet_says_nothing_but_the_data(run: Run, example: Path) -> None:
    done = run("build", example, "--quiet")

    assert done.stderr == ""
    assert done.stdout.startswith("out/releases/")


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    ],
    ids=lambda variables: variables["TZ"],
)
def test_seed_time_zone_locale_and_folder_change_no_byte(
    run: Run, example: Path, tmp_path: Path, out: Path, variables: dict[str, str]
) -> None:
    elsewhere = tmp_path / "another folder" / "with é"
    done = run("build", example, "--out", elsewhere, **variables)

    assert done.returncode == 0
    assert listing(elsewhere) == listing(out)
    for path in (out / "releases").rglob("*.*"):
        assert (elsewhere / path.relative_to(out)).read_bytes() == path.read_bytes()


def test_findings_at_the_level_publish_nothing_and_are_printed(run: Run, example: Path, own: Path) -> None:
    before = listing(own)
    done = run("build", example, "--fail-on", "info", "--revision", "other")

    assert done.returncode == 1
    assert "findings: " in done.stdout
    assert ERROR.fullmatch(done.stderr)
    told = r"error\[not-conformant\]: \d+ findings at or above info, the first, sg17-wtsa20\.docx, table 2, row 2, "
    assert re.match(told, done.stderr)
    assert listing(own) == before


def test_fail_on_never_publishes_with_the_findings_inside(run: Run, example: Path, tmp_path: Path) -> None:
    done = run("build", example, "--fail-on", "never")
    record = json.loads((tmp_path / "out" / CURRENT / "validation.json").read_text())

    assert done.returncode == 0
    assert record["conforms"] is (record["results"] == [])


def test_a_revision_named_on_the_command_line_wins(run: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "meta.toml").write_text('identifier = "from-the-file"\n')
    named = json.loads(run("interpret", example, "--meta", "meta.toml", "--revision", "mine").stdout)
    unnamed = json.loads(run("interpret", example, "--meta", "meta.toml").stdout)

    assert named["metadata"]["identifier"] == "mine"
    assert unnamed["metadata"]["identifier"] == "from-the-file"


def test_a_file_name_that_is_no_utf_8_is_no_obstacle(run: Run, example: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"r\xe9port.docx")
    shutil.copy(example, tmp_path / name)
    done = run("build", name)

    assert (done.returncode, done.stderr[:9]) == (0, "86 items,")
    assert json.loads((tmp_path / "out" / CURRENT / "manifest.json").read_bytes())["inputs"][0]["name"] == name


def test_the_base_moves_the_data_and_not_the_terms(run: Run, example: Path, tmp_path: Path) -> None:
    assert run("build", example, "--base", "https://example.org/data").returncode == 0
    quads = list(ox.parse(path=tmp_path / "out" / CURRENT / "graph.nq"))

    assert all(str(quad.graph_name).startswith("<https://example.org/data/graph/") for quad in quads)
    assert any(str(quad.predicate).startswith("<https://w3id.org/resograph/def#") for quad in quads)


def test_of_two_builders_at_once_one_works_and_one_is_refused(
    example: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    command = [*COMMAND, "build", str(example), "--out", str(tmp_path / "out")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": environment}
    builders = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    told = [builder.communicate() for builder in builders]
    codes = [builder.returncode for builder in builders]

    assert sorted(codes) == [0, 75]
    assert told[codes.index(75)][1].startswith("error[busy]: another build holds the folder (process ")
    assert is_whole(tmp_path / "out" / CURRENT)


@pytest.mark.parametrize("after", [0.5, 1.5, 3.0])
def test_a_build_killed_on_the_way_leaves_the_former_release_and_the_next_one_tidies_up(
    after: float, example: Path, own: Path, environment: dict[str, str], run: Run
) -> None:
    before = listing(own)
    command = [*COMMAND, "build", str(example), "--out", str(own), "--revision", "second"]
    builder = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    builder.send_signal(signal.SIGKILL)
    builder.wait()

    assert is_whole((own / CURRENT).resolve())
    assert run("releases", own, "--prune", "9").returncode == 0
    assert [name for name in listing(own) if ".new-" in name or ".lock" in name] == []
    assert set(before[1:]) <= set(listing(own))
