"""The job for GitLab does on a machine of ours what it would do on a runner."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.ci.platform import Answer, Record, bash, committed, documents, filled, offline

Use = Callable[..., Answer]


@pytest.fixture(scope="session")
def template(repository: Path) -> list[Record]:
    return documents(repository / "templates" / "validate.yml")


@pytest.fixture(scope="session")
def runner(template: list[Record], repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables of a machine on which the job has installed resograph out of git."""
    folder = tmp_path_factory.mktemp("runner")
    variables = offline(folder)
    source = {"RESOGRAPH_SOURCE": str(committed(repository, tmp_path_factory.mktemp("source"))), "RESOGRAPH_REF": "v1"}
    script = "\n".join([*_job(template)["before_script"], 'printf %s "$PATH"'])
    answer = bash(script, folder, variables | source)
    assert answer.returncode == 0, answer.stderr
    return {**variables, "PATH": answer.stdout}


@pytest.fixture
def use(template: list[Record], runner: dict[str, str], project: Path) -> Use:
    """Return a function that includes the template in a project and runs its job, installed already."""
    known = template[0]["spec"]["inputs"]
    job = _job(template)

    def run(paths: str, **inputs: str) -> Answer:
        values = {f"inputs.{name}": str(about.get("default", "")) for name, about in known.items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values["inputs.paths"] = paths
        variables = {name: filled(text, values) for name, text in job["variables"].items()}
        return bash("\n".join(job["script"]), project, {**runner, **variables})

    return run


def _job(template: list[Record]) -> Record:
    [job] = template[1].values()
    found: Record = job
    return found


def test_data_without_a_fault_pass_and_are_seen_to_have_been_checked(use: Use, project: Path) -> None:
    assert use("data/good.ttl").returncode == 0
    assert [case.get("name") for case in _cases(project)] == ["conforms"]


def test_findings_fail_the_job_and_are_test_cases_with_their_place(use: Use, project: Path) -> None:
    answer = use("reports/not understood.docx\ndata/**/wrong.ttl", fail_on="warning")

    failed = [case for case in _cases(project) if case.find("failure") is not None]
    assert answer.returncode == 1
    assert {case.get("file") for case in failed} == {"reports/not understood.docx", "data/deep/er/wrong.ttl"}
    assert any("table 2, row 50-01, column Study group lead" in "".join(case.itertext()) for case in failed)
    assert "Qx/17" in answer.stdout


def test_the_artifacts_are_what_the_script_writes(use: Use, template: list[Record], project: Path) -> None:
    artifacts = _job(template)["artifacts"]
    use("data/deep/er/wrong.ttl")

    assert artifacts["when"] == "always"
    assert (project / artifacts["reports"]["junit"]).is_file()
    assert [json.loads((project / name).read_text(encoding="utf-8"))["version"] for name in artifacts["paths"]] == [
        "2.1.0"
    ]


@pytest.mark.parametrize(
    ("inputs", "code", "reason"),
    [
        ({"paths": "data/broken.ttl"}, 2, "error[rdf-not-well-formed]"),
        ({"paths": "nowhere/*.docx"}, 2, "error[not-found]"),
        ({"paths": ""}, 2, "error[usage]"),
        ({"paths": "data/good.ttl", "shapes": "refused"}, 3, "error[unsupported-shapes]"),
    ],
)
def test_a_check_that_could_not_run_fails_and_is_no_verdict(
    use: Use, project: Path, inputs: dict[str, str], code: int, reason: str
) -> None:
    answer = use(**inputs)

    assert answer.returncode == code
    assert reason in answer.stderr
    assert f"The check could not run: exit code {code}." in answer.stdout
    assert not (project / "resograph-junit.xml").exists()


@pytest.mark.parametrize("written", ["$(touch planted)", '"; touch planted; "'])
def test_what_an_input_says_is_never_run(use: Use, project: Path, written: str) -> None:
    assert use(written).returncode == 2
    assert not (project / "planted").exists()


def test_no_script_holds_an_input(template: list[Record]) -> None:
    job = _job(template)

    assert "$[[" not in "".join([*job["before_script"], *job["script"]])


def _cases(project: Path) -> list[etree._Element]:
    return list(etree.parse(project / "resograph-junit.xml").iter("testcase"))
