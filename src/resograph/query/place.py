"""Turns what `--on` names into data that can be asked, in memory or from an index on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from resograph.errors import UsageError
from resograph.query.index import indexed, is_ready, place_of
from resograph.query.local import Local, data_files, in_memory

Index = Literal["auto", "always", "never"]
INDEXED_FROM = 64 * 1024 * 1024
"""From so many bytes of data on, a release is asked from an index (docs/decisions/0024)."""
_ADDRESS = "://"


def is_address(place: str) -> bool:
    """Tell whether what is named is an endpoint, and nothing on this machine.

    >>> is_address("https://example.org/sparql"), is_address("out")
    (True, False)
    """
    return _ADDRESS in place


def open_data(place: str, index: Index = "never") -> Local:
    """Open what a question is asked of on this machine: an output folder, a release folder, or an RDF file.

    Raises:
        InputError: there is no release, or the file cannot be read.
        UsageError: the place is the address of an endpoint, or an index is wanted of what can have none.

    >>> open_data("no-such-folder")
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    >>> open_data("urn://endpoint/sparql")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unsupported]: an endpoint cannot be opened, urn://endpoint/sparql: ...
    """
    if is_address(place):
        remedy = "ask it where it is: resograph query --on URL, in Python resograph.query.Remote"
        # What stands before a host is a user and a password.
        raise UsageError("unsupported", "an endpoint cannot be opened", place.rpartition("@")[2], remedy)
    return Place(place, index).open(lambda _: None)


@dataclass(frozen=True, slots=True)
class Place:
    """A release or an RDF file on this machine, and whether an index is wanted: any process can open it."""

    path: str
    index: Index = "auto"

    def open(self, tell: Callable[[str], object]) -> Local:
        """Open the data; ``tell`` hears what is done on disk.

        Raises:
            InputError: there is no release, or the file cannot be read.
            UsageError: an index is wanted of what can have none.

        >>> Place("no-such-folder").open(print)
        Traceback (most recent call last):
        resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
        """
        files = data_files(Path(self.path))
        where = self._index(files)
        store = indexed(files, where, tell) if where else None
        return Local(in_memory(files) if store is None else store)

    def described(self) -> dict[str, object]:
        """Tell what would be asked, without opening it; raises as `open` does for what is not there.

        >>> Place("no-such-file.ttl").described()["data"]
        'no-such-file.ttl'
        >>> Place("no-such-folder").described()
        Traceback (most recent call last):
        resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
        """
        files = data_files(Path(self.path))
        where = self._index(files)
        ready = "an index on disk" if is_ready(files) else "an index on disk, to be built first"
        release = {"release": files[0].parent.name, **_counted(files[0].parent)} if len(files) > 1 else {}
        return {"data": self.path, **release, "bytes": _size(files), "held in": ready if where else "memory"}

    def _index(self, files: tuple[Path, ...]) -> Path | None:
        """Return where the index is to be; None where memory is to do."""
        where = place_of(files)
        if self.index == "always" and where is None:
            remedy = "name an output folder, or leave --index out"
            raise UsageError("usage", "only a release in an output folder has an index", self.path, remedy)
        large = self.index == "auto" and _size(files) >= INDEXED_FROM
        return where if large or self.index == "always" else None


def _size(files: tuple[Path, ...]) -> int:
    return sum(file.stat().st_size for file in files if file.is_file())


def _counted(release: Path) -> dict[str, object]:
    """Return how many quads a release says it has, nothing where it does not say."""
    try:
        return {"quads": json.loads((release / "manifest.json").read_bytes())["counts"]["quads"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@dataclass(frozen=True, slots=True)
class Held:
    """Data of another process, as N-Quads of its store."""

    quads: bytes

    def open(self, _tell: Callable[[str], object]) -> Local:
        """Load the data.

        >>> len(Held(b"<urn:a> <urn:b> <urn:c> .").open(print).store)
        1
        >>> Held(b"<urn:a>").open(print)
        Traceback (most recent call last):
        SyntaxError: ...
        """
        store = ox.Store()
        store.bulk_load(self.quads, format=ox.RdfFormat.N_QUADS, lenient=True)
        return Local(store)
