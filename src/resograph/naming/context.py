"""Turns the ontology into the JSON-LD context that is committed as ``ontology/context.jsonld``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, RdfFormat, parse

from resograph.naming.prefixes import PREFIXES, RDF, RDFS, RG, XSD, Namespace

_OWL = Namespace("http://www.w3.org/2002/07/owl#")
_DCAM = Namespace("http://purl.org/dc/dcam/")

_Values = Mapping[NamedNode, Sequence[NamedNode]]


def context(ontology: bytes) -> str:
    """Return the context of the terms that an ontology in Turtle defines, as JSON.

    The value of an object property is an IRI; a value of a data property has the datatype of its range, where
    there is exactly one (JSON-LD 1.1, type coercion). Prefixes are those of the data.

    Raises:
        SyntaxError: the ontology is no Turtle.

    >>> turtle = b"@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rg: <https://w3id.org/resograph/def#> . "
    >>> json.loads(context(turtle + b"rg:inPlan a owl:ObjectProperty ."))["@context"]["inPlan"]
    {'@id': 'rg:inPlan', '@type': '@id'}
    >>> context(b"no Turtle")
    Traceback (most recent call last):
    SyntaxError: ...
    """
    terms = {name: _definition(name, values) for name, values in sorted(_terms(ontology))}
    return json.dumps({"@context": {"@version": 1.1, **PREFIXES, **terms}}, indent=2) + "\n"


def _terms(ontology: bytes) -> Iterator[tuple[str, _Values]]:
    found: dict[str, dict[NamedNode, list[NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(ontology, format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode) and subject.value.startswith(RG.iri):
            found[subject.value.removeprefix(RG.iri)][quad.predicate].append(value)
    yield from found.items()


def _definition(name: str, values: _Values) -> str | dict[str, str]:
    coercion = "@id" if _OWL.ObjectProperty in values.get(RDF.type, ()) else _datatype(values)
    return {"@id": f"rg:{name}", "@type": coercion} if coercion else f"rg:{name}"


def _datatype(values: _Values) -> str:
    ranges = [*values.get(RDFS.range, ()), *values.get(_DCAM.rangeIncludes, ())]
    if len(ranges) != 1 or ranges[0] == XSD.string:
        return ""
    return f"xsd:{ranges[0].value.removeprefix(XSD.iri)}"
