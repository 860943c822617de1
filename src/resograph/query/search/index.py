"""Turns documents into an index: one SQLite file with their words (FTS5), their names, and slips of these.

The file is written anew, by whoever calls, and is only read from then on (docs/decisions/0032).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from resograph.query.search.documents import Document, Library, Tag, library
from resograph.query.search.keys import folded, key, neighbours, squeezed
from resograph.query.things import Things

_LAYOUT: Final = """
pragma journal_mode = off;
pragma synchronous = off;
create table thing (id integer primary key, iri text, kind text, title text, about text, within text, tags text);
create table tag (id integer primary key, facet text, value text, label text, unique (facet, value));
create table name (key text, raw text, doc integer, name text, own integer);
create table near (variant text, key text, primary key (variant, key)) without rowid;
create virtual table doc using fts5 (
  names, title, text, near, tags, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
"""
_END: Final = """
create index name_key on name (key);
insert into doc (doc) values ('optimize');
"""


def build(things: Things, file: Path) -> None:
    """Write the index of a release to a file, in place of what stood there.

    Raises:
        sqlite3.Error: the file cannot be written.

    >>> import tempfile, pyoxigraph as ox
    >>> folder = Path(tempfile.mkdtemp())
    >>> build(Things(ox.Store()), folder / "search.db")
    >>> (folder / "search.db").stat().st_size > 0
    True
    >>> build(Things(ox.Store()), folder / "no" / "such" / "search.db")
    Traceback (most recent call last):
    sqlite3.OperationalError: unable to open database file
    """
    write(library(things), file)


def write(found: Library, file: Path) -> None:
    """Write the index of documents to a file, in place of what stood there.

    Raises:
        sqlite3.Error: the file cannot be written.

    >>> write(Library((), {}), Path("no", "such", "search.db"))
    Traceback (most recent call last):
    sqlite3.OperationalError: unable to open database file
    """
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as index:
        index.executescript(_LAYOUT)
        index.execute("begin")
        tags = {tag: number for number, tag in enumerate(found.labels, start=1)}
        index.executemany("insert into tag values (?, ?, ?, ?)", _tags(found, tags))
        for number, document in enumerate(found.documents, start=1):
            _add(index, number, document, tags)
        index.execute("commit")
        index.executescript(_END)


def _tags(found: Library, tags: dict[Tag, int]) -> Iterator[tuple[int, str, str, str]]:
    for (facet, value), label in found.labels.items():
        yield tags[facet, value], facet, value, label


def _add(index: sqlite3.Connection, number: int, document: Document, tags: dict[Tag, int]) -> None:
    own = [tags[tag] for tag in document.tags]
    row = (number, document.iri, document.kind, document.title, document.about, document.within)
    index.execute("insert into thing values (?, ?, ?, ?, ?, ?, ?)", (*row, " ".join(map(str, own))))
    names = " ".join(dict.fromkeys(form for name in document.names.own for form in (name, squeezed(name))))
    title = f"{document.title} {document.about}"
    marks = " ".join(f"f{tag}" for tag in own)
    words = (number, names, title, document.text, document.near, marks)
    index.execute("insert into doc (rowid, names, title, text, near, tags) values (?, ?, ?, ?, ?, ?)", words)
    index.executemany("insert into name values (?, ?, ?, ?, ?)", _names(number, document))
    variants = [(variant, key(name)) for name in document.names.own for variant in neighbours(key(name))]
    index.executemany("insert or ignore into near values (?, ?)", variants)


def _names(number: int, document: Document) -> Iterator[tuple[str, str, int, str, int]]:
    for names, own in ((document.names.own, 1), (document.names.other, 0)):
        for name in names:
            for one in dict.fromkeys((key(name), squeezed(name))):
                if one:
                    yield one, folded(name), number, name, own
