"""Turns a folder beside the site into the site: written there, and put into place by one rename.

Who reads the site finds the former one or the new one, whole. A run that dies at any moment leaves the former site,
and at most the folder beside it, which the next run clears. A folder that is not a site of ours is left alone.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from resograph.errors import BusyError, UsageError

MARKER = "resograph-site.json"
"""The file by which a site of ours is known; it names what stands beside it."""

_OURS = "entries"
_HERE = -100  # AT_FDCWD
_EXCHANGE = 2


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Hand over an empty folder, which takes the place of the site once it was filled; a fault leaves the former one.

    Raises:
        UsageError: the folder is not a site of ours (``not-a-site``), or cannot be written.
        BusyError: another run writes the same site.
    """
    with written(folder):
        target = folder.resolve()
        _mend(target)
        _refuse_strange(target)
        made = _make_folders(target.parent)
        new = target.with_name(f".{target.name}.new")
        locks = [_lock(new, folder)]
    try:
        with written(folder):
            _clear(new)
            mark(new, {})
        yield new
        with written(folder):
            locks += _put(new, target, folder)
    finally:
        # What cannot be tidied up now, the next run tidies up: it must not hide how this one ended.
        with suppress(OSError, UsageError):
            if new.stat().st_ino in {os.fstat(lock).st_ino for lock in locks}:  # else it is that of another run
                _clear(new)
                new.rmdir()
        for lock in locks:
            os.close(lock)
        _remove_empty(made)


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Say as one error of ours what the system refuses."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        where = str(error.filename or folder)
        remedy = "free some space, mend the permissions or name another folder"
        raise UsageError("not-writable", reason, where, remedy) from error


def mark(folder: Path, said: Mapping[str, object]) -> None:
    """Make a folder known as a site of ours, with what there is to say of it."""
    entries = sorted({MARKER, *(child.name for child in folder.iterdir())})
    marker = json.dumps({**said, _OURS: entries}, ensure_ascii=False, indent=2) + "\n"
    (folder / MARKER).write_text(marker, encoding="utf-8")


def _mend(target: Path) -> None:
    """Put a site back that a killed run has moved away, where the system could not exchange two folders."""
    old = target.with_name(f".{target.name}.old")
    if not target.exists() and not old.is_symlink() and _entries(old):
        old.rename(target)


def _refuse_strange(target: Path) -> None:
    """Refuse to replace what we did not write: such a folder, or a site into which somebody has put something."""
    if not target.exists():
        return
    remedy = "name a new or empty folder"
    if not target.is_dir():
        raise UsageError("not-a-site", "a file stands where the site is to be", str(target), remedy)
    there = {child.name for child in target.iterdir()}
    if not there:
        return
    ours = _entries(target)
    if not ours:
        raise UsageError("not-a-site", "the folder holds what is not a site of ours", str(target), remedy)
    if strange := sorted(there - ours):
        what = f'"{strange[0]}" is not of the site, and would be lost'
        raise UsageError("not-a-site", what, str(target), "move it elsewhere, or name another folder")


def _entries(folder: Path) -> frozenset[str]:
    """Return the names of what we put into a folder; none where it is not ours."""
    marker = folder / MARKER
    try:
        said = json.loads(marker.read_bytes()) if not marker.is_symlink() else {}
        return frozenset(map(str, said[_OURS]))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def _make_folders(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _lock(path: Path, folder: Path) -> int:
    """Lock a folder, made where it is missing; the lock goes with the process, or where the folder goes."""
    while True:
        path.mkdir(exist_ok=True)
        lock = _locked(path, folder)
        # The former holder may have moved the folder between our two calls: then we hold a lock on another one.
        if path.exists() and path.stat().st_ino == os.fstat(lock).st_ino:
            return lock
        os.close(lock)


def _locked(path: Path, folder: Path) -> int:
    lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        what = "another run writes this site"
        raise BusyError("busy", what, str(folder), "wait for it to end, or stop it") from None
    return lock


def _clear(folder: Path) -> None:
    """Empty a folder that a run of ours has left; the marker goes last, so that it stays known as ours."""
    children = sorted(folder.iterdir(), key=lambda child: child.name == MARKER)
    if children and not _entries(folder):
        raise UsageError("not-a-site", "the folder is needed and is not ours", str(folder), "move it elsewhere")
    for child in children:
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()


def _put(new: Path, target: Path, folder: Path) -> list[int]:
    """Let the new folder take the place of the former one, which then stands where the new one stood; return locks."""
    if not target.exists():
        new.rename(target)
        return []
    # Held until the former site is gone: what was the name of the new one is now its name.
    lock = _locked(target, folder)
    if not _exchanged(new, target):
        old = target.with_name(f".{target.name}.old")
        target.rename(old)
        new.rename(target)
        old.rename(new)
    return [lock]


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV}:
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
