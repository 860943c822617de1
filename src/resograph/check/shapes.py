"""Turns the files of a shapes folder into one graph, and refuses what would reach beyond it.

Everything is offline and nothing but SHACL Core and SHACL-SPARQL is run: a shape that asks for more
would be skipped in silence by some engines, and an unchecked rule must never look like a kept one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import rdflib
from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from resograph.errors import CheckError

_SH = str(rdflib.SH)
_QUERIES = {rdflib.SH.select, rdflib.SH.ask, rdflib.SH.construct, rdflib.SH.update}
_REMOTE = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_ADVANCED = {"rule", "target", "expression", "values", "SPARQLFunction", "SPARQLTarget", "SPARQLTargetType"}


def load_shapes(folder: Path) -> rdflib.Graph:
    """Load ``folder/*.ttl``; the examples lie below it and are not rules.

    Raises:
        CheckError: there are no shapes, one is not Turtle, or one needs JavaScript, an import or a remote query.
    """
    # A store without contexts: the engine reads a shape anew for each focus node.
    graph = rdflib.Graph(store="SimpleMemory")
    for path in sorted(folder.glob("*.ttl")):
        part = _parsed(path)
        for what in _refused(part):
            raise CheckError("unsupported-shapes", f"{what} is not run here", path.name, "say the rule in SHACL Core")
        graph += part
    if not len(graph):
        raise CheckError("broken-shapes", "no shapes", folder.name, "install resograph again")
    return graph


def _parsed(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(data=path.read_bytes(), format="turtle")
    except Exception as error:
        # rdflib's parsers raise many types, from SyntaxError to AssertionError.
        raise CheckError("broken-shapes", f"not Turtle ({error})", path.name, "mend the file") from error


def _refused(graph: rdflib.Graph) -> Iterator[str]:
    for subject, predicate, value in sorted(graph):
        if predicate == rdflib.OWL.imports:
            yield f"owl:imports <{value}>"
        for term in (subject, predicate, value):
            if isinstance(term, rdflib.URIRef) and _is_extension(term):
                yield f"sh:{term.removeprefix(_SH)}"
        if predicate in _QUERIES:
            yield from _refused_in(str(value))


def _is_extension(term: rdflib.URIRef) -> bool:
    """Tell whether a term is of SHACL-JS or of SHACL's advanced features, which plain engines ignore."""
    name = term.removeprefix(_SH)
    return term.startswith(_SH) and (name.lower().startswith("js") or name in _ADVANCED)


def _refused_in(query: str) -> Iterator[str]:
    try:
        parsed = parseQuery(query)
    except ParseException as error:
        raise CheckError("broken-shapes", f"not SPARQL ({error})", "shapes", "mend the constraint") from error
    yield from sorted({_REMOTE[name] for name in _names(parsed) if name in _REMOTE})


def _names(node: object) -> Iterator[str]:
    if isinstance(node, CompValue):
        yield node.name
        node = list(node.values())
    if isinstance(node, list | ParseResults):
        for child in node:
            yield from _names(child)
