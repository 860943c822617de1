"""Turns an action item, or what one revision says of it, into the model of its page, down to the quoted words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCTERMS, OA, PROV, RG, SH
from resograph.naming.vocabulary import vocabulary
from resograph.pages.things.desk import Desk, Record
from resograph.pages.things.sections import Cell, Section, in_order, item_of, listed, state_of, total, words
from resograph.pages.things.values import Value

_CELLS = (
    *(("identifier", RG.identifierText), ("title", RG.titleText), ("action", RG.actionText)),
    *(("milestone", RG.milestoneText), ("action-by", RG.actionByText), ("collaborate-with", RG.collaborateWithText)),
    *(("report-to", RG.reportToText), ("status", RG.statusText), ("lead", RG.leadText)),
)
_READ = (
    *(RG.leadQuestion, RG.ledBy, RG.supportingQuestion, RG.responsible, RG.alsoInvolved, RG.collaborator),
    *(RG.reportsTo, RG.milestone, RG.seeItem, RG.changedSincePrevious, RG.markedNew, RG.markedUnchanged),
)
_MOST_MENTIONS = 30


class Quote(NamedTuple):
    """Words of a report with what stands around them, the place, and the page of that place."""

    exact: str
    prefix: str
    suffix: str
    place: str
    href: str


class Shown(NamedTuple):
    """A claim or finding: how it is called, its status, what else is told of it, and the words it rests on."""

    title: Value
    badge: Cell
    facts: Sequence[tuple[str, Cell]]
    quotes: Sequence[Quote]


class Item(NamedTuple):
    """An item as its page shows it; ``cells`` are those of one state, as written."""

    title: str
    badge: Cell
    about: Sequence[tuple[str, Cell]]
    cells: Sequence[tuple[str, str]]
    told_by: Cell
    claims: Sequence[Shown]
    findings: Sequence[Shown]
    sections: Sequence[Section]


def of_item(desk: Desk, said: Record) -> Item:
    """Return an item with its current state, or, where it is gone, with the last that is known."""
    states = _states(desk, said.thing)
    state = state_of(desk, said.thing) or next(iter(states), None)
    return _item(desk, said, desk.record(state) if state else Record(said.thing, {}), states)


def of_state(desk: Desk, said: Record) -> Item:
    """Return what one revision says of an item."""
    item = item_of(desk, said.thing)
    return _item(desk, desk.record(item), said, _states(desk, item))


def _item(desk: Desk, item: Record, state: Record, states: Sequence[ox.NamedNode]) -> Item:
    claims = in_order(desk, desk.things.ever_linking(state.thing, RG.claimedIn))
    findings = in_order(desk, desk.things.ever_linking(state.thing, RG.findingIn))
    return Item(
        title=state.text(RG.titleText),
        badge=desk.badge(state.thing_of(RG.reportingStatus)),
        about=tuple(_about(desk, item, state)),
        cells=tuple(_cells(state)),
        told_by=desk.values(state.things(RG.reportedIn)),
        claims=[claim(desk, desk.record(one)) for one in claims],
        findings=[finding(desk, desk.record(one)) for one in findings],
        sections=(*mentions(desk, state), *_seen_from(desk, item), *history(desk, state, states)),
    )


def _about(desk: Desk, item: Record, state: Record) -> Iterator[tuple[str, Cell]]:
    for record, names in ((item, (RG.onResolution, RG.basedOn, RG.inPlan)), (state, _READ)):
        for name in names:
            if found := record.all(name):
                yield desk.names.label(name), desk.values(found)


def _cells(state: Record) -> Iterator[tuple[str, str]]:
    columns = vocabulary().concepts("column")
    for code, name in _CELLS:
        if any(state.all(told) for _, told in _CELLS):
            yield columns[code].label, state.text(name)


def _states(desk: Desk, item: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """Return all states of an item, the newest first: each tells which it was a revision of."""
    found = [
        one for one in desk.things.ever_linking(item, PROV.specializationOf) if desk.things.values(one, RG.reportedIn)
    ]
    former = {one: desk.things.things(one, PROV.wasRevisionOf) for one in found}
    told = {before for befores in former.values() for before in befores}
    newest = [one for one in found if one not in told]
    return tuple(dict.fromkeys(one for start in newest for one in _back(start, former)))


def _back(start: ox.NamedNode, former: dict[ox.NamedNode, tuple[ox.NamedNode, ...]]) -> Iterator[ox.NamedNode]:
    seen: set[ox.NamedNode] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting.extend(former.get(one, ()))


def history(desk: Desk, shown: Record, states: Sequence[ox.NamedNode]) -> Iterator[Section]:
    """Yield every state of an item, one a row, and whether it changed."""
    rows = []
    for one in states:
        said = desk.record(one)
        changed = {"true": "changed", "false": "unchanged"}.get(said.text(RG.changedSincePrevious), "")
        here = "shown above" if one == shown.thing else ""
        proposed = "with tracked changes" if desk.things.is_a(one, RG.ProposedState) else ""
        note = ", ".join(filter(None, (changed, proposed, here)))
        rows.append(
            ((desk.value(one),), desk.badge(said.thing_of(RG.reportingStatus)), words(note)),
        )
    if rows:
        yield Section("What each revision says", ("State", "Status", "Note"), rows, total(rows))


def mentions(desk: Desk, state: Record) -> Iterator[Section]:
    """Yield what is named in a state: the words, and the thing they name."""
    found = in_order(desk, desk.things.ever_linking(state.thing, RG.mentionedIn))
    rows: list[tuple[Cell, ...]] = []
    for one in found[:_MOST_MENTIONS]:
        said = desk.record(one)
        rows.append(
            ((Value(said.text(RG.asWritten), desk.href(one)),), desk.values(said.things(RG.about)), _column(desk, said))
        )
    if rows:
        more = desk.href(state.thing) if len(found) > _MOST_MENTIONS else ""
        yield Section("Named in it", ("As written", "Thing", "Column"), rows, total(found), more=more)


def _column(desk: Desk, said: Record) -> Cell:
    target = said.thing_of(OA.hasTarget)
    return desk.values(desk.things.things(target, RG.sourceColumn)) if target else ()


def _seen_from(desk: Desk, item: Record) -> Iterator[Section]:
    states = desk.things.linking(item.thing, RG.seeItem)
    yield from listed(desk, "Items that refer to it", [item_of(desk, one) for one in states])


def claim(desk: Desk, said: Record) -> Shown:
    """Return a claim with the words it was read in."""
    work = RG.aboutEdition if said.all(RG.aboutEdition) else RG.about
    names = (work, RG.claimedTitle, RG.onDate, RG.inMonth, RG.actor, RG.developedBy)
    facts = [(desk.names.label(name), desk.values(said.all(name))) for name in names if said.all(name)]
    return Shown(desk.value(said.thing), desk.badge(said.thing_of(RG.outcome)), facts, quotes(desk, said))


def finding(desk: Desk, said: Record) -> Shown:
    """Return a finding: how grave it is, in words and by a symbol, and what was expected in place of what."""
    names = (RG.findingCode, RG.asWritten, RG.expected, RG.findingIn)
    facts = [(desk.names.label(name), desk.values(said.all(name))) for name in names if said.all(name)]
    title = Value(said.text(SH.resultMessage) or desk.names.label(said.thing), desk.href(said.thing))
    return Shown(title, desk.badge(said.thing_of(SH.resultSeverity)), facts, quotes(desk, said))


def quotes(desk: Desk, said: Record) -> list[Quote]:
    """Return the words at the places that something rests on; a place is itself where it is one."""
    places = said.things(OA.hasTarget) or ((said.thing,) if said.all(OA.hasSelector) else ())
    return [_quote(desk, desk.record(place)) for place in places]


def _quote(desk: Desk, place: Record) -> Quote:
    selector = place.thing_of(OA.hasSelector)
    words = desk.record(selector) if selector else Record(place.thing, {})
    return Quote(
        exact=words.text(OA.exact),
        prefix=words.text(OA.prefix),
        suffix=words.text(OA.suffix),
        place=", ".join(_place(desk, place, len(words.text(OA.exact)))),
        href=desk.href(place.thing),
    )


def _place(desk: Desk, place: Record, length: int) -> Iterator[str]:
    for word, name in (("table", RG.sourceTable), ("row", RG.sourceRow), ("column", RG.sourceColumn)):
        yield from (f"{word} {desk.names.label(one)}" for one in place.all(name))
    yield from (f"paragraph {one.value}" for one in place.all(RG.sourceParagraph))
    start = Iris.start(place.thing)
    if start >= 0 and length:
        yield f"characters {start} to {start + length}"


def source(desk: Desk, said: Record) -> tuple[tuple[str, Cell], ...]:
    """Return the report in which a place stands."""
    place = said.thing_of(OA.hasTarget)
    found = desk.things.things(place, OA.hasSource) if place else said.things(OA.hasSource)
    return ((desk.names.label(DCTERMS.source), desk.values(found)),) if found else ()
