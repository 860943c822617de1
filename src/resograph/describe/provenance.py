"""Turns what is known of a report as a document into statements about the data (``graph/meta``)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, day, english, named, text, texts, year
from resograph.describe.things import group
from resograph.model.report import Metadata
from resograph.model.things import Meeting, StudyPeriod
from resograph.naming.iris import Iris, study_period
from resograph.naming.prefixes import DCAT, DCTERMS, PROV, RG
from resograph.naming.roles import is_role
from resograph.naming.vocabulary import Assembly, vocabulary


def revision(scope: Scope) -> Iterator[Statement]:
    """Yield the revision of the report, with the digest of its file, and the graph of what it says."""
    iris, metadata, report = scope.iris, scope.metadata, scope.reading.report
    document = iris.report(metadata)
    yield from named(scope.graph, f"What {scope.name} says", PROV.Entity, DCAT.Dataset)
    yield scope.graph, PROV.wasDerivedFrom, scope.revision
    yield scope.graph, DCTERMS.rights, english("Text: its publisher's")
    yield from named(scope.revision, f"{_title(metadata)}, {scope.name}", RG.ReportRevision)
    yield scope.revision, RG.sourceDigest, text(f"sha256-{report.sha256}")
    yield scope.revision, RG.view, iris.concept("view", report.view)
    yield scope.revision, DCTERMS.isVersionOf, document
    yield scope.revision, DCTERMS.subject, scope.plan
    yield from _stated(scope)
    yield from named(document, _title(metadata), RG.ReportDocument)


def _stated(scope: Scope) -> Iterator[Statement]:
    node, metadata = scope.revision, scope.metadata
    yield from texts(node, DCTERMS.identifier, scope.name if metadata.td or metadata.identifier else "")
    yield from texts(node, DCTERMS.title, metadata.title)
    yield from texts(node, DCTERMS.abstract, metadata.abstract)
    # A report may be signed with a person's name: that is not published, an office is.
    yield from texts(node, DCTERMS.source, metadata.source if is_role(metadata.source) else "")
    yield from texts(node, RG.tdNumber, metadata.td)
    if metadata.revision.isascii() and metadata.revision.isdigit():
        yield node, RG.number, Literal(int(metadata.revision))
    if period := study_period(metadata):
        yield node, RG.studyPeriod, scope.iris.thing(StudyPeriod(period))
    if metadata.meeting_start:
        meeting = Meeting(metadata.issuer, metadata.meeting_start, metadata.meeting_end)
        yield node, RG.heldAt, scope.iris.thing(meeting)


def plan(scope: Scope) -> Iterator[Statement]:
    """Yield the plan and its assembly, which outlive the report (``graph/reference``)."""
    iris, metadata = scope.iris, scope.metadata
    assembly = iris.assembly(metadata.assembly)
    reporting = group(metadata.group)
    title = f"Action plan of {reporting.designation} for {_assembly(metadata)}"
    yield from named(scope.plan, title, RG.ActionPlan)
    yield scope.plan, RG.assembly, assembly
    yield scope.plan, RG.reportingGroup, iris.thing(reporting)
    known = vocabulary().assemblies.get(metadata.assembly)
    yield from named(assembly, known.label if known else _assembly(metadata), RG.Assembly)
    yield assembly, DCTERMS.identifier, text(_assembly(metadata))
    if known:
        yield from _held(assembly, known, iris)


def _held(node: NamedNode, assembly: Assembly, iris: Iris) -> Iterator[Statement]:
    yield from texts(node, RG.place, assembly.place)
    yield node, RG.studyPeriod, iris.thing(StudyPeriod(assembly.period))
    literals = ((RG.year, year(assembly.year)), (RG.startDate, day(assembly.start)), (RG.endDate, day(assembly.end)))
    for predicate, literal in literals:
        if literal is not None:
            yield node, predicate, literal


def graphs(iris: Iris) -> Iterator[Statement]:
    """Yield the graphs that each dataset has beside those of reports."""
    yield from named(iris.reference_graph(), "Things that outlive a report", PROV.Entity, DCAT.Dataset)
    yield from named(iris.meta_graph(), "Where the data come from", PROV.Entity, DCAT.Dataset)


def _title(metadata: Metadata) -> str:
    return f"{group(metadata.group).designation} progress report on {_assembly(metadata)}"


def _assembly(metadata: Metadata) -> str:
    return metadata.assembly.upper() or "an assembly that is not stated"
