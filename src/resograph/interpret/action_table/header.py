"""Turns the heading rows of a table into a map from its grid columns to the columns of an action plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from resograph.model.document import Cell, Row
from resograph.model.report import COLUMNS, Column
from resograph.naming.named import groups_named, with_groups_as
from resograph.naming.phrases import letters
from resograph.naming.vocabulary import vocabulary

Part = Literal["resolution", "item", "number"]

# Five of nine headings: a list of documents ("No.", "Title", "Date", "Status") has fewer in common with us.
_ENOUGH = 5
# With these the headings alone make a plan; with fewer it takes the id of an item below them.
_PLENTY = 7
_LONGEST = 200
# Which of two headings holds the id: that of the whole id, before one of a mere number, which may count the rows.
_RANKS: Mapping[Part | Literal[""], int] = {"": 0, "item": 1, "resolution": 2, "number": 3}
_PARTNERS: Mapping[Part, tuple[Part, ...]] = {
    "item": ("resolution",),
    "resolution": ("item", "number"),
    "number": ("resolution",),
}
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
# "Action / Mesure à prendre", "Status – État", or the two on a line each.
_SEPARATORS = re.compile(r"[/|;\n]|\s[-\u2010-\u2015]\s")


@dataclass(frozen=True, slots=True)
class Header:
    """A heading: which grid column holds which column of the plan, and whose plan it is ("" = not said).

    ``unknown`` are heading cells with words that name no column of ours, or one that is taken. ``starts`` are the
    grid columns in which the cells of the heading begin. ``parts`` tells, where an id stands in two columns
    ("Res. No.", "Item No."), which grid column holds which of its numbers.
    """

    row: int
    columns: Mapping[int, Column]
    width: int
    group: str
    unknown: tuple[Cell, ...]
    starts: tuple[int, ...] = ()
    parts: Mapping[int, Part] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def names(self) -> frozenset[Column]:
        """Return the columns of an action plan that this heading has."""
        return frozenset(self.columns.values())

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the columns of an action plan that this heading lacks."""
        return tuple(column for column in COLUMNS if column not in self.names)

    @property
    def is_plain(self) -> bool:
        """Tell whether other tables than an action plan may have such headings."""
        return len(self.names) < _PLENTY

    def moved_to(self, row: Row) -> Header:
        """Return the heading in the grid of another table, one row of which has a cell for each of its cells."""
        cells = dict(zip(self.starts, row.cells, strict=True))
        grid = {start: range(cell.column, cell.column + cell.span) for start, cell in cells.items()}
        return replace(
            self,
            columns=MappingProxyType({to: self.columns[at] for at in cells if at in self.columns for to in grid[at]}),
            width=max(cell.column + cell.span for cell in row.cells),
            unknown=tuple(replace(c, column=cells[c.column].column, span=cells[c.column].span) for c in self.unknown),
            starts=tuple(cell.column for cell in row.cells),
            parts=MappingProxyType({to: self.parts[at] for at in cells if at in self.parts for to in grid[at]}),
        )


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading cell, the grid columns that are its own, its words and those of the headings over it."""

    cell: Cell
    grid: tuple[int, ...]
    text: str
    above: str
    candidates: tuple[Column, ...]
    part: Part | Literal[""]


def read_header(*rows: Row) -> Header | None:
    """Read one row, or rows one upon the other, as the heading of a plan, in whatever order and number of columns.

    A heading is recognised by its words (``ontology/vocabularies/columns.ttl``); five of them make
    a heading. Word for word compared are letters only, so that "SG17 lead" and "SG 13 Lead" are one.
    Of two headings one upon the other ("Responsibility" over "Action By" and "Collaborate with") the lower counts.

    >>> from resograph.model.document import Paragraph, Run
    >>> def row(*texts: str) -> Row:
    ...     return Row(1, tuple(Cell(n, 1, (Paragraph((Run(text),)),)) for n, text in enumerate(texts, 1)))
    >>> header = read_header(row("Res #", "STATUS", "Action", "Action by:", "Title", "SG13 lead"))
    >>> header.columns[2], header.group, header.missing
    ('status', 'sg13', ('milestone', 'collaborate-with', 'report-to'))
    >>> read_header(row("Item", "Amount")) is None
    True
    """
    if sum(map(headings_in, rows)) < _ENOUGH:
        return None
    heads = tuple(_heads(rows))
    taken = _taken(heads)
    if len(taken) < _ENOUGH:
        return None
    parts = _parts(heads, taken)
    placed = {id(head): column for column, head in taken.items()} | dict.fromkeys(map(id, parts), "identifier")
    lead = taken.get("lead")
    return Header(
        row=rows[0].number,
        columns=MappingProxyType(
            {grid: placed[id(head)] for head in heads if id(head) in placed for grid in head.grid}
        ),
        width=max(cell.column + cell.span for row in rows for cell in row.cells),
        group=next(iter(groups_named(f"{lead.above} {lead.text}")), "") if lead else "",
        unknown=tuple(
            replace(head.cell, column=head.grid[0]) for head in heads if head.text and id(head) not in placed
        ),
        starts=tuple(head.grid[0] for head in heads),
        parts=MappingProxyType({grid: head.part for head in parts for grid in head.grid if head.part}),
    )


def headings_in(row: Row) -> int:
    """Return how many cells of a row have words that head a column.

    >>> from resograph.model.document import Paragraph, Run
    >>> headings_in(Row(1, tuple(Cell(n, 1, (Paragraph((Run(text),)),)) for n, text in enumerate(("Title", "6"), 1))))
    1
    >>> headings_in(Row(1, ()))
    0
    """
    return sum(bool(_candidates(_text(cell))) for cell in row.cells)


def _heads(rows: Sequence[Row]) -> Iterator[_Head]:
    standing: dict[int, Cell] = {}
    over: dict[int, list[str]] = {}
    for cell in (cell for row in rows for cell in row.cells):
        for grid in range(cell.column, cell.column + cell.span):
            upper = standing.get(grid)
            if upper is None or _says_more(cell, upper):
                standing[grid] = cell
            if upper is not None:
                over.setdefault(grid, []).append(_text(upper))
    owned: dict[int, list[int]] = {}
    for grid in sorted(standing):
        owned.setdefault(id(standing[grid]), []).append(grid)
    for grids in owned.values():
        cell = standing[grids[0]]
        text = _text(cell)
        candidates = _candidates(text)
        yield _Head(cell, tuple(grids), text, " ".join(over.get(grids[0], ())), candidates, _part(text))


def _says_more(lower: Cell, upper: Cell) -> bool:
    text = _text(lower)
    return bool(_candidates(text)) or (bool(text) and not _candidates(_text(upper)))


def _taken(heads: Sequence[_Head]) -> dict[Column, _Head]:
    taken: dict[Column, _Head] = {}
    # A heading of one meaning goes before one of two, so that "Lead" yields "Action By" to "Action By".
    for head in sorted(heads, key=lambda head: (len(head.candidates), _RANKS[head.part])):
        if free := [column for column in head.candidates if column not in taken]:
            taken[free[0]] = head
    return taken


def _parts(heads: Sequence[_Head], taken: Mapping[Column, _Head]) -> tuple[_Head, ...]:
    """Return the two headings under which an id stands in two columns, or none."""
    identifier = taken.get("identifier")
    if identifier is None or not identifier.part:
        return ()
    placed = set(map(id, taken.values()))
    for part in _PARTNERS[identifier.part]:
        for head in heads:
            if head.part == part and id(head) not in placed:
                return (identifier, head)
    return ()


def _text(cell: Cell) -> str:
    return "\n".join(cell.lines).strip()


def _group(_code: str) -> str:
    # What stands for any group in the headings that are known: "SG17RG-AFR lead" is "SG lead".
    return "SG"


@lru_cache(maxsize=4096)
def _candidates(text: str) -> tuple[Column, ...]:
    if not text or len(text) > _LONGEST:
        return ()
    known = _spellings()
    plain = unicodedata.normalize("NFKC", text)
    for form in (plain, with_groups_as(_group, plain), _BRACKETED.sub(" ", plain)):
        if found := known.get(letters(form)):
            return found
    parts = [known.get(key, ()) for part in _SEPARATORS.split(plain) if (key := letters(part))]
    return tuple(column for column in COLUMNS if parts and all(column in part for part in parts))


@lru_cache(maxsize=4096)
def _part(text: str) -> Part | Literal[""]:
    if not text or len(text) > _LONGEST:
        return ""
    for form in (text, _BRACKETED.sub(" ", text)):
        keys = {letters(part) for part in _SEPARATORS.split(form)} - {""}
        for part in _PARTNERS:
            if keys and keys <= _headings_of(part):
                return part
        if letters(form) in _spellings():
            return ""  # "Res # [-Action item #]" heads whole ids
    return ""


@cache
def _headings_of(part: Part) -> frozenset[str]:
    return frozenset(map(letters, vocabulary().concepts("identifier-part")[part].spellings))


@cache
def _spellings() -> Mapping[str, tuple[Column, ...]]:
    concepts = vocabulary().concepts("column")
    found: dict[str, tuple[Column, ...]] = {}
    for column in COLUMNS:
        for key in {letters(spelling) for spelling in (concepts[column].label, *concepts[column].spellings)} - {""}:
            found[key] = (*found.get(key, ()), column)
    return MappingProxyType(found)
