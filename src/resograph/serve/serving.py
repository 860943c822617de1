"""Turns the data of a release, and the processes that answer questions about them, into a server that runs."""

from __future__ import annotations

import gc
import socket
from dataclasses import replace

import uvicorn

from resograph.model import manifest
from resograph.pages import Publication, Published, publication
from resograph.query.things import Things, things_of
from resograph.serve.ahead import Ahead
from resograph.serve.app import Application
from resograph.serve.beside import leave_the_rest
from resograph.serve.files import files, health
from resograph.serve.listener import Listener
from resograph.serve.opened import Opened, Tell
from resograph.serve.protocol import Protocol
from resograph.serve.resources import Resources
from resograph.serve.search import Indexing
from resograph.serve.search import routes as to_search
from resograph.serve.sparql import Pool
from resograph.serve.sparql import routes as to_questions


def run(found: Opened, pool: Pool, tell: Tell) -> None:
    """Serve a release until told to end; ``pool`` are the processes that answer questions about it."""
    opening, served = found.opening, _publication(found)
    indexing = _indexing(found, served)
    ahead = _ahead(found, served)
    try:
        ahead.listen()
        if opening.has_time:
            ahead.wait()
        resources = Resources(served, opening.limits.cache_bytes, ahead)
        own = (health(served.published, lambda: pool.is_alive), files(served.published, opening.folder))
        others = (*to_questions(pool, served.published), *to_search(indexing, served.published))
        application = Application(resources, (*own, *others), opening.limits)
        with socket.socket(fileno=opening.listening) as listening:
            _settle()
            limits = opening.limits
            Listener(configured(application), limits, tell, lambda: pool.is_alive).run([listening])
    finally:
        indexing.close()


def _publication(found: Opened) -> Publication:
    folder = found.opening.folder
    named = manifest.files(folder, found.stated)
    things = things_of(found.data.store)
    return publication(Published(things, folder.name, found.stated, named, found.opening.address))


def _indexing(found: Opened, served: Publication) -> Indexing:
    """Begin to make the index of the search, while there is neither a thread nor an event loop."""
    again = found.again

    def held() -> Things:
        leave_the_rest()
        return served.published.things if again is None else things_of(again().store)

    return Indexing.begun(held)


def _ahead(found: Opened, served: Publication) -> Ahead:
    """Begin to write the pages that tell of the whole release, under the same conditions."""
    again = found.again
    return Ahead.begun(served if again is None else lambda: _publication(replace(found, data=again())))


def configured(application: Application) -> uvicorn.Config:
    """Return how an application is put on a socket.

    >>> configured(Application(None)).lifespan
    'off'
    """
    return uvicorn.Config(
        application,
        http=Protocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        backlog=application.limits.connections,
    )


def _settle() -> None:
    """Tell the collector that what is there now stays: it need not look at it again."""
    gc.collect()
    gc.freeze()
