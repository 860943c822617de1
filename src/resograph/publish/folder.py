"""Turns the files of a release into `DIR/releases/<id>`, and `DIR/current` into a link to it.

A reader of `DIR/current` sees the former release or the new one, never a part of either: a release is
written beside the others under a temporary name, forced to disk, then renamed; the link is replaced by
one rename. A builder that dies at any moment leaves at most temporary names, which the next one removes.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from time import sleep

from resograph.errors import BusyError, UsageError

_LOCK = ".lock"
_NEW = ".new-"
_RELEASES = "releases"
_CURRENT = "current"
_INDEX = "index"  # beside the releases, of those that were asked from disk (query/index.py)


@dataclass(frozen=True, slots=True)
class Held:
    """An output folder that this process alone may change; `hold` makes it."""

    path: Path

    @property
    def releases(self) -> Path:
        """Return where the releases stand."""
        return self.path / _RELEASES


@contextmanager
def hold(folder: Path) -> Iterator[Held]:
    """Keep other builders out of a folder, and clear away what a killed one left there.

    The folder is made where it is missing and, if nothing was published, is taken away again.

    Raises:
        BusyError: another builder holds the folder.
        UsageError: the folder cannot be written, or is not one of releases.
    """
    with _named(folder):
        folder = folder.resolve()
        made = _make_folders(folder)
        try:
            lock = _lock(folder)
        except BaseException:
            _remove_empty(made)
            raise
    if not (folder / _RELEASES).exists():
        made.insert(0, folder / _RELEASES)
    try:
        with _named(folder):
            _remove_leftovers(folder)
        yield Held(folder)
    finally:
        # What cannot be tidied up now, the next builder tidies up: it must not hide how this one ended.
        with suppress(OSError):
            (folder / _LOCK).unlink()
        os.close(lock)
        _remove_empty(made)


def keep(files: Mapping[str, bytes], name: str, held: Held) -> Path:
    """Write a release and make it the current one; a release that is there already is not written again.

    Raises:
        UsageError: the folder cannot be written, or is not one of releases; the former release stays.
    """
    with _named(held.path):
        _refuse_strange(held.path)
        held.releases.mkdir(exist_ok=True)
        target, new = held.releases / name, held.releases / (_NEW + name)
        if not _holds(target, files):
            try:
                _write(files, new)
                _move(new, target, files)
            finally:
                shutil.rmtree(new, ignore_errors=True)
            _flush(held.releases)
        _point(held, name)
    return target


def releases(folder: Path) -> tuple[str, ...]:
    """Return the ids of the releases in a folder, the oldest first.

    The age is the time at which the folder was last written to: a release holds no date, so that its bytes repeat.

    Raises:
        UsageError: nothing was published in the folder.
    """
    with _named(folder):
        ids = [path for path in _children(folder / _RELEASES) if _is_release(path)]
        if not ids:
            raise UsageError("no-release", "no release", str(folder), "make one with: resograph build REPORT --out DIR")
        return tuple(path.name for path in sorted(ids, key=lambda path: (path.stat().st_mtime_ns, path.name)))


def current(folder: Path) -> str:
    """Return the id of the current release, "" if there is none."""
    link = folder / _CURRENT
    if not link.is_symlink() or not _is_release(link.resolve()):
        return ""
    return link.resolve().name


def summary(folder: Path, name: str) -> dict[str, object]:
    """Return what the manifest of a release says of it, without the files.

    Raises:
        UsageError: the manifest cannot be read.
    """
    path = folder / _RELEASES / name / "manifest.json"
    with _named(path):
        try:
            manifest = json.loads(path.read_bytes())
            return {"id": name, **{key: manifest[key] for key in ("conforms", "counts", "inputs")}}
        except (ValueError, KeyError, TypeError) as error:
            what, remedy = f'the release "{name}" is damaged', "build it again"
            raise UsageError("no-release", what, str(path), remedy) from error


def history(folder: Path) -> list[dict[str, object]]:
    """Tell the releases of a folder, the oldest first, and which of them is current.

    Raises:
        UsageError: nothing was published in the folder, or a release is damaged.
    """
    now = current(folder)
    return [{**summary(folder, name), "current": name == now} for name in releases(folder)]


def arrange(folder: Path, back_to: str | None, keep: int | None) -> None:
    """Make a former release current, then remove all but the newest ``keep``; None leaves either undone.

    Raises:
        UsageError: there is no such release.
        BusyError: a builder holds the folder.
    """
    if releases(folder) and (back_to is not None or keep is not None):
        with hold(folder) as held:
            if back_to is not None:
                roll_back(back_to, held)
            if keep is not None:
                prune(keep, held)


def roll_back(name: str, held: Held) -> None:
    """Make a former release the current one.

    Raises:
        UsageError: there is no such release.
    """
    known = releases(held.path)
    if name not in known:
        raise UsageError("no-release", f'no release "{name}"', str(held.path), "choose one of " + " ".join(known))
    with _named(held.path):
        _refuse_strange(held.path)
        _point(held, name)


def prune(keep: int, held: Held) -> tuple[str, ...]:
    """Remove all releases but the newest ``keep`` and the current one, with their indexes; return what was removed."""
    known = releases(held.path)
    kept = {current(held.path), *known[max(0, len(known) - keep) :]}
    removed = tuple(name for name in known if name not in kept)
    with _named(held.path):
        _refuse_strange(held.path)
        for name in removed:
            # Renamed first: a release that is half removed must not look like one.
            grave = held.releases / (_NEW + name)
            (held.releases / name).rename(grave)
            shutil.rmtree(grave)
            index = held.path / _INDEX / name
            # A folder without this file is somebody else's.
            if (index / "index.json").is_file() and not (held.path / _INDEX).is_symlink():
                shutil.rmtree(index, ignore_errors=True)
    return removed


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        where = str(error.filename or folder)
        remedy = "free some space, mend the permissions or name another folder"
        raise UsageError("not-writable", reason, where, remedy) from error


def _make_folders(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _lock(folder: Path) -> int:
    """Lock the folder's lock file; the file names the holder while it works, and goes with it."""
    path = folder / _LOCK
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what = f"another build holds the folder (process {_holder(lock)})"
            os.close(lock)
            raise BusyError("busy", what, str(folder), "wait for it to end, or stop it") from None
        # The former holder may have removed the file between our two calls: then we hold a lock on nothing.
        if path.exists() and path.stat().st_ino == os.fstat(lock).st_ino:
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
            return lock
        os.close(lock)


