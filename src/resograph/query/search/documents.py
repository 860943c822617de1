"""Turns a release into documents: one for each thing that a person would look for, with its words and its facets.

Mentions and passages have none: they are evidence, and their words stand in the cells of the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from resograph.naming.prefixes import DCTERMS, RDFS, RG, SKOS
from resograph.query.catalogue import catalogue
from resograph.query.search.keys import key
from resograph.query.search.kinds import CALLED, KINDS, ORDER, QUERY
from resograph.query.search.names import Names, names_of
from resograph.query.search.said import Said, Share, said, shares, subjects, years
from resograph.query.things import Things

Facet = Literal["kind", "resolution", "question", "status", "outcome", "year"]
FACETS: Final[tuple[Facet, ...]] = ("kind", "resolution", "question", "status", "outcome", "year")
"""What results can be narrowed down by, as the parameters of an address name it."""

Tag = tuple[Facet, str]
"""A facet and one of its values: ("kind", "ActionItem"), ("resolution", "wtsa/92"), ("year", "2022")."""

_TEXTS: Final = (
    DCTERMS.title,
    SKOS.definition,
    RG.claimedTitle,
    RG.asWritten,
    RG.expected,
    DCTERMS.abstract,
    DCTERMS.source,
    RDFS.comment,
    SKOS.altLabel,
    RG.findingCode,
    RG.provisionAddressee,
    RG.place,
)
_HOLDERS: Final = (RG.inPlan, RG.claimedIn, RG.findingIn, RG.reportedIn, SKOS.inScheme, RG.provisionOf)
_NUMBERS: Final = re.compile(r"(\d+)")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Document:
    """A thing as people look for it; ``about`` is its title, where somebody gave it one, ``within`` where it stands.

    ``near`` is by what of that it is found: the number of its item, as words that all items have find nothing.
    ``iri`` of a named query, which is no thing, is its name.
    """

    iri: str
    kind: str
    title: str
    about: str
    within: str
    near: str
    names: Names
    text: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All documents, those of the kinds that people look for most first, and how the values of facets are called."""

    documents: tuple[Document, ...]
    labels: Mapping[Tag, str]


def library(things: Things) -> Library:
    """Return the documents of a release and of the named queries.

    >>> {document.kind for document in library(Things(ox.Store())).documents}
    {'Query'}
    """
    found = _Shelf(things, shares(things)).documents()
    documents = sorted((*found, *_queries()), key=lambda one: (ORDER[one.kind], _natural(one.iri)))
    tags = {tag for document in documents for tag in document.tags}
    return Library(tuple(documents), {tag: _label(things, tag) for tag in sorted(tags)})


def _natural(iri: str) -> list[tuple[int, str]]:
    """Sort "q2" before "q10"."""
    return [(int(part) if part.isdecimal() else -1, part) for part in _NUMBERS.split(iri)]


