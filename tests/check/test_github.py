"""Workflow commands: one a result, and none that a cell has smuggled in."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from resograph.check import REPORTS
from resograph.model.release import SEVERITIES, Place
from tests.check.verdicts import HOSTILE, LEAD, MONTH, SPACES, WORDS, hostile, result, verdict

COMMAND = re.compile(r"::(error|warning|notice) ([a-z]+=[^,:\s][^,:]*(?:,[a-z]+=[^,:]+)*)::(.*)")
github = REPORTS["github"]


def _read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as a runner does."""
    found = COMMAND.fullmatch(line)
    assert found, line
    properties = dict(pair.split("=", 1) for pair in found[2].split(","))
    return found[1], {key: unquote(value) for key, value in properties.items()}, unquote(found[3])


def test_a_result_marks_its_file_and_says_where_in_it_the_words_stand() -> None:
    mended = replace(result(MONTH), expected="X.1812 (05/2022)")
    line, last = github(verdict(mended)).splitlines()

    command, properties, message = _read(line)

    assert command == "warning"
    assert properties == {"file": "reports/sg17 a.docx", "title": "approved text without a month [Claim-month]"}
    assert message.splitlines() == [
        'table 2, row 92-03, column Status, paragraph 3, "X.1812, Title"',
        "This is wrong. It matters. Mend it.",
        "Write: X.1812 (05/2022)",
    ]
    assert last == "findings: 0 violations, 1 warning, 0 remarks"


def test_each_severity_has_its_command() -> None:
    results = [result(replace(LEAD, severity=severity)) for severity in SEVERITIES]

    assert [_read(line)[0] for line in github(verdict(*results)).splitlines()[:-1]] == ["error", "warning", "notice"]


def test_a_line_is_told_where_the_file_has_lines() -> None:
    [line, _] = github(verdict(result(SPACES, Place("data.nq", line=12)))).splitlines()

    assert _read(line)[1] == {"file": "data.nq", "line": "12", "title": "two spaces [ItemState-spaces]"}


def test_a_name_of_a_file_with_marks_of_the_command_language_stays_one_property() -> None:
    [line, _] = github(verdict(result(LEAD, replace(WORDS, file="a,b:c 100%.docx")))).splitlines()

    assert "file=a%2Cb%3Ac 100%25.docx,title=" in line
    assert _read(line)[1]["file"] == "a,b:c 100%.docx"


def test_no_cell_writes_a_command() -> None:
    *lines, last = github(hostile()).splitlines()

    assert len(lines) == len(HOSTILE)
    assert all(_read(line)[0] == "warning" for line in lines)
    assert all(set(_read(line)[1]) == {"file", "line", "title"} for line in lines)
    assert not any(control in "".join(lines) for control in "\x00\x1b\r\u202e\u2028\ud800")
    assert last.startswith("findings: ")


def test_what_has_no_place_is_told_without_a_file() -> None:
    [line, _] = github(verdict(result(LEAD, Place()))).splitlines()

    assert _read(line)[1] == {"title": "item without a lead [ItemState-lead]"}
    assert _read(line)[2].startswith("https://w3id.org/resograph/id/plan/")


def test_nothing_found_is_no_command() -> None:
    assert github(verdict(files=("a.docx",))) == "conforms: 0 violations, 0 warnings, 0 remarks\n"
