"""Measures the server beside its peers on the same data: pages, data, questions, memory, and what a heavy one does.

    python -m benchmarks.bench_serve [--million] [WORDS OF A NAME]

The peers are Oxigraph's own server in memory, rdflib-endpoint and Trifid. Without --million all is measured at
100,000 triples; with it, what a million changes, too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep

from benchmarks import peers
from benchmarks.peers import Server
from benchmarks.processes import cpu_seconds, pss
from benchmarks.web_data import A_HUNDRED_THOUSAND, A_MILLION, Data, made, one_item, sparql
from benchmarks.web_load import Load, beside, measured

_RDF = "PREFIX rg: <https://w3id.org/resograph/def#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_RDF += "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#> "
_RDF += "PREFIX oa: <http://www.w3.org/ns/oa#> "
QUESTIONS: Mapping[str, str] = {
    "lookup": 'SELECT ?item ?label { ?item dcterms:identifier "92-03" ; a rg:ActionItem ; rdfs:label ?label }',
    "count": "SELECT ?thing (COUNT(?mention) AS ?mentions) { ?mention a rg:Mention ; rg:about ?thing ; "
    "rg:mentionedIn ?state . ?state rg:leadQuestion ?question } GROUP BY ?thing ORDER BY DESC(?mentions) ?thing",
    "words": "SELECT ?thing ?text { ?thing ?name ?text "
    'FILTER(ISLITERAL(?text) && CONTAINS(LCASE(?text), "distributed ledger")) } ORDER BY ?thing ?text',
    "path": "SELECT ?item ?name ?quote { ?item rg:onResolution ?resolution . ?state prov:specializationOf ?item . "
    "?mention rg:mentionedIn ?state ; rg:about ?thing ; oa:hasTarget/oa:hasSelector/oa:exact ?quote . "
    "?thing rg:designation ?name } ORDER BY ?item ?name ?quote",
    "report": "CONSTRUCT { ?mention ?p ?o . ?o rdfs:label ?label } { ?mention rg:mentionedIn ?state ; ?p ?o . "
    'OPTIONAL { ?o rdfs:label ?label } FILTER(CONTAINS(STR(?state), "/sg101/")) }',
}
HEAVY = ("count", "words", "path", "report")
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SEARCHED = ("X1812", "quantum", "Q2/17", "security", "X.509", "identity management", "92-03", "SG17", "workshop")
_AT_REST = 10
"""After so many seconds without a request nothing is left to be done, as by the process that makes the search."""
_JSON = "application/sparql-results+json, text/turtle;q=0.9"


def with_prefixes(question: str) -> str:
    """Return a question as an engine takes it."""
    return _RDF + question


# ---------------------------------------------------------------------------------------- what runs


@cache
def _data(plans: int = A_HUNDRED_THOUSAND) -> Data:
    folder = _STACK.enter_context(TemporaryDirectory())
    found = made(Path(folder) / "out", plans)
    print(f"  {plans} plans, {found.quads:,} quads")
    return found


@cache
def _ours(plans: int = A_HUNDRED_THOUSAND) -> Server:
    return _STACK.enter_context(peers.ours(_data(plans).release))


@cache
def _oxigraph() -> Server:
    return _STACK.enter_context(peers.oxigraph(_data().view))


@cache
def _rdflib_endpoint() -> Server:
    return _STACK.enter_context(peers.rdflib_endpoint(_data().view))


@cache
def _trifid() -> Server:
    return _STACK.enter_context(peers.trifid(_data().view))


_STACK = ExitStack()


@contextmanager
def stopped() -> Iterator[None]:
    """Stop what was started, at the end."""
    try:
        yield
    finally:
        _STACK.close()
        for started in (_data, _ours, _oxigraph, _rdflib_endpoint, _trifid):
            started.cache_clear()


def _pages(form: str, fresh: str = "") -> Load:
    return Load([f"/doc/{name}{form}{fresh}" for name in _data().items])


def _constructed() -> Load:
    return Load([f"/query?{sparql(one_item(name))}" for name in _data().items], "text/turtle")


# ---------------------------------------------------------------------------------------- pages and data


def cached_turtle_beside_oxigraph() -> float:
    """Return the rate of Turtle that was asked for before to that of a CONSTRUCT of one item."""
    measured(_ours(), _pages(".ttl"))
    return beside(_ours(), _pages(".ttl"), _oxigraph(), _constructed())


def cached_page_beside_oxigraph() -> float:
    """Return the rate of pages that were asked for before to that of a CONSTRUCT of one item."""
    measured(_ours(), _pages(".html"))
    return beside(_ours(), _pages(".html"), _oxigraph(), _constructed())


def turtle_beside_oxigraph() -> float:
    """Return the rate of Turtle that is made anew each time to that of a CONSTRUCT of one item."""
    return beside(_ours(), _pages(".ttl", "?fresh=@"), _oxigraph(), _constructed())


def page_beside_trifid() -> float:
    """Return the rate of pages that are made anew each time to that of Trifid's."""
    theirs = Load([f"/id/{name}" for name in _data().items], "text/html")
    return beside(_ours(), _pages(".html", "?fresh=@"), _trifid(), theirs)


