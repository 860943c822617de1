"""Turns an answer into what a page shows of it: cells with links, and no more rows than anybody reads."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import islice

import pyoxigraph as ox

from resograph.naming.prefixes import ALL_PREFIXES
from resograph.pages.publication import Published
from resograph.query import Answer
from resograph.query.values import number, written

MOST = 500
_LONGEST = 20_000
# A page is written while others wait: what nobody reads on one is not put there.
_LONGEST_CELL = 2_000
_WIDEST = 200
_MOST_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: its text, where a link leads to, the language that it is in."""

    text: str = ""
    address: str = ""
    language: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer: rows under their columns, or a text. ``more`` tells that there is more than is shown."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""
    more: bool = False
    is_table: bool = True

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """Return the columns, and which of them hold numbers and nothing else."""
        return tuple(
            (name, bool(self.rows) and all(row[place].is_number or not row[place].text for row in self.rows))
            for place, name in enumerate(self.columns)
        )


def shown(answer: Answer, published: Published, here: str, most: int = MOST) -> Shown:
    """Make an answer into what the page at the path ``here`` shows.

    Raises:
        UsageError: the evaluation failed.

    >>> from resograph.query.things import Things
    >>> store = ox.Store()
    >>> answer = Answer(store.query("SELECT * { VALUES ?x { <urn:a> 2 } }"))
    >>> [[cell.text for cell in row] for row in shown(answer, Published(Things(store)), "queries/all").rows]
    [['urn:a'], ['2']]
    >>> shown(Answer(store.query("ASK {}")), Published(Things(store)), "sparql").text
    'yes'
    """
    if answer.yes is not None:
        return Shown(text="yes" if answer.yes else "no", is_table=False)
    if answer.columns or isinstance(answer.result, ox.QuerySolutions):
        cells, columns = _Cells(published, here, {}), answer.columns[:_WIDEST]
        most = min(most, _MOST_CELLS // (len(columns) or 1))
        found = list(islice(answer.terms(), most + 1))
        rows = tuple(tuple(map(cells.cell, row[:_WIDEST])) for row in found[:most])
        return Shown(columns, rows, more=len(found) > most or len(answer.columns) > _WIDEST)
    stream = BytesIO()
    answer.write("turtle", stream)
    text = stream.getvalue().decode()
    return Shown(text=text[:_LONGEST], more=len(text) > _LONGEST, is_table=False)


@dataclass(frozen=True, slots=True)
class _Cells:
    published: Published
    here: str
    known: dict[object, Cell]

    def cell(self, term: object) -> Cell:
        """Return the cell of a term; the same term is looked up once."""
        found = self.known.get(term)
        if found is None:
            found = self.known[term] = self._made(term)
        return found

    def _made(self, term: object) -> Cell:
        if isinstance(term, ox.NamedNode):
            links = self.published.links(self.here)
            is_ours = term.value.startswith(self.published.things.base)
            text = self.published.things.label(term) if is_ours else _short(term.value)
            return Cell(_cut(text), links.thing(term.value))
        if isinstance(term, ox.Literal):
            text = _cut(term.value)
            is_number = text == term.value and number(term) is not None
            return Cell(text, language=term.language or "", is_number=is_number)
        return Cell() if term is None else Cell(_cut(written(term)))


def _cut(text: str) -> str:
    """Leave out the end of a text that is longer than anybody reads in a table, and show that it goes on."""
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _short(iri: str) -> str:
    """Write an IRI with a prefix that people know, where there is one."""
    for prefix, namespace in ALL_PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.isidentifier():
            return f"{prefix}:{name}"
    return iri
