"""JUnit XML: a suite a file, a test case a finding, and never what XML forbids."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from lxml import etree

from resograph.check import REPORTS
from resograph.model.release import Place, Verdict
from tests.check.verdicts import HOSTILE, LEAD, MONTH, SPACES, WORDS, hostile, result, verdict

junit = REPORTS["junit"]


def _read(one: Verdict) -> etree._Element:
    return etree.fromstring(junit(one).encode())


def test_a_warning_is_a_failure_that_says_where_it_stands() -> None:
    mended = replace(result(MONTH), expected="X.1812 (05/2022)")
    [suite] = _read(verdict(mended))
    [case] = suite
    [failure] = case

    assert dict(suite.attrib) == {"name": "reports/sg17 a.docx", "tests": "1", "failures": "1", "errors": "0"}
    assert dict(case.attrib) == {
        "classname": "reports/sg17 a.docx, item 92-03",
        "name": "Claim-month, column Status",
        "file": "reports/sg17 a.docx",
    }
    assert dict(failure.attrib) == {"type": "warning", "message": "This is wrong. It matters. Mend it."}
    assert 'Where: table 2, row 92-03, column Status, paragraph 3, "X.1812, Title"' in (failure.text or "")
    assert (failure.text or "").endswith("Write: X.1812 (05/2022)")


def test_a_remark_is_a_passed_case_that_says_something() -> None:
    root = _read(verdict(result(SPACES)))

    assert dict(root.attrib) == {"name": "resograph", "tests": "1", "failures": "0", "errors": "0"}
    assert root.findtext("testsuite/testcase/system-out", "").startswith("This is wrong.")


def test_a_file_without_findings_has_one_passed_case() -> None:
    root = _read(verdict(result(LEAD), files=("a.docx", WORDS.file)))

    assert [suite.attrib["name"] for suite in root] == ["a.docx", WORDS.file]
    assert [dict(case.attrib) for case in root[0]] == [{"classname": "a.docx", "name": "conforms", "file": "a.docx"}]
    assert root.attrib["failures"] == "1"


def test_no_two_cases_have_the_same_name() -> None:
    cases = _read(verdict(result(MONTH), result(MONTH), result(LEAD), result(MONTH))).iter("testcase")

    assert [case.attrib["name"] for case in cases] == [
        "Claim-month, column Status",
        "Claim-month, column Status (2)",
        "ItemState-lead, column Status",
        "Claim-month, column Status (3)",
    ]


def test_a_finding_without_a_file_stands_under_the_data() -> None:
    [suite] = _read(verdict(result(LEAD, Place(resolution=20)), result(LEAD, Place(table=1, row=4))))

    assert suite.attrib["name"] == "the data"
    assert [case.attrib["classname"] for case in suite] == ["the data, Resolution 20", "the data, table 1, row 4"]


def test_hostile_words_are_text_and_nothing_else() -> None:
    root = _read(hostile())

    assert len(list(root.iter())) == 2 + 2 * len(HOSTILE)
    assert "]]></failure></testcase>" in "".join(map(str, root.itertext()))


def test_nothing_checked_is_well_formed() -> None:
    assert dict(_read(Verdict(())).attrib) == {"name": "resograph", "tests": "0", "failures": "0", "errors": "0"}


def test_a_maintained_reader_of_junit_reads_it(tmp_path: Path, lacking: Callable[[str], NoReturn]) -> None:
    try:
        reader = importlib.import_module("junitparser")
    except ModuleNotFoundError:
        lacking("the Python package junitparser")
    path = tmp_path / "report.xml"
    path.write_text(junit(verdict(result(LEAD), result(SPACES), files=(WORDS.file, "b.docx"))), encoding="utf-8")
    suites = list(reader.JUnitXml.fromfile(str(path)))

    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [(WORDS.file, 2, 1), ("b.docx", 1, 0)]
    assert [case.is_passed for suite in suites for case in suite] == [False, True, True]
