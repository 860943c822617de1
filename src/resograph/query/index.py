"""Turns the files of a release into an index on disk beside the releases, `DIR/index/<id>`, that is opened at once.

An index is built under a temporary name, by one process at a time, and moved into place whole. It is only read from
then on, by as many processes as like. The release itself stays as its manifest says. An index that does not open, is
of other files or of another version of the engine is built again: it holds nothing that is not in the release. Damage
inside a file that opens is found by the question that reads there, which fails and says what to remove.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from resograph.query.local import fill

Tell = Callable[[str], object]

_RELEASES = "releases"
_INDEX = "index"
_NEW = ".new-"
_LOCK = ".lock"
_STAMP = "index.json"
_STORE = "store"
_LAYOUT = 1


def place_of(files: tuple[Path, ...]) -> Path | None:
    """Return where the index of a release stands; None for what is no release in an output folder.

    >>> place_of((Path("out/releases/1a2b/graph.nq"), Path("out/releases/1a2b/graph.ttl"))).as_posix()
    'out/index/1a2b'
    >>> place_of((Path("graph.nq"),))
    """
    release = files[0].parent
    if len(files) == 1 or release.parent.name != _RELEASES:
        return None
    return release.parent.parent / _INDEX / release.name


def is_ready(files: tuple[Path, ...]) -> bool:
    """Tell whether a release has an index that fits its files.

    >>> is_ready((Path("no-such-folder/releases/1a2b/graph.nq"), Path("no-such-folder/releases/1a2b/graph.ttl")))
    False
    """
    place = place_of(files)
    return place is not None and _told(place) == _stamp(files)


def indexed(files: tuple[Path, ...], place: Path, tell: Tell) -> ox.Store | None:
    """Open the index of a release, built now where there is none that fits; None where none can be written.

    Raises:
        InputError: a file of the release cannot be read, or is damaged.

    >>> import tempfile
    >>> release = Path(tempfile.mkdtemp()) / "releases" / "1a2b"
    >>> release.mkdir(parents=True)
    >>> files = release / "graph.nq", release / "graph.ttl"
    >>> [file.write_text("<urn:a> <urn:b> <urn:c> .") for file in files]
    [25, 25]
    >>> len(indexed(files, place_of(files), print))
    building the index of release 1a2b, once
    1
    >>> len(indexed(files, place_of(files), print))
    1
    """
    store = _opened(files, place)
    if store is not None:
        return store
    try:
        with _alone(place.parent):
            store = _opened(files, place)  # somebody else may have built it while we waited
            if store is None:
                tell(f"building the index of release {place.name}, once")
                _build(files, place)
                store = _opened(files, place)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        tell(f"no index can be written ({reason}): the data are loaded into memory")
    return store


def _stamp(files: tuple[Path, ...]) -> dict[str, object]:
    """Return what an index must fit: the engine that reads it, and the files that it was made of."""
    states = [(file.name, file.stat()) for file in files if file.exists()]
    return {
        "layout": _LAYOUT,
        "engine": ox.__version__,
        "files": [[name, state.st_size, state.st_mtime_ns] for name, state in states],
    }


def _told(place: Path) -> object:
    try:
        return json.loads((place / _STAMP).read_bytes())
    except (OSError, ValueError):
        return None


def _opened(files: tuple[Path, ...], place: Path) -> ox.Store | None:
    if _told(place) != _stamp(files):
        return None
    try:
        return ox.Store.read_only(str(place / _STORE))
    except (OSError, RuntimeError):  # a file of it is missing, cut off or written over
        return None


def _build(files: tuple[Path, ...], place: Path) -> None:
    if (place.exists() or place.is_symlink()) and not _is_ours(place):
        raise FileExistsError(errno.EEXIST, "what stands there is no index", str(place))
    new, old = place.with_name(f"{_NEW}{place.name}"), place.with_name(f"{_NEW}old-{place.name}")
    made_of = _stamp(files)
    try:
        new.mkdir()
        store = ox.Store(str(new / _STORE))
        fill(store, files)
        store.flush()
        del store  # closes it
        (new / _STAMP).write_text(json.dumps(made_of), encoding="utf-8")
        if place.exists():
            place.rename(old)
        new.rename(place)
    finally:
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other builders of indexes waiting, and clear away what is of no use to anybody."""
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "it is a link", str(folder))
    folder.mkdir(exist_ok=True)
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for path in folder.iterdir():
            gone = not (folder.parent / _RELEASES / path.name).exists()
            if gone and _is_ours(path):
                shutil.rmtree(path)
        yield
    finally:
        os.close(lock)


def _is_ours(path: Path) -> bool:
    """Tell an index, or what a killed builder left, from a folder of somebody else's: only ours may be removed."""
    if path.is_symlink() or not path.is_dir():
        return False
    only_ours = {child.name for child in path.iterdir()} <= {_STAMP, _STORE}
    return path.name.startswith(_NEW) or (only_ours and any((path / _STORE).glob("MANIFEST-*")))
