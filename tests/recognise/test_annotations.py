"""The reading agrees with annotations that somebody else made of the reference report (to Resolution 52).

Compared exactly: who acts, who leads, which clauses are cited, the class of each status, cross-references.
Compared by F1: claims as (item, text, approved or draft, month, Question), where "agreed" counts as approved,
"under study" and "established" as draft, and other outcomes are left out, as the annotation has no word for them;
mentions of the kinds and in the columns that are annotated. There, publications stand among the texts whether the
annotation lists them as deliverables or as documents, and the establishment of a group, which the annotation only
has as a date, is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from resograph.model.reading import ItemReading
from resograph.model.things import (
    Event,
    Group,
    Meeting,
    MeetingDocument,
    OutsideBody,
    Part,
    Provision,
    Publication,
    Question,
    Recommendation,
    Resolution,
    Supplement,
    WorkItem,
)
from resograph.recognise import recognise
from tests.recognise.samples import shared_report

_STATES = {"approved": "approved", "agreed": "approved", "under-study": "draft", "established": "draft"}
_TEXTS = (Recommendation, Part, Supplement, WorkItem, Publication, MeetingDocument)
_SETS = {"study-group", "regional-group", "group-set"}
_COLUMNS = {"study-group": ("action", "action-by", "status"), "body": ("action", "status")}
Pair = tuple[dict[str, Any], ItemReading]
Facts = set[tuple[object, ...]]


@pytest.fixture(scope="module")
def pairs(reference: Path) -> list[Pair]:
    annotated = json.loads((reference / "annotations-to-resolution-52.json").read_text(encoding="utf-8"))
    read = {one.item.number: one for one in recognise(shared_report(reference / "cells.json")).items}
    return [(one, read[one["id"]]) for one in annotated["items"]]


def _text(designation: str) -> str:
    """Return a designation without the differences in writing that mean nothing."""
    return re.sub(r"suppl\.?", "suppl", designation.replace(" ", "").lower()).replace("x.suppl", "xsuppl")


def _role(one: ItemReading, *roles: str) -> Facts:
    return {(one.item.number, mention.thing, mention.role) for mention in one.mentions if mention.role in roles}


def test_actors_agree(pairs: list[Pair]) -> None:
    expected: Facts = set()
    found: Facts = set()
    for annotated, one in pairs:
        number = annotated["id"]
        expected |= {(number, _text(actor["actor"]), actor["role"] == "main") for actor in annotated["action_by"]}
        # The annotation counts "other SGs" (52-01) as SGs.
        found |= {
            (number, _text(thing.designation).replace("othersgs", "sgs"), role == "responsible")
            for _, thing, role in _role(one, "responsible", "also-involved")
            if isinstance(thing, Group | OutsideBody)
        }
    assert found == expected


def test_leads_agree(pairs: list[Pair]) -> None:
    expected: Facts = set()
    found: Facts = set()
    for annotated, one in pairs:
        expected |= {(annotated["id"], lead["question"], lead["role"] == "primary") for lead in annotated["lead"]}
        found |= {
            (number, getattr(thing, "designation", ""), role == "lead")
            for number, thing, role in _role(one, "lead", "supporting")
        }
    assert found == expected


def test_clauses_agree(pairs: list[Pair]) -> None:
    expected: Facts = set()
    found: Facts = set()
    for annotated, one in pairs:
        for clause in (annotated["clause"] or {"refs": []})["refs"]:
            addressee = (clause["addressee"] or "").replace(" ", "")
            kind = clause["kind"].replace("annex programme", "annex-programme").replace(" ", "-")
            expected |= {(annotated["id"], kind, addressee, number) for number in clause["numbers"] or [None]}
        for number, thing, _ in _role(one, "based-on"):
            assert isinstance(thing, Provision)
            addressee = "+".join(thing.addressee).replace(" ", "")
            found.add((number, thing.annex or thing.verb, addressee, thing.number))
    assert found == expected


def test_the_classes_of_statuses_agree(pairs: list[Pair]) -> None:
    assert [one.reporting_status for _, one in pairs] == [annotated["status_class"] for annotated, _ in pairs]


def test_cross_references_and_report_to_agree(pairs: list[Pair]) -> None:
    for annotated, one in pairs:
        references = {getattr(thing, "number", "") for _, thing, _ in _role(one, "see")}
        assert references == {*annotated["status_cross_references"], *annotated["action_cross_references"]}
        bodies = {getattr(thing, "designation", "") for _, thing, _ in _role(one, "reports-to")}
        assert bodies == set(annotated["report_to_bodies"])


def test_claims_agree(pairs: list[Pair]) -> None:
    expected: Facts = set()
    found: Facts = set()
    for annotated, one in pairs:
        number = annotated["id"]
        expected |= {
            (number, _text(text["designation"]), text["state"], text["approved"] or "", text["developed_by"] or "")
            for text in annotated["deliverables"]
            if text["state"] in {"approved", "draft"}
        }
        for claim in one.claims:
            if claim.outcome in _STATES:
                question = claim.developed_by[0].designation if claim.developed_by else ""
                text = _text(claim.about.designation)
                found.add((number, text, _STATES[claim.outcome], claim.month, question))
    assert _f1(expected, found) >= 0.98


def test_claimed_titles_agree(pairs: list[Pair]) -> None:
    for annotated, one in pairs:
        titles = {_text(text["designation"]): text["title"] for text in annotated["deliverables"]}
        for claim in one.claims:
            if claim.outcome in _STATES:
                assert claim.title == titles[_text(claim.about.designation)]


def test_mentions_agree(pairs: list[Pair]) -> None:
    expected: Facts = set()
    found: Facts = set()
    for annotated, one in pairs:
        expected |= _annotated_mentions(annotated)
        found |= _found_mentions(one)
    assert _f1(expected, found) >= 0.98


def _annotated_mentions(annotated: dict[str, Any]) -> Facts:
    number = annotated["id"]
    facts: Facts = {(number, column, name) for column, names in annotated["questions"].items() for name in names}
    for column, names in annotated["study_groups"].items():
        facts |= {(number, column.replace("_", "-"), name) for name in names}
    for body in annotated["bodies"]:
        facts.add((number, body["column"], body["norm"].replace("Study Group ", "SG")))
    facts |= {(number, group["norm"]) for group in annotated["regional_groups"]}
    facts |= {(number, _text(text["designation"])) for text in annotated["deliverables"]}
    facts |= {(number, _text(document["norm"])) for document in annotated["documents"]}
    facts |= {(number, event["name"], event["date"]) for event in annotated["events"]}
    meetings = (one for one in annotated["dates"] if one["kind"] == "meeting" and one["start"])
    return facts | {(number, meeting["start"], meeting["end"] or "") for meeting in meetings}


def _found_mentions(one: ItemReading) -> Facts:
    return {fact for mention in one.mentions for fact in _facts(one.item.number, mention.span.column, mention.thing)}


def _facts(number: str, column: str, thing: object) -> Iterable[tuple[object, ...]]:
    if isinstance(thing, Question):
        yield number, column, thing.designation
    elif isinstance(thing, Group | OutsideBody):
        yield from _group_facts(number, column, thing)
    elif isinstance(thing, Meeting):
        yield number, thing.start, thing.end
    elif isinstance(thing, Event):
        yield number, thing.name, thing.when
    elif isinstance(thing, Resolution):
        version = f" (Rev. Geneva, {thing.year})" if thing.year else ""
        yield number, _text(f"WTSA Resolution {thing.number}{version}")
    elif isinstance(thing, _TEXTS):
        yield number, _text(thing.designation)


def _group_facts(number: str, column: str, thing: Group | OutsideBody) -> Iterable[tuple[object, ...]]:
    """Yield a body of a column that is annotated for bodies, a study group likewise, a regional group of any."""
    ours = isinstance(thing, Group) and thing.kind in _SETS and thing.path.startswith("itu-t")
    kind = thing.kind if ours and isinstance(thing, Group) else "body"
    if kind == "regional-group":
        yield number, thing.designation
    elif column in _COLUMNS.get(kind, ()):
        yield number, column, thing.designation


def _f1(expected: Facts, found: Facts) -> float:
    """Return F1 and show what is missed and what is too much when a test fails."""
    both = len(expected & found)
    print(f"missed {sorted(expected - found, key=str)}, too much {sorted(found - expected, key=str)}")  # noqa: T201 -- shown on failure
    return 2 * both / (len(expected) + len(found))
