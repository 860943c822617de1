"""Turns the revisions of each report, and its tracked changes, into what came, what went, and what became other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pyoxigraph as ox

from resograph.naming.vocabulary import vocabulary
from resograph.pages.changes import day, shown
from resograph.pages.front.asked import Row, asked
from resograph.pages.front.listing import Record
from resograph.pages.front.plans import Named, Plan, Revision, column_code, natural
from resograph.pages.front.validation import column
from resograph.pages.publication import Published
from resograph.query.things import Things

COLUMNS = ("plan", "what", "item", "about", "columns", "before", "after", "date", "by", "revision")
_ORIGINAL = "-original"


@dataclass(frozen=True, slots=True)
class State:
    """What a revision says of an item, or in prose of a Resolution."""

    iri: str
    about: Named
    status: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a revision did to an item: it came, went, or reads otherwise in some columns.

    ``at`` is where one reads of it: the new state, of what went the last one.
    """

    what: Literal["new", "gone", "changed"]
    item: Named
    at: str
    columns: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions of a report, one after the other."""

    plan: Plan
    old: Revision
    new: Revision
    steps: tuple[Step, ...]
    unchanged: int

    @property
    def rows(self) -> tuple[Step, ...]:
        """Return what is listed."""
        return self.steps

    @property
    def is_tracked(self) -> bool:
        """Tell that these are no tracked changes."""
        return False

    def count(self, what: str) -> int:
        """Return how many items came, went, or changed."""
        return sum(step.what == what for step in self.steps)


@dataclass(frozen=True, slots=True)
class Pending:
    """A tracked change: what was done where, when and by whom (a role)."""

    iri: str
    item: Named
    kind: str
    column: str
    before: str
    after: str
    kept: str
    date: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """The tracked changes in the current revision of a report."""

    plan: Plan
    revision: Named
    changes: tuple[Pending, ...]

    @property
    def rows(self) -> tuple[Pending, ...]:
        """Return what is listed."""
        return self.changes

    @property
    def is_tracked(self) -> bool:
        """Tell that these are tracked changes."""
        return True


@dataclass(frozen=True, slots=True)
class _Told:
    """What all revisions say: the states of each by what they are about, and which state revises which."""

    states: Mapping[str, Mapping[str, State]]
    revised: Mapping[str, tuple[str, bool]]
    things: Things


def comparisons(plans: Iterable[Plan], published: Published) -> Iterator[Comparison]:
    """Yield the revisions of each report in pairs, the latest first; none of a report of one revision.

    >>> list(comparisons([], Published(Things(ox.Store()))))
    []
    """
    several = [plan for plan in plans if len(plan.revisions) > 1]
    if not several:
        return
    revised = {row["after"]: (row["before"], row["changed"] == "true") for row in asked("revised", published)}
    told = _Told(_states(asked("states", published)), revised, published.things)
    for plan in several:
        for old, new in reversed(list(pairwise(_in_order(plan.revisions, told)))):
            yield _compared(plan, old, new, told)


def tracked(plans: Iterable[Plan], published: Published) -> Iterator[Tracked]:
    """Yield the tracked changes of each report that has some.

    >>> list(tracked([], Published(Things(ox.Store()))))
    []
    """
    known = {plan.thing.iri: plan for plan in plans}
    found: dict[tuple[str, str], dict[tuple[str, str], Pending]] = {}
    for row in asked("tracked", published):
        pending = _pending(row)
        found.setdefault((row["plan"], row["revision"]), {})[pending.iri, pending.item.iri] = pending
    for (plan, revision), changes in found.items():
        label = published.things.label(ox.NamedNode(revision))
        yield Tracked(known[plan], Named(revision, label), tuple(changes.values()))


def records(found: Iterable[Comparison | Tracked]) -> list[Record]:
    """Return changes as programs read them.

    >>> records([])
    []
    """
    return [row for one in found for row in (_steps(one) if isinstance(one, Comparison) else _changes(one))]


def _steps(found: Comparison) -> Iterator[Record]:
    for step in found.steps:
        columns = "; ".join(step.columns)
        told = {"columns": columns, "before": step.before, "after": step.after, "date": found.new.day, "by": ""}
        yield _record(found.plan, step.what, step.item, step.at) | told | {"revision": found.new.thing.iri}


def _changes(found: Tracked) -> Iterator[Record]:
    for one in found.changes:
        told = {"columns": one.column, "before": one.before, "after": one.after, "date": one.date, "by": one.by}
        yield _record(found.plan, one.kind, one.item, one.iri) | told | {"revision": found.revision.iri}


def _record(plan: Plan, what: str, item: Named, about: str) -> dict[str, str]:
    return {"plan": plan.thing.iri, "what": what, "item": item.name, "about": about}


def _states(rows: Iterable[Row]) -> dict[str, dict[str, State]]:
    found: dict[str, dict[str, State]] = {}
    for row in rows:
        about = Named(row["about"], row["name"])
        found.setdefault(row["revision"], {})[about.iri] = State(row["state"], about, _status(row.get("status", "")))
    return found


def _status(iri: str) -> str:
    """Return what a code of the reporting status is called."""
    code = iri.rpartition("/")[2]
    known = vocabulary().concepts("reporting-status").get(code)
    return known.label if known else code


def _in_order(revisions: Iterable[Revision], told: _Told) -> list[Revision]:
    """Sort revisions, the oldest first: as the data say which revises which, else by day and name."""
    of_state = {state.iri: name for name, states in told.states.items() for state in states.values()}
    before: dict[str, set[str]] = {}
    for after, (former, _) in told.revised.items():
        if after in of_state and former in of_state:
            before.setdefault(of_state[after], set()).add(of_state[former])
    return sorted(revisions, key=lambda one: (_depth(one.thing.iri, before), *_age(one)))


def _depth(revision: str, before: Mapping[str, set[str]]) -> int:
    """Return how many revisions came before one, at least; each is visited once."""
    depth, now, seen = 0, {revision}, {revision}
    while now := {former for one in now for former in before.get(one, ())} - seen:
        depth, seen = depth + len(now), seen | now
    return depth


def _age(revision: Revision) -> tuple[str, list[str], bool]:
    iri = revision.thing.iri
    return revision.day, natural(iri.removesuffix(_ORIGINAL)), not iri.endswith(_ORIGINAL)


def _compared(plan: Plan, old: Revision, new: Revision, told: _Told) -> Comparison:
    """Compare two revisions; what the data call a revision of an older state still, was gone in between, is new."""
    former, latter = (told.states.get(one.thing.iri, {}) for one in (old, new))
    steps, unchanged = [], 0
    for about, state in latter.items():
        if about not in former:
            steps.append(Step("new", state.about, state.iri, (), "", state.status))
        elif told.revised.get(state.iri, ("", True))[1]:
            columns = _columns(former[about].iri, state.iri, told.things)
            steps.append(Step("changed", state.about, state.iri, columns, former[about].status, state.status))
        else:
            unchanged += 1
    gone = (state for about, state in former.items() if about not in latter)
    steps.extend(Step("gone", state.about, state.iri, (), state.status, "") for state in gone)
    return Comparison(plan, old, new, tuple(sorted(steps, key=lambda step: natural(step.item.name))), unchanged)


def _columns(old: str, new: str, things: Things) -> tuple[str, ...]:
    """Return which columns of two states read differently."""
    former, latter = (_cells(iri, things) for iri in (old, new))
    names = dict.fromkeys((*latter, *former))
    return tuple(column(name) for name in names if former.get(name) != latter.get(name))


def _cells(state: str, things: Things) -> dict[str, str]:
    """Return the cells of a state as written, by the code of the column."""
    quads = things.store.quads_for_pattern(ox.NamedNode(state), None, None, None)
    texts = {quad.predicate.value: quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    return {code: text for name, text in sorted(texts.items()) if (code := column_code(name))}


def _pending(row: Row) -> Pending:
    before, after = row.get("before", ""), row.get("after", "")
    kinds = vocabulary().concepts("change-kind")
    kind = kinds[row["kind"]].label if row["kind"] in kinds else row["kind"]
    return Pending(
        iri=row["change"],
        item=Named(row.get("item", ""), row.get("name", "")),
        kind=kind,
        column=column(row.get("column", "")),
        before="" if before == after else shown(before) if before else "",
        after="" if before == after else shown(after) if after else "",
        kept=shown(row.get("words", "") or (after if before == after else "")),
        date=row.get("date", ""),
        when=day(row.get("date", "")),
        by=row.get("by", ""),
    )
