"""Turns a Report into a Reading: everything it names, each with its place; the text stays as it is."""

from __future__ import annotations

from resograph.model.reading import Reading
from resograph.model.report import Report
from resograph.recognise import (
    asked,
    body,
    cell_roles,
    claim,
    cross_reference,
    establishment,
    event,
    group,
    liaison,
    meeting,
    meeting_document,
    provision,
    publication,
    question,
    recommendation,
    reporting_status,
    resolution,
    web_page,
    work_item,
)
from resograph.recognise.cells import Recognisers, read_item, read_narrative
from resograph.recognise.words import Context

RECOGNISERS = Recognisers(
    # The recognisers of one family compete for the same words, and the longest find wins; families may share words.
    families=(
        (group.find, body.find, question.find),
        (recommendation.find, work_item.find),
        (recommendation.find_annexes,),  # an annex, beside the Recommendation that has it
        (publication.find,),
        (resolution.find,),
        (meeting.find,),
        (event.find,),
        (meeting_document.find,),
        (cross_reference.find,),
    ),
    addresses=web_page.find,
    combining=(liaison.find, establishment.find, publication.find_listed),
    listed=(group.find, body.find_listed, question.find, group.find_own, question.find_own, recommendation.find),
    unread=(
        ("bad-date", "no month of a year; write (MM/YYYY)", recommendation.bad_dates),
        (
            "bad-designation",
            "the letter of a series is a capital; write it as in X.1812",
            recommendation.lower_case,
        ),
        (
            "unknown-group",
            "no regional group has this code; write AFR, ARB, AMR, AO, EECAT, LATAM …",
            group.unknown_regions,
        ),
        (
            "unknown-item",
            "the plan has no item of this number; mend the number or add the row",
            cross_reference.dangling,
        ),
    ),
    roles=cell_roles.roles,
    left_over=cell_roles.left_over,
    asked=asked.asked,
    citation=provision.read,
    claims=claim.read,
    status=reporting_status.reporting_status,
)


def recognise(report: Report) -> Reading:
    """Recognise everything that the items or narratives of a report name, claim and leave unsaid.

    Every find keeps its place in the text; what stands where a name must stand and is none is `Unparsed`.
    """
    metadata = report.metadata
    numbers = frozenset(item.number for item in report.items)
    context = Context(metadata.group, metadata.period, metadata.conference, numbers)
    return Reading(
        report,
        tuple(read_item(item, context, RECOGNISERS) for item in report.items),
        tuple(read_narrative(narrative, context, RECOGNISERS) for narrative in report.narratives),
    )
