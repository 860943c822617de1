"""Turns the blocks of a document into sections: a heading, and what stands below it up to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resograph.interpret.narrative.marks import Block, Mark, Marks, is_blank, is_other, line, plain, styled
from resograph.model.document import Document, Paragraph

_FEWEST = 2
_LONGEST_TITLE = 400
_SENTENCE = (".", ",", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class Section:
    """The paragraphs that head a section, and the blocks below; ``numbers`` are its Resolutions, none for another."""

    numbers: tuple[int, ...]
    title: str
    heads: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]

    @property
    def has_text(self) -> bool:
        """Tell whether any word stands below the heading."""
        return _first(self.blocks, 0) < len(self.blocks)


@dataclass(frozen=True, slots=True)
class Division:
    """How a document divides: what stands before the first Resolution, and the sections from there on.

    ``doubtful`` are lines that look like headings, in a document whose headings have styles.
    """

    preface: tuple[Block, ...]
    sections: tuple[Section, ...]
    doubtful: tuple[Paragraph, ...] = ()

    @property
    def told(self) -> tuple[bool, ...]:
        """Tell of each heading of Resolutions whether text stands below it."""
        return tuple(section.has_text for section in self.sections if section.numbers)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a section begins, where its text begins, and what begins it."""

    at: int
    text: int
    mark: Mark


def divide(document: Document) -> Division | None:
    """Divide a document by the headings that name Resolutions; None when there are not two of them, with text below.

    Headings are known by their style. Where no style tells, a line that is nothing but "Resolution 20 – Title" is
    one, and two of them must have text below.

    >>> from resograph.model.document import Run
    >>> texts = ("Resolution 2 – A", "SG2 met.", "Resolution 7 – B", "To be provided")
    >>> blocks = tuple(Paragraph((Run(text),)) for text in texts)
    >>> [section.title for section in divide(Document("a", "", "", blocks)).sections]
    ['A', 'B']
    >>> divide(Document("a", "", "", blocks[:3])) is None
    True
    """
    blocks = document.blocks
    by_style = _division(blocks, styled(blocks))
    if len(by_style.told) >= _FEWEST and any(by_style.told):
        return replace(by_style, doubtful=tuple(_doubtful(by_style.sections)))
    by_words = _division(blocks, plain(blocks))
    return by_words if sum(by_words.told) >= _FEWEST else None


def _division(blocks: Sequence[Block], marks: Marks) -> Division:
    starts = _starts(blocks, marks)
    ends = [*(start.at for start in starts[1:]), len(blocks)]
    sections = tuple(_section(blocks, start, end) for start, end in zip(starts, ends, strict=False))
    return Division(tuple(blocks[: starts[0].at]) if starts else (), _with_titles(sections))


def _section(blocks: Sequence[Block], start: _Start, end: int) -> Section:
    heads = tuple(block for block in blocks[start.at : start.text] if isinstance(block, Paragraph))
    title = start.mark.title if start.mark.numbers else ""
    return Section(start.mark.numbers, title, heads, tuple(blocks[start.text : end]))


def _starts(blocks: Sequence[Block], marks: Marks) -> list[_Start]:
    subheadings = _subheadings(marks)
    starts: list[_Start] = []
    for number, mark in marks.items():
        if mark.numbers:
            starts.append(_Start(number, number + 1, mark))
        elif starts and mark.title not in subheadings:
            last = starts[-1]
            if _is_bare(last.mark) and not is_other(mark.title) and _first(blocks, last.text) == number:
                starts[-1] = replace(last, text=number + 1, mark=replace(last.mark, title=mark.title))
            elif mark.ends or mark.level <= last.mark.level:
                starts.append(_Start(number, number + 1, mark))
    return starts


def _is_bare(mark: Mark) -> bool:
    return bool(mark.numbers) and not mark.title


def _subheadings(marks: Marks) -> frozenset[str]:
    """Return the words that head a part of several sections ("Progress"): they neither end one nor are its title."""
    counts = Counter(mark.title for mark in marks.values() if not mark.numbers and not mark.ends)
    return frozenset(words for words, count in counts.items() if count > 1)


def _with_titles(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Take the first line of each section for its title, where no heading has one and every section begins like one."""
    told = [section for section in sections if section.numbers and section.has_text]
    titled = {section: found for section in told if (found := _titled(section))}
    titles = {section.title for section in titled.values()}
    more = sum(section.has_text for section in titled.values())
    if more < _FEWEST or len(titles) < len(told) or any(section.title for section in sections):
        return sections
    return tuple(titled.get(section, section) for section in sections)


def _titled(section: Section) -> Section | None:
    at = _first(section.blocks, 0)
    first = section.blocks[at]
    if not isinstance(first, Paragraph) or not _is_title(first.text.strip()):
        return None
    title = " ".join(first.text.split())
    return Section(section.numbers, title, (*section.heads, first), section.blocks[at + 1 :])


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(_SENTENCE) and text[0].isalpha() and not text[0].islower()


def _doubtful(sections: Sequence[Section]) -> Iterator[Paragraph]:
    headed = {number for section in sections for number in section.numbers}
    for section in sections:
        for block in section.blocks:
            mark = line(block) if isinstance(block, Paragraph) else None
            if isinstance(block, Paragraph) and mark and not (mark.numbers and headed.issuperset(mark.numbers)):
                yield block


def _first(blocks: Sequence[Block], begin: int) -> int:
    """Return the place of the first block with words, from ``begin`` on; beyond the last when there is none."""
    return next((number for number in range(begin, len(blocks)) if not is_blank(blocks[number])), len(blocks))
