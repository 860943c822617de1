"""The action does on a machine of ours what its steps would do on one of GitHub's."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ci.platform import Answer, Record, bash, documents, filled, offline


@dataclass(frozen=True)
class Job:
    """What came of the last step: its exit code, its log and its outputs."""

    answer: Answer
    outputs: dict[str, str]

    @property
    def code(self) -> int:
        return self.answer.returncode

    def commands(self) -> list[str]:
        """Return the lines of the log by which GitHub marks files."""
        return [line for line in self.answer.stdout.splitlines() if line.startswith("::")]


Use = Callable[..., Job]


@pytest.fixture(scope="session")
def action(repository: Path) -> Record:
    [read] = documents(repository / "action.yml")
    found: Record = read
    return found


@pytest.fixture(scope="session")
def runner(action: Record, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables of a machine on which the action has installed resograph."""
    folder = tmp_path_factory.mktemp("runner")
    variables = {
        **offline(folder),
        "RUNNER_TEMP": str(folder),
        "GITHUB_ACTION_PATH": str(repository),
        "GITHUB_OUTPUT": str(folder / "outputs"),
        "PYTHON": sys.executable,
    }
    answer = bash(_step(action, "Install resograph")["run"], folder, variables)
    assert answer.returncode == 0, answer.stderr
    return variables


@pytest.fixture
def use(action: Record, runner: dict[str, str], project: Path) -> Use:
    """Return a function that uses the action in a project."""
    step = _step(action, "Validate")

    def run(paths: str, **inputs: str) -> Job:
        values = {f"inputs.{name}": str(known.get("default", "")) for name, known in action["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values |= {"inputs.paths": paths, "runner.temp": runner["RUNNER_TEMP"]}
        outputs = Path(runner["GITHUB_OUTPUT"])
        outputs.write_text("", encoding="utf-8")
        environment = {name: filled(text, values) for name, text in step["env"].items()}
        answer = bash(step["run"], project, {**runner, **environment})
        told = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
        return Job(answer, told)

    return run


def _step(action: Record, name: str) -> Record:
    [step] = [step for step in action["runs"]["steps"] if step.get("name") == name]
    found: Record = step
    return found


def test_data_without_a_fault_pass(use: Use) -> None:
    job = use("data/good.ttl")

    assert (job.code, job.outputs["exit-code"], job.commands()) == (0, "0", [])


def test_findings_fail_the_job_and_are_marked_in_the_file_by_line(use: Use) -> None:
    job = use("data/**/wrong.ttl")

    assert (job.code, job.outputs["exit-code"]) == (1, "1")
    assert job.commands()[0].startswith("::error file=data/deep/er/wrong.ttl,line=3,")


def test_a_finding_in_a_report_is_marked_with_its_row_and_column(use: Use) -> None:
    job = use("reports/not*.docx", fail_on="warning")

    [command] = [command for command in job.commands() if "Qx/17" in command]
    assert job.code == 1
    assert command.startswith("::warning file=reports/not understood.docx,")
    assert "table 2, row 50-01, column Study group lead" in command


def test_a_warning_fails_the_job_only_where_that_is_asked_for(use: Use) -> None:
    assert use("reports/not understood.docx").code == 0


def test_the_sarif_file_marks_the_same_place(use: Use) -> None:
    job = use("data/deep/er/wrong.ttl")
    [run] = json.loads(Path(job.outputs["sarif"]).read_text(encoding="utf-8"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]

    assert place["artifactLocation"]["uri"] == "data/deep/er/wrong.ttl"
    assert place["region"]["startLine"] == 3


def test_each_line_is_a_pattern_and_names_may_hold_spaces(use: Use) -> None:
    job = use("data/good.ttl\nreports/not understood.docx\n\ndata/deep/**/*.ttl\n")

    marked = {command.partition("file=")[2].partition(",")[0] for command in job.commands()}
    assert marked == {"reports/not understood.docx", "data/deep/er/wrong.ttl"}


@pytest.mark.parametrize(
    ("inputs", "code", "reason"),
    [
        ({"paths": "data/broken.ttl"}, 2, "error[rdf-not-well-formed]"),
        ({"paths": "reports/broken.docx"}, 2, "error[not-a-zip]"),
        ({"paths": "nowhere/*.docx"}, 2, "error[not-found]: no such file, nowhere/*.docx"),
        ({"paths": "data/good.ttl\nno.ttl"}, 2, "error[not-found]"),
        ({"paths": ""}, 2, "error[usage]"),
        ({"paths": "--help"}, 2, "error[not-found]"),
        ({"paths": "data/good.ttl", "fail_on": "sometimes"}, 2, "error[usage]"),
        ({"paths": "data/good.ttl", "shapes": "refused"}, 3, "error[unsupported-shapes]"),
    ],
)
def test_a_check_that_could_not_run_fails_and_is_no_verdict(
    use: Use, inputs: dict[str, str], code: int, reason: str
) -> None:
    job = use(**inputs)

    assert (job.code, job.outputs) == (code, {"exit-code": str(code)})
    assert reason in job.answer.stderr
    assert job.commands() == [
        f"::error title=The check could not run::Exit code {code}. This is no verdict: the log says why."
    ]


@pytest.mark.parametrize("name", ["paths", "fail_on", "shapes"])
@pytest.mark.parametrize("written", ["$(touch planted)", '"; touch planted; "'])
def test_what_an_input_says_is_never_run(use: Use, project: Path, name: str, written: str) -> None:
    inputs = {"paths": "data/good.ttl", name: written}

    assert use(**inputs).code >= 2
    assert not (project / "planted").exists()


def test_a_module_in_the_checked_repository_is_not_loaded(use: Use, project: Path) -> None:
    for name in ("resograph", "json", "sitecustomize"):
        (project / f"{name}.py").write_text("raise SystemExit(7)", encoding="utf-8")

    assert use("data/good.ttl").code == 0


def test_no_script_holds_an_expression(action: Record) -> None:
    assert [step for step in action["runs"]["steps"] if "${{" in step.get("run", "")] == []


def test_scripts_are_short(action: Record) -> None:
    assert max(len(step.get("run", "").splitlines()) for step in action["runs"]["steps"]) <= 10


def test_other_actions_are_named_with_a_version(action: Record) -> None:
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]

    assert used
    assert all(name.rpartition("@v")[2].isdecimal() for name in used)
