"""Turns named queries into RDF that endpoints show as their examples: one ``sh:SPARQLExecutable`` a query.

The form is the one that SPARQL editors read from ``/.well-known/sparql-examples``: SHACL holds the text and its
prefixes, RDFS what people read, schema.org the keywords and the endpoint. No blank nodes, so that two copies of
it in one store stay one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from resograph.errors import UsageError
from resograph.naming.addresses import EXAMPLES
from resograph.naming.prefixes import DCTERMS, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from resograph.query.catalogue import NamedQuery

_HEADER = "#+"
_SHORT = {"dcterms": DCTERMS.iri, "owl": OWL.iri, "rdfs": RDFS.iri, "schema": SCHEMA.iri, "sh": SH.iri, "xsd": XSD.iri}
_PREFIXES = ox.NamedNode(f"{EXAMPLES}#prefixes")

Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def turtle(queries: Iterable[NamedQuery], endpoint: str = "") -> bytes:
    """Write named queries as Turtle, the same bytes for the same queries; ``endpoint`` is the one that answers them.

    Raises:
        UsageError: the endpoint is not an absolute address.

    >>> from resograph.query.catalogue import find
    >>> b"schema:target <urn:my-endpoint>" in turtle([find("clauses")], "urn:my-endpoint")
    True
    >>> turtle([find("clauses")], "my endpoint")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[bad-parameter]: "my endpoint" is not an address, --endpoint: write it whole, ...
    """
    target = _address(endpoint) if endpoint else None
    said = [*_declarations(), *(one for query in queries for one in _example(query, target))]
    triples = (ox.Triple(*statement) for statement in sorted(set(said), key=_place))
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_SHORT) or b""


def _example(query: NamedQuery, target: ox.NamedNode | None) -> Iterator[Statement]:
    node = ox.NamedNode(f"{EXAMPLES}/{query.name}")
    yield node, RDF.type, SH.SPARQLExecutable
    yield node, RDF.type, SH.SPARQLSelectExecutable
    yield node, DCTERMS.identifier, ox.Literal(query.name)
    yield node, RDFS.label, ox.Literal(query.name.replace("-", " "), language="en")
    yield node, RDFS.comment, ox.Literal(query.summary, language="en")
    yield node, DCTERMS.description, ox.Literal(" ".join(query.description.split()), language="en")
    yield node, SH.prefixes, _PREFIXES
    yield node, SH.select, ox.Literal(_body(query.text))
    for tag in query.tags:
        yield node, SCHEMA.keywords, ox.Literal(tag)
    if target is not None:
        yield node, SCHEMA.target, target


def _declarations() -> Iterator[Statement]:
    yield _PREFIXES, RDF.type, OWL.Ontology
    yield _PREFIXES, RDFS.label, ox.Literal("prefixes of the examples", language="en")
    for prefix, namespace in PREFIXES.items():
        node = ox.NamedNode(f"{EXAMPLES}#prefix-{prefix}")
        yield _PREFIXES, SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, ox.Literal(prefix)
        yield node, SH.namespace, ox.Literal(namespace, datatype=XSD.anyURI)


def _body(text: str) -> str:
    """Return the text without its header, which stands in the statements."""
    lines = text.splitlines()
    while lines and lines[0].startswith(_HEADER):
        lines.pop(0)
    return "\n".join(lines).strip() + "\n"


def _place(statement: Statement) -> tuple[str, bool, str, str]:
    subject, predicate, value = statement
    return subject.value, predicate != RDF.type, predicate.value, str(value)


def _address(endpoint: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(endpoint)
    except ValueError:
        what = f'"{endpoint}" is not an address'
        raise UsageError("bad-parameter", what, "--endpoint", "write it whole, with its scheme") from None
