"""Turns the cells of an item, or the text on a Resolution, into what they name, claim and say that cannot be read.

Action and Status are prose, and so is a text; Action By, Collaborate with, Report To and the lead list names. What
there is to recognise in them is not known here: the recognisers come as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from resograph.model.reading import (
    Claim,
    ItemReading,
    Mention,
    NarrativeReading,
    ReportingStatus,
    Role,
    SpanColumn,
    Unparsed,
)
from resograph.model.report import ActionItem, CellText, Column, Narrative
from resograph.model.things import ItemReference, Resolution, WebPage
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.words import Cited, Context, Found, Places, Prose, longest, masked, searchable

Finder = Callable[[str, Context], Iterator[Found]]
_LISTS: tuple[Column, ...] = ("action-by", "collaborate-with", "report-to", "lead")


@dataclass(frozen=True, slots=True)
class Recognisers:
    """What is recognised in the cells of an item, and by whom.

    In prose: ``families`` of recognisers, and ``addresses``, whose finds are hidden from the others; ``combining``
    recognisers build on what these found; those in an action may be ``asked`` to act.
    ``unread`` has the code, the message and the finder of what must be
    understood and is not. In lists: ``listed`` recognisers, the ``roles`` of the names found and what is ``left_over``.
    """

    families: tuple[tuple[Finder, ...], ...]
    addresses: Finder
    combining: tuple[Callable[[str, str, Sequence[Found]], Iterator[Found]], ...]
    unread: tuple[tuple[str, str, Callable[[str, Context], Iterator[tuple[int, int]]]], ...]
    listed: tuple[Finder, ...]
    roles: Callable[[Column, str, Sequence[Found]], Iterator[tuple[Found, Role]]]
    left_over: Callable[[str, Sequence[Found]], Iterator[tuple[int, int]]]
    asked: Callable[[str, Sequence[Found]], frozenset[Found]]
    citation: Callable[[str, Places, Resolution], Cited]
    claims: Callable[[Prose], tuple[tuple[Found, ...], tuple[Claim, ...]]]
    status: Callable[[str], ReportingStatus]


def read_item(item: ActionItem, context: Context, recognisers: Recognisers) -> ItemReading:
    """Read the cells of one item.

    >>> from resograph.model.report import COLUMNS, Line
    >>> from resograph.recognise import RECOGNISERS
    >>> cells = {column: CellText((Line("", 2),)) for column in COLUMNS}
    >>> cells |= {"action": CellText((Line("to reply (resolves 1)", 2),)), "lead": CellText((Line("Qx/17", 2),))}
    >>> item = ActionItem("92-03", 92, 3, cells, 1, 2)
    >>> read = read_item(item, Context("sg17", "2022-2024", "wtsa", frozenset({"92-03"})), RECOGNISERS)
    >>> [mention.thing.verb for mention in read.mentions], [(one.code, one.span.text) for one in read.unparsed]
    (['resolves'], [('unknown-name', 'Qx/17')])
    """
    places = Places("action", item.cells["action"])
    resolution = Resolution(context.conference, item.resolution)
    cited = recognisers.citation(searchable(item.cells["action"].text), places, resolution)
    action = _prose("action", item.cells["action"], context, recognisers, cited.place)
    status = _prose("status", item.cells["status"], context, recognisers)
    found, claims = recognisers.claims(status)
    lists = [_listed(column, item.cells[column], context, recognisers) for column in _LISTS]
    mentions = (
        cited.mentions,
        _mentions(action, recognisers, recognisers.asked(action.flat, action.found)),
        _mentions(replace(status, found=found), recognisers),
    )
    unparsed = (cited.unparsed, _unread(action, context, recognisers), _unread(status, context, recognisers))
    return ItemReading(
        item,
        recognisers.status(status.text),
        _milestone(item.cells["milestone"].text),
        places.span(*cited.place) if cited.place else None,
        tuple(chain(*mentions, *(named for named, _ in lists))),
        claims,
        tuple(chain(*unparsed, *(left for _, left in lists))),
    )


def read_narrative(narrative: Narrative, context: Context, recognisers: Recognisers) -> NarrativeReading:
    """Read what a report tells of one Resolution, as a status is read.

    >>> from resograph.model.report import Line
    >>> from resograph.recognise import RECOGNISERS
    >>> text = CellText((Line("SG2 approved E.164 (11/2010).", 0),))
    >>> context = Context("tsag", "2013-2016", "wtsa", frozenset())
    >>> read = read_narrative(Narrative(20, "", text, CellText(())), context, RECOGNISERS)
    >>> [(claim.outcome, claim.about.designation, claim.span.column) for claim in read.claims]
    [('approved', 'E.164', 'text')]
    >>> read_narrative(Narrative(20, "", CellText(()), CellText(())), context, RECOGNISERS).reporting_status
    'empty'
    """
    text = _prose("text", narrative.text, context, recognisers)
    found, claims = recognisers.claims(text)
    return NarrativeReading(
        narrative,
        recognisers.status(text.text),
        tuple(_mentions(replace(text, found=found), recognisers)),
        claims,
        tuple(_unread(text, context, recognisers)),
    )


def _prose(
    column: SpanColumn,
    cell: CellText,
    context: Context,
    recognisers: Recognisers,
    hidden: tuple[int, int] | None = None,
) -> Prose:
    flat = masked(searchable(cell.text), [hidden] if hidden else [])
    return Prose(cell.text, flat, Places(column, cell), tuple(_finds(flat, context, recognisers)))


def _finds(flat: str, context: Context, recognisers: Recognisers) -> list[Found]:
    """Return what every family finds, in reading order, addresses hidden from all but their own recogniser."""
    pages = list(recognisers.addresses(flat, context))
    shown = masked(flat, ((page.start, page.end) for page in pages))
    found = (_longest(shown, context, family) for family in recognisers.families)
    return sorted([*pages, *chain.from_iterable(found)], key=lambda one: (one.start, -one.end))


def _longest(flat: str, context: Context, finders: tuple[Finder, ...]) -> list[Found]:
    return longest(chain.from_iterable(find(flat, context) for find in finders))


def _mentions(prose: Prose, recognisers: Recognisers, asked: frozenset[Found] = frozenset()) -> Iterator[Mention]:
    found = [*prose.found]
    for find in recognisers.combining:
        found += find(prose.text, prose.flat, found)
    for one in found:
        role: Role = "see" if isinstance(one.thing, ItemReference) else "asked" if one in asked else "named"
        yield Mention(one.thing, prose.places.span(one.start, one.end), role, one.edition)


def _unread(prose: Prose, context: Context, recognisers: Recognisers) -> list[Unparsed]:
    flat = masked(prose.flat, ((one.start, one.end) for one in prose.found if isinstance(one.thing, WebPage)))
    unread = sorted(
        (place, code, message) for code, message, find in recognisers.unread for place in find(flat, context)
    )
    return [Unparsed(code, message, prose.places.span(*place)) for place, code, message in unread]


def _listed(
    column: Column, cell: CellText, context: Context, recognisers: Recognisers
) -> tuple[list[Mention], list[Unparsed]]:
    if recognisers.status(cell.text) in {"to-be-provided", "nothing-to-report"}:
        return [], []
    flat, places = searchable(cell.text), Places(column, cell)
    found = _longest(flat, context, recognisers.listed)
    named = [
        Mention(one.thing, places.span(one.start, one.end), role)
        for one, role in recognisers.roles(column, flat, found)
    ]
    message = f"no known name for {column}; write SG17, Q2/17, GSMA …, separated by commas"
    left = [Unparsed("unknown-name", message, places.span(*place)) for place in recognisers.left_over(flat, found)]
    return named, left


def _milestone(text: str) -> str:
    """Return the code of ``voc/milestone`` that the cell spells, "" when it spells none."""
    words = " ".join(searchable(text).split()).lower()
    concepts = vocabulary().concepts("milestone").values()
    return next((concept.code for concept in concepts if words in {s.lower() for s in concept.spellings}), "")
