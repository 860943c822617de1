"""The command that writes a static site: its receipt, its refusals, its exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ERROR, Run
from tests.publish.site.releases import BASE, content, release, site_of


def test_a_site_is_written_and_its_receipt_says_what_and_where(run: Run, tmp_path: Path) -> None:
    release(tmp_path / "out")

    done = run("site", "--out", "site", "--jobs", 1)

    files = content(tmp_path / "site")
    pages = sum(name.endswith(".html") for name in files)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"{pages - 1:,} pages, {len(files) - 1:,} files, ")
    assert done.stderr.endswith(" in site: open site/index.html\n")


def test_several_processes_write_what_one_writes_and_quiet_says_nothing(run: Run, tmp_path: Path) -> None:
    release(tmp_path / "out", [f"org/body-{number}" for number in range(70)])

    alone = run("site", "--out", "alone", "--jobs", 1, "--quiet", "--address", "https://example.org/x")
    several = run("site", "--out", "several", "--jobs", 2, "--quiet", "--address", "https://example.org/x/")

    assert (alone.returncode, several.returncode) == (0, 0)
    assert alone.stderr + alone.stdout + several.stderr + several.stdout == ""
    assert content(tmp_path / "alone") == content(tmp_path / "several")


def test_a_site_without_quotations_has_none(run: Run, tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    words = "Nine words that somebody has written in a report"
    for name, graph in (("graph.ttl", ""), ("graph.nq", f" <{BASE}graph/reference>")):
        with (made / name).open("a", encoding="utf-8") as file:
            file.write(f'<{BASE}id/org/gsma> <https://w3id.org/resograph/def#statusText> "{words}"{graph} .\n')

    done = run("site", "--out", "site", "--no-verbatim", "--quiet", "--jobs", 1)

    files = content(tmp_path / "site")
    assert done.returncode == 0
    assert "doc/org/gsma.html" in files
    assert "downloads/graph.nq" in files
    assert [name for name, data in files.items() if words.encode() in data] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--on", "nothing", "--out", "site"), "no-release"),
        (("--on", "out/current/graph.ttl", "--out", "site"), "no-release"),
        (("--out", "out"), "usage"),
        (("--out", "out/current/site"), "usage"),
        (("--out", "."), "usage"),
        (("--out", "letters"), "not-a-site"),
        (("--out", "site", "--address", "ftp://example.org/"), "usage"),
        (("--out", "site", "--address", 'https://example.org/";evil'), "usage"),
        (("--out", "site", "--address", "https://example.org/a/../b"), "usage"),
        (("--out", "site", "--jobs", "0"), "usage"),
        ((), "usage"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    release(tmp_path / "out")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").touch()
    before = content(tmp_path)

    done = run("site", *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr), done.stderr
    assert f"error[{code}]" in done.stderr
    assert content(tmp_path) == before


def test_a_release_with_findings_is_not_published_unless_that_is_accepted(run: Run, tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    manifest = json.loads((made / "manifest.json").read_bytes())
    manifest["counts"]["findings"]["warning"] = 3
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    refused = run("site", "--out", "site", "--fail-on", "warning")

    assert refused.returncode == 1
    assert refused.stderr.startswith("error[not-conformant]: 3 findings at or above warning")
    assert not (tmp_path / "site").exists()


def test_a_damaged_release_leaves_the_former_site(run: Run, tmp_path: Path) -> None:
    made = release(tmp_path / "out")
    site_of(made, tmp_path / "site")
    before = content(tmp_path / "site")
    shutil.move(made / "graph.ttl", made / "elsewhere.ttl")

    done = run("site", "--out", "site", "--jobs", 2)

    assert done.returncode == 2
    assert ERROR.fullmatch(done.stderr), done.stderr
    assert content(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "site"]


def test_identifiers_that_would_be_one_file_are_named(run: Run, tmp_path: Path) -> None:
    release(tmp_path / "out", ["org/GSMA", "org/gsma"])

    done = run("site", "--out", "site")

    assert done.returncode == 2
    assert "error[site-collision]" in done.stderr
    assert "/id/org/GSMA" in done.stderr
    assert "/id/org/gsma" in done.stderr
