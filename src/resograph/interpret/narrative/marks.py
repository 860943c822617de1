"""Turns paragraphs into marks: those that may begin a section, by their style or by their words alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from resograph.interpret.narrative.heading import parse, parse_line
from resograph.model.document import Paragraph, Table
from resograph.naming.headings import HEADING_STYLES

Block = Paragraph | Table
Marks = Mapping[int, "Mark"]
# The names that Word and others give to the styles of headings, without spaces: "heading2", "titre2"; of ITU: "resno".
_STYLE = re.compile(
    r".*(?:heading|title)([1-9]?).*"
    rf"|(?:{HEADING_STYLES})([1-9]?)"
    r"|(?:res|annex|appendix|opinion|part|chap|section)no"
)
_NO_HEADING = re.compile(r"toc|contents|table|fig|caption|subtitle")
_OUTERMOST, _CHAPTER, _INNERMOST = 0, 1, 9
# What is no Resolution of the assembly and ends the section of one.
_RUNNING = r"(?:[0-9IVX]{1,7}(?:\.[0-9]{1,3}){0,4}[.)]?\s)?"
_AFTER = r"(?:\s?\([^()]{1,300}\))?(?:\s?[-–—:]\s?\S.*)?"
_OPINION = re.compile(
    rf"{_RUNNING}(?:WTSA\s)?(?:Opinion|Avis|Dictamen|Ruego|Мнение|意见|(?:PP|WTDC|RA|WRC|Council)(?:-\d{{2,4}})?\sResolution)"
    rf"\s?[0-9]{{1,4}}(?!\w){_AFTER}",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    rf"(?:{_RUNNING}Section\s(?:[0-9]{{1,3}}|[IVXLC]{{1,7}}|[A-Z])|(?:Annex|Appendix|Attachment)"
    rf"(?:\s(?:[0-9]{{1,3}}|[IVXLC]{{1,7}}|[A-Z]))?)(?!\w){_AFTER}",
    re.IGNORECASE,
)
_LONGEST = 400
_LONG_LIST = 3
_SENTENCE = (".", ",", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a paragraph may begin: the section of the Resolutions ``numbers``, or, without any, another section.

    ``level`` is that of the style of the heading, the outermost first; ``ends`` = it ends a section of any level.
    """

    numbers: tuple[int, ...]
    title: str
    level: int
    ends: bool = False


def styled(blocks: Sequence[Block]) -> dict[int, Mark]:
    """Return the marks of the paragraphs that have the style of a heading, by their place among the blocks.

    >>> from resograph.model.document import Run
    >>> [mark.level for mark in styled([Paragraph((Run("Resolution 2"),), "heading 2")]).values()]
    [2]
    >>> styled([Paragraph((Run("Resolution 2"),), "toc 2")])
    {}
    """
    return {
        number: _of_style(block.text, level)
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.text.strip() and (level := _level(block.style)) is not None
    }


def plain(blocks: Sequence[Block]) -> dict[int, Mark]:
    """Return the marks of the paragraphs that are headings by style or words, those of a list of Resolutions aside.

    A heading by words is as deep as the styled one that it stands under. In a list no text stands between the
    entries, and a Resolution of it has text elsewhere.

    >>> from resograph.model.document import Run
    >>> texts = ("Resolution 2 – A", "Resolution 7 – B", "Report", "Resolution 2 – A", "SG2 met.", "Opinion 1", "Done.")
    >>> {number: mark.numbers for number, mark in plain([Paragraph((Run(text),)) for text in texts]).items()}
    {3: (2,), 5: ()}
    >>> plain([Paragraph((Run("Resolution 2 was carried out."),))])
    {}
    """
    by_style = styled(blocks)
    marks = dict(by_style)
    for number, block in enumerate(blocks):
        if number not in marks and isinstance(block, Paragraph) and (mark := line(block)):
            marks[number] = mark
    marks = dict(sorted(marks.items()))
    for number in _listed(blocks, marks):
        del marks[number]
    outer = _outer(marks, by_style)
    return {number: mark if number in by_style else replace(mark, level=outer) for number, mark in marks.items()}


