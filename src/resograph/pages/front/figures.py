"""Turns an action plan into figures: how far each Resolution and each lead is, what is open, what came when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from resograph.model.months import MONTHS
from resograph.pages.front.plans import (
    ANSWERED,
    SEVERITIES,
    UNANSWERED,
    Approval,
    Finding,
    Item,
    Named,
    Plan,
    Plans,
    natural,
)
from resograph.pages.front.rules import Rule, rule

NO_LEAD = Named("", "No lead stated")
_LONGEST_TIMELINE = 40
_MONTH_DIGITS = len("2022-09")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items something has, how many of them have an answer, and how many have none yet."""

    of: Named
    title: str
    items: int
    answered: int
    unanswered: int

    @property
    def other(self) -> int:
        """Return how many refer to another item, or say that there is nothing to report."""
        return self.items - self.answered - self.unanswered


@dataclass(frozen=True, slots=True)
class Turn:
    """The items without an answer that wait for one lead."""

    lead: Named
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What was approved in a month, "" = not stated."""

    code: str
    approvals: tuple[Approval, ...]

    @property
    def name(self) -> str:
        """Return the month as people write it.

        >>> Month("2022-09", ()).name, Month("", ()).name
        ('September 2022', 'Month not stated')
        """
        return month_name(self.code)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule, how grave it is to break it, and how often it was broken."""

    rule: Rule
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one plan."""

    plan: Plan
    total: Progress
    by_resolution: tuple[Progress, ...]
    by_lead: tuple[Progress, ...]
    turns: tuple[Turn, ...]
    months: tuple[Month, ...]
    severities: Mapping[str, int]
    rules: tuple[Broken, ...]


def figures(plan: Plan, titles: Mapping[str, str]) -> Figures:
    """Count what a plan holds; an item of several leads counts for each of them.

    >>> item = Item(Named("urn:i", "92-03"), "urn:r", 92, "empty", (), "")
    >>> found = figures(Plan(Named("urn:p", "Plan"), "p", (), (item,)), {"urn:r": "IMT"})
    >>> found.total.unanswered, found.by_resolution[0].title, found.turns[0].lead.name
    (1, 'IMT', 'No lead stated')
    """
    return Figures(
        plan,
        progress(plan.thing, "", plan.items),
        tuple(_by_resolution(plan.items, titles)),
        tuple(progress(lead, "", items) for lead, items in _by_lead(plan.items)),
        tuple(Turn(lead, tuple(items)) for lead, items in _by_lead(filter(_is_open, plan.items))),
        timeline(plan.approvals),
        severities(plan.findings),
        broken(plan.findings),
    )


def progress(of: Named, title: str, items: Sequence[Item]) -> Progress:
    """Count items by whether they have an answer.

    >>> progress(Named("urn:p", "Plan"), "", ()).other
    0
    """
    answered = sum(item.status == ANSWERED for item in items)
    return Progress(of, title, len(items), answered, sum(map(_is_open, items)))


def timeline(approvals: Iterable[Approval]) -> tuple[Month, ...]:
    """Group what was approved by month, months without any in between; what has no month comes last.

    >>> one, other = (Approval(month, Named("urn:x", "X.1"), "", (), ()) for month in ("2022-11", "2023-01"))
    >>> [(month.code, len(month.approvals)) for month in timeline([other, one])]
    [('2022-11', 1), ('2022-12', 0), ('2023-01', 1)]
    """
    found: dict[str, list[Approval]] = {}
    for approval in approvals:
        found.setdefault(approval.month, []).append(approval)
    codes = sorted(filter(None, found))
    between = _months(codes[0], codes[-1]) if codes else []
    last = [""] if "" in found else []
    return tuple(Month(code, tuple(found.get(code, ()))) for code in (*(between or codes), *last))


def month_name(code: str) -> str:
    """Return a month as people write it; what is none as it stands.

    >>> month_name("2022-09"), month_name("2022-13"), month_name("")
    ('September 2022', '2022-13', 'Month not stated')
    """
    year, _, month = code.partition("-")
    if month.isascii() and month.isdigit() and 1 <= int(month) <= len(MONTHS):
        return f"{MONTHS[int(month) - 1]} {year}"
    return code or "Month not stated"


def severities(findings: Iterable[Finding]) -> Mapping[str, int]:
    """Count findings by how grave they are.

    >>> severities([])
    {'violation': 0, 'warning': 0, 'info': 0}
    """
    counted = Counter(finding.severity for finding in findings)
    return {name: counted[name] for name in SEVERITIES}


def broken(findings: Iterable[Finding]) -> tuple[Broken, ...]:
    """Count findings by rule, the gravest first, then the one that was broken most often.

    >>> broken([])
    ()
    """
    counted = Counter((finding.severity, finding.rule) for finding in findings)
    ranked = sorted(counted.items(), key=lambda one: (_rank(one[0][0]), -one[1], one[0][1]))
    return tuple(Broken(rule(code), severity, count) for (severity, code), count in ranked)


def everything(plans: Plans) -> Progress:
    """Count the items of all plans together.

    >>> everything(Plans()).items
    0
    """
    return progress(Named("", ""), "", [item for plan in plans.plans for item in plan.items])


def _by_resolution(items: Iterable[Item], titles: Mapping[str, str]) -> Iterable[Progress]:
    found: dict[tuple[int, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.number, item.resolution), []).append(item)
    for (number, iri), same in sorted(found.items()):
        yield progress(Named(iri, f"Resolution {number}"), titles.get(iri, ""), same)


def _by_lead(items: Iterable[Item]) -> list[tuple[Named, list[Item]]]:
    found: dict[Named, list[Item]] = {}
    for item in items:
        for lead in item.leads or (NO_LEAD,):
            found.setdefault(lead, []).append(item)
    return sorted(found.items(), key=lambda one: (one[0] == NO_LEAD, natural(one[0].name), one[0].iri))


def _is_open(item: Item) -> bool:
    return item.status in UNANSWERED


def _months(first: str, last: str) -> list[str]:
    """Return every month from one to another; none where they are no months, or so many that none is seen."""
    try:
        begin, end = (int(code[:4]) * 12 + int(code[5:]) - 1 for code in (first, last) if len(code) == _MONTH_DIGITS)
    except ValueError:  # a year of five digits, a month with a time zone
        return []
    if end - begin >= _LONGEST_TIMELINE:
        return []
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
