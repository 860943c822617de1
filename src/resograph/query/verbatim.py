"""Turns a release into one without the words of others: structure, names, numbers and digests stay, quotations go.

Which properties quote is data (`ontology/verbatim.ttl`). What a check said, and quoted in doing so, is replaced by
the rule. Then every other text is compared with what was taken out: where it repeats six words or more, it is cut
short after the third.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyoxigraph as ox

from resograph import assets
from resograph.naming import graphs
from resograph.naming.addresses import QUOTING, SHAPES
from resograph.naming.prefixes import DCTERMS, PREFIXES, PROV, RDFS, RG, SH, SKOS
from resograph.query.local import data_files, in_memory
from resograph.query.terms import shapes
from resograph.query.things import Things

RUN: Final = 6
"""So many words in a row are a quotation."""

KEPT: Final = 3
"""So many of them are left where a text is cut short: pages put a number or a kind before it."""

_MANIFEST: Final = "manifest.json"
_WORD: Final = re.compile(r"\w\S*")  # "X.1812" and "1/SC" are one word each, and a dash is none
_EDGE: Final = ".,:;!?()[]{}“”\"'’…/-–"
_REPEATED: Final = (SH.resultMessage, RDFS.label)


def without_quotes(store: ox.Store) -> ox.Store:
    """Make a store that is as another, in each of its graphs, but for the words that it quotes.

    >>> thing = ox.NamedNode("https://example.org/id/x")
    >>> store = ox.Store()
    >>> store.add(ox.Quad(thing, RG.statusText, ox.Literal("SG17 approved one text after the other.")))
    >>> store.add(ox.Quad(thing, RDFS.label, ox.Literal("Approved one text after the other")))
    >>> store.add(ox.Quad(thing, RG.number, ox.Literal(92)))
    >>> [quad.object.value for quad in sorted(without_quotes(store), key=str)]
    ['Approved one text…', '92']
    >>> len(without_quotes(ox.Store()))
    0
    """
    made, taken = ox.Store(), set[str]()
    made.bulk_extend(_kept(store, taken))
    _cut_short(made, taken)
    return made


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: without punctuation, in small letters.

    >>> words("SG17 approved “X.1812 (5/2022)”.")
    ('sg17', 'approved', 'x.1812', '5/2022')
    >>> words("—")
    ()
    """
    return tuple(found.rstrip(_EDGE).casefold() for found in _WORD.findall(text))


def runs(said: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield each run of so many words that they are a quotation; none of a shorter text.

    >>> list(runs(words("one two three four five six")))
    [('one', 'two', 'three', 'four', 'five', 'six')]
    >>> list(runs(words("one two three four five")))
    []
    """
    yield from zip(*(said[start:] for start in range(RUN)), strict=False)


def _kept(store: ox.Store, taken: set[str]) -> Iterator[ox.Quad]:
    """Yield what does not quote, messages reworded; what is left out is put into ``taken``."""
    quoting, reworded, changes = _quoting(), dict(_reworded(store)), dict(_changes(store))
    for quad in store:
        value = quad.object
        if not isinstance(value, ox.Literal):
            yield quad
        elif quad.predicate in quoting:
            taken.add(value.value)
        elif quad.predicate == RDFS.label and quad.subject in changes:
            yield _with(quad, changes[quad.subject])
        elif quad.predicate in _REPEATED and value.value in reworded:
            yield _with(quad, reworded[value.value])
        else:
            yield quad


def _reworded(store: ox.Store) -> Iterator[tuple[str, str]]:
    """Yield each message that is no rule's own, so may quote, and the rule that is put in its place."""
    rules = _rules()
    codes = {quad.subject: quad.object for quad in store.quads_for_pattern(None, RG.findingCode, None, None)}
    for quad in store.quads_for_pattern(None, SH.resultMessage, None, None):
        code = getattr(codes.get(quad.subject), "value", "")
        message, rule = rules.get(code, ("", code or "A rule was broken."))
        said = getattr(quad.object, "value", "")
        if said != message:
            yield said, rule


def _changes(store: ox.Store) -> Iterator[tuple[object, str]]:
    """Yield each tracked change with what it is called without its words: its place, and what was done."""
    things = Things(store)
    for quad in store.quads_for_pattern(None, DCTERMS.type, None, None):
        change, kind = quad.subject, quad.object
        if (
            isinstance(change, ox.NamedNode)
            and isinstance(kind, ox.NamedNode)
            and PROV.Activity in things.kinds(change)
        ):
            yield change, f"{things.text(change, RDFS.label).partition(': ')[0]}: {things.label(kind)}"


def _cut_short(store: ox.Store, taken: Iterable[str]) -> None:
    """Cut every text that still repeats a run of the words that were taken out."""
    long = [quad for quad in store if isinstance(quad.object, ox.Literal) and len(words(quad.object.value)) >= RUN]
    texts = {quad.object.value for quad in long if isinstance(quad.object, ox.Literal)}
    asked = {run for text in texts for run in runs(words(text))}
    quoted = {run for text in taken for run in runs(words(text)) if run in asked}
    for quad in long:
        text = getattr(quad.object, "value", "")
        end = _first(text, quoted)
        if end:
            store.remove(quad)
            store.add(_with(quad, f"{text[:end].rstrip(_EDGE)}…"))


def _first(text: str, quoted: set[tuple[str, ...]]) -> int:
    """Return where the last word ends that is left of the first quotation; 0 where there is none."""
    found = list(_WORD.finditer(text))
    for start, run in enumerate(runs(words(text))):
        if run in quoted:
            return found[start + KEPT - 1].end()
    return 0


def _with(quad: ox.Quad, text: str) -> ox.Quad:
    language = quad.object.language if isinstance(quad.object, ox.Literal) else None
    value = ox.Literal(text, language=language) if language else ox.Literal(text)
    return ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)


