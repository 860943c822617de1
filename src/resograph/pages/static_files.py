"""Turns the files of ``static/`` into a part of the publication: the stylesheet and what else pages fetch."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resograph.pages.publication import MEDIA_TYPES

_PACKAGE = "resograph.pages"
_FOLDER = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """The files that pages need, each at its own path, in the one form that its name ends in.

    >>> files = StaticFiles()
    >>> files.forms("static/style.css"), files.forms("static/../frame.py"), files.forms("static/no.css")
    (('css',), (), ())
    """

    def paths(self) -> Iterator[str]:
        """Yield the path of each file."""
        yield from sorted(_files())

    def forms(self, path: str) -> Sequence[str]:
        """Return what the name of a file ends in; none where there is no such file."""
        return (path.rpartition(".")[2],) if path in _files() else ()

    def written(self, path: str, form: str, params: Mapping[str, str]) -> bytes:
        """Return a file.

        Raises:
            KeyError: there is no such file.
        """
        del params  # a file is what it is
        if form not in self.forms(path):
            raise KeyError(path)
        return pkgutil.get_data(_PACKAGE, path) or b""


@cache
def _files() -> frozenset[str]:
    """List the files once: which there are is asked for with every request."""
    found = (place for place in _FOLDER.rglob("*") if place.is_file() and place.suffix[1:] in MEDIA_TYPES)
    return frozenset(f"static/{place.relative_to(_FOLDER).as_posix()}" for place in found)
