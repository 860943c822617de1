"""The W3C's tests of the SPARQL 1.1 Protocol and Service Description; those of updates must all be refused."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from starlette.applications import Starlette

from resograph.naming.prefixes import RDF, SD, Namespace
from resograph.pages.publication import Published
from resograph.query import Local
from resograph.query.things import Things
from resograph.serve.sparql import Limits, Pool, routes
from tests.serve.sparql.client import Client, Response
from tests.serve.sparql.conftest import FORKS

pytestmark = pytest.mark.filterwarnings(FORKS)
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"
ROWS = {"application/sparql-results+json": ox.QueryResultsFormat.JSON}
GRAPHS = {"text/turtle; charset=utf-8": ox.RdfFormat.TURTLE}


@dataclass(frozen=True)
class Case:
    """A request, and what is expected of its response."""

    method: str
    path: str
    kind: str
    body: bytes
    statuses: frozenset[str]
    boolean: str
    form: str


@dataclass(frozen=True)
class Manifest:
    store: ox.Store

    def one(self, subject: ox.NamedNode | ox.BlankNode, name: ox.NamedNode) -> ox.NamedNode | ox.BlankNode:
        [quad] = self.store.quads_for_pattern(subject, name, None)
        assert isinstance(quad.object, ox.NamedNode | ox.BlankNode)
        return quad.object

    def text(self, subject: ox.NamedNode | ox.BlankNode, name: ox.NamedNode) -> str:
        return "".join(quad.object.value for quad in self.store.quads_for_pattern(subject, name, None))  # type: ignore[union-attr]

    def items(self, head: ox.NamedNode | ox.BlankNode) -> Iterator[ox.NamedNode | ox.BlankNode]:
        while head != RDF.nil:
            yield self.one(head, RDF.first)
            head = self.one(head, RDF.rest)

    def cases(self, test: ox.NamedNode | ox.BlankNode) -> Iterator[Case]:
        for found in self.items(self.one(self.one(test, MF.action), HT.requests)):
            listed = any(True for _ in self.store.quads_for_pattern(found, RDF.first, None))
            for request in self.items(found) if listed else [found]:
                yield self._case(request)

    def _case(self, request: ox.NamedNode | ox.BlankNode) -> Case:
        expected = self.one(request, HT.resp)
        body, kind, encoding = "", "", "utf-8"
        for quad in self.store.quads_for_pattern(request, HT.body, None):
            body = self.text(quad.object, CNT.chars)  # type: ignore[arg-type]
            encoding = self.text(quad.object, CNT.characterEncoding)  # type: ignore[arg-type]
        for quad in self.store.quads_for_pattern(request, HT.headers, None):
            kind = self.text(next(self.items(quad.object)), HT.fieldValue)  # type: ignore[arg-type]
        statuses = self.store.quads_for_pattern(expected, MF.expectedStatus, None)
        return Case(
            self.text(request, HT.methodName),
            self.text(request, HT.absolutePath),
            kind,
            body.encode(encoding),
            frozenset(str(quad.object)[-4] for quad in statuses),
            self.text(expected, MF.expectedBoolean),
            self.text(expected, MF.expectedFormat),
        )


@pytest.fixture(scope="module")
def suite(shared: Path) -> Path:
    return shared / "suites" / "sparql11"


@pytest.fixture(scope="module")
def manifest(suite: Path) -> Manifest:
    store = ox.Store()
    store.load(path=suite / "protocol" / "manifest.ttl", base_iri="http://localhost/manifest")
    return Manifest(store)


@pytest.fixture(scope="module")
def client(suite: Path) -> Iterator[Client]:
    store = ox.Store()
    for number in (1, 2, 3):
        name = ox.NamedNode(f"{DATA}data{number}.rdf")
        store.load(path=suite / "protocol" / f"data{number}.nt", to_graph=name)
    pool = Pool.forked(Local(store), Limits(workers=1))
    made = Client(Starlette(routes=routes(pool, Published(Things(store)))))
    yield made
    pool.close()
    made.close()


def send(client: Client, case: Case) -> Response:
    headers = {"content-type": case.kind} if case.kind else {}
    return client.request(case.method, case.path, headers, body=case.body)


def boolean(response: Response) -> str:
    found = ox.parse_query_results(response.body, format=ROWS[response.headers["content-type"]])
    return str(bool(found)).lower() if isinstance(found, ox.QueryBoolean) else "rows"


def test_every_query_of_the_suite_is_answered_as_it_expects(client: Client, manifest: Manifest) -> None:
    [tests] = [quad.object for quad in manifest.store.quads_for_pattern(None, MF.entries, None)]
    wrong = []
    asked = 0
    for test in manifest.items(tests):  # type: ignore[arg-type]
        name = str(test).rpartition("#")[2].rstrip(">")
        if name.startswith("update"):
            continue
        for case in manifest.cases(test):
            response = send(client, case)
            asked += 1
            is_right = str(response.status)[0] in case.statuses
            if case.form == "RDF":
                list(ox.parse(response.body, format=GRAPHS[response.headers["content-type"]]))  # or it is an error
            elif case.form:
                is_right &= boolean(response) == (case.boolean or ("rows" if case.form == "tabular" else "true"))
            if not is_right:
                wrong.append((name, response.status, response.text[:200]))

    assert wrong == []
    assert asked == 27


def test_every_update_of_the_suite_is_refused_and_changes_nothing(client: Client, manifest: Manifest) -> None:
    everything = "/sparql?query=SELECT%20*%20%7B%20GRAPH%20%3Fg%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20%7D"
    before = client.request("GET", everything).body
    [tests] = [quad.object for quad in manifest.store.quads_for_pattern(None, MF.entries, None)]
    cases = [
        case
        for test in manifest.items(tests)  # type: ignore[arg-type]
        for case in manifest.cases(test)
        if "update" in case.kind or "update=" in case.path or unquote(case.body.decode("latin-1")).startswith("update=")
    ]

    assert len(cases) >= 12
    assert {send(client, case).status for case in cases} <= {403, 415}
    assert client.request("GET", everything).body == before


def test_the_endpoint_describes_itself(client: Client) -> None:
    response = client.request("GET", "/sparql")
    told = list(ox.parse(io.BytesIO(response.body), format=ox.RdfFormat.TURTLE))
    endpoints = [quad.object for quad in told if quad.predicate == SD.endpoint]
    services = {quad.subject for quad in told if quad.predicate == RDF.type and quad.object == SD.Service}

    assert endpoints == [ox.NamedNode("http://localhost:8000/sparql")]
    assert len(services) == 1
