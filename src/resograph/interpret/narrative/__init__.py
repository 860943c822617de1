"""Turns a Document that tells of each Resolution in prose, below a heading that names it, into narratives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from resograph.errors import InputError
from resograph.interpret.narrative.sections import Division, Section, divide
from resograph.model.document import Cell, Document, Paragraph, Remark, Table
from resograph.model.report import ActionItem, CellText, Line, Narrative, RowPlace

__all__ = ["Plan", "matches", "read"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a report in prose tells: a narrative a Resolution, in the order of the document, and no items."""

    narratives: tuple[Narrative, ...]
    preface: tuple[Paragraph | Table, ...]
    remarks: tuple[Remark, ...]
    group: str = ""
    items: tuple[ActionItem, ...] = ()
    captions: tuple[str, ...] = ()
    introduction: tuple[Paragraph | Table, ...] = ()
    places: Mapping[tuple[int, int], RowPlace] = field(default_factory=dict)


def matches(document: Document) -> bool:
    """Tell whether the document has headings that name Resolutions, and text below them.

    >>> matches(Document("a.txt", "", "", ()))
    False
    """
    return divide(document) is not None


def read(document: Document) -> tuple[Plan, ...]:
    """Read what a document in one view tells of each Resolution.

    The text goes on up to the next heading that names a Resolution, or begins another section of that level.

    Raises:
        InputError: ``no-report-table``, when the document is none of these.

    >>> from resograph.model.document import Run
    >>> texts = ("Resolution 2 – A", "SG2 met.", "", "", "Resolution 7 – B", "To be provided")
    >>> [plan] = read(Document("a.txt", "", "", tuple(Paragraph((Run(text),)) for text in texts)))
    >>> [(found.resolution, found.title, found.text.text) for found in plan.narratives]
    [(2, 'A', 'SG2 met.'), (7, 'B', 'To be provided')]
    >>> read(Document("a.txt", "", "", ()))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-report-table]: ...
    """
    division = divide(document)
    if division is None:
        remedy = 'head the text on each Resolution as "Resolution 20 – Title", in the style of a heading'
        raise InputError("no-report-table", "no headings of Resolutions with text below", document.name, remedy)
    return (Plan(_narratives(division.sections), division.preface, tuple(_remarks(division))),)


def _narratives(sections: Iterable[Section]) -> tuple[Narrative, ...]:
    """Return one narrative a Resolution; what is told of it in several places is joined."""
    found: dict[int, Narrative] = {}
    for section in sections:
        for number in section.numbers:
            told = Narrative(number, section.title, _text(section.blocks), _text(section.heads))
            found[number] = _joined(found[number], told) if number in found else told
    return tuple(found.values())


def _joined(first: Narrative, second: Narrative) -> Narrative:
    return replace(
        first,
        title=first.title or second.title,
        text=CellText((*first.text.lines, *second.text.lines)),
        heading=CellText((*first.heading.lines, *second.heading.lines)),
    )


def _remarks(division: Division) -> Iterator[Remark]:
    seen: set[int] = set()
    for section in division.sections:
        heading = _text(section.heads).text
        if not section.numbers:
            message = "a section on no Resolution of the assembly: its text is in no statement on one"
            yield Remark("other-section", message, _text((*section.heads, *section.blocks)).text)
        elif again := seen.intersection(section.numbers):
            numbers = " and ".join(str(number) for number in sorted(again))
            message = f"another heading for Resolution {numbers}: the text below was joined to that below the first"
            yield Remark("repeated-heading", message, heading)
        seen.update(section.numbers)
    for paragraph in division.doubtful:
        message = "it looks like a heading but has not the style of one: it stayed text; give it the style if it is one"
        yield Remark("unstyled-heading", message, paragraph.text.strip())


def _text(blocks: Sequence[Paragraph | Table]) -> CellText:
    """Return the lines of the blocks as written, without the blank ones before and after them."""
    lines = [line for block in blocks for line in _lines(block)]
    worded = [number for number, line in enumerate(lines) if line.text.strip()]
    return CellText(tuple(lines[worded[0] : worded[-1] + 1]) if worded else ())


def _lines(block: Paragraph | Table) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        yield from (Line(text, 0, 0, block.number) for text in block.text.split("\n"))
        return
    for row in block.rows:
        yield from (replace(line, table=block.number, row=row.number) for line in _row(row.cells))


def _row(cells: Sequence[Cell]) -> Iterator[Line]:
    """Yield a row as lines of text, its cells joined by a tab; a cell's second line begins a second line."""
    begun: Line | None = None
    for cell in cells:
        lines = [line for paragraph in cell.paragraphs if not cell.covered for line in _lines(paragraph)]
        first, *more = lines or [Line("", 0)]
        begun = first if begun is None else replace(begun, text=f"{begun.text}\t{first.text}")
        for line in more:
            yield begun
            begun = line
    if begun is not None:
        yield begun
