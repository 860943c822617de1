"""Turns pending changes into a table, JSON or a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import chain

from resograph.cli.output import as_json, table
from resograph.model.report import PendingChange
from resograph.pages import by_item, changes_page
from resograph.pages.changes import day, note, shown

_HEADINGS = ("item", "column", "kind", "who", "when", "change")
# How wide the columns before the words may be on a screen, and how narrow the words.
_WIDEST = (7, 10, 11, 14, 10)
_NARROWEST = 12
_GAP = 1
# On a screen, so much of a text is enough to know it again.
_LONGEST = 160
_NOT_STATED = "—"
# A terminal obeys control characters, and directional overrides show words in another order.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Row = tuple[str, ...]


def written(form: str, name: str, changes: Sequence[PendingChange], width: int | None) -> bytes:
    """Write the changes of a file as "table", "json" or "html"; a table fits a screen of ``width`` characters.

    >>> change = PendingChange("replace", "ARF", "AFR", "", "2023-09-01T09:00:00Z", "54-01", "status")
    >>> print(written("table", "r.docx", [change], None).decode())
    item   column  kind     who  when              change
    54-01  status  replace  —    2023-09-01 09:00  ~~ARF~~ → AFR
    >>> written("json", "r.docx", [], None)
    b'[]\\n'
    """
    if form == "json":
        return as_json([asdict(change) for change in changes])
    if form == "html":
        return changes_page(name, changes).encode("utf-8", "backslashreplace")
    groups = [[_row(item, change, width) for change in found] for item, found in by_item(changes)]
    if width is not None:
        return (_on_screen(groups, width) + "\n").encode("utf-8", "backslashreplace")
    return table(iter([_HEADINGS, *(row for group in groups for row in group)]))


def _row(item: str, change: PendingChange, width: int | None) -> Row:
    longest = None if width is None else _LONGEST
    words = " ".join(filter(None, (_words(change, longest), f"({note(change)})" if note(change) else "")))
    told = (item, change.column, change.kind, change.author or _NOT_STATED, day(change.date) or _NOT_STATED, words)
    return tuple(_UNSHOWN.sub("\ufffd", text) for text in told)


def _words(change: PendingChange, longest: int | None) -> str:
    old, new, words = (_shortened(text, longest) for text in (change.old, change.new, change.words))
    if change.old == change.new:
        return words or new
    return " → ".join(filter(None, (f"~~{old}~~" if old else "", new)))


def _shortened(words: str, longest: int | None) -> str:
    text = shown(words).replace("\n", " ").strip()
    return text if longest is None or len(text) <= longest else f"{text[:longest].rstrip()}…"


def _on_screen(groups: Sequence[Sequence[Row]], width: int) -> str:
    """Draw a table with a line between items, in which each item stands once."""
    from prettytable import HRuleStyle, PrettyTable, VRuleStyle

    drawn = PrettyTable(_HEADINGS, align="l", padding_width=0)
    drawn.hrules, drawn.vrules = HRuleStyle.HEADER, VRuleStyle.NONE
    drawn.max_width = dict(zip(_HEADINGS, _widths([_HEADINGS, *chain.from_iterable(groups)], width), strict=True))
    for group in groups:
        for number, (item, *told) in enumerate(group):
            drawn.add_row(["" if number else item, *told], divider=number == len(group) - 1)
    return "\n".join(line.rstrip() for line in drawn.get_string().splitlines())


def _widths(rows: Iterable[Row], width: int) -> tuple[int, ...]:
    natural = (max(map(len, column)) for column in zip(*rows, strict=True))
    before = [min(widths) for widths in zip(_WIDEST, natural, strict=False)]
    return (*before, max(_NARROWEST, width - sum(before) - _GAP * (len(_HEADINGS) + 1)))