def page_in_bytes() -> float:
    """Return the size of a page about 15 triples, the largest of some, before it is packed."""
    sizes = {name: len(_body(_ours(), f"/doc/{name}.html")) for name in _data().middling}
    largest = max(sizes, key=lambda name: sizes[name])
    print(f"    {len(sizes)} pages, {min(sizes.values()):,} to {sizes[largest]:,} bytes: {largest}")
    return float(sizes[largest])


def page_at_a_million() -> float:
    """Return how many times as long a page takes at a million triples as at a hundred thousand, the middle."""
    pairs = [
        (measured(_ours(A_MILLION), _fresh(A_MILLION), 1).p50, measured(_ours(), _fresh(A_HUNDRED_THOUSAND), 1).p50)
        for _ in range(3)
    ]
    print(f"    milliseconds at a million and a hundred thousand: {pairs}")
    return min(many / few for many, few in pairs)


def _fresh(plans: int) -> Load:
    return Load([f"/doc/{name}.html?fresh=@" for name in _data(plans).items])


# ---------------------------------------------------------------------------------------- questions


def lookup_beside_oxigraph() -> float:
    """Return the rate of a lookup to that of Oxigraph's server."""
    return _beside("lookup", _oxigraph(), "/query")


def heavy_beside_oxigraph() -> float:
    """Return the rate of the heavy questions to that of Oxigraph's server, the least."""
    return min(_beside(name, _oxigraph(), "/query") for name in HEAVY)


def questions_beside_rdflib_endpoint() -> float:
    """Return the rate of all questions to that of rdflib-endpoint, the least."""
    return min(_beside(name, _rdflib_endpoint(), "/") for name in QUESTIONS)


def _beside(name: str, other: Server, endpoint: str) -> float:
    asked = sparql(with_prefixes(QUESTIONS[name]))
    ratio = beside(_ours(), Load([f"/sparql?{asked}"], _JSON), other, Load([f"{endpoint}?{asked}"], _JSON))
    print(f"    {name:<56} {ratio:8.2f}")
    return ratio


def search_in_milliseconds(plans: int = A_HUNDRED_THOUSAND) -> float:
    """Return within how many milliseconds 95 of 100 searches are answered, asked one after the other."""
    addresses = [f"/search?q={words.replace(' ', '+')}&fresh=@" for words in SEARCHED]
    measured(_ours(plans), Load(addresses, "text/html"), 1)
    return measured(_ours(plans), Load(addresses, "text/html"), 1).p95


def search_at_a_million() -> float:
    """Return the same at a million triples."""
    return search_in_milliseconds(A_MILLION)


# ---------------------------------------------------------------------------------------- the process


def start_in_seconds() -> float:
    """Return how long it takes from the start to the first answer, the least of three: the files were read before."""
    return min(_started() for _ in range(3))


def _started() -> float:
    with peers.ours(_data().release, f"/doc/{_data().items[0]}.ttl") as server:
        return server.started


