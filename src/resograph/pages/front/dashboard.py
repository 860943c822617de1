"""Turns the plans of a release into the front page: figures and charts, of each plan where there are few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from resograph.pages.front.charts import Chart, chart_of_plans, charts_of, charts_of_findings
from resograph.pages.front.figures import Broken, Figures, Progress, broken, everything, figures, severities
from resograph.pages.front.plans import Plans

IN_FULL: Final = 4
"""So many plans are told in full on the front page; where there are more, each has a page of its own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan as a page tells of it, with its charts by name."""

    figures: Figures
    charts: Mapping[str, Chart]
    path: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the front page shows. ``charts`` are those that are of no single plan."""

    plans: tuple[Shown, ...]
    total: Progress
    resolutions: int
    approved: int
    claims: int
    severities: Mapping[str, int]
    rules: tuple[Broken, ...]
    charts: Mapping[str, Chart]

    @property
    def is_in_full(self) -> bool:
        """Tell whether the front page has all of it."""
        return len(self.plans) <= IN_FULL

    def every_chart(self) -> Iterator[Chart]:
        """Yield each chart of any page."""
        yield from self.charts.values()
        for plan in self.plans:
            yield from plan.charts.values()

    def pages(self) -> dict[str, Shown]:
        """Return the plans that have a page of their own, by its path."""
        return {} if self.is_in_full else {plan.path: plan for plan in self.plans}


def dashboard(found: Plans) -> Dashboard:
    """Count everything that the front page shows.

    >>> dashboard(Plans()).total.items, dashboard(Plans()).is_in_full
    (0, True)
    """
    every = [figures(plan, found.titles) for plan in found.plans]
    grave, rules = severities(found.findings), broken(found.findings)
    return Dashboard(
        plans=tuple(_shown(one, is_alone=len(every) == 1) for one in every),
        total=everything(found),
        resolutions=len({item.resolution for plan in found.plans for item in plan.items}),
        approved=len({one.work.iri for plan in found.plans for one in plan.approvals}),
        claims=found.claims,
        severities=grave,
        rules=rules,
        charts=charts_of_findings(grave.items(), rules, "charts")
        | chart_of_plans([one.total for one in every], "charts"),
    )


def _shown(found: Figures, *, is_alone: bool) -> Shown:
    key = found.plan.key
    if is_alone:
        return Shown(found, charts_of(found, "charts", ""), f"progress/{key}")
    return Shown(found, charts_of(found, f"charts/{key}", f": {found.plan.thing.name}"), f"progress/{key}")
