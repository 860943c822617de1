"""The hook looks at the right files, and says what is wrong with them.

pre-commit would first install resograph, from the registry; here it runs the hook as it stands with the one of this
environment.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from tests.ci.platform import Answer, Record, bash, documents, git, on_path

Commit = Callable[..., Answer]


@pytest.fixture(scope="session")
def hook(repository: Path) -> Record:
    [[read]] = documents(repository / ".pre-commit-hooks.yaml")
    found: Record = read
    return found


@pytest.fixture
def commit(hook: Record, project: Path, tmp_path: Path, lacking: Callable[[str], NoReturn]) -> Commit:
    """Return a function that lets pre-commit look at some files of a project, as it would at a commit of them."""
    if find_spec("pre_commit") is None:
        lacking("pre-commit")
    git(project, "init", "--quiet")
    git(project, "add", "--all")

    def run(*files: str, **choices: object) -> Answer:
        # JSON is YAML.
        chosen = {**hook, "language": "system", **choices}
        config = {"repos": [{"repo": "local", "hooks": [chosen]}]}
        (project / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
        variables = {"PATH": on_path(), "PRE_COMMIT_HOME": str(tmp_path / "home")}
        command = f'"{sys.executable}" -m pre_commit run --color never --files "$@"'
        return bash(f"set -- {' '.join(map(_quoted, files))}\n{command}", project, _without_git(variables))

    return run


def _quoted(name: str) -> str:
    return f"'{name}'"


def _without_git(variables: Mapping[str, str]) -> dict[str, str]:
    # Where these tests are themselves run by a hook, git has told it about another repository.
    return {name: "" for name in os.environ if name.startswith("PRE_COMMIT")} | dict(variables)


@pytest.mark.parametrize(
    "name",
    [
        "reports/a.docx",
        "reports/2024/sg17 (r1).DOCX",
        "sg17/reports/plan.xlsx",
        "reports/graph.ttl",
        "reports/a.jsonld",
    ],
)
def test_reports_and_rdf_below_a_folder_of_reports_are_looked_at(hook: Record, name: str) -> None:
    assert re.search(hook["files"], name)


@pytest.mark.parametrize(
    "name",
    [
        "letters/dear sir.docx",
        "our-reports/a.docx",
        "reports/~$sg17.docx",
        "reports/index.html",
        "reports/notes.txt",
        "reports.docx",
        "reports/docx",
        "reports/a.docx.bak",
    ],
)
def test_a_letter_a_lock_file_and_notes_are_not(hook: Record, name: str) -> None:
    assert re.search(hook["files"], name) is None


def test_the_command_of_the_hook_is_one_of_the_package(hook: Record, repository: Path) -> None:
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")

    assert f"\n{hook['entry'].split()[0]} = " in text


def test_a_good_report_may_be_committed(commit: Commit) -> None:
    answer = commit("reports/good.docx", "data/broken.ttl")

    assert (answer.returncode, answer.stdout.endswith("Passed\n")) == (0, True)


def test_a_commit_of_nothing_to_check_is_not_held_up(commit: Commit) -> None:
    assert "(no files to check)Skipped" in commit("data/broken.ttl").stdout


def test_findings_stop_the_commit_and_say_where_they_stand(commit: Commit) -> None:
    answer = commit("reports/not understood.docx", args=["--fail-on", "warning"])

    assert answer.returncode == 1
    assert "- exit code: 1" in answer.stdout
    assert "item 50-01 (table 2, row 2)" in answer.stdout


def test_a_file_that_cannot_be_read_stops_the_commit_with_another_code(commit: Commit) -> None:
    answer = commit("reports/broken.docx", "reports/good.docx")

    assert answer.returncode == 1
    assert "- exit code: 2" in answer.stdout
    assert "error[not-a-zip]" in answer.stdout


def test_other_files_are_looked_at_where_the_project_says_so(commit: Commit) -> None:
    assert "data/deep/er/wrong.ttl" in commit("data/deep/er/wrong.ttl", files=r"^data/.*\.ttl$").stdout
