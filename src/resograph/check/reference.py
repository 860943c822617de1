"""Turns data and shapes into SHACL results by pySHACL: slow, and the reference for any other engine."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.collection import Collection
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from resograph.check.raw import Raw, Term, named
from resograph.check.shapes import Shapes
from resograph.errors import CheckError
from resograph.naming.prefixes import XSD

_Term = rdflib.URIRef | rdflib.BNode | rdflib.Literal

_SUFFIXES = {rdflib.SH.zeroOrMorePath: "*", rdflib.SH.oneOrMorePath: "+", rdflib.SH.zeroOrOnePath: "?"}


def validate(data: str, shapes: Shapes) -> tuple[Raw, ...]:
    """Run the shapes over data in N-Triples: no inference, no imports, no JavaScript.

    Raises:
        CheckError: a shape is ill-formed, or the engine failed; that is no verdict on the data.
    """
    rules = _shapes_graph(shapes.text)
    try:
        with each_query_once(), _in_silence():
            _, report, text = pyshacl.validate(_graph(data), shacl_graph=rules, inplace=True, inference="none")
    except Exception as error:
        # pySHACL passes on whatever its parts raise; to its caller each means that nothing was decided.
        raise CheckError("broken-shapes", _one_line(error), shapes.files or "shapes", "mend the shape") from error
    # Some failures come back as a verdict of "does not conform": the type of the report tells them apart.
    if not isinstance(report, rdflib.Graph):
        raise CheckError("broken-shapes", _one_line(text), shapes.files or "shapes", "mend the shape")
    # Not by their type: results in `sh:detail` say why another one is there, and are none of their own.
    return tuple(_raw(report, rules, shapes, result) for result in report.objects(None, rdflib.SH.result))


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep off standard error what pySHACL and rdflib say there of shapes and values: it is raised, or is a result."""
    talkers = [logging.getLogger(name) for name in ("pyshacl-validate", "rdflib.term")]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="rdflib")
        for talker in talkers:
            talker.disabled = True
        try:
            yield
        finally:
            for talker in talkers:
                talker.disabled = False


def refuse_broken(shapes: Shapes) -> None:
    """Run the shapes over data that every one of them looks at; raises ``CheckError`` for one that is passed over."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", module="pyshacl")
        validate(shapes.probe, shapes)


@contextmanager
def each_query_once() -> Iterator[None]:
    """Let rdflib translate the text of a query once: for pySHACL it does so for each focus node, most of its time.

    >>> with each_query_once():
    ...     len(rdflib.Graph().query("SELECT ?a { ?a ?b ?c }"))
    0
    >>> with each_query_once():
    ...     rdflib.Graph().query("SELECT")
    Traceback (most recent call last):
    pyparsing.exceptions.ParseException: ...
    """
    own = {"parseQuery": parseQuery, "translateQuery": translateQuery}
    vars(processor).update(parseQuery=str, translateQuery=_translated)
    try:
        yield
    finally:
        vars(processor).update(own)


def _translated(text: str, base: str | None = None, names: Mapping[str, str] | None = None) -> Query:
    return _translated_once(text, base, tuple(sorted((names or {}).items())))


@lru_cache(maxsize=256)
def _translated_once(text: str, base: str | None, names: tuple[tuple[str, str], ...]) -> Query:
    return translateQuery(parseQuery(text), base, dict(names))


@cache
def _shapes_graph(text: str) -> rdflib.Graph:
    # A store without contexts: the engine reads a shape anew for each focus node.
    return rdflib.Graph(store="SimpleMemory").parse(data=text, format="nt")


def _graph(data: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    iri = cache(rdflib.URIRef)
    for subject, predicate, value, _ in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
        graph.add((_rdflib(subject, iri), iri(predicate.value), _rdflib(value, iri)))
    return graph


def _rdflib(term: object, iri: Callable[[str], rdflib.URIRef]) -> _Term:
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        return iri(_value(term))
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib holds a text and the same text typed xsd:string for unequal; shapes are written without the type.
    datatype = None if term.datatype == XSD.string else iri(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _value(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    message = f"a dataset holds no {type(term).__name__}"
    raise TypeError(message)


def _one_line(text: object) -> str:
    return " ".join(str(text).split()).rstrip(".")


def _raw(report: rdflib.Graph, rules: rdflib.Graph, shapes: Shapes, result: Node) -> Raw:
    value = report.value(result, rdflib.SH.value)
    source = report.value(result, rdflib.SH.sourceShape)
    path = report.value(result, rdflib.SH.resultPath)
    focus = report.value(result, rdflib.SH.focusNode)
    return Raw(
        focus=_term(focus),
        path="" if path is None else str(path) if isinstance(path, rdflib.URIRef) else _path(report, path),
        value=None if value is None else _term(value),
        component=str(report.value(result, rdflib.SH.sourceConstraintComponent)),
        shape=_named_shape(rules, source),
        severity=str(report.value(result, rdflib.SH.resultSeverity)),
        message=shapes.messages.get(str(source)) or _message(report, result),
    )


def _term(node: Node | None) -> Term:
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return named(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    raise CheckError("broken-shapes", f"a result about no IRI or literal ({node})", "shapes", "mend the shape")


def _message(report: rdflib.Graph, result: Node) -> str:
    messages = [m for m in report.objects(result, rdflib.SH.resultMessage) if isinstance(m, rdflib.Literal)]
    return min(((m.language or "en") != "en", " ".join(m.split())) for m in messages)[1] if messages else ""


def _named_shape(shapes: rdflib.Graph, shape: Node | None) -> str:
    """Return the IRI of a shape; of one without, that of the shape it is written in."""
    seen: set[Node] = set()
    while shape is not None and not isinstance(shape, rdflib.URIRef) and shape not in seen:
        seen.add(shape)
        # A file of shapes may hold a report, too, which names them as well.
        holders = (holder for holder, how in shapes.subject_predicates(shape) if how != rdflib.SH.sourceShape)
        shape = min(holders, key=str, default=None)
    return str(shape) if isinstance(shape, rdflib.URIRef) else ""


def _path(graph: rdflib.Graph, node: Node) -> str:
    """Write a SHACL property path as SPARQL does."""
    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if (node, rdflib.RDF.first, None) in graph:
        return f"({'/'.join(_path(graph, step) for step in Collection(graph, node))})"
    [(kind, part)] = graph.predicate_objects(node)
    if kind == rdflib.SH.inversePath:
        return f"^{_path(graph, part)}"
    if kind == rdflib.SH.alternativePath:
        return f"({'|'.join(_path(graph, step) for step in Collection(graph, part))})"
    return f"({_path(graph, part)}){_SUFFIXES[rdflib.URIRef(str(kind))]}"
