"""Turns the sections of a document into plans: which sections are whose, as far as headings and captions say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resograph.interpret.action_table.row_id import text_of
from resograph.interpret.action_table.sections import Section
from resograph.interpret.action_table.surroundings import group_above, is_group_heading, one_group
from resograph.model.document import Paragraph, Table
from resograph.naming.named import group_code


def by_group(sections: Sequence[Section]) -> dict[str, list[Section]]:
    """Return the sections of each group in the order of the document; "" is the group where nothing names one.

    The heading "SG13 lead" says whose plan it is; else a caption in the table, else the headings above the table.
    A section that nothing names goes with the one before it, the first with the group whose document it is.

    >>> by_group([])
    {}
    """
    own = [_own_group(section) for section in sections]
    current = next(filter(None, own), "")
    if sections and current != own[0]:
        current = _issuer(sections[0].before) or current
    found: dict[str, list[Section]] = {}
    for section, group in zip(sections, own, strict=True):
        current = group or current
        found.setdefault(current, []).append(section)
    return found


def captions_of(section: Section) -> Iterator[str]:
    """Yield the texts over the heading of a section, in its table.

    >>> from resograph.interpret.action_table.header import Header
    >>> list(captions_of(Section(1, Header(1, {}, 1, "", ()), ())))
    []
    """
    return (text for row in section.above for cell in row.cells if not cell.covered and (text := text_of(cell)))


def _issuer(before: Sequence[Paragraph | Table]) -> str:
    """Return the group that a line of the front matter is the name of, "" when there is none."""
    return next((code for line in _lines(before) if (code := group_code(line))), "")


def _lines(before: Sequence[Paragraph | Table]) -> Iterator[str]:
    for block in before:
        if isinstance(block, Table):
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)
        else:
            yield from block.text.split("\n")


def header_block(section: Section) -> tuple[Paragraph | Table, ...]:
    """Return what stands before a section, and over the heading of its table: a sheet of Excel has all in one table.

    A group that stands there alone, as the heading of a table does, says whose plan it is and not whose document.

    >>> from resograph.interpret.action_table.header import Header
    >>> header_block(Section(1, Header(1, {}, 1, "", ()), ()))
    ()
    """
    before = tuple(block for block in section.before if isinstance(block, Table) or not is_group_heading(block))
    rows = tuple(row for row in section.above if not all(map(group_code, filter(None, map(text_of, row.cells)))))
    return (*before, Table(section.table, rows)) if rows else before


def _own_group(section: Section) -> str:
    # A table without a heading of its own may stand under the name of another group.
    heading = section.header.group if section.origin == section.table else ""
    return heading or next(filter(None, map(one_group, captions_of(section))), "") or group_above(section.before)
