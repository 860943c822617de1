"""A small dataset, its endpoint, and workers that are really forked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest
from starlette.applications import Starlette

from resograph.pages import publication
from resograph.pages.publication import Published
from resograph.query import Local, unite_current
from resograph.query.things import Things
from resograph.serve.app import Application
from resograph.serve.resources import Resources
from resograph.serve.sparql import Limits, Pool, routes
from tests.serve.sparql.client import Client

BASE = "https://example.org/data/"
ONE, TWO = f"{BASE}graph/report/wtsa-20/sg17/r1", f"{BASE}graph/reference"
DATA = f"""
PREFIX rg: <https://w3id.org/resograph/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
GRAPH <{ONE}> {{
  <{BASE}id/item/1> dcterms:identifier "92-03" ; rdfs:label "1+1 = <2>"@en ; rg:onResolution <{BASE}id/res/92> .
  <{BASE}id/item/1/state/r1> prov:specializationOf <{BASE}id/item/1> ; rg:reportsTo <{BASE}id/group/itu-t/tsag> ;
    rg:reportingStatus <{BASE}voc/reporting-status/reported> .
}}
GRAPH <{TWO}> {{
  <{BASE}id/res/92> rg:number 92 .
  <{BASE}id/group/itu-t/tsag> rg:designation "TSAG" .
  <{BASE}voc/reporting-status/reported> skos:notation "reported" .
  <{BASE}id/a> <{BASE}next> <{BASE}id/b> . <{BASE}id/b> <{BASE}next> <{BASE}id/a> .
}}
"""
# A test process may have threads of its own, and newer Pythons say so when it forks.
FORKS = "ignore:This process .* is multi-threaded:DeprecationWarning"

Endpoint = Callable[..., tuple[Client, Pool]]


def store() -> ox.Store:
    """Return the data with their current view."""
    made = ox.Store()
    made.bulk_load(DATA, format=ox.RdfFormat.TRIG)
    unite_current(made)
    return made


def forked(data: ox.Store, limits: Limits) -> Pool:
    return Pool.forked(Local(data), limits, BASE)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    """Return what makes an endpoint, with limits of its own; all are ended after the tests of a module."""
    made: list[tuple[Client, Pool]] = []

    def make(**limits: float) -> tuple[Client, Pool]:
        data = store()
        pool = forked(data, Limits(**limits))  # type: ignore[arg-type]
        client = Client(Starlette(routes=routes(pool, Published(Things(data, BASE)))))
        made.append((client, pool))
        return client, pool

    yield make
    for client, pool in made:
        pool.close()
        client.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Client]:
    """Return an endpoint as it is served: bodies are unpacked and measured before they come to it."""
    data = store()
    pool = forked(data, Limits(workers=1))
    published = Published(Things(data, BASE))
    made = Client(Application(Resources(publication(published), 1 << 20), routes(pool, published)))
    yield made
    pool.close()
    made.close()


@pytest.fixture(scope="module")
def client(endpoint: Endpoint) -> Client:
    return endpoint()[0]
