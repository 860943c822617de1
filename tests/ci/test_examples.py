"""What docs/how-to/ci.md gives to copy is what the platforms take, and what is in this repository."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from tests.ci.platform import Record, bash, documents, on_path
from tests.wordfiles import entry, report

SCHEMAS = {"GitHub": "vendor.github-workflows", "GitLab": "vendor.gitlab-ci"}

Check = Callable[[str, object], None]
Lacking = Callable[[str], NoReturn]


@pytest.fixture(scope="session")
def page(repository: Path) -> str:
    return (repository / "docs/how-to/ci.md").read_text(encoding="utf-8")


@pytest.fixture
def holds(tmp_path: Path, lacking: Lacking) -> Check:
    """Return a function that holds a value against a schema that its platform publishes."""
    if find_spec("check_jsonschema") is None:
        lacking("check-jsonschema")

    def check(schema: str, value: object) -> None:
        (tmp_path / "value.json").write_text(json.dumps(value), encoding="utf-8")
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(tmp_path / "value.json")]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stdout

    return check


def _blocks(page: str, heading: str, language: str = "yaml") -> list[str]:
    """Return what a section of the page shows in a language."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, flags=re.DOTALL)


def _given(step: Record, known: Record) -> tuple[set[str], set[str]]:
    """Return the inputs that are given and not known, and those that are needed and not given."""
    needed = {name for name, about in known.items() if about.get("default") is None}
    return set(step) - set(known), needed - set(step)


def test_the_action_is_one(repository: Path, holds: Check) -> None:
    holds("vendor.github-actions", documents(repository / "action.yml")[0])


def test_the_template_is_a_pipeline_with_inputs(repository: Path, holds: Check) -> None:
    for document in documents(repository / "templates" / "validate.yml"):
        holds("vendor.gitlab-ci", document)


@pytest.mark.parametrize("platform", SCHEMAS)
def test_what_the_page_shows_for_a_platform_is_taken_by_it(page: str, holds: Check, platform: str) -> None:
    blocks = _blocks(page, platform)

    assert blocks
    for block in blocks:
        # YAML 1.1 takes the key "on" for a truth value.
        holds(SCHEMAS[platform], {"on" if key is True else key: value for key, value in yaml.safe_load(block).items()})


def test_the_workflow_gives_the_action_what_it_needs(page: str, repository: Path) -> None:
    [action] = documents(repository / "action.yml")
    [workflow] = map(yaml.safe_load, _blocks(page, "GitHub"))
    [step] = [step for step in workflow["jobs"]["validate"]["steps"] if step["uses"].startswith("OWNER/")]

    assert _given(step["with"], action["inputs"]) == (set(), set())
    assert set(re.findall(rf"steps\.{step['id']}\.outputs\.([\w-]+)", page)) <= set(action["outputs"])


def test_the_pipeline_gives_the_template_what_it_needs(page: str, repository: Path) -> None:
    template, jobs = documents(repository / "templates" / "validate.yml")
    including, overriding = map(yaml.safe_load, _blocks(page, "GitLab"))
    [include] = including["include"]

    assert (repository / include["file"].removeprefix("/")).is_file()
    assert _given(include["inputs"], template["spec"]["inputs"]) == (set(), set())
    assert set(overriding) == set(jobs)


def test_the_page_tells_of_every_input_and_output(page: str, repository: Path) -> None:
    [action] = documents(repository / "action.yml")
    told = set(re.findall(r"^\| `([a-z-]+)` \|", page, flags=re.MULTILINE))

    assert told == {*action["inputs"], *action["outputs"]}


def test_the_hook_in_the_page_is_one_of_this_repository(page: str, repository: Path) -> None:
    [hooks] = documents(repository / ".pre-commit-hooks.yaml")
    shown = [hook["id"] for text in _blocks(page, "pre-commit") for hook in yaml.safe_load(text)["repos"][0]["hooks"]]

    assert set(shown) == {hook["id"] for hook in hooks}


@pytest.mark.parametrize("what", ["manifest", "config"])
def test_pre_commit_takes_the_hook_and_what_the_page_shows(
    page: str, repository: Path, tmp_path: Path, lacking: Lacking, what: str
) -> None:
    if find_spec("pre_commit") is None:
        lacking("pre-commit")
    shown = _blocks(page, "pre-commit")
    files = {
        "manifest": [repository / ".pre-commit-hooks.yaml"],
        "config": [tmp_path / f"{number}.yaml" for number in range(len(shown))],
    }
    for path, text in zip(files["config"], shown, strict=True):
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pre_commit", f"validate-{what}", *map(str, files[what])]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout


def test_the_house_rule_of_the_page_finds_what_it_says(page: str, project: Path) -> None:
    [turtle] = _blocks(page, "Shapes of your own", "turtle")
    [command] = _blocks(page, "Shapes of your own", "sh")
    (project / "house-rules").mkdir()
    (project / "house-rules" / "milestone.ttl").write_text(turtle, encoding="utf-8")
    for path in (project / "reports").iterdir():
        path.unlink()
    (project / "reports" / "plan.docx").write_bytes(report(entry("50-01"), entry("50-02", milestone="")).data)
    answer = bash(command, project, {"PATH": on_path()})

    assert answer.returncode == 1
    assert "[milestone-text]" in answer.stdout
    assert answer.stdout.count("We plan by milestones.") == 1
