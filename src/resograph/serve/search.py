"""Turns a request to search into an answer, and makes the index that answers it, beside the server, once a release."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Final, Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resograph.errors import InternalError
from resograph.pages import Published
from resograph.pages.publication import MEDIA_TYPES
from resograph.pages.search import FORMS, answered
from resograph.query.search import Search, build, opened
from resograph.query.things import Things
from resograph.serve.address import Refused
from resograph.serve.headers import FRESH
from resograph.serve.negotiate import chosen, coding, tags
from resograph.serve.representation import Answer, Representation

Opener = Callable[[], Search | None]
"""Returns the index, None while it is being made."""

_PATH: Final = "/search"
_WAITED: Final = 10.0
_PAUSE: Final = 0.02
_MOST_WAITING: Final = 64
_LATER: Final = (b"retry-after", b"5")
_OF_FORMAT: Final = "format"


class Indexing:
    """The index of a release: made in a process of its own, then opened here when it is first asked for."""

    def __init__(self, process: ForkProcess, folder: tempfile.TemporaryDirectory[str]) -> None:
        self._process = process
        self._folder = folder
        self._search: Search | None = None

    @classmethod
    def begun(cls, held: Things | Callable[[], Things]) -> Self:
        """Begin, while there is neither a thread nor an event loop: the process is a copy of this one.

        What does not live on in a copy, as an index on disk, is opened there: then ``held`` tells how.
        """
        folder = tempfile.TemporaryDirectory(prefix="resograph-search-")
        process = get_context("fork").Process(target=_build, args=(held, _file(folder)), daemon=True)
        process.start()
        return cls(process, folder)

    def __call__(self) -> Search | None:
        """Return the index, None while it is being made.

        Raises:
            InternalError: it could not be made.
        """
        if self._search is None and not self._process.is_alive():
            if self._process.exitcode != 0:
                raise InternalError("internal", "the index of the search could not be made", "server", "report it")
            self._search = opened(_file(self._folder))
            self._folder.cleanup()  # what is open can be read on
        return self._search

    def close(self) -> None:
        """Stop making the index, or close it."""
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()
        if self._search is not None:
            self._search.close()
        self._folder.cleanup()


def routes(opener: Opener, published: Published) -> tuple[Route, ...]:
    """Return the routes of the search, as a page and as JSON; a request waits while the index is being made.

    >>> import pyoxigraph as ox
    >>> [route.path for route in routes(lambda: None, Published(Things(ox.Store())))]
    ['/search', '/search.html', '/search.json']
    """
    # One search at a time, beside the event loop: each takes some milliseconds.
    beside = ThreadPoolExecutor(1, "search")

    queue = _Queue()

    async def answer(request: Request) -> Response:
        # Of what is said twice, the first counts, as everywhere.
        params = dict(reversed(request.query_params.multi_items()))
        form = _form(request, params)
        with queue:
            search = await _ready(opener)
            loop = asyncio.get_running_loop()
            body = await loop.run_in_executor(beside, answered, search, published, params, form)
        return _response(request, _packed(body, form, request.headers))

    paths = (_PATH, *(f"{_PATH}.{form}" for form in FORMS))
    return tuple(Route(path, answer, methods=["GET"]) for path in paths)


class _Queue:
    """Those who wait for their search, which are not to be more than can be answered soon."""

    def __init__(self) -> None:
        self._waiting = 0

    def __enter__(self) -> None:
        if self._waiting >= _MOST_WAITING:
            raise Refused(503, "Too many are searching. Ask again in a moment.", _LATER)
        self._waiting += 1

    def __exit__(self, *_: object) -> None:
        self._waiting -= 1


async def _ready(opener: Opener) -> Search:
    for _ in range(round(_WAITED / _PAUSE)):
        if (found := opener()) is not None:
            return found
        await asyncio.sleep(_PAUSE)
    raise Refused(503, "The index of the search is still being made. Ask again in a moment.", _LATER)


def _form(request: Request, params: Mapping[str, str]) -> str:
    named = request.url.path.removeprefix(_PATH).removeprefix(".") or params.get(_OF_FORMAT, "")
    types = {form: MEDIA_TYPES[form] for form in FORMS}
    form = named or chosen(types, request.headers.get("accept", "")) or ""
    if form not in FORMS:
        raise Refused(406, "Results can be had as text/html (?format=html), application/json (?format=json).")
    return form


def _packed(body: bytes, form: str, headers: Mapping[str, str]) -> Answer:
    told = [
        (b"content-type", MEDIA_TYPES[form].encode()),
        (b"cache-control", FRESH),
        (b"vary", b"Accept, Accept-Encoding"),
    ]
    return Representation(200, body, told).answer(coding(headers.get("accept-encoding", "")))


def _response(request: Request, answer: Answer) -> Response:
    known = tags(request.headers.get("if-none-match", ""))
    if answer.tag in known or "*" in known:
        answer = answer.unchanged()
    response = Response(b"" if request.method == "HEAD" else answer.body, answer.status)
    response.raw_headers = list(answer.headers)
    return response


def _file(folder: tempfile.TemporaryDirectory[str]) -> Path:
    return Path(folder.name) / "search.db"


def _build(held: Things | Callable[[], Things], file: Path) -> None:
    build(held if isinstance(held, Things) else held(), file)
