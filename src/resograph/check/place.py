"""Turns a SHACL result into the place in the report that caused it, by the provenance in the data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from resograph.check.raw import Raw, Term
from resograph.model.release import Place
from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCTERMS, OA, PROV, RDF, RG

_HOLDS = (RG.claimedIn, RG.mentionedIn, RG.findingIn, RG.listedIn)
_HOLDERS = frozenset({RG.ItemState, RG.NarrativeStatement, RG.ReportRevision})
# Where the names stand that a property of a state points to.
_COLUMNS = {
    RG.ledBy.value: "lead",
    RG.leadQuestion.value: "lead",
    RG.supportingQuestion.value: "lead",
    RG.responsible.value: "action-by",
    RG.alsoInvolved.value: "action-by",
    RG.collaborator.value: "collaborate-with",
    RG.reportsTo.value: "report-to",
}
_HUMP = re.compile("(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Witness:
    """Where in the graph a result belongs: an item's state, a narrative or the revision, and the words, where known."""

    holder: NamedNode | None = None
    passage: NamedNode | None = None


class Provenance:
    """Finds places in the data that were checked."""

    def __init__(self, data: Store) -> None:
        """Look in a store, where a node is found without reading all of it."""
        self._store = data

    def _objects(self, node: Term | None, predicate: NamedNode) -> list[Term]:
        """Return the values of a property, in their order as texts."""
        if not isinstance(node, NamedNode):
            return []
        values = {quad.object for quad in self._store.quads_for_pattern(node, predicate, None, None)}
        return sorted((value for value in values if isinstance(value, NamedNode | Literal)), key=str)

    def _pointing(self, node: Term, predicate: NamedNode | None = None) -> list[NamedNode]:
        """Return what points to a node, in the order of the names."""
        subjects = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, node, None)}
        return sorted((subject for subject in subjects if isinstance(subject, NamedNode)), key=str)

    def about(self, raw: Raw) -> Term:
        """Return what a result is about: the node that was looked at, or what a rule over a whole report names.

        Such a rule looks at the revision, once, and gives each item, mention or listing at fault as a value.
        """
        is_whole = RG.ReportRevision in self._objects(raw.focus, RDF.type)
        return raw.value if is_whole and isinstance(raw.value, NamedNode) and self._is_within(raw.value) else raw.focus

    def _is_within(self, node: NamedNode) -> bool:
        return self._own(node).holder is not None and RG.ReportRevision not in self._objects(node, RDF.type)

    def witness(self, raw: Raw, about: Term) -> Witness:
        """Find where a result belongs: what it is about itself, else what names that first in reading order."""
        focus = self._first_in(about, OA.hasSelector) or about
        witness = self._own(focus)
        if witness.holder is None:
            witness = self._naming(focus)
        if witness.passage is None and witness.holder is not None and isinstance(raw.value, NamedNode):
            return Witness(witness.holder, self._words(witness.holder, raw.value, _COLUMNS.get(raw.path, "")))
        return witness

    def place(self, raw: Raw, about: Term, witness: Witness) -> Place:
        """Describe a witness as a reader of the report finds it; ``file`` is the SHA-256 of the input."""
        holder, passage = witness.holder, witness.passage
        revision = self._first(holder, RG.reportedIn) or self._first(passage, OA.hasSource) or holder
        digest = self._text(revision, RG.sourceDigest)
        stands = passage or (about if self._text(about, RG.sourceRow) else holder)
        quote = self._text(self._first(passage, OA.hasSelector), OA.exact)
        resolution = self._number(self._first(holder, RG.onResolution), RG.number)
        return Place(
            file=digest[-64:],
            item=self._text(self._first(holder, PROV.specializationOf), DCTERMS.identifier),
            table=self._number(stands, RG.sourceTable),
            row=self._number(stands, RG.sourceRow),
            column=self._column(passage) or ("" if resolution else _column(raw.path)),
            paragraph=self._number(passage, RG.sourceParagraph),
            quote=quote or self._text(about, RG.asWritten),
            resolution=resolution,
            start=Iris.start(passage) if passage is not None else -1,
        )

    def expected(self, raw: Raw) -> str:
        """Return the designation of what was written otherwise, "" = the result is not about how a thing is written."""
        is_spelling = raw.path == RG.asWritten.value
        designation = self._text(self._first(raw.focus, RG.about), RG.designation) if is_spelling else ""
        return "" if isinstance(raw.value, Literal) and raw.value.value == designation else designation

    def _own(self, node: Term) -> Witness:
        """Find the place that a node states for itself."""
        kinds = self._objects(node, RDF.type)
        if isinstance(node, NamedNode) and not _HOLDERS.isdisjoint(kinds):
            return Witness(node)
        if isinstance(node, NamedNode) and RG.Passage in kinds:
            return Witness(self._holder(self._first_in(node, OA.hasTarget)) or self._first(node, OA.hasSource), node)
        return Witness(self._holder(node), self._first(node, OA.hasTarget))

    def _holder(self, node: Term | None) -> NamedNode | None:
        return next((holder for predicate in _HOLDS if (holder := self._first(node, predicate))), None)

    def _naming(self, node: Term) -> Witness:
        """Find a place that names a node: a mention or claim, else a state, else the state of what names it."""
        pointing = self._pointing(node)
        own = sorted((self._own(subject) for subject in pointing), key=rank)
        if own and own[0].holder is not None:
            return own[0]
        states = (self._first_in(subject, PROV.specializationOf) for subject in pointing)
        return Witness(min((state for state in states if state is not None), key=str, default=None))

    def _words(self, state: NamedNode, thing: NamedNode, column: str) -> NamedNode | None:
        """Find the words that name a thing in a state, those in a column before others."""
        mentions = self._pointing(thing, RG.about)
        passages = [self._first(m, OA.hasTarget) for m in mentions if self._holder(m) == state]
        found = [passage for passage in passages if passage is not None]
        return min(found, key=lambda one: (self._column(one) != column, str(one)), default=None)

    def _column(self, passage: NamedNode | None) -> str:
        return self._text(passage, RG.sourceColumn).rpartition("/")[2]

    def _first(self, node: Term | None, predicate: NamedNode) -> NamedNode | None:
        return next((term for term in self._objects(node, predicate) if isinstance(term, NamedNode)), None)

    def _first_in(self, node: Term, predicate: NamedNode) -> NamedNode | None:
        return next(iter(self._pointing(node, predicate)), None)

    def _number(self, node: Term | None, predicate: NamedNode) -> int:
        """Return a number, 0 where the data under test have none or something else."""
        written = self._text(node, predicate)
        return int(written) if written.isdecimal() else 0

    def _text(self, node: Term | None, predicate: NamedNode) -> str:
        return next((term.value for term in self._objects(node, predicate)), "")


def rank(witness: Witness) -> tuple[bool, bool, str, str]:
    """Return the key by which of several places the one is chosen where a result belongs."""
    return (witness.holder is None, witness.passage is None, str(witness.holder), str(witness.passage))


def _column(path: str) -> str:
    """Return the code of the column whose text a property holds (``rg:actionByText`` holds "action-by")."""
    name = path.removeprefix(RG.iri)
    if name == path or not name.endswith("Text"):
        return ""
    return "-".join(_HUMP.split(name.removesuffix("Text"))).lower()
