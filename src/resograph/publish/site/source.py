"""Turns a release on disk into a publication with the links of a static site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from resograph.errors import InputError
from resograph.pages import Publication, Published, publication
from resograph.query import Place
from resograph.query.things import things_of
from resograph.query.verbatim import release_without_quotes

PAGE = "html"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site is made of: the folder of a release, and the public address of the site, "" where it has none yet.

    ``verbatim`` tells whether the site holds the words of the reports (`without_words` takes them out).
    """

    release: Path
    address: str = ""
    verbatim: bool = True


def opened(origin: Origin) -> Publication:
    """Open a release as a publication.

    Raises:
        InputError: the release cannot be read, or its manifest is damaged.

    >>> opened(Origin(Path("no-such-folder")))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    store = Place(str(origin.release)).open(lambda _: None).store
    manifest = _manifest(origin.release)
    files = _files(origin.release, manifest)
    published = Published(things_of(store), origin.release.name, manifest, files, origin.address, f".{PAGE}")
    return publication(published)


@contextmanager
def without_words(origin: Origin) -> Iterator[Origin]:
    """Yield what a site is made of where it shall not hold the words of the reports: a release without them.

    Raises:
        InputError: the release cannot be read.

    >>> with without_words(Origin(Path("no-such-folder"))) as same:
    ...     same.release.name
    'no-such-folder'
    """
    if origin.verbatim:
        yield origin
        return
    with release_without_quotes(origin.release) as release:
        yield replace(origin, release=release)


def _manifest(release: Path) -> Mapping[str, Any]:
    path = release / _MANIFEST
    try:
        stated = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if not isinstance(stated, dict) or not isinstance(stated.get("files"), dict):
        raise _damaged(path)
    return stated


def _files(release: Path, manifest: Mapping[str, Any]) -> dict[str, int]:
    """Return the files that the manifest names, with their sizes; a link is none, and leads nowhere."""
    places = ((name, release / name) for name in sorted({_MANIFEST, *manifest["files"]}))
    return {name: place.stat().st_size for name, place in places if place.is_file() and not place.is_symlink()}


def _damaged(path: Path) -> InputError:
    return InputError("no-release", "the manifest of the release is damaged", str(path), "build it again")
