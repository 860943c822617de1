"""Turns a Document whose action plan is a table with nine headed columns into the items of that plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from resograph.errors import InputError
from resograph.interpret.action_table.entries import entries_of, remarks_of
from resograph.interpret.action_table.items import gather
from resograph.interpret.action_table.places import places
from resograph.interpret.action_table.sections import Section, divide, has_plan
from resograph.interpret.action_table.surroundings import title_above
from resograph.interpret.action_table.whose import by_group, captions_of, header_block
from resograph.model.document import Document, Paragraph, Remark, Table
from resograph.model.report import ActionItem, Narrative, RowPlace

__all__ = ["Plan", "matches", "read"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The action plan of one study group: its items, and whose it is as far as its headings say ("" = not said).

    ``preface`` is what stands before the first plan of the document, rows over its headings included;
    ``introduction`` what stands between the former plan and this one, ``captions`` the texts above the headings in
    its tables.
    """

    group: str
    items: tuple[ActionItem, ...]
    preface: tuple[Paragraph | Table, ...]
    introduction: tuple[Paragraph | Table, ...]
    captions: tuple[str, ...]
    remarks: tuple[Remark, ...]
    places: Mapping[tuple[int, int], RowPlace]
    narratives: tuple[Narrative, ...] = ()


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
    preface = header_block(division.sections[0]) if division.sections else ()
    plans = [_plan(group, sections, preface, document.name) for group, sections in by_group(division.sections).items()]
    filled = [plan for plan in plans if plan.items]
    if not filled:
        what = "the table has the headings of an action plan but no items under them"
        raise InputError("no-items", what, document.name, 'add a row with an id such as "92-03" for each item')
    empty = (remark for plan in plans if not plan.items for remark in (_empty(plan), *plan.remarks))
    first = replace(filled[0], remarks=(*division.unplaced, *filled[0].remarks, *empty))
    return (first, *filled[1:])


def _plan(group: str, sections: Sequence[Section], preface: Sequence[Paragraph | Table], name: str) -> Plan:
    entries = entries_of(sections, name)
    gathered = gather(chain.from_iterable(entries), name)
    titled = title_above(sections[0].before)
    return Plan(
        group=group,
        items=gathered.items,
        preface=tuple(preface),
        introduction=tuple(block for block in sections[0].before if titled is None or block is not titled[0]),
        captions=tuple(captions_of(sections[0])) or tuple(chain.from_iterable(map(captions_of, sections))),
        remarks=(*remarks_of(sections), *gathered.remarks),
        places=places(zip(sections, entries, strict=True)),
    )


def _empty(plan: Plan) -> Remark:
    (table, row), *_ = plan.places
    whose = plan.group or "a group that is not named"
    return Remark("empty-plan", f"the headings of the plan of {whose} have no items under them", "", table, row)


def _headerless(remark: Remark, name: str) -> InputError:
    what = f'the table has item ids ("{" ".join(remark.text.split())}") but no row of headings'
    where = f"{name}, table {remark.table}, row {remark.row}"
    remedy = 'put the headings ("Res # [-Action item #]", "Title", "Action", …) in a row above the items'
    return InputError("headerless-table", what, where, remedy)
