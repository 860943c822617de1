"""A result leads to the words that caused it, whatever kind of rule found them."""

from __future__ import annotations

from pathlib import Path

from resograph.check import check
from resograph.check.shapes import load_shapes
from resograph.model.release import Place, Result
from resograph.naming.prefixes import RG
from tests.check.conftest import DOCUMENT, small
from tests.check.test_shapes import PREFIXES

STATE = "https://w3id.org/resograph/id/plan/wtsa-20/sg17/item/92-03/state/r1"


def _results(tmp_path: Path, shape: str, *changes: tuple[str, str]) -> list[Result]:
    (tmp_path / "rule.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    release = check(small(*changes), [DOCUMENT], load_shapes(tmp_path))
    expected = {str(quad.object) for quad in release.dataset.quads if quad.predicate == RG.expected}
    assert expected == {f'"{result.expected}"' for result in release.verdict.results if result.expected}
    return list(release.verdict.results)


def test_the_words_that_a_rule_forbids_are_quoted_out_of_the_cell(tmp_path: Path) -> None:
    shape = """
        rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path rg:statusText ;
          sh:not rule:b ; sh:message "m" .
        rule:b a sh:NodeShape ; sh:pattern "itu-t [A-Z]" ; sh:flags "i" .
    """
    [result] = _results(tmp_path, shape)

    assert result.place == Place("report.docx", "92-03", 2, 75, "status", 2, "ITU-T X")
    assert result.place.start == 2


def test_a_rule_over_a_whole_report_leads_to_the_item_that_it_names(tmp_path: Path) -> None:
    shape = """
        rule:a a sh:NodeShape ; sh:targetClass rg:ReportRevision ; sh:message "m" ; sh:sparql rule:q .
        rule:q a sh:SPARQLConstraint ; sh:select \"""SELECT $this ?value ?path WHERE {
            ?value <https://w3id.org/resograph/def#reportedIn> $this ; ?path "On-going" }\""" .
    """
    [result] = _results(tmp_path, shape)

    assert (result.focus, result.value) == ("https://w3id.org/resograph/id/report/wtsa-20/sg17/r1", STATE)
    assert result.place == Place("report.docx", "92-03", 2, 75, "milestone")


def test_a_rule_over_a_whole_report_leads_to_the_words_that_it_names(tmp_path: Path) -> None:
    shape = """
        rule:a a sh:NodeShape ; sh:targetClass rg:ReportRevision ; sh:message "m" ; sh:sparql rule:q .
        rule:q a sh:SPARQLConstraint ; sh:select \"""SELECT $this ?value WHERE {
            ?value <https://w3id.org/resograph/def#mentionedIn> ?state .
            ?state <https://w3id.org/resograph/def#reportedIn> $this }\""" .
    """
    [result] = _results(tmp_path, shape)

    assert result.place == Place("report.docx", "92-03", 2, 75, "status", 2, "ITU-T X.1812")


def test_what_is_written_otherwise_than_designated_tells_how_it_should_be_written(tmp_path: Path) -> None:
    shape = """
        rule:a a sh:PropertyShape ; sh:targetClass rg:Mention ; sh:path rg:asWritten ; sh:not rule:b ; sh:message "m" .
        rule:b a sh:NodeShape ; sh:pattern "X1812" .
    """
    [result] = _results(tmp_path, shape, ("rg:mentionedIn item", 'rg:asWritten "X1812" ; rg:mentionedIn item'))

    assert result.expected == "X.1812"


def test_a_name_that_stands_in_several_cells_is_found_in_the_one_that_the_rule_is_about(tmp_path: Path) -> None:
    shape = """
        rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path rg:ledBy ; sh:class rg:None ; sh:message "m" .
    """
    lead = """
      s:mention\\/00000000 a rg:Mention ; rg:mentionedIn item:state\\/r1 ; rg:about id:rec\\/itu-t\\/x.1812 ;
        oa:hasTarget s:passage\\/z-1-0-4 . s:passage\\/z-1-0-4 a rg:Passage ; rg:sourceColumn voc:column\\/lead ;
        oa:hasSource id:report\\/wtsa-20\\/sg17\\/r1 . item:state\\/r1 rg:ledBy id:rec\\/itu-t\\/x.1812 .
      s:claim\\/3f2a90c1 a"""
    [result] = _results(tmp_path, shape, ("s:claim\\/3f2a90c1 a", lead.strip()))

    assert result.place.column == "lead"


def test_a_finding_says_something_where_its_shape_does_not(tmp_path: Path) -> None:
    shape = "rule:a a sh:PropertyShape ; sh:targetClass rg:ItemState ; sh:path rg:statusText ; sh:maxLength 4 ."
    [result] = _results(tmp_path, shape)

    assert result.message == "MaxLength is not kept, and the shape does not say why."
