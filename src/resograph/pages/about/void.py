"""Turns the counts of a release into VoID: how much there is of what, in which vocabularies, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from resograph.naming.addresses import CC_BY, RDF_FORMAT
from resograph.naming.prefixes import DCAT, DCTERMS, FOAF, RDF, RDFS, SD, VOID
from resograph.pages.about.catalogue import title
from resograph.pages.about.files import files_of
from resograph.pages.about.names import Names, Statement, number, text
from resograph.pages.publication import Published
from resograph.query.about import Counts

_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")


def statements(published: Published, counts: Counts) -> Iterator[Statement]:
    """Yield the description."""
    names = Names(published)
    yield names.void, RDF.type, VOID.DatasetDescription
    yield names.void, DCTERMS.title, text("Description of the data in VoID")
    yield names.void, FOAF.primaryTopic, names.release
    yield names.void, FOAF.topic, names.current
    yield from _release(names, counts)
    yield from _current(names, counts)
    yield from _partitions(names, counts)
    yield from _links(names, counts)


def namespaces(counts: Counts) -> tuple[str, ...]:
    """Return the vocabularies that the current view uses: what its classes and properties begin with.

    >>> namespaces(Counts(0, 0, 0, 0, (), (), (), {}, {}))
    ()
    """
    terms = [one.iri for one in counts.classes] + [one.iri for one in counts.properties]
    return tuple(sorted({term[: max(term.rfind("#"), term.rfind("/")) + 1] for term in terms}))


def _release(names: Names, counts: Counts) -> Iterator[Statement]:
    published, release = names.published, names.release
    yield release, RDF.type, VOID.Dataset
    yield release, RDF.type, SD.Dataset
    yield release, DCTERMS.title, text(title(published))
    yield release, DCTERMS.license, ox.NamedNode(CC_BY)
    yield release, DCTERMS.rights, names.part("rights")
    yield release, VOID.triples, number(counts.quads)
    yield release, VOID.subset, names.current
    yield release, SD.defaultGraph, names.current
    yield names.current, RDF.type, SD.Graph
    for graph, triples in counts.graphs.items():
        node = ox.NamedNode(graph)
        yield release, VOID.subset, node
        yield release, SD.namedGraph, node
        yield node, RDF.type, VOID.Dataset
        yield node, RDF.type, SD.NamedGraph
        yield node, SD.name, node
        yield node, RDFS.label, text(published.things.label(node))
        yield node, VOID.triples, number(triples)
    for file in files_of(published):
        if file.name.startswith("graph.") and (address := names.address(file.path)):
            yield release if file.suffix in {"nq", "trig"} else names.current, VOID.dataDump, address
    if published.is_live and (endpoint := names.address("sparql")):
        yield release, VOID.sparqlEndpoint, endpoint
    if front := names.page(""):
        yield release, FOAF.homepage, front


def _current(names: Names, counts: Counts) -> Iterator[Statement]:
    node = names.current
    yield node, RDF.type, VOID.Dataset
    yield node, DCTERMS.title, text("The current view: the latest revision of each report, and what is said about it")
    yield node, DCAT.version, ox.Literal(names.published.release)
    yield node, VOID.triples, number(counts.triples)
    yield node, VOID.entities, number(counts.entities)
    yield node, VOID.distinctSubjects, number(counts.subjects)
    yield node, VOID.distinctObjects, number(counts.objects)
    yield node, VOID.classes, number(len(counts.classes))
    yield node, VOID.properties, number(len(counts.properties))
    yield node, VOID.uriSpace, ox.Literal(names.published.things.base)
    for namespace in namespaces(counts):
        yield node, VOID.vocabulary, ox.NamedNode(namespace)
    for name in _FORMATS:
        yield node, VOID.feature, ox.NamedNode(f"{RDF_FORMAT}{name}")
    for one in counts.classes:
        if one.example.startswith(names.published.things.base):
            yield node, VOID.exampleResource, ox.NamedNode(one.example)


def _partitions(names: Names, counts: Counts) -> Iterator[Statement]:
    for one in counts.classes:
        node = names.term("class", one.iri)
        yield names.current, VOID.classPartition, node
        yield node, RDF.type, VOID.Dataset
        yield node, VOID["class"], ox.NamedNode(one.iri)
        yield node, VOID.entities, number(one.entities)
    for used in counts.properties:
        node = names.term("property", used.iri)
        yield names.current, VOID.propertyPartition, node
        yield node, RDF.type, VOID.Dataset
        yield node, VOID.property, ox.NamedNode(used.iri)
        yield node, VOID.triples, number(used.triples)
        yield node, VOID.distinctSubjects, number(used.subjects)
        yield node, VOID.distinctObjects, number(used.objects)


def _links(names: Names, counts: Counts) -> Iterator[Statement]:
    for link in counts.links:
        place = link.host.rstrip("/").replace("://", "-")
        host = names.part(f"at-{place}")
        node = names.term(f"links-{place}", link.property)
        yield names.current, VOID.subset, node
        yield node, RDF.type, VOID.Linkset
        yield node, VOID.subjectsTarget, names.current
        yield node, VOID.objectsTarget, host
        yield node, VOID.linkPredicate, ox.NamedNode(link.property)
        yield node, VOID.triples, number(link.triples)
        yield host, RDF.type, VOID.Dataset
        yield host, VOID.uriSpace, ox.Literal(link.host)
