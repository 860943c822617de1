"""Turns a folder into a memory of what was found before, by all that it followed from.

An entry is JSON and says what it is. One that is broken, cut off or somebody else's is none, and is written anew;
a folder that cannot be used is no reason to fail.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from resograph import assets

_FORMAT = "resograph-cache-1"
_PACKAGE = Path(__file__).resolve().parent
_WORKING = ("resograph", "lxml", "openpyxl", "pyoxigraph", "pyshacl", "rdflib", "shacl")


class Cache:
    """What is remembered in a folder, if there is one.

    ``trouble`` says why something could not be kept, "" = all could.

    >>> Cache(None).get("key") is None
    True
    """

    def __init__(self, folder: Path | None) -> None:
        """Know where to look; the folder need not be there yet."""
        self._folder = folder
        self.trouble = ""

    def get(self, key: str) -> object:
        """Return what was kept under a key, None = nothing that can be trusted."""
        if self._folder is None:
            return None
        try:
            entry = json.loads((self._folder / f"{key}.json").read_bytes())
            is_ours = entry == _entry(key, entry["holds"])
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return None
        return entry["holds"] if is_ours else None

    def put(self, key: str, value: object) -> None:
        """Keep plain values under a key: the file is whole, or as it was before."""
        if self._folder is None:
            return
        temporary = self._folder / f".{key}.{os.getpid()}.new"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with temporary.open("x", encoding="ascii") as file:
                    json.dump(_entry(key, value), file)
                temporary.replace(self._folder / f"{key}.json")
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            self.trouble = f"nothing was kept in {self._folder} ({(error.strerror or type(error).__name__).lower()})"


def key(*facts: object) -> str:
    """Name what follows from some plain facts, and from the program that draws the conclusion.

    >>> key("a", "bc") == key("a", "bc"), key("a", "bc") == key("ab", "c")
    (True, False)
    """
    return _digest([_FORMAT, *_program(), *facts])


def _entry(key: str, value: object) -> dict[str, object]:
    return {"format": _FORMAT, "key": key, "sha256": _digest(value), "holds": value}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()


@cache
def _program() -> tuple[str, ...]:
    """Say what is at work: versions, and the very files, as one version may be had in many states."""
    files = hashlib.sha256()
    for path in _files():
        data = path.read_bytes()
        files.update(f"{path.name} {len(data)}\n".encode())
        files.update(data)
    return (platform.python_version(), *map(_version, _WORKING), files.hexdigest())


def _files() -> Iterator[Path]:
    yield from sorted(_PACKAGE.rglob("*.py"))
    yield from sorted(assets.folder("ontology").rglob("*.ttl"))
    yield from sorted(assets.folder("shapes").glob("*.ttl"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
