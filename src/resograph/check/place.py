"""Turns a SHACL result into the place in the report that caused it, by the provenance in the data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Triple

from resograph.check.shacl import Raw, Term
from resograph.model.dataset import Dataset
from resograph.model.release import Place
from resograph.naming import graphs
from resograph.naming.iris import Iris
from resograph.naming.prefixes import DCTERMS, OA, PROV, RDF, RG

_HOLDS = (RG.claimedIn, RG.mentionedIn, RG.findingIn, RG.listedIn)
_HOLDERS = frozenset({RG.ItemState, RG.NarrativeStatement, RG.ReportRevision})
_HUMP = re.compile("(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Witness:
    """Where in the graph a result belongs: an item's state, a narrative or the revision, and the words, where known."""

    holder: NamedNode | None = None
    passage: NamedNode | None = None


class Provenance:
    """Finds places in a dataset. Built once a check, and only when there is a result to place."""

    def __init__(self, dataset: Dataset) -> None:
        """Keep the data; nothing is indexed before it is asked for."""
        self._dataset = dataset

    def _triples(self) -> tuple[Triple, ...]:
        return graphs.asserted(self._dataset)

    @cached_property
    def _out(self) -> Mapping[tuple[Term, NamedNode], list[Term]]:
        found: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
        for triple in self._triples():
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                found[triple.subject, triple.predicate].append(triple.object)
        return found

    @cached_property
    def _in(self) -> Mapping[Term, list[tuple[NamedNode, NamedNode]]]:
        found: dict[Term, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        for triple in self._triples():
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                found[triple.object].append((triple.predicate, triple.subject))
        return found

    def witness(self, raw: Raw) -> Witness:
        """Find what a result is about: the focus node itself, else what names it first in reading order."""
        focus = self._first_in(raw.focus, OA.hasSelector) or raw.focus
        witness = self._own(focus)
        if witness.holder is None:
            witness = self._naming(focus)
        if witness.passage is None and witness.holder is not None and isinstance(raw.value, NamedNode):
            return Witness(witness.holder, self._words(witness.holder, raw.value))
        return witness

    def place(self, raw: Raw, witness: Witness) -> Place:
        """Describe a witness as a reader of the report finds it; ``file`` is the SHA-256 of the input."""
        holder, passage = witness.holder, witness.passage
        revision = self._first(holder, RG.reportedIn) or self._first(passage, OA.hasSource) or holder
        digest = self._text(revision, RG.sourceDigest)
        stands = passage or (raw.focus if self._text(raw.focus, RG.sourceRow) else holder)
        quote = self._text(self._first(passage, OA.hasSelector), OA.exact)
        resolution = self._number(self._first(holder, RG.onResolution), RG.number)
        return Place(
            file=digest[-64:],
            item=self._text(self._first(holder, PROV.specializationOf), DCTERMS.identifier),
            table=self._number(stands, RG.sourceTable),
            row=self._number(stands, RG.sourceRow),
            column=self._text(passage, RG.sourceColumn).rpartition("/")[2] or ("" if resolution else _column(raw.path)),
            paragraph=self._number(passage, RG.sourceParagraph),
            quote=quote or self._text(raw.focus, RG.asWritten),
            resolution=resolution,
            start=Iris.start(passage) if passage is not None else -1,
        )

    def _own(self, node: Term) -> Witness:
        """Find the place that a node states for itself."""
        kinds = self._out.get((node, RDF.type), ())
        if isinstance(node, NamedNode) and not _HOLDERS.isdisjoint(kinds):
            return Witness(node)
        if isinstance(node, NamedNode) and RG.Passage in kinds:
            return Witness(self._holder(self._first_in(node, OA.hasTarget)) or self._first(node, OA.hasSource), node)
        return Witness(self._holder(node), self._first(node, OA.hasTarget))

    def _holder(self, node: Term | None) -> NamedNode | None:
        return next((holder for predicate in _HOLDS if (holder := self._first(node, predicate))), None)

    def _naming(self, node: Term) -> Witness:
        """Find a place that names a node: a mention or claim, else a state, else the state of what names it."""
        pointing = self._in.get(node, ())
        own = sorted((self._own(subject) for _, subject in pointing), key=_rank)
        if own and own[0].holder is not None:
            return own[0]
        states = (self._first_in(subject, PROV.specializationOf) for _, subject in pointing)
        return Witness(min((state for state in states if state is not None), key=str, default=None))

    def _words(self, state: NamedNode, thing: NamedNode) -> NamedNode | None:
        mentions = [subject for predicate, subject in self._in.get(thing, ()) if predicate == RG.about]
        passages = [self._first(m, OA.hasTarget) for m in mentions if self._holder(m) == state]
        return min((passage for passage in passages if passage is not None), key=str, default=None)

    def _first(self, node: Term | None, predicate: NamedNode) -> NamedNode | None:
        if node is None:
            return None
        return next((term for term in self._out.get((node, predicate), ()) if isinstance(term, NamedNode)), None)

    def _first_in(self, node: Term, predicate: NamedNode) -> NamedNode | None:
        return next((subject for pointer, subject in self._in.get(node, ()) if pointer == predicate), None)

    def _number(self, node: Term | None, predicate: NamedNode) -> int:
        """Return a number, 0 where the data under test have none or something else."""
        written = self._text(node, predicate)
        return int(written) if written.isdecimal() else 0

    def _text(self, node: Term | None, predicate: NamedNode) -> str:
        if node is None:
            return ""
        values = self._out.get((node, predicate), ())
        return next((term.value for term in values), "")


def _rank(witness: Witness) -> tuple[bool, bool, str, str]:
    return (witness.holder is None, witness.passage is None, str(witness.holder), str(witness.passage))


def _column(path: str) -> str:
    """Return the code of the column whose text a property holds (``rg:actionByText`` holds "action-by")."""
    name = path.removeprefix(RG.iri)
    if name == path or not name.endswith("Text"):
        return ""
    return "-".join(_HUMP.split(name.removesuffix("Text"))).lower()
