"""Reads the cells of the example report, and says in one line what was found, for tests of recognisers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resograph.model.report import COLUMNS, ActionItem, CellText, Column, Line, Metadata, Report
from resograph.model.things import (
    Establishment,
    Event,
    ItemReference,
    LiaisonStatement,
    Meeting,
    Provision,
    Resolution,
    StudyPeriod,
    Thing,
    WebPage,
)
from resograph.recognise.words import Context, Found

_ITEMS = "44-01 50-01 50-02 50-03 52-01 76-02 77-01 89-01 92-03 97-01 97-03"
CONTEXT = Context("sg17", "2022-2024", "wtsa", frozenset(_ITEMS.split(" ")))
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
_ITEM = re.compile(r"(\d+)-(\d+)(.*)", re.DOTALL)
_JSON_COLUMNS: dict[str, Column] = {
    "res_item": "identifier",
    "title": "title",
    "action": "action",
    "milestone": "milestone",
    "action_by": "action-by",
    "collaborate_with": "collaborate-with",
    "report_to": "report-to",
    "status": "status",
    "sg17_lead": "lead",
}


def cell(text: str, row: int = 2) -> CellText:
    return CellText(tuple(Line(line, row) for line in text.split("\n")))


def item(number: str, **columns: str) -> ActionItem:
    """Return an item whose other cells are empty; columns are named with an underscore."""
    resolution, ordinal = (int(part) for part in number.split("-"))
    given = {name.replace("_", "-"): text for name, text in columns.items()}
    return ActionItem(number, resolution, ordinal, {column: cell(given.get(column, "")) for column in COLUMNS}, 1, 2)


def report(*items: ActionItem, group: str = "sg17", period: str = "2022-2024") -> Report:
    metadata = Metadata(assembly="wtsa-20", group=group, period=period)
    return Report("report", "0" * 64, "accepted", False, metadata, (), items)  # noqa: FBT003 -- the field is a bool


def example_report(path: Path) -> Report:
    """Return the items of the plain-text export, the id-less row under 52-01 joined to it."""
    items: list[ActionItem] = []
    for row, cells in enumerate(_rows(path.read_text(encoding="utf-8")), 1):
        match = _ITEM.match(cells[0])
        if match:
            lines = {column: cell(text, row) for column, text in zip(COLUMNS, cells, strict=True)}
            number = f"{match[1]}-{match[2]}"
            items.append(ActionItem(number, int(match[1]), int(match[2]), lines, 1, row))
        elif items and not cells[0].strip():
            items[-1] = _continued(items[-1], cells, row)
    return report(*items)


def _continued(last: ActionItem, cells: list[str], row: int) -> ActionItem:
    joined = {
        column: CellText((*last.cells[column].lines, *cell(text, row).lines)) if text.strip() else last.cells[column]
        for column, text in zip(COLUMNS, cells, strict=True)
    }
    return ActionItem(last.number, last.resolution, last.ordinal, joined, last.table, last.row)


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the rows from the header on: a tab opens a cell, other lines go on with it, nine cells are a row."""
    table = _BOOKMARK.sub("", text[text.index("\tRes # [-Action item #]") :].partition("\n____")[0])
    cells: list[str] = []
    for line in table.split("\n"):
        if line.startswith("\t"):
            if len(cells) == len(COLUMNS):
                yield _trimmed(cells)
                cells = []
            cells.append(line[1:])
        else:
            cells[-1] += f"\n{line}"
    yield _trimmed(cells)


def _trimmed(cells: list[str]) -> list[str]:
    return [text.rstrip("\n") for text in cells]


def shared_report(path: Path) -> Report:
    """Return the items of ``cells.json``, as somebody else read them."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return report(*(_shared_item(cells, row) for row, cells in enumerate(read["items"], 2)))


def _shared_item(cells: dict[str, Any], row: int) -> ActionItem:
    number = str(cells["id"])
    resolution, ordinal = (int(part) for part in number.split("-"))
    lines: dict[Column, CellText] = {}
    for name, column in _JSON_COLUMNS.items():
        written = list(cells["columns_lines"][name])
        if column == "status":
            written += [line for more in cells.get("continuation_rows", ()) for line in more["columns_lines"]["status"]]
        lines[column] = CellText(tuple(Line(line, row) for line in written))
    return ActionItem(number, resolution, ordinal, lines, 1, row)


def named(thing: Thing) -> str:
    """Return a thing in one line: its designation where it has one."""
    if isinstance(thing, Resolution):
        return f"{thing.conference} {thing.number}" + (f" ({thing.year})" if thing.year else "")
    if isinstance(thing, Provision):
        addressee = "+".join(thing.addressee)
        return " ".join(str(part) for part in (thing.annex or thing.verb, addressee, thing.number) if part)
    if isinstance(thing, Meeting):
        return f"{thing.group} {thing.start}" + (f"/{thing.end}" if thing.end else "")
    if isinstance(thing, Event):
        return f"{thing.kind}: {thing.name}" + (f", {thing.when}" if thing.when else "")
    if isinstance(thing, LiaisonStatement):
        ends = [named(end) if end else "?" for end in (thing.sender, thing.receiver)]
        return " to ".join(ends) + (f", {thing.when}" if thing.when else "")
    return _plainly_named(thing)


def _plainly_named(thing: Thing) -> str:
    if isinstance(thing, Establishment):
        return thing.group.designation + (f", {thing.when}" if thing.when else "")
    if isinstance(thing, StudyPeriod):
        return thing.years
    if isinstance(thing, WebPage):
        return thing.url
    if isinstance(thing, ItemReference):
        return thing.number
    return str(getattr(thing, "designation", thing))


def in_words(found: Found, text: str) -> str:
    """Return "designation = words", or the words alone where they are the designation.

    >>> from resograph.recognise.group import study_group
    >>> in_words(Found(study_group(17), 0, 5), "SG 17 met")
    'SG17 = SG 17'
    """
    designation = found.edition.designation if found.edition else named(found.thing)
    words = text[found.start : found.end]
    return words if words == designation else f"{designation} = {words}"