def line(paragraph: Paragraph) -> Mark | None:
    """Read a paragraph by its words alone; None when it is not a heading and nothing else.

    >>> from resograph.model.document import Run
    >>> line(Paragraph((Run("Opinion 1 (Hammamet, 2016)"),))).ends
    True
    >>> line(Paragraph((Run("Opinion 1 was noted"),))) is None
    True
    """
    text = paragraph.text.strip()
    if len(text) > _LONGEST or _NO_HEADING.match(_folded(paragraph.style)):
        return None
    if found := parse_line(paragraph.text):
        return Mark(found.numbers, found.title, _CHAPTER)
    words = " ".join(text.split())
    return Mark((), words, _CHAPTER, ends=True) if is_other(words) and not words.endswith(_SENTENCE) else None


def is_other(words: str) -> bool:
    """Tell whether words head a section that is on no Resolution of the assembly, whatever the style.

    >>> is_other("PP-14 Resolution 130 – Security"), is_other("Annex A"), is_other("Annexed to the report")
    (True, True, False)
    """
    return _OPINION.fullmatch(words) is not None or _ANNEX.fullmatch(words) is not None


def is_blank(block: Block) -> bool:
    """Tell whether a block has no words."""
    if isinstance(block, Paragraph):
        return not block.text.strip()
    return not any(text.strip() for row in block.rows for cell in row.cells for text in cell.lines)


def _of_style(text: str, level: int) -> Mark:
    if found := parse(text):
        return Mark(found.numbers, found.title, level)
    words = " ".join(text.split())
    return Mark((), words, level, ends=_OPINION.match(words) is not None)


def _level(style: str) -> int | None:
    """Return the level of a heading's style, None for any other style."""
    name = _folded(style)
    found = _STYLE.fullmatch(name)
    if found is None or _NO_HEADING.match(name):
        return None
    digit = found[1] or found[2]
    if digit:
        return int(digit)
    return _OUTERMOST if name.endswith("no") or "tit" in name else _INNERMOST


def _folded(style: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", style).casefold() if character.isalnum())


def _outer(marks: Marks, by_style: Marks) -> int:
    """Return the level of the last styled heading before the first Resolution, at least that of a chapter."""
    first = next((number for number, mark in marks.items() if mark.numbers), 0)
    before = [mark.level for number, mark in by_style.items() if number < first]
    return max([_CHAPTER, *before[-1:]])


def _listed(blocks: Sequence[Block], marks: Marks) -> set[int]:
    """Return the places of the marks that are but entries of a list of Resolutions."""
    runs = _runs(blocks, marks)
    # Below the last entry of a long list stands what follows the list.
    told = {
        run[-1]: marks[run[-1]].numbers for run in runs if len(run) < _LONG_LIST and _has_text(blocks, marks, run[-1])
    }
    found: set[int] = set()
    for run in runs:
        elsewhere = {number for at, numbers in told.items() if at not in run for number in numbers}
        if len(run) > 1 and any(elsewhere.intersection(marks[at].numbers) for at in run):
            found.update(run)
    return found


def _runs(blocks: Sequence[Block], marks: Marks) -> list[list[int]]:
    """Return the headings of Resolutions, together those between which nothing stands."""
    runs: list[list[int]] = [[]]
    for number, block in enumerate(blocks):
        if number in marks and marks[number].numbers:
            runs[-1].append(number)
        elif runs[-1] and not is_blank(block):
            runs.append([])
    return [run for run in runs if run]


def _has_text(blocks: Sequence[Block], marks: Marks, at: int) -> bool:
    following = next((number for number in range(at + 1, len(blocks)) if not is_blank(blocks[number])), None)
    return following is not None and following not in marks
