"""Turns the heading row of a table into a map from its grid columns to the columns of an action plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from resograph.model.document import Cell, Row
from resograph.model.report import COLUMNS, Column
from resograph.naming.vocabulary import vocabulary

# Five of nine headings: a list of documents ("No.", "Title", "Date", "Status") has fewer in common with us.
_ENOUGH = 5
_LONGEST = 100
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_PARTS = re.compile(r"[/|;\n]")
_GROUP = re.compile(r"\b(?:sg|study\s+group)\s*([0-9]{1,3})|\b(tsag)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """A heading row: which grid column holds which column of the plan, and whose plan it is ("" = not said).

    ``unknown`` are heading cells with words that name no column of ours, or one that is taken.
    """

    row: int
    columns: Mapping[int, Column]
    width: int
    group: str
    unknown: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the columns of an action plan that this heading lacks."""
        present = set(self.columns.values())
        return tuple(column for column in COLUMNS if column not in present)


def read_header(row: Row) -> Header | None:
    """Read a row as the heading of an action plan, whatever the order and number of its columns.

    A heading is recognised by its words (``ontology/vocabularies/columns.ttl``); five of them make
    a heading row. Word for word compared are letters only, so that "SG17 lead" and "SG 13 Lead" are one.

    >>> from resograph.model.document import Paragraph, Run
    >>> def row(*texts: str) -> Row:
    ...     return Row(1, tuple(Cell(n, 1, (Paragraph((Run(text),)),)) for n, text in enumerate(texts, 1)))
    >>> header = read_header(row("Res #", "STATUS", "Action", "Action by:", "Title", "SG13 lead"))
    >>> header.columns[2], header.group, header.missing
    ('status', 'sg13', ('milestone', 'collaborate-with', 'report-to'))
    >>> read_header(row("Item", "Amount")) is None
    True
    """
    texts = [(cell, _text(cell)) for cell in row.cells]
    claims = [(cell, _candidates(text)) for cell, text in texts if len(text) <= _LONGEST]
    taken: dict[Column, Cell] = {}
    # A heading of one meaning goes before one of two, so that "Lead" yields "Action By" to "Action By".
    for cell, candidates in sorted(claims, key=lambda claim: len(claim[1])):
        if free := [column for column in candidates if column not in taken]:
            taken[free[0]] = cell
    if len(taken) < _ENOUGH:
        return None
    placed = {cell.column for cell in taken.values()}
    return Header(
        row=row.number,
        columns=MappingProxyType({grid: column for column, cell in taken.items() for grid in _grid(cell)}),
        width=max(cell.column + cell.span for cell in row.cells),
        group=_group(taken["lead"]) if "lead" in taken else "",
        unknown=tuple(cell for cell, text in texts if text and cell.column not in placed),
    )


def _text(cell: Cell) -> str:
    return "\n".join(cell.lines).strip()


def _grid(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.span)


def _candidates(text: str) -> tuple[Column, ...]:
    known = _spellings()
    for form in (text, _BRACKETED.sub(" ", text)):
        if found := known.get(_key(form)):
            return found
    parts = [known.get(key, ()) for part in _PARTS.split(text) if (key := _key(part))]
    return tuple(column for column in COLUMNS if parts and all(column in part for part in parts))


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("#", "no")
    return "".join(character for character in plain if character.isalpha())


def _group(lead: Cell) -> str:
    found = _GROUP.search(unicodedata.normalize("NFKC", _text(lead)))
    if found is None:
        return ""
    return f"sg{int(found[1])}" if found[1] else "tsag"


@cache
def _spellings() -> Mapping[str, tuple[Column, ...]]:
    concepts = vocabulary().concepts("column")
    found: dict[str, tuple[Column, ...]] = {}
    for column in COLUMNS:
        for key in {_key(spelling) for spelling in (concepts[column].label, *concepts[column].spellings)}:
            found[key] = (*found.get(key, ()), column)
    return MappingProxyType(found)
