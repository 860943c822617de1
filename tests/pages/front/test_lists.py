"""Validation, changes and downloads: everything is there, in pages that can be loaded, and for programs too."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.naming.prefixes import RDF, RG, SH
from resograph.pages.front import Front
from resograph.pages.publication import Published
from resograph.query.things import Things
from tests.pages.front.conftest import BASE, answer, made, page, table, words
from tests.test_narrative_reports import FRONT as PROSE
from tests.test_narrative_reports import TOLD


def _listed(front: Front, path: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(front.written(path, "json", {}))
    return found


def _found(count: int, severity: ox.NamedNode, message: str = "Mend it.") -> Front:
    """Return the front of a release that holds findings and nothing else."""
    store = ox.Store()
    for number in range(count):
        finding = ox.NamedNode(f"{BASE}id/finding/{number}")
        store.add(ox.Quad(finding, RDF.type, RG.Finding))
        store.add(ox.Quad(finding, RG.findingCode, ox.Literal(f"Rule-{number % 2}")))
        store.add(ox.Quad(finding, SH.resultSeverity, severity))
        store.add(ox.Quad(finding, SH.resultMessage, ox.Literal(f"{message} {number}")))
    return Front(Published(Things(store, BASE)))


def test_the_verdict_is_told_in_words_and_counts(front: Front) -> None:
    found = Counter(row["severity"] for row in answer(front, "findings"))
    root = page(front, "validation")

    assert "No violations" in words(root.find(".//h1"))
    assert [words(card) for card in root.find_class("figures")[0]] == [
        "0 ✖ violations",
        f"{found['warning']} ▲ warnings",
        f"{found['info']} ● remarks",
    ]


def test_a_violation_is_told_before_all_else() -> None:
    root = page(_found(3, SH.Violation), "validation")

    assert words(root.find(".//h1")) == "The data do not conform"
    assert "3 violations" in words(root)


def test_every_finding_is_listed_under_its_rule_with_its_place(front: Front) -> None:
    root, wanted = page(front, "validation"), answer(front, "findings")

    linked = {words(link) for section in root.iter("section") for link in section.iter("a")}
    assert {row["item"] for row in wanted if row["item"]} <= linked
    told = [row | {"item": row["item"] if "/item/" in row["about"] else ""} for row in _listed(front, "validation")]
    names = ("severity", "rule", "item", "column", "message")
    assert sorted([row[name] for name in names] for row in told) == sorted(
        [row[name] for name in names] for row in wanted
    )


def test_rules_lead_to_where_their_findings_begin(front: Front) -> None:
    root = page(front, "validation")
    rows = table(root, "Findings by rule")
    headings = [words(section.find("h2")) for section in root.iter("section")]

    assert [row[0] for row in rows] == headings
    assert sum(int(row[2]) for row in rows) == len(answer(front, "findings"))


def test_a_long_list_is_in_pages_that_lead_to_each_other() -> None:
    front = _found(501, SH.Warning)
    paths = [path for path in front.paths() if path.startswith("validation")]

    assert paths == ["validation", "validation/2", "validation/3"]
    assert sum(len(page(front, path).xpath("//section//tbody/tr | //section/ul/li")) for path in paths) == 501
    assert [link.get("href") for link in page(front, paths[1]).find_class("pages")[0].iter("a")] == [
        "../validation",
        "3",
    ]
    assert front.forms("validation/4") == front.forms("validation/x") == front.forms("validation/02") == ()
    with pytest.raises(KeyError):
        front.written("validation/4", "html", {})


def test_a_spreadsheet_calculates_nothing_from_a_list() -> None:
    front = _found(1, SH.Info, '=HYPERLINK("x")')
    (row,) = csv.DictReader(io.StringIO(front.written("validation", "csv", {}).decode("utf-8-sig"), newline=""))

    assert row["message"].startswith("'=")
    assert _listed(front, "validation")[0]["message"].startswith("=")


def test_one_revision_without_tracked_changes_is_said_plainly(front: Front) -> None:
    assert "Nothing to tell" in words(page(front, "changes"))
    assert _listed(front, "changes") == []


def test_what_came_went_and_changed_between_revisions(mixed: Front) -> None:
    rows = [row for row in _listed(mixed, "changes") if row["what"] in {"new", "gone", "changed"}]

    assert {row["item"]: (row["what"], row["before"], row["after"]) for row in rows} == {
        "50-01": ("changed", "to be provided", "reported"),
        "50-03": ("gone", "reported", ""),
        "50-04": ("new", "", "empty"),
    }
    (changed,) = (row for row in rows if row["what"] == "changed")
    assert changed["columns"].split("; ") == ["Study group lead", "Status", "Title"]
    assert "1 changed, 1 new, 1 gone, 1 unchanged" in words(page(mixed, "changes"))


def test_what_went_leads_to_where_it_is_told_of_last(mixed: Front) -> None:
    links = {words(link): str(link.get("href")) for link in page(mixed, "changes").iter("a")}

    assert links["50-03"].startswith("doc/plan/wtsa-20/sg17/item/50-03/state/")


def test_tracked_changes_are_told_with_their_words_and_the_role_of_their_author(mixed: Front) -> None:
    rows = [row for row in _listed(mixed, "changes") if row["by"]]
    text = words(page(mixed, "changes"))

    assert {(row["item"], row["before"], row["after"], row["by"]) for row in rows} == {
        ("50-01", "Gone.", "See X.1234.", "Rapporteur Q2/17"),
    }
    assert "Inserted: See X.1234." in text
    assert "Deleted: Gone." in text
    assert "2023-08-29 10:12" in text


def test_of_a_report_in_prose_the_resolutions_are_compared(tmp_path: Path) -> None:
    for name, td, last in (("a.txt", "415", "To be provided"), ("b.txt", "500", "SG2 answered.")):
        (tmp_path / name).write_text(f"{PROSE.format(td=td)}{TOLD}{last}\n", encoding="utf-8")
    front = made([tmp_path / "a.txt", tmp_path / "b.txt"])

    (changed,) = _listed(front, "changes")
    assert (changed["what"], changed["item"]) == ("changed", "Resolution 29")
    assert (changed["before"], changed["after"]) == ("to be provided", "reported")
    assert "tells of the Resolutions in prose" in words(page(front, ""))
    assert "E.156" in words(page(front, ""))


def test_each_file_is_there_with_its_size_and_digest(front: Front) -> None:
    root = page(front, "downloads")
    rows = {row[0]: row for row in table(root, "The files")}

    assert set(rows) == set(front.published.files)
    assert {row[1]: row[0] for row in table(root, "As sha256sum")} == front.published.manifest["files"]
    assert {str(link.get("href")) for link in root.iter("a") if link.get("download") is not None} == {
        f"downloads/{name}" for name in rows
    }
    assert all(row[1] and row[2] and row[3] for row in rows.values())
