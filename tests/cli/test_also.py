"""One check may be written in several forms: for the log, for the platform, for an archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WRONG = "<https://example.org/iso> a <https://w3id.org/resograph/def#OutsideBody> .\n"


@pytest.fixture(autouse=True)
def _data(tmp_path: Path) -> None:
    (tmp_path / "wrong.ttl").write_text(WRONG, encoding="utf-8")


def test_each_further_form_goes_into_its_file_and_the_first_to_standard_output(run: Run, tmp_path: Path) -> None:
    answer = run("validate", "wrong.ttl", "--format", "github", "--also", "json=a.json", "--also", "sarif=b=c.sarif")

    assert answer.returncode == 1
    assert answer.stdout == run("validate", "wrong.ttl", "--format", "github").stdout
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == run("validate", "wrong.ttl", "--format", "json").stdout
    assert json.loads((tmp_path / "b=c.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize("written", ["junit", "junit=", "=a.xml", "pdf=a.pdf"])
def test_a_form_without_a_file_or_of_no_known_name_is_refused_before_the_check(run: Run, written: str) -> None:
    answer = run("validate", "no-such-file.ttl", "--also", written)

    assert answer.returncode == 2
    assert answer.stderr.startswith("error[usage]: Invalid value for '--also': write FORMAT=FILE")


def test_a_file_that_cannot_be_written_is_an_error_and_no_verdict(run: Run) -> None:
    answer = run("validate", "wrong.ttl", "--also", "junit=no/such/folder/a.xml")

    assert answer.returncode == 2
    assert "error[not-writable]" in answer.stderr


def test_no_form_is_written_over_what_is_checked(run: Run, example: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(example.read_bytes())
    for options in (
        ("--output", mine),
        ("--also", f"json={mine}"),
        ("--also", f"sarif={tmp_path}/../{tmp_path.name}/mine.docx"),
    ):
        done = run("validate", mine, *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert "would replace what is read" in done.stderr

    assert mine.read_bytes() == example.read_bytes()


def test_two_forms_do_not_go_into_one_file(run: Run, example: Path, tmp_path: Path) -> None:
    done = run("validate", example, "--also", f"json={tmp_path / 'a'}", "--output", tmp_path / "a")

    assert done.returncode == 2
    assert "two forms would go into one file" in done.stderr
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("command", ["read", "interpret", "recognise", "changes"])
def test_no_command_writes_over_its_report(run: Run, example: Path, tmp_path: Path, command: str) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(example.read_bytes())
    done = run(command, mine, "--output", mine)

    assert (done.returncode, done.stdout) == (2, "")
    assert mine.read_bytes() == example.read_bytes()
