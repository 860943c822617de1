"""Turns sections of many rows into pages that can be loaded: a long section goes on, under its heading, on the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

AT_ONCE: Final = 500
"""So many rows stand on one page; where there are more, each page has half as many."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading: ``of`` is what the heading is about. One that is continued began on the page before."""

    of: object
    anchor: str
    rows: tuple[object, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """Pages of sections. ``path`` is that of the first; the others add their number.

    >>> book = bound("list", [("a", range(300)), ("b", range(300))])
    >>> [[(one.of, len(one.rows), one.is_continued) for one in page] for page in book.pages]
    [[('a', 250, False)], [('a', 50, True), ('b', 200, False)], [('b', 100, True)]]
    >>> book.path_of(0), book.path_of(2), book.number("list/3"), book.number("list/4"), book.number("list/1")
    ('list', 'list/3', 2, None, None)
    """

    path: str
    pages: tuple[tuple[Section, ...], ...]

    def path_of(self, number: int) -> str:
        """Return the path of a page, counted from 0."""
        return f"{self.path}/{number + 1}" if number else self.path

    def paths(self) -> list[str]:
        """Return the paths of all pages."""
        return [self.path_of(number) for number in range(len(self.pages))]

    def number(self, path: str) -> int | None:
        """Return which page has a path, counted from 0; None where none has."""
        found = self.paths()
        return found.index(path) if path in found else None

    def where(self, anchor: str) -> int:
        """Return the page on which a section begins."""
        return next((n for n, page in enumerate(self.pages) for one in page if one.anchor == anchor), 0)


def bound(path: str, sections: Iterable[tuple[object, Sequence[object]]]) -> Book:
    """Lay sections out in pages. One without rows has its heading all the same.

    >>> bound("list", []).pages
    ((),)
    >>> len(bound("list", [("a", range(500))]).pages), len(bound("list", [("a", range(501))]).pages)
    (1, 3)
    """
    found = list(sections)
    most = AT_ONCE if sum(len(rows) for _, rows in found) <= AT_ONCE else AT_ONCE // 2
    pages: list[list[Section]] = [[]]
    room = most
    for place, (of, rows) in enumerate(found, start=1):
        start = 0
        while start < len(rows) or not start:
            if not room:
                pages.append([])
                room = most
            piece = tuple(rows[start : start + room])
            pages[-1].append(Section(of, f"part-{place}", piece, bool(start)))
            start, room = start + max(len(piece), 1), room - len(piece)
    return Book(path, tuple(map(tuple, pages)))
