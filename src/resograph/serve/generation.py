"""Turns one release into a process that serves it, from its start to its end.

It is told what to open on standard input, and tells on standard output how far it is. Whoever started it says there
when it is to end; when nothing can be said there any more, it ends by itself.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Final

import uvicorn

from resograph.errors import InternalError, ResographError
from resograph.pages import Publication, Published, publication
from resograph.query import Local, Place
from resograph.query.things import things_of
from resograph.query.verbatim import release_without_quotes
from resograph.serve import release
from resograph.serve.ahead import Ahead
from resograph.serve.app import Application
from resograph.serve.files import files, health
from resograph.serve.listener import Listener
from resograph.serve.opening import Opening
from resograph.serve.protocol import Protocol
from resograph.serve.resources import Resources
from resograph.serve.search import Indexing
from resograph.serve.search import routes as to_search
from resograph.serve.sparql import Pool
from resograph.serve.sparql import routes as to_questions

Tell = Callable[[str, object], None]

_FILES_BESIDE: Final = 200


def main() -> None:
    """Be the process."""
    replies = os.dup(sys.stdout.fileno())
    os.set_inheritable(replies, False)  # noqa: FBT003 -- so the library has it
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def tell(kind: str, value: object = None) -> None:
        with suppress(BrokenPipeError):
            os.write(replies, pickle.dumps((kind, value)))

    opening: Opening = pickle.load(sys.stdin.buffer)  # noqa: S301 -- of the process that started this one
    # Ctrl-C is for the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    with _faults(tell), _without_words(opening) as shown:
        _serve(shown, tell)


@contextmanager
def _faults(tell: Tell) -> Iterator[None]:
    try:
        yield
    except ResographError as error:
        tell("error", error)
    except MemoryError:
        remedy = "give it more memory, or serve it with --index always"
        tell("error", InternalError("worker-died", "no memory is left for the release", "server", remedy))
    except Exception as error:
        what = f"{type(error).__name__} ({error})"
        tell("error", InternalError("internal", what, "server", "report it"))
        raise


@contextmanager
def _without_words(opening: Opening) -> Iterator[Opening]:
    """Yield what is to be served where the words of the reports are not to be: a release without them."""
    if opening.is_verbatim:
        yield opening
        return
    with release_without_quotes(opening.folder) as folder:
        yield replace(opening, folder=folder)


def _serve(opening: Opening, tell: Tell) -> None:
    most = _allow_files(opening.limits.connections)
    opening = replace(opening, limits=replace(opening.limits, connections=most))
    served, data = _opened(opening, tell)
    with suppress(OSError, AttributeError):  # not every system has it
        ctypes.CDLL(None).malloc_trim(0)  # what loading took up besides is given back, before there are copies
    pool = _forked(opening, data, served)
    indexing = _indexing(opening, served)
    ahead = _ahead(opening, served)
    try:
        ahead.listen()
        if opening.has_time:
            ahead.wait()
        resources = Resources(served, opening.limits.cache_bytes, ahead)
        own = (health(served.published), files(served.published, opening.folder))
        others = (*to_questions(pool, served.published), *to_search(indexing, served.published))
        _run(Application(resources, (*own, *others), opening.limits), socket.socket(fileno=opening.listening), tell)
    finally:
        indexing.close()
        pool.close()


def _opened(opening: Opening, tell: Tell) -> tuple[Publication, Local]:
    stated = release.manifest(opening.folder)
    data = Place(str(opening.folder), opening.index).open(lambda line: tell("told", line))
    named = release.files(opening.folder, stated)
    things = things_of(data.store)
    published = Published(things, opening.folder.name, stated, named, opening.address)
    return publication(published), data


def _forked(opening: Opening, data: Local, served: Publication) -> Pool:
    """Make the processes that answer questions, while there is neither a thread nor an event loop."""
    place = _on_disk(opening)
    held = partial(place.open, lambda _: None) if place else data
    return Pool.forked(held, base=served.published.things.base)


def _indexing(opening: Opening, served: Publication) -> Indexing:
    """Begin to make the index of the search, under the same conditions."""
    place = _on_disk(opening)
    if place is None:
        return Indexing.begun(served.published.things)
    return Indexing.begun(lambda: things_of(place.open(lambda _: None).store))


def _ahead(opening: Opening, served: Publication) -> Ahead:
    """Begin to write the pages that tell of the whole release, under the same conditions."""
    return Ahead.begun(served if _on_disk(opening) is None else lambda: _opened(opening, _silent)[0])


def _silent(_kind: str, _value: object) -> None:
    """Tell nobody."""


def _on_disk(opening: Opening) -> Place | None:
    """Return where the index on disk is, if the data are in one: it does not live on in the copy of a process."""
    place = Place(str(opening.folder), opening.index)
    is_on_disk = place.described()["held in"] == "an index on disk"
    return place if is_on_disk else None


def _run(application: Application, listening: socket.socket, tell: Tell) -> None:
    config = uvicorn.Config(
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
    # What is there now stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    Listener(config, application.limits, tell).run([listening])


def _allow_files(connections: int) -> int:
    """Ask the system for as many open files as there may be connections; return how many of these there can be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return connections if soft == resource.RLIM_INFINITY else max(soft - _FILES_BESIDE, 1)
