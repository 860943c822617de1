"""Turns the manifest of a release into what it says of its files and findings. Imports next to nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from resograph.errors import InputError

if TYPE_CHECKING:
    from resograph.model.release import Level
    from resograph.model.source import Source

MANIFEST: Final = "manifest.json"

MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "json": "application/json",
        "jsonld": "application/ld+json",
        "nq": "application/n-quads",
        "trig": "application/trig",
        "ttl": "text/turtle",
    }
)
"""What the files of a release end in, and what their media type is."""

_WORST_FIRST: Final = ("violation", "warning", "info")


def manifest(source: Source, folder: Path) -> Mapping[str, Any]:
    """Read what the release in a folder says of itself.

    Raises:
        InputError: it is damaged.

    >>> from resograph.model.source import Source
    >>> manifest(Source(MANIFEST, b'{"files": {}}'), Path("out"))
    {'files': {}}
    >>> manifest(Source(MANIFEST, b"[]"), Path("out"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: the manifest of the release is damaged, out/manifest.json: ...
    """
    try:
        stated = json.loads(source.data)
    except (ValueError, RecursionError) as error:
        raise _damaged(folder) from error
    if not isinstance(stated, dict) or not isinstance(stated.get("files"), dict):
        raise _damaged(folder)
    return stated


def files(folder: Path, stated: Mapping[str, Any]) -> dict[str, int]:
    """Return the files that a manifest names, and itself, with their sizes; a link is none, and leads nowhere.

    >>> files(Path("no-such-folder"), {"files": {"graph.nq": "1a"}})
    {}
    """
    places = ((name, folder / name) for name in sorted({MANIFEST, *stated["files"]}))
    return {name: place.stat().st_size for name, place in places if place.is_file() and not place.is_symlink()}


def findings(stated: Mapping[str, Any], level: Level, folder: Path) -> int:
    """Count the findings at or above a level that a release in a folder states.

    Raises:
        InputError: it does not state them.

    >>> findings({"counts": {"findings": {"violation": 1, "warning": 2}}}, "warning", Path("out"))
    3
    >>> findings({}, "never", Path("out"))
    0
    >>> findings({}, "warning", Path("out"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: the manifest of the release is damaged, out/manifest.json: ...
    """
    if level == "never":
        return 0
    try:
        counts = stated["counts"]["findings"]
        return sum(int(counts.get(one, 0)) for one in _WORST_FIRST[: _WORST_FIRST.index(level) + 1])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(folder) from error


def _damaged(folder: Path) -> InputError:
    return InputError("no-release", "the manifest of the release is damaged", str(folder / MANIFEST), "build it again")
