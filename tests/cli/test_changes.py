"""`resograph changes`: who changed what, as a table, JSON or a page."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run
from tests.wordfiles import cell, deleted, entry, ins, mark, p, report

KEYS = ["kind", "old", "new", "author", "date", "item", "column", "table", "row", "cell", "paragraph"]
LONG = "Q2/17 reviewed the security aspects of network slicing and edge computing. " * 5


@pytest.fixture
def tracked(tmp_path: Path) -> Path:
    """Return a report with a replacement by a role, a deletion by a person and a row put in."""
    new = entry("50-03", cell(p(ins("one"), mark=mark("ins")), p(ins(LONG))))
    rows = (
        entry("50-01", cell(p(deleted("To be provided"), ins("See 50-02.")))),
        entry("50-02", cell(p("Done", deleted(" by us", author="Jane Doe")))),
        new,
    )
    path = tmp_path / "tracked.docx"
    path.write_bytes(report(*rows, front=[p("Draft ", ins("2", date=""))]).data)
    return path


def test_changes_are_listed_by_item_in_a_table(run: Run, tracked: Path) -> None:
    done = run("changes", tracked)
    heading, *rows = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert heading.split() == ["item", "column", "kind", "who", "when", "change"]
    assert [row.split()[:3] for row in rows[:3]] == [
        ["50-01", "status", "replace"],
        ["50-02", "status", "delete"],
        ["50-03", "status", "insert"],
    ]
    assert "Rapporteur Q2/17  2023-08-29 10:12  ~~To be provided~~ → See 50-02." in rows[0]
    assert rows[1].endswith("—                 2023-08-29 10:12  ~~by us~~")
    assert rows[2].endswith(f"one¶ {LONG.strip()}")
    assert rows[3].split() == ["insert", "Rapporteur", "Q2/17", "—", "2"]


def test_changes_are_records_in_json(run: Run, tracked: Path) -> None:
    first, *others = json.loads(run("changes", tracked, "--format", "json").stdout)

    assert list(first)[: len(KEYS)] == ["kind", "old", "new", "author", "date", *KEYS[5:]]
    assert (first["item"], first["kind"], first["new"]) == ("", "insert", "2")
    assert others[0] | {key: first[key] for key in KEYS} == first
    assert {
        "kind": "replace",
        "old": "To be provided",
        "new": "See 50-02.",
        "author": "Rapporteur Q2/17",
        "date": "2023-08-29T10:12:00Z",
        "item": "50-01",
        "column": "status",
        "table": 1,
        "row": 2,
        "cell": 8,
        "paragraph": 1,
    }.items() <= others[0].items()


def test_names_of_persons_are_shown_on_request_only(run: Run, tracked: Path) -> None:
    for form in ("table", "json", "html"):
        assert "Jane Doe" not in run("changes", tracked, "--format", form).stdout
        assert "Jane Doe" in run("changes", tracked, "--format", form, "--keep-authors").stdout


def test_the_page_goes_to_a_file(run: Run, tracked: Path, tmp_path: Path) -> None:
    done = run("changes", tracked, "--format", "html", "--output", "changes.html")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "changes.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n")


@pytest.mark.parametrize(("form", "empty"), [("table", "item  column  kind  who  when  change\n"), ("json", "[]\n")])
@pytest.mark.parametrize("name", ["sg17-wtsa20.docx", "sg17-wtsa20.txt"])
def test_a_file_without_changes_says_so_beside_an_empty_list(
    run: Run, example: Path, name: str, form: str, empty: str
) -> None:
    done = run("changes", example.with_name(name), "--format", form)

    assert (done.returncode, done.stdout, done.stderr) == (0, empty, f"{name} has no tracked changes\n")
    assert run("changes", example.with_name(name), "--quiet").stderr == ""


def test_a_limit_holds_and_a_missing_file_is_named(run: Run, tracked: Path) -> None:
    assert run("changes", tracked, "--limit", "rows=1").stderr.startswith("error[too-large]: ")
    assert run("changes", "none.docx").stderr.startswith("error[not-found]: ")


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_terminal(environment: dict[str, str], tracked: Path, width: int) -> None:
    main, other = pty.openpty()
    variables = {**environment, "COLUMNS": str(width), "LINES": "50"}
    done = subprocess.run([*COMMAND, "changes", str(tracked)], env=variables, stdout=other, check=False, timeout=60)
    os.close(other)
    shown = os.read(main, 100_000).decode().replace("\r\n", "\n").splitlines()
    os.close(main)

    assert done.returncode == 0
    assert 60 < max(map(len, shown)) <= width
    assert [line.split()[0] for line in shown if line[:4] == " 50-"] == ["50-01", "50-02", "50-03"]
    assert "…" in " ".join(shown)


def test_reading_and_interpreting_tell_the_changes_too(run: Run, tracked: Path) -> None:
    read, interpreted = (json.loads(run(command, tracked).stdout) for command in ("read", "interpret"))

    assert read["type"] == "Document"
    assert [change["type"] for change in read["changes"]] == ["PendingChange"] * 4
    assert [change["item"] for change in interpreted["changes"]] == ["50-01", "50-02", "50-03"]


def test_reading_a_file_without_changes_tells_that_there_are_none(run: Run, example_text: Path) -> None:
    assert json.loads(run("read", example_text).stdout)["changes"] == []
