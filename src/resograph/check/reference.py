"""Turns data and shapes into SHACL results by pySHACL: slow, and the reference for any other engine."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from decimal import Decimal
from functools import cache

import pyoxigraph as ox
import pyshacl
import rdflib
from pyshacl import shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.core.property_pair_constraints import (
    LessThanConstraintComponent,
    LessThanOrEqualsConstraintComponent,
)
from rdflib.collection import Collection
from rdflib.term import Node

from resograph.check.raw import Raw, Term, named
from resograph.check.shapes import Shapes
from resograph.errors import CheckError
from resograph.naming.prefixes import XSD

_Term = rdflib.URIRef | rdflib.BNode | rdflib.Literal

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_FLOAT = re.compile(rf"{_DECIMAL}([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DATE, _TIME, _ZONE = (
    r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}",
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?",
    r"(Z|[+-][0-9]{2}:[0-9]{2})?",
)
_FORMS = {
    XSD.boolean.value: re.compile("true|false|1|0"),
    XSD.decimal.value: re.compile(_DECIMAL),
    XSD.double.value: _FLOAT,
    XSD.float.value: _FLOAT,
    XSD.date.value: re.compile(_DATE + _ZONE),
    XSD.dateTime.value: re.compile(f"{_DATE}T{_TIME}{_ZONE}"),
    XSD.time.value: re.compile(_TIME + _ZONE),
}
_DOLLAR = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_SUFFIXES = {rdflib.SH.zeroOrMorePath: "*", rdflib.SH.oneOrMorePath: "+", rdflib.SH.zeroOrOnePath: "?"}


def validate(data: str, shapes: Shapes) -> tuple[Raw, ...]:
    """Run the shapes over data in N-Triples: no inference, no imports, no JavaScript.

    Raises:
        CheckError: a shape is ill-formed, or the engine failed; that is no verdict on the data.
    """
    _mend()
    rules = _shapes_graph(shapes.text)
    try:
        _, report, text = pyshacl.validate(_graph(data), shacl_graph=rules, inplace=True, inference="none")
    except Exception as error:
        # pySHACL passes on whatever its parts raise; to its caller each means that nothing was decided.
        raise CheckError("broken-shapes", _one_line(error), "shapes", "mend the shape") from error
    # Some failures come back as a verdict of "does not conform": the type of the report tells them apart.
    if not isinstance(report, rdflib.Graph):
        raise CheckError("broken-shapes", _one_line(text), "shapes", "mend the shape")
    # Not by their type: results in `sh:detail` say why another one is there, and are none of their own.
    return tuple(_raw(report, rules, shapes, result) for result in report.objects(None, rdflib.SH.result))


def refuse_broken(shapes: Shapes) -> None:
    """Run the shapes over data that every one of them looks at; raises ``CheckError`` for one that is passed over."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", module="pyshacl")
        validate(shapes.probe, shapes)


@cache
def _shapes_graph(text: str) -> rdflib.Graph:
    # A store without contexts: the engine reads a shape anew for each focus node.
    graph = rdflib.Graph(store="SimpleMemory").parse(data=text, format="nt")
    for node, pattern in list(graph.subject_objects(rdflib.SH.pattern)):
        if "m" not in str(graph.value(node, rdflib.SH.flags) or ""):
            graph.set((node, rdflib.SH.pattern, rdflib.Literal(_DOLLAR.sub(_end, str(pattern)))))
    return graph


def _end(found: re.Match[str]) -> str:
    # In SHACL, that is in XPath, "$" is the end alone; in Python, a last line break may follow.
    return r"\Z" if found[0] == "$" else found[0]


def _mend() -> None:
    """Mend what pySHACL 0.40 does slowly, and what it does not do as SHACL has it.

    It looks each predicate of a shape up in a cache of parameter names once a focus node; as it fills it, with a
    list, this is half of its time (measured over the example report). And it raises or goes by the name of the
    datatype where two values have no order, which by SHACL is a result.
    """
    vars(shape)["CONSTRAINT_PARAMS"] = (frozenset(ALL_CONSTRAINT_PARAMETERS), CONSTRAINT_PARAMETERS_MAP)
    setattr(LessThanConstraintComponent, "_compare_lt", _compared)  # noqa: B010
    setattr(LessThanOrEqualsConstraintComponent, "_compare_ltoe", _compared)  # noqa: B010


def _compared(
    component: ConstraintComponent, values: set[_Term], others: set[_Term], data: rdflib.Graph, focus: _Term
) -> tuple[bool, list[object]]:
    is_less = isinstance(component, LessThanConstraintComponent)
    wrong = [value for value in values for other in others if not _in_order(value, other, is_less=is_less)]
    return bool(wrong), [component.make_v_result(data, focus, value_node=value) for value in wrong]


def _in_order(value: _Term, other: _Term, *, is_less: bool) -> bool:
    """Tell whether a value comes before another one, as SPARQL has it, or is equal to it."""
    if not (isinstance(value, rdflib.Literal) and isinstance(other, rdflib.Literal)):
        return False
    if value.ill_typed or other.ill_typed or not _are_alike(value, other):
        return False
    try:
        return bool(value < other or (not is_less and value.eq(other)))
    except TypeError:  # one has a time zone, the other has none
        return False


def _are_alike(value: rdflib.Literal, other: rdflib.Literal) -> bool:
    """Tell whether two literals are numbers, or of one datatype; for texts in a language SPARQL has no order."""
    if all(isinstance(one.value, int | float | Decimal) and not isinstance(one.value, bool) for one in (value, other)):
        return True
    return value.datatype == other.datatype and not value.language and not other.language


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
    literal = rdflib.Literal(term.value, datatype=datatype, normalize=False)
    form = _FORMS.get(term.datatype.value) or (_INTEGER if isinstance(literal.value, int) else None)
    return _IllFormed(literal) if form and not form.fullmatch(term.value) else literal


class _IllFormed(rdflib.Literal):
    """A literal that has no value by XML Schema, though Python makes one of it: int("1_0 ")."""

    value = None
    ill_typed = True


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
