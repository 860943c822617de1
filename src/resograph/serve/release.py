"""Turns a folder into the release that is to be served now, if it is fit to be. Imports next to nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from resograph.errors import InputError, NotConformant

if TYPE_CHECKING:
    from resograph.model.release import Level

_CURRENT: Final = "current"
_MANIFEST: Final = "manifest.json"
_WORST_FIRST: Final = ("violation", "warning", "info")


def current(place: Path) -> Path:
    """Return the folder of the current release of an output folder, or of a release folder itself.

    Raises:
        InputError: there is no release.

    >>> current(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    link = place / _CURRENT
    folder = (link if link.is_symlink() or link.exists() else place).resolve()
    if not (folder / _MANIFEST).is_file():
        raise InputError("no-release", "no release", str(place), "make one with: resograph build REPORT --out DIR")
    return folder


def manifest(folder: Path) -> Mapping[str, Any]:
    """Read what a release says of itself.

    Raises:
        InputError: it cannot be read, or is damaged.

    >>> manifest(Path("no-such-folder"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: the manifest of the release is damaged, ...
    """
    try:
        stated = json.loads((folder / _MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(folder) from error
    if not isinstance(stated, dict) or not isinstance(stated.get("files"), dict):
        raise _damaged(folder)
    return stated


def refuse(folder: Path, level: Level) -> None:
    """Refuse a release that has findings at or above a level.

    Raises:
        NotConformant: it has.
        InputError: its manifest does not tell.
    """
    if level == "never":
        return
    try:
        counts = manifest(folder)["counts"]["findings"]
        found = sum(int(counts.get(one, 0)) for one in _WORST_FIRST[: _WORST_FIRST.index(level) + 1])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(folder) from error
    if found:
        what = f"{found} finding{'s' if found > 1 else ''} at or above {level}"
        remedy = "mend the report, or serve it with them by --fail-on never"
        raise NotConformant("not-conformant", what, str(folder), remedy)


def files(folder: Path, stated: Mapping[str, Any]) -> dict[str, int]:
    """Return the files that a manifest names, and itself, with their sizes; a link is none, and leads nowhere.

    >>> files(Path("no-such-folder"), {"files": {"graph.nq": "1a"}})
    {}
    """
    places = ((name, folder / name) for name in sorted({_MANIFEST, *stated["files"]}))
    return {name: place.stat().st_size for name, place in places if place.is_file() and not place.is_symlink()}


def _damaged(folder: Path) -> InputError:
    return InputError("no-release", "the manifest of the release is damaged", str(folder / _MANIFEST), "build it again")
