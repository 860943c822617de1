"""Turns a release on disk into a publication with the links of a static site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from resograph.model.manifest import MANIFEST, files, manifest
from resograph.model.source import Source
from resograph.pages import Publication, Published, publication
from resograph.query import Place
from resograph.query.things import things_of
from resograph.query.verbatim import release_without_quotes

PAGE = "html"


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
    stated = manifest(Source.open(origin.release / MANIFEST), origin.release)
    named = files(origin.release, stated)
    published = Published(things_of(store), origin.release.name, stated, named, origin.address, f".{PAGE}")
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
