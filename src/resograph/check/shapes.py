"""Turns the files of shapes folders into one graph, and refuses what would reach beyond it.

Everything is offline and nothing but SHACL Core and SHACL-SPARQL is run: a shape that asks for more
would be skipped in silence by some engines, and an unchecked rule must never look like a kept one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import pyoxigraph as ox

from resograph import assets
from resograph.check.raw import ntriples
from resograph.errors import CheckError, InputError, UsageError
from resograph.model.rdf_file import admitted, is_rdf
from resograph.model.release import Rule, Severity
from resograph.model.source import Source
from resograph.naming.prefixes import DCTERMS, OWL, RDF, RDFS, SH
from resograph.query.guard import admit

SEVERITIES: Mapping[str, Severity] = {SH.Warning.value: "warning", SH.Info.value: "info"}
"""The severities of SHACL but the worst, which any other counts as: what is not understood is not waved through."""

_QUERIES = frozenset({SH.select, SH.ask, SH.construct, SH.update})
_ADVANCED = {"rule", "target", "expression", "values", "SPARQLFunction", "SPARQLTarget", "SPARQLTargetType"}
_SHAPES_GRAPH = re.compile(r"[$?](shapesGraph|currentShape)\b")
_PREFIX, _NAMESPACE = re.compile(r"(?:[^\W\d_][\w.-]*)?"), re.compile(r'[^\x00-\x20<>"{}|^`\\]+')
_SHORT = re.compile(r"(?<![\w:])(\w+):(\w+)")
# The quick engine forgets a value that stands neither in the data nor in the shapes.
_COMPUTED = re.compile(r"\bAS\s*[?$](?:value|path)\b", re.IGNORECASE)
_NOT = SH["not"]
_PATHS = (SH.path, SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, RDF.first)
_STEPS = {*_PATHS, SH.targetSubjectsOf, SH.targetObjectsOf}
_PROBES = 4


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL constraint of ours on the nodes of a class, which may be asked of all of them at once."""

    shape: str
    target: ox.NamedNode
    severity: str
    message: str
    select: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The rules of a check, ready for any engine.

    ``text`` is the graph in N-Triples. ``rules`` are the shapes that have an IRI. ``messages`` and ``forbidden``
    tell by the IRI of a shape what it says, and the words that it forbids as a regular expression (``sh:not`` of
    an ``sh:pattern``). ``targets`` are the classes whose members are checked. ``probe`` are data that every shape
    looks at, so that a broken one shows: "" for ours alone, which tests have tried. ``beyond`` says what only the
    slow engine can run, "" = nothing. ``compared`` are the properties that queries ask for. ``files`` names those
    that are not ours.
    ``queries`` are constraints that may be asked of all data at once, and ``rest`` is ``text`` without them.
    """

    text: str
    rules: tuple[Rule, ...]
    messages: Mapping[str, str]
    forbidden: Mapping[str, str]
    targets: frozenset[str]
    probe: str
    beyond: str
    compared: frozenset[str]
    queries: tuple[Query, ...]
    rest: str
    files: str


def load_shapes(*places: Path) -> Shapes:
    """Load the shapes in some files and folders (``*.ttl`` and other RDF, not in folders below); ours if none is named.

    Raises:
        CheckError: there are no shapes, one is no RDF, or one needs JavaScript, an import or a remote query.

    >>> len(load_shapes().rules) > 100
    True
    >>> load_shapes(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.CheckError: error[broken-shapes]: no shapes, no-such-folder: name a folder that holds Turtle
    """
    return _loaded(places) if {*places} - {our_shapes()} else _ours()


def our_shapes() -> Path:
    """Return the folder of the shapes that come with resograph."""
    return assets.folder("shapes")


@cache
def _ours() -> Shapes:
    # Tests hold our own files against what is refused in others: it need not be done again in each run.
    return _shapes(_Graph(triple for path in shapes_files(our_shapes()) for triple in _parsed(path)), {})


def _loaded(places: Sequence[Path]) -> Shapes:
    files = {path: tuple(_parsed(path)) for place in places for path in shapes_files(place)}
    foreign = {path: triples for path, triples in files.items() if path.parent != our_shapes()}
    graph = _Graph(chain.from_iterable(files.values()))
    for path, triples in foreign.items():
        for what in _refused(graph, triples):
            raise CheckError("unsupported-shapes", f"{what} is not run here", path.name, "say the rule in SHACL Core")
    if foreign:
        _rules(_Graph(chain.from_iterable(foreign.values())))  # beside ours, files without a shape would look kept
    return _shapes(graph, foreign)


def _shapes(graph: _Graph, others: Mapping[Path, Sequence[ox.Triple]]) -> Shapes:
    foreign = tuple(chain.from_iterable(others.values()))
    queries = dict(_queries(graph, foreign))
    return Shapes(
        text=ntriples(graph.triples),
        rules=_rules(graph),
        messages=dict(_messages(graph)),
        forbidden=dict(_forbidden(graph)),
        targets=frozenset(target.value for target in _target_classes(graph)),
        probe=ntriples(_probe(_Graph(foreign))) if foreign else "",
        beyond=_beyond(foreign),
        compared=frozenset(_compared(graph)),
        queries=tuple(queries.values()),
        rest=ntriples(triple for triple in graph.triples if triple not in queries),
        files=", ".join(path.name for path in others),
    )


class _Graph:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = tuple(triples)
        self._out: dict[tuple[object, ox.NamedNode], list[object]] = {}
        for triple in self.triples:
            self._out.setdefault((triple.subject, triple.predicate), []).append(triple.object)

    def objects(self, subject: object, predicate: ox.NamedNode) -> Sequence[object]:
        return self._out.get((subject, predicate), ())

    def text(self, subject: object, predicate: ox.NamedNode) -> str:
        """Return a literal of a node, in English where there are several."""
        found = [value for value in self.objects(subject, predicate) if isinstance(value, ox.Literal)]
        return min(((one.language or "en") != "en", one.value) for one in found)[1] if found else ""

    def subjects(self, predicate: ox.NamedNode) -> set[object]:
        return {triple.subject for triple in self.triples if triple.predicate == predicate}


# ---------------------------------------------------------------------------------------- the files


def shapes_files(place: Path) -> list[Path]:
    """Return the files that hold the shapes in a folder, or the file itself.

    Raises ``CheckError`` (``broken-shapes``) where there is none.

    >>> [path.name for path in shapes_files(our_shapes())][0]
    'action-item.ttl'
    >>> shapes_files(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.CheckError: error[broken-shapes]: no shapes, no-such-folder: name a folder that holds Turtle
    """
    files = sorted(path for path in place.glob("*") if is_rdf(path.name)) if place.is_dir() else [place]
    if not (place.exists() and files):
        raise CheckError("broken-shapes", "no shapes", place.name, "name a folder that holds Turtle")
    return files


def _parsed(path: Path) -> Iterator[ox.Triple]:
    try:
        source = Source.open(path)
        with admitted(source) as syntax:
            base = path.resolve().as_uri()
            # Blank nodes of two files must not become one.
            for quad in ox.parse(source.data, format=syntax, base_iri=base, rename_blank_nodes=True):
                yield quad.triple
    except InputError as error:
        raise CheckError("broken-shapes", error.what, path.name, "mend the file") from error


def _refused(graph: _Graph, triples: Iterable[ox.Triple]) -> Iterator[str]:
    for triple in triples:
        if triple.predicate == OWL.imports:
            yield f"owl:imports {triple.object}"
        for term in triple:
            if isinstance(term, ox.NamedNode) and _is_extension(term):
                yield f"sh:{_name(term)}"
        if triple.predicate in _QUERIES:
            yield from _refused_in(graph, triple)


def _is_extension(term: ox.NamedNode) -> bool:
    """Tell whether a term is of SHACL-JS or of SHACL's advanced features, which plain engines ignore."""
    name = _name(term)
    return name.lower().startswith("js") or name in _ADVANCED


def _name(term: ox.NamedNode) -> str:
    return term.value.removeprefix(SH.iri) if term.value.startswith(SH.iri) else ""


def _refused_in(graph: _Graph, triple: ox.Triple) -> Iterator[str]:
    query = getattr(triple.object, "value", "")
    yield from sorted({found[0] for found in _SHAPES_GRAPH.finditer(query)})
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _prefixes(graph, triple.subject))
    try:
        admit(prefixes + query)
    except UsageError as error:
        if error.code != "query-refused":
            raise CheckError("broken-shapes", f"{error.what}: {query[:80]}", "shapes", "mend the constraint") from error
        yield "SERVICE or FROM in a query"


def _prefixes(graph: _Graph, query: object) -> Iterator[tuple[str, str]]:
    for holder in graph.objects(query, SH.prefixes):
        for declared in graph.objects(holder, SH.declare):
            prefix, namespace = graph.text(declared, SH.prefix), graph.text(declared, SH.namespace)
            if not (_PREFIX.fullmatch(prefix) and _NAMESPACE.fullmatch(namespace)):
                what = f"no prefix of an IRI ({prefix}: {namespace})"
                raise CheckError("broken-shapes", what, "shapes", "mend its sh:declare")
            yield prefix, namespace


# ---------------------------------------------------------------------------------------- what stands in them


def _rules(graph: _Graph) -> tuple[Rule, ...]:
    shapes = {
        *(triple.subject for triple in graph.triples if triple.object in {SH.NodeShape, SH.PropertyShape}),
        *graph.subjects(SH.path),
        *graph.subjects(SH.targetClass),
    }
    if not shapes:
        raise CheckError("broken-shapes", "no shapes", "shapes", "write one, or leave --shapes out")
    return tuple(_rule(graph, shape) for shape in sorted(shapes, key=str) if isinstance(shape, ox.NamedNode))


def _rule(graph: _Graph, shape: ox.NamedNode) -> Rule:
    severities = [getattr(found, "value", "") for found in graph.objects(shape, SH.severity)]
    return Rule(
        shape.value,
        graph.text(shape, SH.name),
        graph.text(shape, SH.description),
        SEVERITIES.get(severities[0], "violation") if severities else "violation",
        graph.text(shape, DCTERMS.source),
    )


def _messages(graph: _Graph) -> Iterator[tuple[str, str]]:
    for shape in graph.subjects(SH.message):
        if isinstance(shape, ox.NamedNode):
            yield shape.value, graph.text(shape, SH.message)


def _forbidden(graph: _Graph) -> Iterator[tuple[str, str]]:
    for shape in graph.subjects(_NOT):
        for other in graph.objects(shape, _NOT):
            pattern, flags = graph.text(other, SH.pattern), graph.text(other, SH.flags)
            if isinstance(shape, ox.NamedNode) and _compiles(pattern, flags):
                yield shape.value, f"(?{flags}:{pattern})" if flags else pattern


def _compiles(pattern: str, flags: str) -> bool:
    """Tell whether Python knows a pattern and its flags, as XPath does: else a finding quotes the whole cell."""
    try:
        return bool(pattern) and re.compile(f"(?{flags}:{pattern})" if flags else pattern) is not None
    except re.error:
        return False


def _target_classes(graph: _Graph) -> Iterator[ox.NamedNode]:
    for triple in graph.triples:
        # A shape that is a class is its own target (SHACL, section 2.1.3.3).
        node = triple.object if triple.predicate == SH.targetClass else triple.subject
        is_class = triple.predicate == RDF.type and triple.object == RDFS.Class
        if isinstance(node, ox.NamedNode) and (triple.predicate == SH.targetClass or is_class):
            yield node


def _probe(graph: _Graph) -> Iterator[ox.Triple]:
    """Yield data that each shape has something to say of: nodes of every class, each the next one's for every path.

    They stand in a row, as a node that leads to itself would send some shapes round and round.
    """
    row = [ox.NamedNode(f"urn:x-resograph:probe-{number}") for number in range(_PROBES)]
    kinds = {RDFS.Resource, *_target_classes(graph)}
    steps = {triple.object for triple in graph.triples if triple.predicate in _STEPS}
    targets = [graph.objects(shape, SH.targetNode)[0] for shape in graph.subjects(SH.targetNode)]
    yield from (ox.Triple(node, RDF.type, kind) for node in row for kind in kinds)
    for node, value in (*pairwise(row), *((target, row[-1]) for target in targets)):
        if isinstance(node, ox.NamedNode):
            yield from (ox.Triple(node, step, value) for step in steps if isinstance(step, ox.NamedNode))


def _beyond(triples: Iterable[ox.Triple]) -> str:
    queries = (str(getattr(triple.object, "value", "")) for triple in triples if triple.predicate in _QUERIES)
    return "a query computes a value" if any(map(_COMPUTED.search, queries)) else ""


def _compared(graph: _Graph) -> Iterator[str]:
    for triple in graph.triples:
        if triple.predicate == SH.select:
            namespaces = dict(_prefixes(graph, triple.subject))
            for prefix, name in _SHORT.findall(getattr(triple.object, "value", "")):
                if prefix in namespaces:
                    yield namespaces[prefix] + name


def _queries(graph: _Graph, foreign: Iterable[ox.Triple]) -> Iterator[tuple[ox.Triple, Query]]:
    """Yield the queries of our shapes; those that somebody else changes or builds on are left to an engine."""
    touched = {term for triple in foreign for term in (triple.subject, triple.object)}
    for triple in graph.triples:
        shape, query = triple.subject, triple.object
        if triple.predicate == SH.sparql and isinstance(shape, ox.NamedNode) and not {shape, query} & touched:
            match graph.objects(shape, SH.targetClass):
                case [ox.NamedNode() as target]:
                    yield triple, _query(graph, shape, query, target)


def _query(graph: _Graph, shape: ox.NamedNode, query: object, target: ox.NamedNode) -> Query:
    namespaces = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _prefixes(graph, query))
    return Query(
        shape=shape.value,
        target=target,
        severity=next((str(one).strip("<>") for one in graph.objects(shape, SH.severity)), SH.Violation.value),
        message=graph.text(shape, SH.message) or graph.text(query, SH.message),
        select=namespaces + graph.text(query, SH.select),
    )
