"""Turns a description of a Word file into what is told of its changes."""

from __future__ import annotations

from resograph.interpret import tracked_changes
from resograph.model.report import PendingChange
from resograph.read import read
from tests.wordfiles import HEADINGS, level, numbering, report, word

EDITOR = "Editor, WTSA-20 action plan"
BULLETS = numbering(level(style="bullet", text="-"))


def found(*blocks: str, **others: str) -> tuple[PendingChange, ...]:
    return tracked_changes(read(word(*blocks, **others)))


def told(*blocks: str, **others: str) -> list[tuple[str, str, str]]:
    return [(change.kind, change.old, change.new) for change in found(*blocks, **others)]


def in_plan(*rows: str, headings: tuple[str, ...] = HEADINGS) -> tuple[PendingChange, ...]:
    return tracked_changes(read(report(*rows, headings=headings)))


def places(*rows: str) -> list[tuple[str, str, str]]:
    return [(change.kind, change.item, change.column) for change in in_plan(*rows)]
