"""Turns a reading into the names that all its statements hang on."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from resograph.model.reading import Reading
from resograph.model.report import Metadata, Report
from resograph.model.things import Resolution
from resograph.naming.iris import Iris, revision_id

_NO_REVISION = ("", "0")


@dataclass(frozen=True, slots=True)
class Scope:
    """One revision of one report: its reading, and the IRIs of its plan, revision and graph.

    ``name`` is the revision as labels speak of it ("TD 1234 Rev.1"); ``conference`` whose Resolutions the
    items are about ("wtsa").
    """

    iris: Iris
    reading: Reading
    plan: NamedNode
    revision: NamedNode
    graph: NamedNode
    identifier: str
    name: str
    conference: str

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

    def resolution(self, number: int) -> Resolution:
        """Return a Resolution of the conference that this plan carries out."""
        return Resolution(self.conference, number)


def _name(report: Report) -> str:
    metadata = report.metadata
    revision = "" if metadata.revision in _NO_REVISION else f" Rev.{metadata.revision}"
    document = f"TD {metadata.td}{revision}" if metadata.td else f"revision {report.sha256[:12]}"
    name = metadata.identifier or document
    return f"{name} (original)" if report.view == "original" and report.has_changes else name