def _holder(lock: int) -> str:
    # The holder writes its number just after it has the lock: give it a moment.
    for _ in range(20):
        if holder := os.pread(lock, 20, 0).decode("ascii", "replace").strip():
            return holder
        sleep(0.01)
    return "unknown"


def _refuse_strange(folder: Path) -> None:
    """Refuse a folder whose names are not what we make: writing through a link would leave the folder."""
    link, ours = folder / _CURRENT, folder / _RELEASES
    if ours.is_symlink() or (ours.exists() and not ours.is_dir()):
        raise UsageError("not-a-release-folder", '"releases" is not a folder', str(folder), "name another folder")
    if link.exists() and not link.is_symlink():
        raise UsageError("not-a-release-folder", '"current" is not a link', str(folder), "name another folder")


def _remove_leftovers(folder: Path) -> None:
    _refuse_strange(folder)
    for path in _children(folder / _RELEASES):
        if path.name.startswith(_NEW) and not path.is_symlink():
            shutil.rmtree(path)
    (folder / (_NEW + _CURRENT)).unlink(missing_ok=True)


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_release(path: Path) -> bool:
    return not path.is_symlink() and not path.name.startswith(_NEW) and (path / "manifest.json").is_file()


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    if not _is_release(folder):
        return False
    return all((folder / name).is_file() and (folder / name).read_bytes() == data for name, data in files.items())


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _flush(path)


def _move(new: Path, target: Path, files: Mapping[str, bytes]) -> None:
    if not target.exists():
        new.rename(target)
        return
    # The release is there and somebody changed it. Mended file by file, it is never missing.
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).replace(target / name)


def _point(held: Held, name: str) -> None:
    temporary = held.path / (_NEW + _CURRENT)
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(Path(_RELEASES) / name)
    temporary.replace(held.path / _CURRENT)
    _flush(held.path)


def _flush(folder: Path) -> None:
    """Force a folder's list of names to disk: a rename alone may be lost with the power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
