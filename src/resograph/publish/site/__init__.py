"""Turns a release into a static site: everything that is published of it, in every form, as plain files.

The same publication is served by `resograph serve`, so the two cannot disagree. The links are relative, so that the
files can be put below any address and read from a disk. Same release, options and version: same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from resograph.pages import Published, webservers
from resograph.publish.site import files, place
from resograph.publish.site.files import Amount
from resograph.publish.site.missing import MISSING, missing_page
from resograph.publish.site.names import Names, file_name
from resograph.publish.site.source import PAGE, Origin, without_words

__all__ = ["Origin", "Receipt", "write_site"]

Some = tuple[str, ...]
"""Paths that are written by one process, one after the other."""
Each = Callable[[Callable[[Some], Amount], Sequence[Some], Callable[[Some], object]], Sequence[Amount]]
"""What does some work for each of several tasks, and tells of each (`resograph.jobs.Workers.each`)."""
Tell = Callable[[int, int], object]
"""What hears how many paths are written, of how many."""

_AT_ONCE = 64
_DOWNLOADS = "downloads"
_APACHE, _NGINX, _AS_IT_IS = ".htaccess", "nginx.conf", ".nojekyll"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written where: how many pages for people, and how much in all."""

    folder: Path
    pages: int
    amount: Amount

    def at(self, folder: Path) -> Receipt:
        """Return the same for the place to which the files were moved."""
        return replace(self, folder=folder)

    def told(self) -> str:
        """Say in one line what was written, and how to look at it.

        >>> Receipt(Path("site"), 1234, Amount(5678, 9_000_000)).told()
        '1,234 pages, 5,678 files, 9 MB in site: open site/index.html'
        """
        size = f"{self.amount.files:,} files, {round(self.amount.bytes / 1_000_000):,} MB"
        return f"{self.pages:,} pages, {size} in {self.folder}: open {self.folder / 'index.html'}"


def write_site(origin: Origin, folder: Path, each: Each, tell: Tell) -> Receipt:
    """Write the site of a release into a folder, in place of the former one; a fault leaves that as it was.

    Raises:
        InputError: the release cannot be read, or has identifiers that cannot be files (``site-name``), or that
            would be one file (``site-collision``).
        UsageError: the folder is not a site of ours (``not-a-site``), or cannot be written.
        BusyError: another run writes the same site.
    """
    with place.beside(folder) as new, without_words(origin) as shown:
        try:
            return _written(shown, new, each, tell).at(folder)
        finally:
            files.publication.cache_clear()


def _written(origin: Origin, new: Path, each: Each, tell: Tell) -> Receipt:
    published = files.publication(origin).published
    paths, pages = _planned(origin)
    tell(0, len(paths))
    counted = _Counted(tell, len(paths))
    amounts = list(each(partial(files.write_paths, origin, new), list(_shared_out(paths)), counted.hear))
    amounts += _beside_the_pages(published, origin.release, new)
    amount = Amount(sum(one.files for one in amounts), sum(one.bytes for one in amounts))
    with place.written(new):
        place.mark(new, {"release": published.release, "files": amount.files})
    return Receipt(new, pages, amount)


@dataclass(slots=True)
class _Counted:
    """Adds up what is done, for whoever watches."""

    tell: Tell
    total: int
    done: int = 0

    def hear(self, paths: Some) -> None:
        self.done += len(paths)
        self.tell(self.done, self.total)


def _planned(origin: Origin) -> tuple[list[str], int]:
    """Return every path and the number of pages, once it is known that each form has a file of its own."""
    publication = files.publication(origin)
    published = publication.published
    names = Names(published.things.base)
    for name in (f"{MISSING}.{PAGE}", _NGINX, _AS_IT_IS, place.MARKER):
        names.take(name, name)
    for name in published.files:
        names.take(f"{_DOWNLOADS}/{name}", f"{_DOWNLOADS}/{name}")
    paths = list(dict.fromkeys(publication.paths()))
    pages = 0
    for path in paths:
        forms = publication.forms(path)
        pages += PAGE in forms
        for form in forms:
            names.take(file_name(path, forms, form), path)
    return paths, pages


def _shared_out(paths: Sequence[str]) -> Iterator[Some]:
    for start in range(0, len(paths), _AT_ONCE):
        yield tuple(paths[start : start + _AT_ONCE])


def _beside_the_pages(published: Published, release: Path, folder: Path) -> Iterator[Amount]:
    """Write what a server of files needs, and the files of the release."""
    for name, data in (
        (f"{MISSING}.{PAGE}", missing_page(published)),
        (_APACHE, webservers.apache(published.address)),
        (_NGINX, webservers.nginx(published.address)),
        (_AS_IT_IS, b""),
    ):
        yield Amount(1, files.write(folder, name, data))
    for name in published.files:
        yield Amount(1, files.copy(release / name, folder, f"{_DOWNLOADS}/{name}"))
