"""`resograph annotate`: a copy with comments, an exit code, and never a harm to what is there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import ERROR, Run
from tests.publish.release_of import listing
from tests.wordfiles import entry, report


def test_every_finding_of_the_check_is_a_comment_in_the_copy(run: Run, example: Path, tmp_path: Path) -> None:
    found = json.loads(run("validate", example, "--format", "json").stdout)["results"]
    done = run("annotate", example, "--output", "copy.docx")
    comments = docx.Document(str(tmp_path / "copy.docx")).comments

    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.startswith(f"{len(found)} comments written; findings: 0 violations, ")
    assert sorted(one.paragraphs[0].text for one in comments) == sorted(one["message"] for one in found)
    assert listing(tmp_path) == ["copy.docx"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a report of one item that lacks a lead."""
    path = tmp_path / "report.docx"
    path.write_bytes(report(entry("92-03", lead="")).data)
    return path


def test_the_copy_is_written_whatever_the_exit_code(run: Run, small: Path, tmp_path: Path) -> None:
    strict = run("annotate", small, "--output", "copy.docx", "--fail-on", "warning", "--quiet")

    assert (strict.returncode, strict.stdout, strict.stderr) == (1, "", "")
    assert (tmp_path / "copy.docx").stat().st_size > 0


def test_the_same_report_gives_the_same_copy(run: Run, small: Path, tmp_path: Path) -> None:
    for name, seed in (("a.docx", "1"), ("b.docx", "2")):
        run(
            "annotate",
            small,
            "--output",
            name,
            "--quiet",
            PYTHONHASHSEED=seed,
            TZ="Asia/Tokyo" if seed == "2" else "UTC",
        )

    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_copy_has_the_findings_of_its_original(run: Run, small: Path) -> None:
    first = run("annotate", small, "--output", "copy.docx")
    told = [run("validate", name, "--format", "json").stdout for name in (small.name, "copy.docx")]

    assert told[0].replace(small.name, "copy.docx") == told[1]
    assert run("annotate", "copy.docx", "--output", "second.docx").stderr == first.stderr


@pytest.mark.parametrize("output", ["report.docx", "./report.docx", "link.docx"])
def test_the_report_is_never_written_over(run: Run, small: Path, tmp_path: Path, output: str) -> None:
    (tmp_path / "link.docx").symlink_to("report.docx")
    before = small.read_bytes()
    done = run("annotate", "report.docx", "--output", output)

    assert done.returncode == 2
    assert done.stderr.startswith("error[usage]: the copy would replace the report, ")
    assert small.read_bytes() == before


def test_a_copy_has_the_name_of_a_word_file(run: Run, small: Path, tmp_path: Path) -> None:
    done = run("annotate", small, "--output", "copy.pdf")

    assert (done.returncode, listing(tmp_path)) == (2, [small.name])
    assert done.stderr.startswith("error[usage]: the copy is a Word file, copy.pdf: ")


def test_a_copy_must_be_named(run: Run, small: Path) -> None:
    done = run("annotate", small)

    assert done.returncode == 2
    assert "--output" in done.stderr


@pytest.mark.parametrize("name", ["report.txt", "graph.ttl", "sheet.ods"])
def test_only_word_files_can_hold_comments(run: Run, example_text: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(example_text, tmp_path / name)
    done = run("annotate", name, "--output", "copy.docx")

    assert done.returncode == 2
    assert done.stderr.startswith("error[unsupported-format]: ")
    assert ERROR.fullmatch(done.stderr)
    assert listing(tmp_path) == [name]


def test_a_former_copy_stays_when_the_report_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.docx").write_bytes(b"former")
    (tmp_path / "report.docx").write_bytes(b"PK broken")

    assert run("annotate", "report.docx", "--output", "copy.docx").returncode == 2
    assert (tmp_path / "copy.docx").read_bytes() == b"former"


def test_a_copy_that_cannot_be_written_is_told(run: Run, small: Path) -> None:
    assert run("annotate", small, "--output", "no/such/folder/copy.docx").stderr.startswith("error[not-writable]: ")
