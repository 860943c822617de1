"""Turns figures into the charts of the front page: what each shows, and the address it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from resograph.pages.front.figures import Broken, Figures, Month, Progress
from resograph.pages.front.plans import SEVERITIES
from resograph.pages.stack import NARROW, WIDE, Colour, Row, Stack, height

_STANDING: tuple[tuple[Colour, str], ...] = (
    ("answered", "with an answer"),
    ("other", "refer elsewhere or have nothing to report"),
    ("unanswered", "no answer yet"),
)
_GRAVE: tuple[tuple[Colour, str], ...] = (("violation", "violations"), ("warning", "warnings"), ("info", "remarks"))
NARROW_END: Final = "-narrow"
"""What the path of a chart for narrow screens ends in."""

SEVERITY_WORDS: Final = {"violation": "violation", "warning": "warning", "info": "remark"}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the path of its files, without "-narrow" and without ".svg"."""

    path: str
    stack: Stack

    def sizes(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return width and height of the picture, and of that for narrow screens."""
        wide, narrow = ((shape.width, height(self.stack, shape)) for shape in (WIDE, NARROW))
        return wide, narrow


def charts_of(found: Figures, folder: str, whose: str) -> dict[str, Chart]:
    """Return the charts of a plan by name; none where there is nothing to draw. ``whose`` ends their titles.

    >>> from resograph.pages.front.figures import figures; from resograph.pages.front.plans import Named, Plan
    >>> charts_of(figures(Plan(Named("urn:p", "Plan"), "p"), {}), "charts", "")
    {}
    """
    stacks = {
        "progress-by-resolution": Stack(f"Progress by Resolution{whose}", _STANDING, _standing(found.by_resolution)),
        "progress-by-question": Stack(f"Progress by lead Question{whose}", _STANDING, _standing(found.by_lead)),
        "approved-by-month": Stack(f"Approved by month{whose}", (("plain", "texts approved"),), _months(found.months)),
    }
    return charts(stacks.items(), folder)


def charts_of_findings(severities: Iterable[tuple[str, int]], rules: Iterable[Broken], folder: str) -> dict[str, Chart]:
    """Return the charts of findings by name; none where there are no findings.

    >>> charts_of_findings([], [], "charts")
    {}
    """
    grave = tuple(
        Row(
            SEVERITY_WORDS[name].capitalize() + "s",
            tuple(count if name == one else 0 for one in SEVERITIES),
            str(count),
        )
        for name, count in severities
    )
    by_rule = tuple(
        Row(one.rule.name, tuple(one.count if one.severity == name else 0 for name in SEVERITIES), str(one.count))
        for one in rules
    )
    stacks = {
        "findings-by-severity": Stack("Findings by severity", _GRAVE, grave if by_rule else ()),
        "findings-by-rule": Stack("Findings by rule", _GRAVE, by_rule),
    }
    return charts(stacks.items(), folder)


def chart_of_plans(totals: Sequence[Progress], folder: str) -> dict[str, Chart]:
    """Return the chart that compares plans; none where there is but one.

    >>> chart_of_plans([], "charts")
    {}
    """
    rows = _standing(totals) if len(totals) > 1 else ()
    return charts([("progress-by-plan", Stack("Progress by action plan", _STANDING, rows))], folder)


def charts(stacks: Iterable[tuple[str, Stack]], folder: str) -> dict[str, Chart]:
    """Give an address to those stacks that have something to show.

    >>> list(charts([("empty", Stack("T", (), ())), ("full", Stack("T", (), (Row("a", (), ""),)))], "charts"))
    ['full']
    """
    return {name: Chart(f"{folder}/{name}", stack) for name, stack in stacks if stack.rows}


def _standing(found: Iterable[Progress]) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{one.of.name.replace('Resolution', 'Res.')} – {one.title}" if one.title else one.of.name,
            (one.answered, one.other, one.unanswered),
            f"{one.answered} of {one.items}",
        )
        for one in found
    )


def _months(months: Iterable[Month]) -> tuple[Row, ...]:
    counts = ((month.name, len(month.approvals)) for month in months)
    return tuple(Row(name, (count,), str(count)) for name, count in counts)
