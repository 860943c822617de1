"""Turns words and facets into results: first what bears that name, then what has these words, the best first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from resograph.query.search.ask import cleaned, expression
from resograph.query.search.documents import FACETS, Facet
from resograph.query.search.fitting import fitting
from resograph.query.search.naming import named, suggested
from resograph.query.search.snippet import Piece, snippet

COUNTED: Final = 3_000
"""So many documents are counted at most; a result that has more says so."""

RANKED: Final = 1_000
"""So many of them are ranked by their words, those of the kinds that people look for most; the others follow."""

_SHOWN: Final = """
select iri, kind, thing.title, about, within, text from thing join doc on doc.rowid = id where id = ?
"""
_Wanted = Sequence[tuple[int, ...]]
"""Numbers of tags: of each group a result must have one."""

_WORTH: Final = "10.0, 5.0, 1.0, 0.5, 0.0"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: ``about`` is its title, ``within`` where it stands, both "" where there is none."""

    iri: str
    kind: str
    title: str
    about: str
    within: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet, how it is called, and how many of the results have it."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Results:
    """What was found; ``words`` are those that were read.

    ``total`` is exact where ``is_all``, else there are more, and it and the counts of the facets are of those that
    were looked at. ``has_any`` tells that nothing has all of the words, and that the hits have some.
    ``unknown`` are the facets that were given a value which nothing has; ``facets`` then holds those that there are.
    """

    words: str
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[Facet, tuple[Count, ...]]
    suggestions: tuple[str, ...] = ()
    is_all: bool = True
    has_any: bool = False
    unknown: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """Documents in order; ``is_all`` is false where there are more."""

    documents: Sequence[int]
    is_all: bool = True


@dataclass(frozen=True, slots=True)
class Search:
    """An index that is asked; many may, and none changes it."""

    index: sqlite3.Connection
    # By number: the facet, the value and the label of each tag; the tags of each document, the first of which is 1.
    _tags: Mapping[int, tuple[Facet, str, str]] = field(repr=False)
    _of: Sequence[tuple[int, ...]] = field(repr=False)
    _every: range = field(init=False, repr=False)
    _whole: Mapping[int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Count everything once, for who asks for nothing."""
        object.__setattr__(self, "_every", range(1, len(self._of) + 1))
        object.__setattr__(self, "_whole", self._tally(self._every))

    def search(self, words: str, facets: Mapping[Facet, str] | None = None, start: int = 0, most: int = 20) -> Results:
        """Return a page of what has all of the words and of the facets; whatever was typed, it is no error.

        >>> import tempfile, pyoxigraph as ox
        >>> from resograph.query.search.index import build
        >>> from resograph.query.things import Things
        >>> file = Path(tempfile.mkdtemp()) / "search.db"
        >>> build(Things(ox.Store()), file)
        >>> opened(file).search("cross references", {"kind": "Query"}).hits[0].iri
        'cross-references'
        >>> opened(file).search('NEAR(" *:').total
        0
        """
        read = cleaned(words)
        chosen = {facet: fitting(value, self._tags, facet) for facet, value in (facets or {}).items() if value}
        if unknown := tuple(facet for facet, fit in chosen.items() if not fit):
            return Results(read, (), 0, self._values(unknown), unknown=unknown)
        wanted = tuple(chosen.values())
        first = named(self.index, read)
        found = self._found(read, wanted, " AND ", first.certain)
        has_any = False
        if not found.documents and not first.likely and " " in read:
            found = self._found(read, wanted, " OR ", ())
            has_any = bool(found.documents)
        if first.likely and (first.has_number or not found.documents):
            likely = self._with(first.likely, wanted)
            found = _Found(list(dict.fromkeys((*likely, *found.documents))), found.is_all)
        page = found.documents[max(start, 0) :][: max(most, 0)]
        return Results(
            words=read,
            hits=tuple(self._hits(page, read)),
            total=len(found.documents),
            facets=self._counted(found.documents),
            suggestions=suggested(self.index, read, first, has_hits=bool(found.documents) and not has_any),
            is_all=found.is_all,
            has_any=has_any,
        )

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def value(self, facet: Facet, typed: str) -> str:
        """Return the value of a facet that what was typed means, where it means a single one; else what was typed."""
        fit = fitting(typed, self._tags, facet)
        return self._tags[fit[0]][1] if len(fit) == 1 else typed

    def _values(self, facets: Iterable[Facet]) -> dict[Facet, tuple[Count, ...]]:
        every = self._counted(self._every)
        return {facet: every.get(facet, ()) for facet in facets}

    def _with(self, documents: Iterable[int], wanted: _Wanted) -> list[int]:
        return [
            document
            for document in documents
            if all(any(tag in self._of[document - 1] for tag in fit) for fit in wanted)
        ]

    def _found(self, words: str, wanted: _Wanted, joint: str, certain: Iterable[int]) -> _Found:
        asked = expression(words, joint)
        if not asked and words:
            return _Found(())
        marks = (f"({' OR '.join(f'f{tag}' for tag in fit)})" for fit in wanted)
        narrowed = f"tags: ({' AND '.join(marks)})" if wanted else ""
        whole = " AND ".join(filter(None, (asked, narrowed)))
        if not whole:
            return _Found(self._every)
        rows = self.index.execute("select rowid from doc where doc match ? limit ?", (whole, COUNTED + 1)).fetchall()
        every = [number for (number,) in rows[:COUNTED]]
        documents = dict.fromkeys((*self._with(certain, wanted), *(self._ranked(whole) if asked else ()), *every))
        is_all = len(rows) <= COUNTED
        return _Found(list(documents) if is_all else list(documents)[:COUNTED], is_all)

    def _ranked(self, whole: str) -> list[int]:
        ranked = f"select bm25(doc, {_WORTH}), rowid from doc where doc match ? limit {RANKED}"  # noqa: S608 -- numbers of ours
        return [number for _, number in sorted(self.index.execute(ranked, (whole,)))]

    def _counted(self, documents: Iterable[int]) -> dict[Facet, tuple[Count, ...]]:
        numbers = self._whole if documents is self._every else self._tally(documents)
        found: dict[Facet, list[Count]] = {facet: [] for facet in FACETS}
        for tag, number in numbers.items():
            facet, value, label = self._tags[tag]
            found[facet].append(Count(value, label, number))
        return {facet: tuple(sorted(counts, key=_most_first)) for facet, counts in found.items() if counts}

    def _tally(self, documents: Iterable[int]) -> Mapping[int, int]:
        return Counter(chain.from_iterable(self._of[document - 1] for document in documents))

    def _hits(self, page: Sequence[int], words: str) -> Iterator[Hit]:
        for number in page:
            iri, kind, title, about, within, text = self.index.execute(_SHOWN, (number,)).fetchone()
            yield Hit(iri, kind, title, about, within, snippet(text, words))


def _most_first(one: Count) -> tuple[int, str, str]:
    return -one.number, one.label, one.value


def opened(file: Path) -> Search:
    """Open an index that `build` wrote; it must not change any more. Any thread may ask it.

    Raises:
        sqlite3.Error: there is no index at that place.

    >>> opened(Path("no-such-file.db"))
    Traceback (most recent call last):
    sqlite3.OperationalError: unable to open database file
    """
    index = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    tags = {
        number: (facet, value, label)
        for number, facet, value, label in index.execute("select id, facet, value, label from tag")
    }
    numbers = lru_cache(maxsize=None)(_numbers)  # many documents have the same tags: these are kept once
    of = [numbers(written) for (written,) in index.execute("select tags from thing order by id")]
    return Search(index, tags, of)


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(map(int, written.split()))
