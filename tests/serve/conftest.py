"""The example release as an application in this process, and on a socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import uvicorn

from resograph.model import manifest
from resograph.naming.vocabulary import BASE
from resograph.pages import Publication, Published, publication
from resograph.query import Place
from resograph.query.things import things_of
from resograph.serve import release
from resograph.serve.app import Application
from resograph.serve.files import files, health
from resograph.serve.limits import LIMITS, Limits
from resograph.serve.protocol import State
from resograph.serve.resources import Resources
from resograph.serve.serving import configured

Wire = Callable[[Application], int]

RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
KIND = ox.NamedNode("https://w3id.org/resograph/def#OutsideBody")
FORMER = ox.NamedNode(f"{BASE}graph/report/wtsa-20/sg17/t22-sg17-td1-r1")


@pytest.fixture(scope="session")
def published(example_release: Path) -> Publication:
    """Return what is published of the example."""
    folder = release.current(example_release)
    stated = release.stated(folder)
    store = Place(str(folder)).open(lambda _: None).store
    return publication(Published(things_of(store), folder.name, stated, manifest.files(folder, stated)))


@pytest.fixture(scope="session")
def application(published: Publication, example_release: Path) -> Application:
    """Return the example as it is served, without the processes that answer questions."""
    return serving(published, release.current(example_release))


def serving(published: Publication, folder: Path, limits: Limits = LIMITS) -> Application:
    """Return the application that serves a publication."""
    own = (health(published.published, lambda: True), files(published.published, folder))
    return Application(Resources(published, limits.cache_bytes), own, limits)


@pytest.fixture(scope="session")
def odd() -> Application:
    """Return a server of things with names that look like something else, and of one that is gone."""
    store = ox.Store()
    names = ("org/acme.ttl", "org/acme", "org/a%C3%A9b", "org/a:b", "org/<script>alert(1)</script>".replace("<", "%3C"))
    for name in names[:4]:
        thing = ox.NamedNode(f"{BASE}id/{name}")
        store.add(ox.Quad(thing, RDF_TYPE, KIND))
        store.add(ox.Quad(thing, RDFS_LABEL, ox.Literal('<img src=x onerror=alert(1)> "onx=')))
    gone = ox.NamedNode(f"{BASE}id/org/gone")
    store.add(ox.Quad(gone, RDF_TYPE, KIND, FORMER))
    store.add(ox.Quad(gone, RDFS_LABEL, ox.Literal("Gone"), FORMER))
    return Application(Resources(publication(Published(things_of(store))), 1 << 20))


@pytest.fixture
def wire() -> Iterator[Wire]:
    """Return what puts an application on a socket of its own, and says on which port."""
    with ExitStack() as stack:
        yield lambda application: stack.enter_context(_listening(application))


@contextmanager
def _listening(application: Application) -> Iterator[int]:
    config = configured(application)
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    server.server_state = State()
    with socket.create_server(("127.0.0.1", 0), backlog=500) as opened:
        thread = threading.Thread(target=server.run, args=([opened],))
        thread.start()
        try:
            yield opened.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(60)