@cache
def _quoting() -> frozenset[object]:
    data = (assets.folder("ontology") / "verbatim.ttl").read_bytes()
    quads = ox.parse(data, format=ox.RdfFormat.TURTLE)
    members = (quad for quad in quads if quad.subject == ox.NamedNode(QUOTING))
    return frozenset(quad.object for quad in members if quad.predicate == SKOS.member)


@cache
def _rules() -> Mapping[str, tuple[str, str]]:
    """Return what each rule says, and what it asks for, by its code."""
    known = shapes()
    rules = [node for kind in (SH.NodeShape, SH.PropertyShape) for node in known.all_of_kind(kind)]
    return {
        rule.value.removeprefix(SHAPES): (known.text(rule, SH.message), known.text(rule, SH.description))
        for rule in rules
    }


@contextmanager
def release_without_quotes(release: Path) -> Iterator[Path]:
    """Write a release anew without the words that it quotes, for as long as it is wanted; yield its folder.

    Raises:
        InputError: the release cannot be read.

    >>> with release_without_quotes(Path("no-such-folder")) as folder:
    ...     pass
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    found = data_files(release)
    stated = json.loads((found[0].parent / _MANIFEST).read_bytes())
    made = files(without_quotes(in_memory(found)))
    written = {**made, _MANIFEST: json.dumps(manifest(stated, made), indent=2, sort_keys=True).encode()}
    with TemporaryDirectory(prefix="resograph-") as place:
        # Named as in an output folder: so a large one may have its index beside it.
        folder = Path(place) / "releases" / found[0].parent.name
        for name, data in written.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        yield folder


def files(store: ox.Store) -> Mapping[str, bytes]:
    """Write the files of a release anew from its store, under the names that they have there.

    The report of the check is not among them: it quotes wherever it finds something. What was found is in the graph.

    >>> meta = ox.NamedNode("https://example.org/graph/meta")
    >>> store = ox.Store()
    >>> store.add(ox.Quad(meta, RDFS.label, ox.Literal("About"), meta))
    >>> sorted(files(store))
    ['graph.jsonld', 'graph.nq', 'graph.trig', 'graph.ttl']
    >>> files(ox.Store())["graph.nq"]
    b''
    """
    dataset = graphs.dataset(quad for quad in store if isinstance(quad.graph_name, ox.NamedNode))
    reports: dict[str, list[ox.NamedNode]] = {}
    for graph in graphs.report_graphs(dataset):
        reports.setdefault(graph.revision, []).append(graph.name)
    return {
        "graph.jsonld": _jsonld(dataset.current()),
        "graph.nq": ox.serialize(dataset.quads, format=ox.RdfFormat.N_QUADS) or b"",
        "graph.trig": _prefixed(dataset.quads, ox.RdfFormat.TRIG),
        "graph.ttl": _prefixed(dataset.current(), ox.RdfFormat.TURTLE),
        **{
            f"reports/{name}.ttl": _prefixed(dataset.union(found), ox.RdfFormat.TURTLE)
            for name, found in reports.items()
        },
    }


def manifest(release: Mapping[str, Any], made: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the manifest of a release for files that were written anew: with their digests, and a word of it.

    >>> manifest({"files": {"graph.nq": "1a", "validation.ttl": "2b"}}, {"graph.nq": b""})["verbatim"]
    False
    >>> manifest({}, {})["files"]
    {}
    """
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    # Without blank nodes, the canonical form (RDFC-1.0) is the statements, sorted.
    canonical = b"".join(sorted(made.get("graph.nq", b"").splitlines(keepends=True)))
    digest = hashlib.sha256(canonical).hexdigest()
    return {**release, "rdfc10-sha256": digest, "files": digests, "verbatim": False}


def _prefixed(statements: Iterable[ox.Triple] | Iterable[ox.Quad], syntax: ox.RdfFormat) -> bytes:
    written = ox.serialize(statements, format=syntax, prefixes=dict(PREFIXES)) or b""
    # The serialiser promises no order of its prefixes.
    lines = written.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[: len(PREFIXES)]), *lines[len(PREFIXES) :]])


def _jsonld(triples: Iterable[ox.Triple]) -> bytes:
    subjects = json.loads(ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"[]")
    lines = (json.dumps(subject, ensure_ascii=False, separators=(",", ":")) for subject in subjects)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()
