"""Turns the queries of our own shapes into results: each is asked once, for all reports at the same time.

An engine asks such a query anew for each report, which takes it a millisecond at best, and with many reports
minutes, as it plans badly with the report put in. Ours are written so that the report may be left open
(docs/decisions/0022), and tests hold what is found that way against pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, RdfFormat, Store

from resograph.check.raw import Raw, Term
from resograph.check.shapes import Query
from resograph.naming.prefixes import RDF, RDFS, SH

_NAMED = re.compile(r"\{[?$](\w+)\}")


def stored(quads: Sequence[Quad]) -> Store:
    """Put the triples of some quads where they can be asked for."""
    store = Store()
    graphs = set(map(attrgetter("graph_name"), quads))
    # A statement that several graphs make is one triple.
    store.bulk_extend(quads if graphs <= {DefaultGraph()} else (Quad(*quad.triple) for quad in quads))
    return store


def loaded(data: str) -> Store:
    """Put data in N-Triples where they can be asked for."""
    store = Store()
    store.bulk_load(input=data.encode(), format=RdfFormat.N_TRIPLES)
    return store


def asked(queries: Sequence[Query], data: Store) -> Iterator[Raw]:
    """Yield what the queries find in data that came from `stored`."""
    targets = {kind: _instances(kind, data) for kind in {query.target for query in queries}}
    for query in queries:
        focus = targets[query.target]
        found = data.query(query.select) if focus else None
        if isinstance(found, QuerySolutions):
            names = {variable.value for variable in found.variables}
            yield from (_raw(query, _bound(row, names)) for row in found if row["this"] in focus)


def _instances(kind: NamedNode, data: Store) -> set[object]:
    """Return the nodes of a class and of those below it, as the data have them."""
    kinds, pending = {kind}, [kind]
    for one in pending:  # grows as we go
        below = {quad.subject for quad in data.quads_for_pattern(None, RDFS.subClassOf, one)}
        pending += [more for more in below if isinstance(more, NamedNode) and more not in kinds]
        kinds.update(pending)
    return {quad.subject for one in kinds for quad in data.quads_for_pattern(None, RDF.type, one)}


def _bound(row: QuerySolution, names: set[str]) -> dict[str, Term]:
    values = ((name, row[name]) for name in names)
    return {name: value for name, value in values if isinstance(value, NamedNode | Literal)}


def _raw(query: Query, row: Mapping[str, Term]) -> Raw:
    path = row.get("path")
    return Raw(
        focus=row["this"],
        path=path.value if path is not None else "",
        value=row.get("value", row["this"]),
        component=SH.SPARQLConstraintComponent.value,
        shape=query.shape,
        severity=query.severity,
        message=" ".join(_NAMED.sub(lambda name: _words(name, row), query.message).split()),
    )


def _words(name: re.Match[str], row: Mapping[str, Term]) -> str:
    value = row.get(name[1])
    return value.value if value is not None else name[0]
