"""Turns what stands above a table into whose plan it is and the title of the Resolution that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from resograph.interpret.action_table.identifier import is_titled, resolution_number
from resograph.interpret.action_table.rows import TitleRow, lines_of
from resograph.model.document import Paragraph, Table
from resograph.naming.headings import HEADING_STYLES
from resograph.naming.named import group_code, groups_named

Blocks = Sequence[Paragraph | Table]

_HEADING = re.compile(rf"{HEADING_STYLES}|title|caption|annex", re.IGNORECASE)
_LEVEL = re.compile(rf"(?:{HEADING_STYLES})\D{{0,3}}([1-9])", re.IGNORECASE)
_LOWEST = 9
# A line without the style of a heading may be one all the same, if it is no sentence.
_LONGEST = 150
_SENTENCE = re.compile(r"[.;。]\s*$")


def group_above(before: Blocks) -> str:
    """Return the group that the nearest heading above a table names, or the line just above it; "" for none.

    A heading that names two groups tells nothing; where a study group reports to the advisory group, it is the
    study group's plan.

    >>> from resograph.model.document import Run
    >>> group_above([Paragraph((Run("Action plan of SG13 for TSAG"),)), Paragraph(())])
    'sg13'
    >>> group_above([Paragraph((Run("SG13 and SG17"),))])
    ''
    """
    return next((group for paragraph in _governing(before) if (group := one_group(paragraph.text))), "")


def one_group(text: str) -> str:
    """Return the one group that a text names, "" for none or several.

    >>> one_group("WTSA-20 Action Items pertaining to SG17"), one_group("SG13, SG17"), one_group("TSAG")
    ('sg17', '', 'tsag')
    """
    named = groups_named(text)
    found = [group for group in named if group.startswith("sg")] or list(named)
    return found[0] if len(found) == 1 else ""


def is_group_heading(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a heading that is the name of a group and nothing else.

    >>> from resograph.model.document import Run
    >>> is_group_heading(Paragraph((Run("SG13"),), "Heading 1")), is_group_heading(Paragraph((Run("SG13"),)))
    (True, False)
    """
    return _level(paragraph) > 0 and bool(group_code(paragraph.text))


def title_above(before: Blocks) -> tuple[Paragraph, TitleRow] | None:
    """Return the heading above a table that names its Resolution, and the title that it gives to the items.

    Without the style of a heading it is a line just above the table, unless it is one of a list.

    >>> from resograph.model.document import Run
    >>> found = title_above([Paragraph((Run("Resolution 50 – Cybersecurity"),))])
    >>> found and found[1].resolution
    50
    >>> title_above([Paragraph((Run("See Resolution 50"),))]) is None
    True
    """
    for paragraph in _governing(before):
        if is_titled(paragraph.text) and (_level(paragraph) or not _is_listed(paragraph, before)):
            lines = tuple(lines_of(paragraph, 0, 0))
            return paragraph, TitleRow(0, 0, resolution_number(paragraph.text), lines)
    return None


def _governing(before: Blocks) -> Iterator[Paragraph]:
    """Yield what heads a table, the nearest first: the line just above it, then headings, each of a higher level."""
    level, is_next = _LOWEST + 1, True
    for block in reversed(before):
        if isinstance(block, Table):
            is_next = False
        elif block.text.strip():
            found = _level(block)
            if found and found < level:
                level = found
                yield block
            elif not found and is_next and len(block.text) <= _LONGEST and not _SENTENCE.search(block.text):
                yield block
            is_next = False


def _level(paragraph: Paragraph) -> int:
    """Return the level of a heading from 1, 0 for a paragraph that is none."""
    if found := _LEVEL.search(paragraph.style):
        return int(found[1])
    return _LOWEST if _HEADING.search(paragraph.style) else 0


def _is_listed(paragraph: Paragraph, before: Iterable[Paragraph | Table]) -> bool:
    return any(
        block is not paragraph and isinstance(block, Paragraph) and not _level(block) and is_titled(block.text)
        for block in before
    )
