"""Turns what stands before the action plan into labelled values ("Title: …") and single lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from types import MappingProxyType

from resograph.model.document import Paragraph, Table
from resograph.naming.phrases import letters
from resograph.naming.vocabulary import vocabulary

# The lines of a title; a text export tells neither where it ends nor where the next cell begins.
_FEW = 5
_LONGEST_LABEL = 60
_COLON = re.compile("[:：]")
_KEPT = ("title", "source", "abstract", "questions")


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: the first value of each label, and the lines of its tables, of the text and of the captions."""

    values: Mapping[str, str]
    header_lines: tuple[str, ...]
    text_lines: tuple[str, ...]
    captions: tuple[str, ...]


def read_block(preface: Sequence[Paragraph | Table], captions: Sequence[str]) -> Block:
    """Read a header block, whether it is a table of Word or the lines of a text export, in a language of ITU.

    A label's value stands behind its colon, in the next cell of its row, or, where the label stands
    alone, in the next paragraph. A title may go on over a few lines, up to the next label.

    >>> from resograph.model.document import Run
    >>> lines = (" \\tAbstract:", "This document reports.", "Introduction")
    >>> read_block([Paragraph((Run(line),)) for line in lines], []).values["abstract"]
    'This document reports.'
    >>> len(read_block([], []).values)
    0
    """
    tables = [row for block in preface if isinstance(block, Table) for row in _table_rows(block)]
    texts = [[block.text] for block in preface if isinstance(block, Paragraph) and block.text.strip()]
    values: dict[str, str] = {}
    for rows in (tables, texts):
        for field, value in _values(rows):
            if value:
                values.setdefault(field, value)
    return Block(
        values=MappingProxyType(values),
        header_lines=tuple(_lines(tables)),
        text_lines=tuple(_lines(texts)),
        captions=tuple(_lines([captions])),
    )


def _table_rows(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield ["\n".join(cell.lines) for cell in row.cells if not cell.covered]


def _values(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows):
        for position, text in enumerate(row):
            field, value = _labelled(text)
            if field in _KEPT:
                value = value or _beside(row[position + 1 :])
                if not value and len(row) == 1:
                    value = _below(field, [cell for later in rows[number + 1 :][:_FEW] for cell in later])
                yield field, " ".join(value.split())


def _labelled(text: str) -> tuple[str, str]:
    """Return the label that a text begins with and what follows it; "" and the whole text without a label."""
    colon = _COLON.search(text, 0, _LONGEST_LABEL)
    field = _labels().get(letters(text[: colon.start()]), "") if colon else ""
    return (field, text[colon.end() :].strip()) if colon and field else ("", text)


@cache
def _labels() -> Mapping[str, str]:
    concepts = vocabulary().concepts("front-matter").values()
    return {letters(spelling): concept.code for concept in concepts for spelling in concept.spellings}


def _is_labelled(text: str) -> bool:
    return bool(_labelled(text)[0])


def _beside(cells: Sequence[str]) -> str:
    return cells[0] if cells and not _is_labelled(cells[0]) else ""


def _below(field: str, texts: Sequence[str]) -> str:
    unlabelled = list(takewhile(lambda text: not _is_labelled(text), texts))
    if field == "title" and len(unlabelled) < len(texts):
        return " ".join(unlabelled)
    return unlabelled[0] if unlabelled else ""


def _lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    for row in rows:
        for text in row:
            lines = [" ".join(line.split()) for line in text.split("\n")]
            # "TD 1234" and "Rev.1" may stand in two lines of one cell.
            if len(lines) > 1:
                yield " ".join(line for line in lines if line)
            yield from (line for line in lines if line)
