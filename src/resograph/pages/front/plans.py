"""Turns a release into its action plans: the items of each, what was approved, and what the check found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import pyoxigraph as ox

from resograph.model.months import MONTHS
from resograph.pages.front.asked import Row, asked
from resograph.pages.links import page_path
from resograph.pages.publication import Published

ANSWERED: Final = "reported"
UNANSWERED: Final = frozenset(("to-be-provided", "empty"))
SEVERITIES: Final = ("violation", "warning", "info")

_One = TypeVar("_One")
_DIGITS = 12
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERAL = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and what people call it."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """An action item: its Resolution, what its Status amounts to, who leads it; what is to be done, if unanswered."""

    thing: Named
    resolution: str
    number: int
    status: str
    leads: tuple[Named, ...]
    action: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A text that was approved in a month, "" = not stated, by whom it was developed, and what tells of it."""

    month: str
    work: Named
    title: str
    questions: tuple[Named, ...]
    told: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check found: the rule, how grave, where, the words that stand there and those that should."""

    iri: str
    rule: str
    severity: str
    where: Named
    plan: str
    column: str
    written: str
    expected: str
    message: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a report, and the day its meeting began."""

    thing: Named
    name: str
    meeting: str
    day: str
    is_current: bool

    @property
    def day_words(self) -> str:
        """Return the day as people write it; what is none as it stands.

        >>> [Revision(Named("urn:r", "R"), "R", "", day, True).day_words for day in ("2023-02-01", "2023")]
        ['1 February 2023', '2023']
        """
        return day_words(self.day)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a group has to do about the Resolutions of an assembly, as its current report tells.

    ``key`` names it in addresses: "wtsa-20/sg17". ``revisions`` are in order, the current one last.
    """

    thing: Named
    key: str
    revisions: tuple[Revision, ...] = ()
    items: tuple[Item, ...] = ()
    approvals: tuple[Approval, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of a release, the titles of their Resolutions, all findings, and how many claims there are."""

    plans: tuple[Plan, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    claims: int = 0


def read_plans(published: Published) -> Plans:
    """Read the current view of a release.

    >>> from resograph.query.things import Things
    >>> read_plans(Published(Things(ox.Store())))
    Plans(plans=(), titles={}, findings=(), claims=0)
    """
    items = _by_plan(_items(asked("items", published)))
    approvals = _by_plan(_approvals(asked("approved", published)))
    revisions = _by_plan((row["plan"], _revision(row)) for row in asked("revisions", published))
    findings = tuple(_finding(row, published) for row in asked("findings", published))
    plans = tuple(
        Plan(
            Named(iri, _label(iri, published)),
            page_path(iri, published.things.base).removeprefix("doc/plan/"),
            tuple(sorted(revisions.get(iri, ()), key=_age)),
            tuple(items.get(iri, ())),
            tuple(approvals.get(iri, ())),
            tuple(found for found in findings if found.plan == iri),
        )
        for iri in sorted({*items, *approvals, *revisions})
    )
    claims = sum(int(row["claims"]) for row in asked("claims", published))
    return Plans(plans, _titles(asked("titles", published)), findings, claims)


def _label(iri: str, published: Published) -> str:
    return published.things.label(ox.NamedNode(iri))


def _by_plan(found: Iterable[tuple[str, _One]]) -> dict[str, list[_One]]:
    plans: dict[str, list[_One]] = {}
    for plan, one in found:
        plans.setdefault(plan, []).append(one)
    return plans


def _items(rows: Iterable[Row]) -> Iterator[tuple[str, Item]]:
    """Yield each item once: its rows, one a lead, follow each other."""
    same: list[Row] = []
    for row in rows:
        if same and same[0]["item"] != row["item"]:
            yield _item(same)
            same = []
        same.append(row)
    if same:
        yield _item(same)


def _item(rows: Sequence[Row]) -> tuple[str, Item]:
    first = rows[0]
    leads = dict.fromkeys(Named(row["lead"], row["leadName"]) for row in rows if "lead" in row)
    thing = Named(first["item"], first["name"])
    return first["plan"], Item(
        thing, first["resolution"], int(first["number"]), first["status"], tuple(leads), first.get("action", "")
    )


def _approvals(rows: Iterable[Row]) -> Iterator[tuple[str, Approval]]:
    """Yield each text once a month, however many items tell of it."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["plan"], row.get("month", ""), row["work"]), []).append(row)
    for (plan, month, work), same in found.items():
        questions = {Named(row["question"], row["questionName"]) for row in same if "question" in row}
        told = sorted(
            {Named(row["told"], row["toldName"]) for row in same}, key=lambda one: (natural(one.name), one.iri)
        )
        title = next((row["title"] for row in same if "title" in row), "")
        ordered = tuple(sorted(questions, key=lambda one: one.name))
        yield plan, Approval(month, Named(work, same[0]["name"]), title, ordered, tuple(told))


def _finding(row: Row, published: Published) -> Finding:
    where = row.get("in", "")
    name = row.get("name") or (_label(where, published) if where else "")
    column = row.get("column") or column_code(row.get("path", ""))
    words = (row.get("written", ""), row.get("expected", ""), row["message"])
    return Finding(
        row["finding"], row["rule"], row["severity"], Named(where, name), row.get("plan", ""), column, *words
    )


def column_code(path: str) -> str:
    """Return the code of the column whose words a property holds: "titleText" is that of "title".

    >>> column_code("https://example.org/def#actionByText"), column_code("https://example.org/def#ledBy")
    ('action-by', '')
    """
    name = path.rpartition("#")[2]
    if not name.endswith("Text"):
        return ""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Text"))


def _revision(row: Row) -> Revision:
    thing = Named(row["revision"], row["label"])
    is_current = row["isCurrent"] == "true"
    return Revision(thing, row.get("name", row["label"]), row.get("meeting", ""), row.get("day", ""), is_current)


def _age(revision: Revision) -> tuple[bool, str, list[str]]:
    return revision.is_current, revision.day, natural(revision.thing.iri)


def natural(words: str) -> list[str]:
    """Return what sorts words as people do: numbers in them by size.

    >>> sorted(["Q10/17", "Q2/17", "Qall/17"], key=natural)
    ['Q2/17', 'Q10/17', 'Qall/17']
    """
    pieces = _NUMERAL.split(words)
    return [piece.rjust(_DIGITS, "0") if place % 2 else piece for place, piece in enumerate(pieces)]


def _titles(rows: Iterable[Row]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row["resolution"], " ".join(row["title"].split()))
    return found


def day_words(code: str) -> str:
    """Return a day as people write it; what is none as it stands.

    >>> day_words("2023-02-21"), day_words("2023-02"), day_words("")
    ('21 February 2023', '2023-02', '')
    """
    if not _DAY.fullmatch(code) or not 1 <= int(code[5:7]) <= len(MONTHS):
        return code
    return f"{int(code[8:])} {MONTHS[int(code[5:7]) - 1]} {code[:4]}"
