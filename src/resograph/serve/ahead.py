"""Turns the pages that tell of a whole release into bytes ahead of time, in a process beside the one that serves.

The page of a thing is written in a millisecond, when somebody asks for it. What counts a whole release may take
seconds, in which nobody else would be answered. There are few such pages: a copy of the process writes them all, once
a release, and hands them over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from threading import Thread
from typing import Final

from resograph.pages import Publication
from resograph.serve.beside import leave_the_rest

_CHARTS: Final = "charts/"
_OF_THE_WHOLE: Final = (".well-known/void", "def/shapes")
_BEHIND: Final = 5  # as nice as that: who asks now comes first

Page = tuple[str, str]


class Ahead:
    """Pages that are written ahead. ``is_done`` tells that there will be no more of them.

    What could not be written so is written when somebody asks for it.
    """

    def __init__(self, heard: Connection | None = None, process: ForkProcess | None = None) -> None:
        self.is_done = heard is None
        self._heard = heard
        self._process = process
        self._written: dict[Page, bytes] = {}
        self._thread = Thread(target=self._listen, daemon=True)

    @classmethod
    def begun(cls, publication: Publication | Callable[[], Publication]) -> Ahead:
        """Begin, while there is neither a thread nor an event loop; listen later, by `listen`.

        What does not live on in a copy of the process, as an index on disk, is opened there by a function.
        """
        heard, said = get_context("fork").Pipe(duplex=False)
        process = get_context("fork").Process(target=_write, args=(publication, said), daemon=True)
        process.start()
        said.close()
        return cls(heard, process)

    def listen(self) -> None:
        """Begin to take what is written: from now on, this process has another thread."""
        if not self.is_done:
            self._thread.start()

    def wait(self) -> None:
        """Wait until all is written."""
        if self._thread.is_alive():
            self._thread.join()

    def get(self, path: str, form: str) -> bytes | None:
        """Return a page, None where it is not written."""
        return self._written.get((path, form))

    def is_awaited(self, path: str, form: str) -> bool:
        """Tell whether a page may still come.

        >>> Ahead().is_awaited("", "html")
        False
        """
        return not self.is_done and _is_of_the_whole(path) and (path, form) not in self._written

    def _listen(self) -> None:
        if self._heard is not None:
            with suppress(EOFError, OSError):
                while True:
                    page, body = self._heard.recv()
                    self._written[page] = body
            self._heard.close()
        if self._process is not None:
            self._process.join()  # it has nothing more to say: so that its number is free again
        self.is_done = True


def _is_of_the_whole(path: str) -> bool:
    return "/" not in path or path in _OF_THE_WHOLE or path.startswith(_CHARTS)


def _write(publication: Publication | Callable[[], Publication], said: Connection) -> None:
    """Be the process that writes."""
    leave_the_rest(said.fileno())
    os.nice(_BEHIND)
    found = publication if isinstance(publication, Publication) else publication()
    for page in _pages(found):
        with suppress(Exception):  # who asks for it finds out why
            said.send((page, found.written(*page)))


def _pages(publication: Publication) -> Iterator[Page]:
    """Yield the pages of the whole, the front page first."""
    paths = (path for part in publication.parts for path in part.paths() if _is_of_the_whole(path))
    for path in dict.fromkeys(["", *paths]):
        for form in publication.forms(path):
            yield path, form
