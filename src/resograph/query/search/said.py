"""Turns the current view into what is said of each thing, by property, and into what items and claims tell of others.

Everything is read once, property by property or thing by thing, so that an index is made in one pass over the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import pyoxigraph as ox

from resograph.naming.prefixes import DCTERMS, PROV, RDF, RG
from resograph.query.things import MOST, Things

Said = Mapping[ox.NamedNode, tuple[str, ...]]
"""What is said of a thing: the values of each property, sorted."""

_NOW: Final = ox.DefaultGraph()
_DATES: Final = (RG.onDate, RG.inMonth, RG.year, RG.approvedIn, RG.startDate)
_YEAR: Final = 4
CELLS: Final = (
    RG.actionText,
    RG.statusText,
    RG.leadText,
    RG.actionByText,
    RG.collaborateWithText,
    RG.reportToText,
    RG.milestoneText,
    RG.titleText,
)
"""The cells of a row as written, those that say most first."""


@dataclass(slots=True)
class Share:
    """What is found out about a thing from others: where it belongs, what was achieved, when, and how it is called."""

    resolutions: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    titles: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    item: str = ""

    def entitle(self, titles: Iterable[str]) -> None:
        """Count titles that somebody gives to the thing."""
        for title in titles:
            self.titles[title] = self.titles.get(title, 0) + 1

    @property
    def title(self) -> str:
        """Return the title that is given most often; "" where none is."""
        return min(self.titles, key=lambda one: (-self.titles[one], one), default="")


Shares = defaultdict[str, Share]


def subjects(things: Things, kind: ox.NamedNode) -> list[ox.NamedNode]:
    """Return the things of a class in the current view, in no order.

    >>> subjects(Things(ox.Store()), RG.Claim)
    []
    """
    found = things.store.quads_for_pattern(None, RDF.type, kind, _NOW)
    return [quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)]


def said(things: Things, thing: ox.NamedNode) -> Said:
    """Return what the current view says of a thing.

    >>> said(Things(ox.Store()), RG.Claim)
    {}
    """
    found: dict[ox.NamedNode, list[str]] = {}
    for quad in islice(things.store.quads_for_pattern(thing, None, None, _NOW), MOST):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(quad.predicate, []).append(quad.object.value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


def years(known: Said) -> Iterator[str]:
    """Yield the years of the dates that are said of a thing.

    >>> list(years({RG.inMonth: ("2022-05",), RG.year: ("soon",)}))
    ['2022']
    """
    for name in _DATES:
        for value in known.get(name, ()):
            if value[:_YEAR].isdecimal():
                yield value[:_YEAR]


def shares(things: Things) -> Shares:
    """Return what items, claims, statements and lists tell of things, by the IRI of the thing.

    >>> len(shares(Things(ox.Store())))
    0
    """
    found: Shares = defaultdict(Share)
    for item in subjects(things, RG.ActionItem):
        found[item.value].resolutions.update(said(things, item).get(RG.onResolution, ()))
        found[item.value].item = item.value
    # In this order: a claim is made in the state of an item.
    for kind, tell in _TELLERS:
        for thing in subjects(things, kind):
            tell(found, thing.value, said(things, thing))
    return found


def _of_state(found: Shares, state: str, known: Said) -> None:
    items = known.get(PROV.specializationOf, ())
    for item in items:
        share = found[item]
        found[state].item = item
        share.statuses.update(known.get(RG.reportingStatus, ()))
        share.questions.update(known.get(RG.leadQuestion, ()), known.get(RG.supportingQuestion, ()))
        share.texts.extend(text for cell in CELLS for text in known.get(cell, ()))
        for thing in known.get(RG.mentions, ()):
            found[thing].resolutions.update(share.resolutions)
    for resolution in known.get(DCTERMS.subject, ()):
        found[resolution].entitle(known.get(DCTERMS.title, ()))


def _of_narrative(found: Shares, narrative: str, known: Said) -> None:
    resolutions = known.get(RG.onResolution, ())
    share = found[narrative]
    share.resolutions.update(resolutions)
    share.statuses.update(known.get(RG.reportingStatus, ()))
    share.texts.extend(known.get(RG.statusText, ()))
    for resolution in resolutions:
        found[resolution].entitle(known.get(DCTERMS.title, ()))
    for thing in known.get(RG.mentions, ()):
        found[thing].resolutions.update(resolutions)


def _of_claim(found: Shares, claim: str, known: Said) -> None:
    """A claim tells of the item that it is made in, and of what it is about."""
    own, titles = found[claim], known.get(RG.claimedTitle, ())
    own.outcomes.update(known.get(RG.outcome, ()))
    own.years.update(years(known))
    own.questions.update(known.get(RG.developedBy, ()), known.get(RG.actor, ()))
    works = (*known.get(RG.about, ()), *known.get(RG.aboutEdition, ()))
    for state in known.get(RG.claimedIn, ()):
        item = found[found[state].item or state]
        own.resolutions.update(item.resolutions)
        item.outcomes.update(own.outcomes)
        item.years.update(own.years)
        own.item = found[state].item
    for work in works:
        share = found[work]
        share.entitle(titles)
        share.resolutions.update(own.resolutions)
        share.questions.update(own.questions)
        share.outcomes.update(own.outcomes)
        share.years.update(own.years)


def _of_listing(found: Shares, _: str, known: Said) -> None:
    for resolution in known.get(RG.about, ()):
        found[resolution].entitle(known.get(DCTERMS.title) or known.get(RG.listedTitle, ()))


def _of_edition(found: Shares, _: str, known: Said) -> None:
    for of in known.get(RG.editionOf, ()):
        found[of].years.update(years(known))


_TELLERS: Final[tuple[tuple[ox.NamedNode, Callable[[Shares, str, Said], None]], ...]] = (
    (RG.ItemState, _of_state),
    (RG.NarrativeStatement, _of_narrative),
    (RG.Claim, _of_claim),
    (RG.ResolutionListing, _of_listing),
    (RG.RecommendationEdition, _of_edition),
)
