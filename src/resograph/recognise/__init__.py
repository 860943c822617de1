"""Turns a Report into a Reading: everything it names, each with its place; the text stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from resograph.model.reading import Claim, ItemReading, Mention, Reading, Role, Unparsed
from resograph.model.report import ActionItem, CellText, Column, Report
from resograph.model.things import ItemReference, Resolution
from resograph.naming.vocabulary import vocabulary
from resograph.recognise import (
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
from resograph.recognise.words import Context, Found, Places, longest, masked, searchable

Finder = Callable[[str, Context], Iterator[Found]]

# Family → the recognisers that compete for the same words; the longest find of a family wins.
RECOGNISERS: Mapping[str, tuple[Finder, ...]] = {
    "organisation": (group.find, body.find, question.find),
    "text": (recommendation.find, work_item.find),
    "annex": (recommendation.find_annexes,),
    "publication": (publication.find,),
    "resolution": (resolution.find,),
    "meeting": (meeting.find,),
    "event": (event.find,),
    "document": (meeting_document.find,),
    "item": (cross_reference.find,),
}
# The columns that name things in prose, and those that list names.
_PROSE: tuple[Column, ...] = ("action", "status")


def recognise(report: Report) -> Reading:
    """Recognise everything that the items of a report name, claim and leave unsaid.

    Every find keeps its place in the text; what stands where a name must stand and is none is `Unparsed`.
    """
    metadata = report.metadata
    context = Context(metadata.group, metadata.period, "wtsa", frozenset(item.number for item in report.items))
    return Reading(report, tuple(_item(item, context) for item in report.items))


def _item(item: ActionItem, context: Context) -> ItemReading:
    status = item.cells["status"]
    citation, cited, bad = _citation(item, context)
    mentions = [*cited]
    unparsed = [*bad]
    for column in _PROSE:
        mentions.extend(_prose(column, item.cells[column], context, citation))
        unparsed.extend(_unreadable(column, item.cells[column], citation))
    for column in cell_roles.ROLES:
        named, left = _listed(column, item.cells[column], context)
        mentions.extend(named)
        unparsed.extend(left)
    return ItemReading(
        item,
        reporting_status.reporting_status(status.text),
        _milestone(item.cells["milestone"].text),
        Places("action", item.cells["action"]).span(*citation) if citation else None,
        tuple(mentions),
        tuple(_claims(status, context)),
        tuple(unparsed),
    )


def _finds(flat: str, context: Context) -> list[Found]:
    """Return what every family finds, in reading order, addresses hidden from all but their own recogniser."""
    pages = list(web_page.find(flat, context))
    flat = masked(flat, ((page.start, page.end) for page in pages))
    families = (longest(chain.from_iterable(find(flat, context) for find in finds)) for finds in RECOGNISERS.values())
    return sorted([*pages, *chain.from_iterable(families)], key=lambda one: (one.start, -one.end))


def _prose(column: Column, cell: CellText, context: Context, citation: tuple[int, int] | None) -> Iterator[Mention]:
    flat = searchable(cell.text)
    if column == "action" and citation:
        flat = masked(flat, [citation])
    places = Places(column, cell)
    found = _finds(flat, context)
    found += liaison.find(cell.text, flat, found)
    found += establishment.find(cell.text, flat, found)
    known = {(one.thing, one.start, one.end) for one in found}
    found += (one for one in _publications(cell, flat) if (one.thing, one.start, one.end) not in known)
    for one in found:
        role: Role = "see" if isinstance(one.thing, ItemReference) else "named"
        yield Mention(one.thing, places.span(one.start, one.end), role, one.edition)


def _publications(cell: CellText, flat: str) -> Iterator[Found]:
    starts = [0]
    for line in cell.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    lines = [flat[start : start + len(line.text)] for start, line in zip(starts, cell.lines, strict=False)]
    for number, found in publication.find_listed(lines):
        yield Found(found.thing, starts[number] + found.start, starts[number] + found.end)


def _unreadable(column: Column, cell: CellText, citation: tuple[int, int] | None) -> Iterator[Unparsed]:
    places, flat = Places(column, cell), searchable(cell.text)
    if citation and column == "action":
        flat = masked(flat, [citation])
    for start, end in recommendation.bad_dates(flat):
        yield Unparsed("bad-date", "no such month; write (MM/YYYY)", places.span(start, end))
    for start, end in group.unknown_regions(flat):
        message = "no regional group has this code; use one of voc/region (AFR, ARB, …)"
        yield Unparsed("unknown-group", message, places.span(start, end))


def _citation(
    item: ActionItem, context: Context
) -> tuple[tuple[int, int] | None, tuple[Mention, ...], tuple[Unparsed, ...]]:
    cell = item.cells["action"]
    places = Places("action", cell)
    found = provision.cite(searchable(cell.text), Resolution(context.conference, item.resolution))
    if found is None:
        return None, (), ()
    cited = tuple(
        Mention(clause, places.span(segment.start, segment.end), "based-on")
        for segment in found.segments
        for clause in segment.provisions
    )
    message = "not a clause as the citations write it; write verb, addressee, number (i. SGs 1)"
    bad = tuple(Unparsed("bad-citation", message, places.span(*place)) for place in found.bad)
    return (found.start, found.end), cited, bad


def _listed(column: Column, cell: CellText, context: Context) -> tuple[list[Mention], list[Unparsed]]:
    flat, places = searchable(cell.text), Places(column, cell)
    if reporting_status.reporting_status(cell.text) in {"to-be-provided", "nothing-to-report"}:
        return [], []
    finds = (group.find, body.find_listed, question.find, group.find_own, question.find_own, recommendation.find)
    found = longest(chain.from_iterable(find(flat, context) for find in finds))
    named = [
        Mention(one.thing, places.span(one.start, one.end), role) for one, role in cell_roles.roles(column, flat, found)
    ]
    message = f"no name that is known in {column}; write it as in the vocabulary, names parted by commas"
    left = [Unparsed("unknown-name", message, places.span(*place)) for place in cell_roles.left_over(flat, found)]
    return named, left


def _claims(cell: CellText, context: Context) -> Iterator[Claim]:
    flat, places = searchable(cell.text), Places("status", cell)
    for made in claim.claims(cell.text, flat, _finds(flat, context)):
        yield Claim(
            made.outcome,
            claim.with_supplemented(made.work, made.title),
            places.span(made.start, made.end),
            made.found.edition,
            made.title,
            made.month,
            made.day,
            made.developed_by,
            made.actors,
        )


def _milestone(text: str) -> str:
    """Return the code of ``voc/milestone`` that the cell spells, "" when it spells none."""
    words = " ".join(searchable(text).split()).lower()
    concepts = vocabulary().concepts("milestone").values()
    return next((concept.code for concept in concepts if words in {s.lower() for s in concept.spellings}), "")
