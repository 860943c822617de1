"""The forms in which `validate` tells its verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.conftest import Run

FORMS = ("human", "json", "turtle", "sarif", "junit", "github")
ODD = """@prefix rg: <https://w3id.org/resograph/def#> .
<https://w3id.org/resograph/id/rec/itu-t/x.1> a rg:Recommendation ; rg:designation "X.1\\u001B\\n::error::x]]>" .
"""


@pytest.fixture
def odd(tmp_path: Path) -> str:
    """Return the name of a file in a folder of its own with data that break rules."""
    (tmp_path / "my data").mkdir()
    (tmp_path / "my data" / "odd.ttl").write_text(ODD, encoding="utf-8")
    return "my data/odd.ttl"


def _all(run: Run, data: str, folder: Path, seed: str = "0") -> dict[str, str]:
    """Return what one check tells in each form."""
    also = [word for form in FORMS[1:] for word in ("--also", f"{form}=told.{form}")]
    done = run("validate", data, *also, PYTHONHASHSEED=seed)

    assert (done.returncode, done.stderr) == (1, "")
    return {"human": done.stdout} | {form: (folder / f"told.{form}").read_text(encoding="utf-8") for form in FORMS[1:]}


def test_no_form_changes_from_run_to_run(run: Run, odd: str, tmp_path: Path) -> None:
    assert _all(run, odd, tmp_path, "1") == _all(run, odd, tmp_path, "2")


@pytest.mark.parametrize("form", ["human", "sarif"])
def test_the_form_does_not_change_the_exit_code(run: Run, odd: str, form: str) -> None:
    assert run("validate", odd, "--format", form).returncode == 1
    assert run("validate", odd, "--format", form, "--fail-on", "never").returncode == 0


def test_the_place_is_marked_by_the_path_that_was_given(run: Run, odd: str, tmp_path: Path) -> None:
    told = _all(run, odd, tmp_path)
    cases = etree.fromstring(told["junit"].encode()).iter("testcase")
    places = [one["locations"][0]["physicalLocation"] for one in json.loads(told["sarif"])["runs"][0]["results"]]

    assert {place["artifactLocation"]["uri"] for place in places} == {"my%20data/odd.ttl"}
    assert {place["region"]["startLine"] for place in places} == {2}
    assert {(case.attrib["file"], case.attrib["line"]) for case in cases} == {("my data/odd.ttl", "2")}
    assert all(
        line.startswith("::error file=my data/odd.ttl,line=2,title=") for line in told["github"].splitlines()[:-1]
    )
    assert "line 2 of my data/odd.ttl" in told["human"]


def test_every_form_tells_the_same_results(run: Run, odd: str, tmp_path: Path) -> None:
    told = _all(run, odd, tmp_path)
    codes = [one["code"] for one in json.loads(told["json"])["results"]]

    assert [one["ruleId"] for one in json.loads(told["sarif"])["runs"][0]["results"]] == codes
    assert len(list(etree.fromstring(told["junit"].encode()).iter("failure"))) == len(codes)
    assert told["github"].count("::error file=") == len(codes)
    assert told["turtle"].count("a sh:ValidationResult ") == len(codes)
    assert all(f"[{code}]" in told["human"] for code in codes)


def test_a_form_goes_into_a_file_and_an_unknown_one_is_refused(run: Run, odd: str, tmp_path: Path) -> None:
    done = run("validate", odd, "--format", "sarif", "--output", "report.sarif")

    assert done.stdout == ""
    assert json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert run("validate", odd, "--format", "pdf").returncode == 2


def test_a_report_with_nothing_wrong_above_the_line_is_told_in_each_form(run: Run, example: Path) -> None:
    done = run("validate", example, "--format", "junit")

    assert done.returncode == 0
    assert etree.fromstring(done.stdout.encode()).attrib["errors"] == "0"
