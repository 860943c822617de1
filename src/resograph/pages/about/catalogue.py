"""Turns a release into its description for data portals: DCAT 3, with versions, files, rights and provenance.

Only what is known is told: no day of publication, as nothing here reads a clock; no publisher, as nobody named one;
no place, as reports tell of none. Addresses are told where the address of the publication is known.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from resograph.naming import graphs
from resograph.naming.addresses import CC_BY, ENGLISH, HOME, MEDIA_TYPE, ONTOLOGY, SPARQL_PROTOCOL
from resograph.naming.prefixes import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, RG, SH, SPDX, XSD
from resograph.pages.about.files import File, files_of
from resograph.pages.about.names import Names, Statement, text
from resograph.pages.about.rights import OURS, theirs
from resograph.pages.publication import Published
from resograph.query.about import Counts

_LICENCE = ox.NamedNode(CC_BY)
_ENGLISH = ox.NamedNode(ENGLISH)


def title(published: Published) -> str:
    """Return what the data are called: after the reports that they are made of.

    >>> from resograph.query.things import Things
    >>> title(Published(Things(ox.Store())))
    'Reports on WTSA Resolutions as linked data'
    """
    things = published.things
    reports = sorted({things.label(one) for one in things.all_of_kind(RG.ReportDocument)})
    few = reports if len(reports) <= len(("one", "two", "three")) else []
    return f"{'; '.join(few) or 'Reports on WTSA Resolutions'} as linked data"


def description(counts: Counts) -> str:
    """Return what the data are about, in a few sentences."""
    return (
        "What progress reports of ITU-T study groups say of the action items that Resolutions of the World "
        "Telecommunication Standardization Assembly give them: items, states, claims, the groups, Questions and "
        "Recommendations they name, where each was read, and what a check found. "
        f"{counts.triples:,} triples in the current view, about {counts.entities:,} things."
    )


def statements(published: Published, counts: Counts) -> Iterator[Statement]:
    """Yield the description."""
    names = Names(published)
    yield from _catalogue(names)
    for node in dict.fromkeys((names.data, names.release)):
        yield from _dataset(node, names, counts)
    yield from _versions(names)
    yield from _reports(names, counts)
    for file in files_of(published):
        yield from _file(file, names)
    yield from _service(names)
    yield from _provenance(names)


def _catalogue(names: Names) -> Iterator[Statement]:
    node, rights = names.part("catalogue"), names.part("rights")
    yield node, RDF.type, DCAT.Catalog
    yield node, DCTERMS.title, text("Catalogue of this publication")
    yield node, DCTERMS.description, text("The data that are published here, and what answers questions about them.")
    yield node, DCAT.dataset, names.data
    yield node, DCTERMS.license, _LICENCE
    yield node, DCTERMS.rights, rights
    if front := names.page(""):
        yield node, FOAF.homepage, front
    yield names.document, RDF.type, FOAF.Document
    yield names.document, FOAF.primaryTopic, node
    yield rights, RDF.type, DCTERMS.RightsStatement
    yield rights, RDFS.label, text(f"{OURS} {theirs(names.published)}")


def _dataset(node: ox.NamedNode, names: Names, counts: Counts) -> Iterator[Statement]:
    published = names.published
    yield node, RDF.type, DCAT.Dataset
    yield node, DCTERMS.title, text(title(published))
    yield node, DCTERMS.description, text(description(counts))
    yield node, DCTERMS.license, _LICENCE
    yield node, DCTERMS.rights, names.part("rights")
    yield node, DCTERMS.language, _ENGLISH
    yield node, DCTERMS.conformsTo, ox.NamedNode(ONTOLOGY)
    for word in ("ITU-T", "WTSA", "action plan", "progress report"):
        yield node, DCAT.keyword, text(word)
    for period in periods(published):
        yield node, DCTERMS.temporal, period
        yield from _period(period, published)
    if page := names.page("dataset"):
        yield node, DCAT.landingPage, page


def periods(published: Published) -> tuple[ox.NamedNode, ...]:
    """Return the study periods that the reports are of."""
    things = published.things
    revisions = things.all_of_kind(RG.ReportRevision)
    return tuple(sorted({one for node in revisions for one in things.things(node, RG.studyPeriod)}, key=str))


def _period(node: ox.NamedNode, published: Published) -> Iterator[Statement]:
    yield node, RDF.type, DCTERMS.PeriodOfTime
    yield node, RDFS.label, text(published.things.label(node))
    for name in (DCAT.startDate, DCAT.endDate):
        for value in published.things.values(node, name):
            yield node, name, value


def _versions(names: Names) -> Iterator[Statement]:
    release = names.published.release
    if release:
        yield names.data, DCAT.hasVersion, names.release
        yield names.data, DCAT.hasCurrentVersion, names.release
        yield names.release, DCAT.isVersionOf, names.data
        yield names.release, DCAT.version, ox.Literal(release)
        yield names.release, DCTERMS.identifier, ox.Literal(release)
    if digest := names.published.manifest.get("rdfc10-sha256"):
        yield from _checksum(names.release, str(digest))
        yield _checksum_of(names.release), RDFS.comment, text("Of the canonical N-Quads (RDFC-1.0) of all graphs.")


def _reports(names: Names, counts: Counts) -> Iterator[Statement]:
    """Yield the report revisions as versions of their report, and their graphs as a series of datasets."""
    things = names.published.things
    for report in things.all_of_kind(RG.ReportDocument):
        yield report, RDF.type, DCAT.Resource
        yield report, DCTERMS.title, text(things.label(report))
        for current in things.things(report, DCAT.hasCurrentVersion):
            yield report, DCAT.hasCurrentVersion, current
    found = [graph for name in counts.graphs if (graph := graphs.report_graph(ox.NamedNode(name)))]
    revisions = {graph.report.value: graph for graph in found}
    for iri, graph in revisions.items():
        former = revisions.get(counts.former.get(iri, ""))
        yield from _revision(graph, former, names)


def _revision(graph: graphs.ReportGraph, former: graphs.ReportGraph | None, names: Names) -> Iterator[Statement]:
    things, revision = names.published.things, graph.report
    series = names.part(f"series-{graph.path.rpartition('/')[0].replace('/', '-')}")
    report = ox.NamedNode(graph.report.value.rpartition("/")[0])
    yield report, DCAT.hasVersion, revision
    yield revision, RDF.type, DCAT.Resource
    yield revision, DCAT.isVersionOf, report
    yield revision, DCTERMS.title, text(things.label(revision))
    yield series, RDF.type, DCAT.DatasetSeries
    yield series, DCTERMS.title, text(f"What each revision says: {things.label(report)}")
    yield graph.name, RDF.type, DCAT.Dataset
    yield graph.name, DCTERMS.title, text(things.label(graph.name))
    yield graph.name, DCAT.inSeries, series
    yield graph.name, PROV.wasDerivedFrom, revision
    yield names.release, DCTERMS.hasPart, graph.name
    if former is not None:
        yield revision, DCAT.previousVersion, former.report
        yield graph.name, DCAT.prev, former.name


def _file(file: File, names: Names) -> Iterator[Statement]:
    node = names.file(file.name)
    yield names.release, DCAT.distribution, node
    yield node, RDF.type, DCAT.Distribution
    yield node, DCTERMS.title, text(f"{file.name}: {file.holds}")
    yield node, DCAT.byteSize, ox.Literal(str(file.size), datatype=XSD.nonNegativeInteger)
    yield node, DCTERMS.license, _LICENCE
    yield node, DCTERMS.rights, names.part("rights")
    if file.media_type:
        yield node, DCAT.mediaType, ox.NamedNode(f"{MEDIA_TYPE}{file.media_type}")
    if file.is_data:
        yield node, DCTERMS.conformsTo, ox.NamedNode(ONTOLOGY)
    elif file.name == "validation.ttl":
        yield node, DCTERMS.conformsTo, ox.NamedNode(SH.iri)
    if file.sha256:
        yield from _checksum(node, file.sha256)
    if address := names.address(file.path):
        yield node, DCAT.downloadURL, address
        yield node, DCAT.accessURL, names.page("downloads") or address


def _checksum(node: ox.NamedNode, sha256: str) -> Iterator[Statement]:
    checksum = _checksum_of(node)
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, ox.Literal(sha256, datatype=XSD.hexBinary)


def _checksum_of(node: ox.NamedNode) -> ox.NamedNode:
    return ox.NamedNode(f"{node.value}-checksum")


def _service(names: Names) -> Iterator[Statement]:
    address = names.address("sparql")
    if not names.published.is_live or address is None:
        return
    node = names.part("sparql")
    yield names.part("catalogue"), DCAT.service, node
    yield node, RDF.type, DCAT.DataService
    yield node, DCTERMS.title, text("SPARQL endpoint")
    yield node, DCTERMS.conformsTo, ox.NamedNode(SPARQL_PROTOCOL)
    yield node, DCAT.endpointURL, address
    yield node, DCAT.servesDataset, names.release


def _provenance(names: Names) -> Iterator[Statement]:
    """Yield what the release was made of, and by what, as its manifest tells."""
    manifest, build, software = names.published.manifest, names.part("build"), names.part("software")
    versions = manifest.get("versions", {})
    if not versions:
        return
    yield names.release, PROV.wasGeneratedBy, build
    yield build, RDF.type, PROV.Activity
    yield build, RDFS.label, text("The build of the release")
    yield build, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, ox.Literal(f"resograph {versions.get('resograph', '')}".strip())
    yield software, DCAT.version, ox.Literal(str(versions.get("resograph", "")))
    yield software, FOAF.page, ox.NamedNode(HOME)
    others = [f"{name} {version}" for name, version in sorted(versions.items()) if name != "resograph"]
    yield build, DCTERMS.description, text(f"Made with {', '.join(others)}.")
    for one in manifest.get("inputs", ()):
        node = names.part(f"input-{one['sha256'][:16]}")
        yield build, PROV.used, node
        yield names.release, PROV.wasDerivedFrom, node
        yield node, RDF.type, PROV.Entity
        yield node, RDFS.label, ox.Literal(str(one["name"]))
        yield from _checksum(node, str(one["sha256"]))
