"""Turns paths of a publication into files of a folder, in any process that can read the release."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from resograph.pages import Publication
from resograph.publish.site.names import file_name
from resograph.publish.site.place import written
from resograph.publish.site.source import Origin, opened


class Amount(NamedTuple):
    """How many files were written, and how many bytes."""

    files: int
    bytes: int


@lru_cache(maxsize=1)
def publication(origin: Origin) -> Publication:
    """Open a release once in each process, for all the tasks that it is given.

    Raises:
        InputError: the release cannot be read.
    """
    return opened(origin)


def write_paths(origin: Origin, folder: Path, paths: Sequence[str]) -> Amount:
    """Write what is at some paths of a release, in every form, into a folder of its own.

    Raises:
        InputError: the release cannot be read.
        UsageError: the folder cannot be written.
    """
    sizes = [size for path in paths for size in _write_forms(publication(origin), folder, path)]
    return Amount(len(sizes), sum(sizes))


def _write_forms(found: Publication, folder: Path, path: str) -> Iterator[int]:
    forms = found.forms(path)
    for form in forms:
        yield write(folder, file_name(path, forms, form), found.written(path, form))


def write(folder: Path, name: str, data: bytes) -> int:
    """Write a new file below a folder, and return its size.

    Raises:
        UsageError: it cannot be written, or it is there already.
    """
    with written(folder):
        file = _created(folder / name)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)
    return len(data)


def copy(source: Path, folder: Path, name: str) -> int:
    """Copy a file, which is no link, to a new one below a folder, and return its size.

    Raises:
        UsageError: it cannot be read or written.
    """
    with written(folder):
        read = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(read, "rb") as given, os.fdopen(_created(folder / name), "wb") as taken:
            shutil.copyfileobj(given, taken)
            return taken.tell()


def _created(path: Path) -> int:
    """Open a file that must be new, so that nothing is written through a link that somebody has left there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with suppress(FileNotFoundError):
        return os.open(path, flags, 0o666)
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, flags, 0o666)
