"""Turns a release into the description of the service that answers questions of it (SPARQL 1.1 Service Description).

Everything has a name, so that two copies of it in one store stay one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from resograph.naming.addresses import RDF_FORMAT
from resograph.naming.prefixes import ALL_PREFIXES, RDF, RDFS, SD, VOID
from resograph.query import Answer

Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

_FORMS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
)
_LANGUAGES = ("SPARQL10Query", "SPARQL11Query")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?")
_SCHEMES = ("http", "https")


def address_of(published: str, scheme: str, host: str, path: str) -> str:
    """Return where the service is: below the public address, else where the client has found it.

    What is not told, or cannot be a host, leaves a bare path.

    >>> address_of("https://example.org/data/", "http", "localhost:8000", "/sparql")
    'https://example.org/data/sparql'
    >>> address_of("", "http", "localhost:8000", "/sparql"), address_of("", "http", "a b", "/sparql")
    ('http://localhost:8000/sparql', '')
    """
    if published:
        return f"{published}{path.removeprefix('/')}"
    return f"{scheme}://{host}{path}" if scheme in _SCHEMES and _HOST.fullmatch(host) else ""


def sizes_of(answer: Answer) -> Mapping[str, int]:
    """Read how many triples each graph has, that of the current view under "".

    >>> sizes_of(Answer(ox.Store().query("SELECT ?graph ?triples { VALUES ?triples { 3 } }")))
    {'': 3}
    """
    return {row.get("graph", ""): int(row["triples"]) for row in answer.rows()}


def description(service: str, sizes: Mapping[str, int], more: str, form: str) -> bytes:
    """Describe a service; ``more`` is where the dataset is described, ``form`` one of the syntaxes of RDF.

    >>> told = description("http://localhost/sparql", {"": 3, "urn:g": 3}, "http://localhost/.well-known/void", "nt")
    >>> b"<http://localhost/sparql> <http://www.w3.org/ns/sparql-service-description#endpoint>" in told
    True
    >>> description("sparql", {}, "", "nt")
    Traceback (most recent call last):
    ValueError: No scheme found in an absolute IRI
    """
    told = sorted(set(_statements(ox.NamedNode(service), sizes, more)), key=_place)
    written = ox.serialize(
        (ox.Triple(*one) for one in told),
        format=_FORMS[form],
        prefixes=_used(ALL_PREFIXES, ("sd", "void", "rdfs", "xsd")),
    )
    return written or b""


def _statements(service: ox.NamedNode, sizes: Mapping[str, int], more: str) -> Iterator[Statement]:
    dataset = ox.NamedNode(f"{service.value}#dataset")
    yield service, RDF.type, SD.Service
    yield service, RDFS.label, ox.Literal("SPARQL endpoint, read only", language="en")
    yield service, SD.endpoint, service
    for language in _LANGUAGES:
        yield service, SD.supportedLanguage, SD[language]
    for result in _RESULTS:
        yield service, SD.resultFormat, ox.NamedNode(f"{RDF_FORMAT}{result}")
    yield service, SD.defaultDataset, dataset
    yield dataset, RDF.type, SD.Dataset
    if more:
        yield dataset, RDFS.seeAlso, ox.NamedNode(more)
    for place, (graph, size) in enumerate(sorted(sizes.items())):
        yield from _graph(service, place, ox.NamedNode(graph) if graph else None, size)


def _graph(service: ox.NamedNode, place: int, name: ox.NamedNode | None, size: int) -> Iterator[Statement]:
    dataset, graph = (ox.NamedNode(f"{service.value}#{end}") for end in ("dataset", f"graph-{place}"))
    yield graph, RDF.type, SD.Graph
    yield graph, VOID.triples, ox.Literal(size)
    if name is None:
        yield dataset, SD.defaultGraph, graph
        yield graph, RDFS.label, ox.Literal("the current view", language="en")
        return
    named = ox.NamedNode(f"{service.value}#named-graph-{place}")
    yield dataset, SD.namedGraph, named
    yield named, RDF.type, SD.NamedGraph
    yield named, SD["name"], name
    yield named, SD.graph, graph


def _place(statement: Statement) -> tuple[str, bool, str, str]:
    subject, predicate, value = statement
    return subject.value, predicate != RDF.type, predicate.value, str(value)


def _used(prefixes: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: prefixes[name] for name in names}