@dataclass(frozen=True, slots=True)
class _Shelf:
    things: Things
    shares: Mapping[str, Share]

    def documents(self) -> Iterator[Document]:
        seen: set[ox.NamedNode] = set()
        for kind, name in KINDS:
            for thing in subjects(self.things, kind):
                if thing not in seen and thing.value.startswith(self.things.base):
                    seen.add(thing)
                    yield self._document(thing, name)

    def _document(self, thing: ox.NamedNode, kind: str) -> Document:
        known = said(self.things, thing)
        share = self.shares.get(thing.value) or Share()
        label = (*known.get(RDFS.label, ()), *known.get(SKOS.prefLabel, ()))
        title = _title(kind, label[0]) if label else self.things.label(thing)
        about = "" if key(share.title) in key(title) else share.title
        texts = dict.fromkeys((*share.texts, *share.titles, *self._texts(known)))
        within = self._group(thing.value) if kind == "WorkItem" else self._within(known, share)
        item = share.item if share.item != thing.value else ""
        return Document(
            iri=thing.value,
            kind=kind,
            title=title,
            about=about,
            within=within,
            near=self.things.text(ox.NamedNode(item), DCTERMS.identifier) if item else within,
            names=names_of(kind, known),
            text="\n".join(text for text in texts if text not in {title, about}),
            tags=tuple(dict.fromkeys(self._tags(thing.value, kind, known, share))),
        )

    def _texts(self, known: Said) -> Iterator[str]:
        for name in _TEXTS:
            yield from known.get(name, ())

    def _within(self, known: Said, share: Share) -> str:
        """Tell two things of one name apart by where they stand: the plan of an item, the item of a claim."""
        if share.item and RG.inPlan not in known:
            return self._item(share.item)
        for name in _HOLDERS:
            for holder in known.get(name, ()):
                item = self.shares[holder].item if holder in self.shares else ""
                return self._item(item) if item else self._called(holder)
        return ""

    def _group(self, draft: str) -> str:
        """Two groups may have drafts of one name: a draft stands below the path of its group."""
        path = draft.removeprefix(f"{self.things.base}id/workitem/").rpartition("/")[0]
        return self.things.label(ox.NamedNode(f"{self.things.base}id/group/{path}"))

    def _item(self, item: str) -> str:
        plans = self.things.things(ox.NamedNode(item), RG.inPlan)
        return ", ".join([self._called(item), *(self._called(plan.value) for plan in plans)])

    def _called(self, iri: str) -> str:
        thing = ox.NamedNode(iri)
        return self.things.text(thing, RDFS.label) or self.things.label(thing)

    def _tags(self, iri: str, kind: str, known: Said, share: Share) -> Iterator[Tag]:
        yield "kind", kind
        yield from (("resolution", self._value(one)) for one in sorted(self._resolutions(iri, kind, known, share)))
        yield from (("question", self._value(one)) for one in sorted(self._questions(iri, kind, known, share)))
        yield from (("status", one.rpartition("/")[2]) for one in sorted(share.statuses))
        yield from (("outcome", one.rpartition("/")[2]) for one in sorted(share.outcomes))
        meetings = (said(self.things, ox.NamedNode(one)) for one in known.get(RG.heldAt, ()))
        held = (year for meeting in meetings for year in years(meeting))
        yield from (("year", year) for year in sorted({*years(known), *share.years, *held}))

    def _resolutions(self, iri: str, kind: str, known: Said, share: Share) -> set[str]:
        own = {iri} if kind == "Resolution" else set()
        of = (*known.get(RG.provisionOf, ()), *known.get(DCTERMS.isVersionOf, ()))
        return own or {*share.resolutions, *self._of_item(known, "resolutions"), *filter(self._is_resolution, of)}

    def _questions(self, iri: str, kind: str, known: Said, share: Share) -> set[str]:
        found = {*share.questions, *self._of_item(known, "questions")}
        return {iri} if kind == "Question" else {one for one in found if self._is_question(one)}

    def _of_item(self, known: Said, name: Literal["resolutions", "questions"]) -> Iterator[str]:
        """Yield what belongs to the item in whose state something was found."""
        for state in known.get(RG.findingIn, ()):
            share = self.shares.get(state)
            item = self.shares.get(share.item) if share and share.item else share
            yield from getattr(item, name) if item else ()

    def _is_resolution(self, iri: str) -> bool:
        return RG.Resolution in self.things.kinds(ox.NamedNode(iri))

    def _is_question(self, iri: str) -> bool:
        return RG.Question in self.things.kinds(ox.NamedNode(iri))

    def _value(self, iri: str) -> str:
        return value_of(iri, self.things.base)


def _title(kind: str, label: str) -> str:
    """Leave out what follows the first sentence of a finding: why, and examples, the same for all of a rule."""
    return _SENTENCE.split(label, maxsplit=1)[0] if kind == "Finding" else label


def value_of(iri: str, base: str) -> str:
    """Return what stands for a Resolution or a Question in the address of a search.

    >>> value_of("https://example.org/id/resolution/wtsa/92", "https://example.org/")
    'wtsa/92'
    >>> value_of("https://example.com/x", "https://example.org/")
    'https://example.com/x'
    """
    below = iri.removeprefix(f"{base}id/")
    return iri if below == iri else below.partition("/")[2]


def _label(things: Things, tag: Tag) -> str:
    facet, value = tag
    if facet == "kind":
        return CALLED[value][1]
    if facet == "year":
        return value
    below = {"resolution": "id/resolution", "question": "id/question", "status": "voc/reporting-status"}
    thing = ox.NamedNode(f"{things.base}{below.get(facet, 'voc/outcome')}/{value}")
    return things.text(thing, RDFS.label) or value


def _queries() -> Iterator[Document]:
    for query in catalogue().values():
        text = " ".join((query.description, *query.tags))
        names = Names((query.name,), ())
        yield Document(query.name, QUERY, query.summary, "", "", "", names, text, (("kind", QUERY),))
