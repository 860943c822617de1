"""Turns lists of things into sections of a page: items with their state, claims with their outcome, things alone."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from resograph.naming import terms
from resograph.naming.prefixes import DCTERMS, OA, PROV, RG, SKOS
from resograph.pages.links import page_path
from resograph.pages.things.desk import Desk, Record
from resograph.pages.things.values import ANSWERED, UNANSWERED, Value
from resograph.query.things import MOST, natural

SHOWN = 50
"""So many rows has a section; where there are more it says so, and leads to the list of all."""

_SHORT = 160
_LOOKED_AT = 200

Cell = tuple[Value, ...]
Row = tuple[Cell, ...]


class Section(NamedTuple):
    """A headed table of a page. A section of one column is a list."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    total: str = ""
    note: str = ""
    more: str = ""


def words(text: str) -> Cell:
    """Return text of a cell; nothing where there is none.

    >>> words("May"), words("")
    ((Value(text='May', href='', lang='', mark=''),), ())
    """
    return (Value(text),) if text else ()


def short(text: str, most: int = _SHORT) -> str:
    """Return the beginning of a text on one line, to the end of a word.

    >>> short("one two\\nthree", 10), short("one")
    ('one two …', 'one')
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0] or line[: most - 1]} …"


def total(found: Sequence[object]) -> str:
    """Say how many things were found; there may be more than are ever counted.

    >>> total(range(3)), total(range(MOST))
    ('3', 'more than 4,999')
    """
    return f"{len(found):,}" if len(found) < MOST else f"more than {MOST - 1:,}"


def state_of(desk: Desk, item: ox.NamedNode) -> ox.NamedNode | None:
    """Return what the current view tells of an item; None where it tells of none."""
    found = desk.things.linking(item, PROV.specializationOf)
    return next((one for one in found if desk.things.is_a(one, RG.ItemState)), None)


def in_order(desk: Desk, found: Sequence[ox.NamedNode]) -> list[ox.NamedNode]:
    """Return claims, mentions or findings in the order of the report: by the column and place they rest on."""
    places = {one: next(iter(desk.things.things(one, OA.hasTarget)), one) for one in found}
    return sorted(found, key=lambda one: natural(places[one].value))


def claims_in(desk: Desk, states: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    """Return the claims of some states."""
    return [claim for state in states for claim in in_order(desk, desk.things.linking(state, RG.claimedIn))]


ITEM_COLUMNS = ("Item", "Action", "Lead", "Status")


def item_row(desk: Desk, item: ox.NamedNode, state: ox.NamedNode | None) -> Row:
    """Return an item as a row: its number, what is to be done, who leads, how it stands."""
    if state is None:
        return (desk.value(item),), (), (), ()
    said = desk.record(state)
    return (
        (_numbered(desk, item),),
        words(short(said.text(RG.actionText))),
        desk.values(said.things(RG.leadQuestion, RG.ledBy)),
        desk.badge(said.thing_of(RG.reportingStatus)),
    )


def _numbered(desk: Desk, item: ox.NamedNode) -> Value:
    return Value(desk.things.text(item, DCTERMS.identifier) or desk.names.label(item), desk.href(item))


def items(desk: Desk, title: str, states: Sequence[ox.NamedNode], more: str = "") -> Iterator[Section]:
    """Yield a section of the items that some states tell of; those without an answer come first."""
    # Further ones are counted only: whose they are would have to be looked up for each.
    pairs = [(item_of(desk, state) if place < _LOOKED_AT else state, state) for place, state in enumerate(states)]
    yield from item_section(desk, title, pairs, more)


def item_of(desk: Desk, state: ox.NamedNode) -> ox.NamedNode:
    """Return the item that a state is told of; a statement in prose stands for itself."""
    return next(iter(desk.things.things(state, PROV.specializationOf)), state)


def item_section(
    desk: Desk, title: str, pairs: Sequence[tuple[ox.NamedNode, ox.NamedNode | None]], more: str = ""
) -> Iterator[Section]:
    """Yield a section of items with their states; those without an answer come first."""
    if not pairs:
        return
    looked_at = [(item, state, is_unanswered(desk, state)) for item, state in pairs[:_LOOKED_AT]]
    ordered = sorted(looked_at, key=lambda one: not one[2])
    rows = [item_row(desk, item, state) for item, state, _ in ordered[:SHOWN]]
    note = _standing(desk, [state for _, state, _ in looked_at]) if len(looked_at) == len(pairs) else ""
    yield Section(title, ITEM_COLUMNS, rows, total(pairs), note, more if len(pairs) > SHOWN else "")


def _standing(desk: Desk, states: Sequence[ox.NamedNode | None]) -> str:
    """Say how many states have an answer, refer elsewhere, or say nothing yet: as the dashboard counts them."""
    told = [state for state in states if state is not None]
    reported = sum(_is_one_of(desk, state, ANSWERED) for state in told)
    unanswered = sum(_is_one_of(desk, state, UNANSWERED) for state in told)
    other = len(told) - reported - unanswered
    pieces = [f"{reported:,} of {len(told):,} with an answer", f"{unanswered:,} without one yet"]
    if other:
        pieces.insert(1, f"{other:,} that {'refers' if other == 1 else 'refer'} elsewhere or have nothing to report")
    return ", ".join(pieces)


def is_unanswered(desk: Desk, state: ox.NamedNode | None) -> bool:
    """Tell whether a state says nothing yet: its status is to be provided, or empty."""
    return state is not None and _is_one_of(desk, state, UNANSWERED)


def _is_one_of(desk: Desk, state: ox.NamedNode, statuses: Container[str]) -> bool:
    found = desk.things.things(state, RG.reportingStatus)
    return any(one.value.rpartition("/")[2] in statuses for one in found)


CLAIM_COLUMNS = ("Work", "Outcome", "When", "By", "Developed by", "Item")


def claim_row(desk: Desk, claim: ox.NamedNode) -> Row:
    """Return a claim as a row: the work, what happened, when, who did it, and where it is said."""
    said = desk.record(claim)
    works = said.things(RG.aboutEdition) or said.things(RG.about)
    return (
        (*desk.values(works), *words(short(said.text(RG.claimedTitle), 100))),
        desk.badge(said.thing_of(RG.outcome)),
        desk.values((*said.all(RG.onDate), *said.all(RG.inMonth))),
        desk.values(said.things(RG.actor)),
        desk.values(said.things(RG.developedBy)),
        tuple(_where(desk, said)),
    )


def _where(desk: Desk, claim: Record) -> Iterator[Value]:
    for state in claim.things(RG.claimedIn):
        yield Value(_numbered(desk, item_of(desk, state)).text, desk.href(claim.thing))


def claims(desk: Desk, title: str, found: Sequence[ox.NamedNode], more: str = "") -> Iterator[Section]:
    """Yield a section of claims; columns that stay empty are left out."""
    if not found:
        return
    rows = [claim_row(desk, claim) for claim in in_order(desk, found[:SHOWN])]
    kept = [place for place in range(len(CLAIM_COLUMNS)) if any(row[place] for row in rows)]
    columns = tuple(CLAIM_COLUMNS[place] for place in kept)
    shown = [tuple(row[place] for place in kept) for row in rows]
    yield Section(title, columns, shown, total(found), more=more if len(found) > SHOWN else "")


def listed(desk: Desk, title: str, found: Sequence[ox.NamedNode], more: str = "") -> Iterator[Section]:
    """Yield a section of things alone, with their long names."""
    if found:
        rows = [((desk.value(one), *words(desk.title(one))),) for one in found[:SHOWN]]
        yield Section(title, ("",), rows, total(found), more=more if len(found) > SHOWN else "")


def by(desk: Desk, thing: ox.NamedNode, name: ox.NamedNode) -> tuple[list[ox.NamedNode], str]:
    """Return what points to a thing by a property, and where the list of all is."""
    return desk.things.linking(thing, name, most=MOST), list_address(desk, thing, name)


def list_address(desk: Desk, thing: ox.NamedNode, name: ox.NamedNode) -> str:
    """Return the address of the list of all that point to a thing by a property; "" where it has none."""
    path = list_path(page_path(thing.value, desk.published.things.base), name)
    return desk.links.to(path) if path else ""


def list_path(path: str, name: ox.NamedNode, page: int = 1) -> str:
    """Return the path of a page of the list of all that point to the thing at a path by a property.

    >>> list_path("doc/org/gsma", RG.collaborator)
    'links/org/gsma/collaborator/1'
    >>> list_path("doc/org/gsma", ox.NamedNode("http://example.org/other"))
    ''
    """
    key = terms.key(name.value)
    return f"links/{path.removeprefix('doc/')}/{key}/{page}" if path and key else ""


def concepts(desk: Desk, found: Sequence[ox.NamedNode]) -> Iterator[Section]:
    """Yield a section of the codes of a code list, with their definitions."""
    if found:
        rows = [((desk.value(one),), words(desk.things.text(one, SKOS.definition))) for one in found[:SHOWN]]
        yield Section("Codes", ("Code", "Meaning"), rows, total(found))


Recipe = Callable[[Desk, Record], Iterator[Section]]