def megabytes(plans: int = A_HUNDRED_THOUSAND) -> float:
    """Return the memory of all processes of a server that has answered pages, questions and searches."""
    with peers.ours(_data(plans).release) as server:
        for load in (
            Load([f"/doc/{name}.html" for name in _data(plans).items]),
            Load([f"/sparql?{sparql(with_prefixes(QUESTIONS['lookup']))}"], _JSON),
            Load([f"/search?q={words.replace(' ', '+')}" for words in SEARCHED], "text/html"),
        ):
            measured(server, load, seconds=1)
        sleep(_AT_REST)
        return pss(server.pid) / 1e6


def megabytes_at_a_million() -> float:
    """Return the same at a million triples."""
    return megabytes(A_MILLION)


def cheap_beside_a_runaway() -> float:
    """Return within how many milliseconds 95 of 100 cheap questions are answered while one runs away."""
    with _runaway(_ours()):
        sleep(0.3)
        return measured(_ours(), Load([f"/sparql?{sparql('ASK {}')}"], _JSON), 1).p95


def cpu_after_a_runaway() -> float:
    """Return what part of a processor the server uses from a second after the limit of a question on."""
    with _runaway(_ours()) as ended:
        while not ended:
            sleep(0.05)
    sleep(1)
    before = cpu_seconds(_ours().pid)
    sleep(1)
    return cpu_seconds(_ours().pid) - before


@contextmanager
def _runaway(server: Server) -> Iterator[list[int]]:
    """Let a question run that nobody can answer; the list holds the status once it has come to its end."""
    ended: list[int] = []

    def ask() -> None:
        begun = monotonic()
        ended.append(_status(server, f"/sparql?{sparql(_RUNAWAY).replace('@', str(begun))}"))
        print(f"    a question that nobody can answer was given up after {monotonic() - begun:.1f} s ({ended[0]})")

    thread = Thread(target=ask)
    thread.start()
    try:
        yield ended
    finally:
        thread.join()


def _status(server: Server, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", path, headers={"Accept": _JSON})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _body(server: Server, path: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, path  # noqa: PLR2004
    return body


def main(arguments: Sequence[str]) -> None:
    """Print every measure; with --million those of a million triples."""
    measures: dict[str, Callable[[], float]] = {
        "cached Turtle / Oxigraph's CONSTRUCT of an item, in rate": cached_turtle_beside_oxigraph,
        "cached page / Oxigraph's CONSTRUCT of an item, in rate": cached_page_beside_oxigraph,
        "Turtle made anew / Oxigraph's CONSTRUCT of an item, in rate": turtle_beside_oxigraph,
        "page made anew / Trifid's, in rate": page_beside_trifid,
        "page about 15 triples, bytes": page_in_bytes,
        "lookup / Oxigraph's server, in rate": lookup_beside_oxigraph,
        "heavy questions / Oxigraph's server, in rate, the least": heavy_beside_oxigraph,
        "questions / rdflib-endpoint, in rate, the least": questions_beside_rdflib_endpoint,
        "search, 95 of 100, milliseconds": search_in_milliseconds,
        "start to first answer, seconds": start_in_seconds,
        "memory of all processes, megabytes": megabytes,
        "cheap question beside a runaway, 95 of 100, milliseconds": cheap_beside_a_runaway,
        "processor used a second after the limit": cpu_after_a_runaway,
    }
    if "--million" in arguments:
        measures = {
            "page at a million triples / at 100,000, the middle": page_at_a_million,
            "search at a million triples, 95 of 100, milliseconds": search_at_a_million,
            "memory of all processes at a million triples, megabytes": megabytes_at_a_million,
        }
    wanted = " ".join(one for one in arguments if not one.startswith("--"))
    with stopped():
        for name, measure in ((name, measure) for name, measure in measures.items() if wanted in name):
            try:
                print(f"{name:<64} {measure():8.2f}", flush=True)
            except peers.Lacking as lacking:
                print(f"{name:<64} skipped: there is no {lacking}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
