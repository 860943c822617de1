"""Turns what was typed into the things that bear that name, as it is, as it begins, or but for a slip."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from resograph.naming.named import group_code
from resograph.query.search.keys import LONGEST, Slip, folded, key, neighbours, slip, squeezed

_MOST: Final = 50
_SUGGESTED: Final = 3
_BEGINNING: Final = 2
_ORDER: Final[dict[Slip | None, int]] = {"swapped": 0, "one more or less": 1, "another": 2}
_HIGHEST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Named:
    """Documents by their names: ``certain`` bear what was typed or begin with it, ``likely`` would but for a slip.

    ``names`` are those of the likely ones; ``has_number`` tells that what was typed has a digit, as designations have.
    """

    certain: tuple[int, ...] = ()
    likely: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    has_number: bool = False


def named(index: sqlite3.Connection, words: str) -> Named:
    """Return the documents whose name the words are; slips are looked for only where no name fits.

    >>> index = sqlite3.connect(":memory:")
    >>> _ = index.executescript('''
    ... create table name (key text, raw text, doc integer, name text, own integer);
    ... create table near (variant text, key text);
    ... insert into name values ('x1812', 'x.1812', 7, 'X.1812', 1);
    ... insert into near values ('x181', 'x1812'), ('x112', 'x1812');
    ... ''')
    >>> named(index, "X1812").certain, named(index, "X.1821").names, named(index, "?!")
    ((7,), ('X.1812',), Named(certain=(), likely=(), names=(), has_number=False))
    """
    typed = key(words)
    if not typed or len(typed) > LONGEST:
        return Named()
    certain = tuple(dict.fromkeys(_certain(index, words, typed)))[:_MOST]
    has_number = any(char.isdigit() for char in typed)
    if certain:
        return Named(certain, has_number=has_number)
    found = list(_likely(index, typed))
    return Named((), tuple(doc for doc, _ in found), tuple(dict.fromkeys(name for _, name in found)), has_number)


def suggested(index: sqlite3.Connection, words: str, first: Named, *, has_hits: bool) -> tuple[str, ...]:
    """Return what may have been meant: the names one slip away, or the words with one of them mended.

    >>> index = sqlite3.connect(":memory:")
    >>> _ = index.executescript('''
    ... create table name (key text, raw text, doc integer, name text, own integer);
    ... create table near (variant text, key text);
    ... insert into name values ('x1812', 'x.1812', 7, 'X.1812', 1);
    ... insert into near values ('x181', 'x1812'), ('x112', 'x1812');
    ... ''')
    >>> suggested(index, "is X.1821 new", Named(), has_hits=False), suggested(index, "X.1821", Named(), has_hits=True)
    (('is X.1812 new',), ())
    """
    if first.names or has_hits:
        return first.names[:_SUGGESTED]
    return tuple(dict.fromkeys(_mended(index, words.split())))[:_SUGGESTED]


def _certain(index: sqlite3.Connection, words: str, typed: str) -> Iterator[int]:
    keys = list(dict.fromkeys(filter(None, (typed, squeezed(words), key(group_code(words))))))
    for one in keys:
        exact = "select doc from name where key = ? order by raw <> ?, own desc, doc limit ?"
        yield from (doc for (doc,) in index.execute(exact, (one, folded(words), _MOST)))
    if len(typed) >= _BEGINNING:
        begun = "select doc from name where key > ? and key < ? and own order by length(key), key, doc limit ?"
        yield from (doc for (doc,) in index.execute(begun, (typed, typed + _HIGHEST, _MOST)))


def _likely(index: sqlite3.Connection, typed: str) -> Iterable[tuple[int, str]]:
    variants = sorted(neighbours(typed))
    if not variants:
        return ()
    marks = ", ".join("?" * len(variants))
    near = index.execute(f"select distinct key from near where variant in ({marks})", variants)  # noqa: S608 -- marks are question marks
    slips = sorted((_ORDER[how], one) for (one,) in near if (how := slip(typed, one)))[:_MOST]
    bearers = "select doc, name from name where key = ? and own order by doc limit ?"
    return [(doc, name) for _, one in slips for doc, name in index.execute(bearers, (one, _MOST))][:_MOST]


def _mended(index: sqlite3.Connection, words: list[str]) -> Iterator[str]:
    for place, word in enumerate(words):
        if any(char.isdigit() for char in word):
            for name in named(index, word).names:
                yield " ".join((*words[:place], name, *words[place + 1 :]))
