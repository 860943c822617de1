"""What cannot be read or meant is one line on standard error, and nothing is made or changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import ERROR, Run
from tests.publish.release_of import listing


def _duplicated_id(example: Path, folder: Path) -> Path:
    document = docx.Document(str(example))
    table = document.tables[1]
    table.cell(2, 0).text = table.cell(1, 0).text
    document.save(str(folder / "duplicated.docx"))
    return folder / "duplicated.docx"


def _no_table(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Minutes of a meeting.")
    document.save(str(folder / "minutes.docx"))
    return folder / "minutes.docx"


def _cut_in_half(example_text: Path, folder: Path) -> Path:
    data = example_text.read_bytes()
    (folder / "half.txt").write_bytes(data[: len(data) // 2])
    return folder / "half.txt"


def _empty(folder: Path) -> Path:
    (folder / "empty.docx").write_bytes(b"")
    return folder / "empty.docx"


BAD_INPUTS: dict[str, Callable[[Path, Path, Path], Path]] = {
    "not-found": lambda _docx, _txt, folder: folder / "no-such-report.docx",
    "is-a-directory": lambda _docx, _txt, folder: folder,
    "empty-file": lambda _docx, _txt, folder: _empty(folder),
    "no-report-table": lambda _docx, _txt, folder: _no_table(folder),
    "duplicate-id": lambda document, _txt, folder: _duplicated_id(document, folder),
    "incomplete-row": lambda _docx, text, folder: _cut_in_half(text, folder),
}


@pytest.mark.parametrize("code", BAD_INPUTS)
@pytest.mark.parametrize("state", ["fresh", "published"])
def test_a_bad_input_is_one_line_and_the_output_folder_is_as_it_was(  # noqa: PLR0913, PLR0917 -- fixtures
    code: str, state: str, example: Path, example_text: Path, tmp_path: Path, run: Run, out: Path
) -> None:
    folder = out if state == "published" else tmp_path / "out"
    report = BAD_INPUTS[code](example, example_text, tmp_path)
    before = listing(tmp_path), listing(out)
    done = run("build", report, "--out", folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith(f"error[{code}]: ")
    assert (listing(tmp_path), listing(out)) == before


def test_a_query_without_a_release_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("query", "clauses")

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith("error[no-release]: ")
    assert listing(tmp_path) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["build"],
        ["build", "a.docx", "--fail-on", "tuesday"],
        ["build", "a.docx", "--no-such-option"],
        ["query", "clauses", "--param", "colour=red"],
        ["query", "no-such-query"],
        ["releases", "."],
        ["releases", ".", "--prune", "-1"],
        ["build", "a.docx", "--meta", "no-such-file.toml"],
        ["build", "a.docx", "--base", "not an IRI"],
        ["validate", "a.ttl"],
        ["read", "a.docx"],
        ["interpret", "a\nb.docx"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_exit_code_2(run: Run, arguments: list[str], tmp_path: Path) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr), done.stderr
    assert listing(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('colour = "red"', 'no metadata "colour"'),
        ("group = [", "not TOML"),
        ('group = ["sg17"]', "group is no text"),
        ("group = 17", "group is no text"),
        ("assembly = true", "assembly is no text"),
    ],
)
def test_metadata_that_no_report_has_are_refused(run: Run, example: Path, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "meta.toml").write_text(text)
    done = run("interpret", example, "--meta", "meta.toml")

    assert done.returncode == 2
    assert done.stderr.startswith(f"error[bad-metadata]: {told}")


def test_verbose_adds_the_trace(run: Run) -> None:
    done = run("read", "no-such.docx", "--verbose")

    assert done.returncode == 2
    assert ERROR.match(done.stderr)
    assert "Traceback" in done.stderr
