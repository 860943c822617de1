"""Turns a reading into the names that all its statements hang on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode

from resograph.model.reading import Reading
from resograph.model.report import Metadata, PendingChange, Report
from resograph.model.things import Resolution
from resograph.naming.iris import Iris, revision_id

_NO_REVISION = ("", "0")


def concerned(change: PendingChange) -> tuple[str, ...]:
    """Return the items that a change concerns: where its words stand, and where words were that were moved."""
    return tuple(dict.fromkeys(number for number in (change.item, change.from_item) if number))


@dataclass(frozen=True, slots=True)
class Scope:
    """One revision of one report: its reading, and the IRIs of its plan, revision and graph.

    ``name`` is the revision as labels speak of it ("TD 1234 Rev.1"); ``conference`` whose Resolutions the
    items are about ("wtsa"). ``proposed`` are the numbers of the items whose cells hold tracked changes that
    nobody has accepted yet: in the original view no cell holds one.
    """

    iris: Iris
    reading: Reading
    plan: NamedNode
    revision: NamedNode
    graph: NamedNode
    identifier: str
    name: str
    conference: str
    proposed: frozenset[str]

    @staticmethod
    def of(reading: Reading, iris: Iris) -> Scope:
        """Name everything that one reading needs."""
        report = reading.report
        return Scope(
            iris=iris,
            reading=reading,
            plan=iris.plan(report.metadata),
            revision=iris.revision(report),
            graph=iris.report_graph(report),
            identifier=revision_id(report),
            name=_name(report),
            conference=report.metadata.conference,
            proposed=frozenset(
                chain.from_iterable(map(concerned, report.changes if report.view == "accepted" else ()))
            ),
        )

    @property
    def metadata(self) -> Metadata:
        """Return what is known of the report as a document."""
        return self.reading.report.metadata

    def item(self, number: str) -> NamedNode:
        """Return the IRI of an item of this plan."""
        return self.iris.item(self.plan, number)

    def state(self, number: str) -> NamedNode:
        """Return the IRI of what this revision says of an item."""
        return self.iris.state(self.item(number), self.identifier)

    def statement(self, resolution: int) -> NamedNode:
        """Return the IRI of what this revision tells of a Resolution in prose."""
        return self.iris.narrative(self.revision, resolution)

    def resolution(self, number: int) -> Resolution:
        """Return a Resolution of the conference that this plan carries out."""
        return Resolution(self.conference, number)

    def resolution_of(self, item: str) -> Resolution:
        """Return the Resolution that an item is about: the first of the two numbers of its id."""
        return self.resolution(int(item.partition("-")[0]))


def _name(report: Report) -> str:
    metadata = report.metadata
    revision = "" if metadata.revision in _NO_REVISION else f" Rev.{metadata.revision}"
    document = f"TD {metadata.td}{revision}" if metadata.td else f"revision {report.sha256[:12]}"
    name = metadata.identifier or document
    return f"{name} (original)" if report.view == "original" and report.has_changes else name
