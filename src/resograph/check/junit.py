"""Turns a verdict into JUnit XML: a suite a file, a test case a finding.

Violations and warnings are failures, remarks are passed cases that say something. A file without findings has one
passed case, so that it is seen to have been checked. This is told whatever ``--fail-on`` says: that is about the
exit code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from resograph.check.words import column_name, shown, told
from resograph.model.release import Place, Result, Severity, Verdict

_FAILURES: tuple[Severity, ...] = ("violation", "warning")


def junit(verdict: Verdict) -> str:
    r"""Write the verdict as one document of JUnit XML.

    >>> print(junit(Verdict(())))
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="resograph" tests="0" failures="0" errors="0" />
    <BLANKLINE>
    """
    by_file: dict[str, list[Result]] = {name: [] for name in verdict.files}
    for result in verdict.results:
        by_file.setdefault(result.place.file, []).append(result)
    suites = [_suite(shown(name), results) for name, results in by_file.items()]
    root = ET.Element("testsuites", {"name": "resograph"} | _counts(suites))
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(file: str, results: Sequence[Result]) -> ET.Element:
    suite = ET.Element("testsuite", {"name": file or "the data"})
    if not results:
        ET.SubElement(suite, "testcase", {"classname": file, "name": "conforms"} | _file(file))
    taken: Counter[tuple[str, str]] = Counter()
    for result in results:
        suite.append(_case(result, file, taken))
    suite.attrib |= _counts([suite])
    return suite


def _counts(parts: Sequence[ET.Element]) -> dict[str, str]:
    cases = [len(part.findall("testcase")) for part in parts]
    failures = [len(part.findall("testcase/failure")) for part in parts]
    return {"tests": str(sum(cases)), "failures": str(sum(failures)), "errors": "0"}


def _case(result: Result, file: str, taken: Counter[tuple[str, str]]) -> ET.Element:
    """Make a test case; programs that read it know a case by its two names, so no two have the same."""
    owner = ", ".join(part for part in (file or "the data", _owner(result.place)) if part)
    column = f"column {column_name(result.place.column)}" if result.place.column else ""
    told_of = ", ".join(part for part in (shown(result.code), shown(column)) if part)
    taken[owner, told_of] += 1
    number = taken[owner, told_of]
    name = told_of if number == 1 else f"{told_of} ({number})"
    case = ET.Element("testcase", {"classname": owner, "name": name} | _file(file))
    if result.place.line:
        case.set("line", str(result.place.line))
    if result.severity in _FAILURES:
        said = ET.SubElement(case, "failure", {"type": result.severity, "message": shown(result.message)})
    else:
        said = ET.SubElement(case, "system-out")
    said.text = "\n".join(told(result))
    return case


def _owner(place: Place) -> str:
    if place.item:
        return shown(f"item {place.item}")
    if place.resolution:
        return f"Resolution {place.resolution}"
    return f"table {place.table}, row {place.row}" if place.row else ""


def _file(file: str) -> dict[str, str]:
    return {"file": file} if file else {}
