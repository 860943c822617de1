"""Turns a Document whose action plan is a table with nine headed columns into the items of that plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resograph.errors import InputError
from resograph.interpret.action_table.items import gather
from resograph.interpret.action_table.rows import Entry, TitleRow, read_rows, remarks_on
from resograph.interpret.action_table.sections import Division, Section, divide, has_plan
from resograph.model.document import Document, Paragraph, Remark, Table
from resograph.model.report import ActionItem, Column
from resograph.naming.vocabulary import vocabulary

__all__ = ["Plan", "matches", "read"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The action plan of one study group: its items, and whose it is as far as its headings say ("" = not said).

    ``preface`` is what stands before its first table, ``captions`` the texts above the headings in that table.
    """

    group: str
    items: tuple[ActionItem, ...]
    preface: tuple[Paragraph | Table, ...]
    captions: tuple[str, ...]
    remarks: tuple[Remark, ...]


def matches(document: Document) -> bool:
    """Tell whether a table of the document has the headings of an action plan, or rows that look like one's.

    >>> matches(Document("a.txt", "", "", ()))
    False
    """
    return has_plan(document)


def read(document: Document) -> tuple[Plan, ...]:
    """Read the action plans of a document in one view: one for each study group that its headings name.

    Raises:
        InputError: ``headerless-table``, ``unknown-header``, ``missing-column``, ``no-items``,
            and what `gather` raises.

    >>> read(Document("a.txt", "", "", ()))
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-items]: ...
    """
    division = divide(document)
    if not division.sections and division.unplaced:
        raise _headerless(division.unplaced[0], document.name)
    plans = tuple(_plan(group, sections, division, document) for group, sections in _by_group(division.sections))
    if not any(plan.items for plan in plans):
        what = "the table has the headings of an action plan but no items under them"
        raise InputError("no-items", what, document.name, 'add a row with an id such as "92-03" for each item')
    return plans


def _by_group(sections: Sequence[Section]) -> Iterator[tuple[str, list[Section]]]:
    if not sections:
        return
    groups = list(dict.fromkeys(section.header.group for section in sections if section.header.group)) or [""]
    current = groups[0]
    found: dict[str, list[Section]] = {group: [] for group in groups}
    for section in sections:
        # A heading without a group ("Lead Question") goes with the table before it.
        current = section.header.group or current
        found[current].append(section)
    yield from found.items()


def _plan(group: str, sections: Sequence[Section], division: Division, document: Document) -> Plan:
    entries = [entry for section in sections for entry in _entries(section, document.name)]
    gathered = gather(entries, document.name)
    remarks = (remark for section in sections for remark in remarks_on(section))
    return Plan(
        group=group,
        items=gathered.items,
        preface=_before(document, division.sections[0].table),
        captions=division.captions,
        remarks=(*division.unplaced, *_unknown(sections), *remarks, *gathered.remarks),
    )


def _entries(section: Section, name: str) -> list[Entry]:
    missing = section.header.missing
    where = f"{name}, table {section.table}, row {section.header.row}"
    if section.rows and "identifier" in missing:
        remedy = 'head the column of the ids with "Res # [-Action item #]"'
        raise InputError("unknown-header", "no heading names the column of the item ids", where, remedy)
    entries = list(read_rows(section))
    if any(isinstance(entry, TitleRow) for entry in entries):
        # The titles stand in rows of their own.
        missing = tuple(column for column in missing if column != "title")
    if entries and missing:
        remedy = "add it with its heading; its cells may be empty"
        what = f"the table has no column {_names(missing)}{_instead(section)}"
        raise InputError("missing-column", what, where, remedy)
    return entries


def _names(columns: Sequence[Column]) -> str:
    concepts = vocabulary().concepts("column")
    return ", ".join(f'"{concepts[column].label}"' for column in columns)


def _instead(section: Section) -> str:
    texts = (" ".join("\n".join(cell.lines).split()) for cell in section.header.unknown)
    quoted = ", ".join(f'"{text}"' for text in texts)
    return f" and headings that are not known ({quoted})" if quoted else ""


def _unknown(sections: Sequence[Section]) -> Iterator[Remark]:
    seen: set[tuple[str, int]] = set()
    for section in sections:
        for cell in section.header.unknown:
            text = "\n".join(cell.lines).strip()
            # A heading that is repeated in mid-table is one finding.
            if (text, cell.column) not in seen:
                seen.add((text, cell.column))
                message = "a column that is not part of an action plan: its cells are not read"
                yield Remark("unknown-column", message, text, section.table, section.header.row, cell.column)


def _before(document: Document, table: int) -> tuple[Paragraph | Table, ...]:
    blocks = document.blocks
    end = next(n for n, block in enumerate(blocks) if isinstance(block, Table) and block.number == table)
    return blocks[:end]


def _headerless(remark: Remark, name: str) -> InputError:
    what = f'the table has item ids ("{" ".join(remark.text.split())}") but no row of headings'
    where = f"{name}, table {remark.table}, row {remark.row}"
    remedy = 'put the headings ("Res # [-Action item #]", "Title", "Action", …) in a row above the items'
    return InputError("headerless-table", what, where, remedy)
