"""Turns a Document into a Report: one layout says that the document is its own, and reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from resograph.errors import InputError
from resograph.interpret import action_table
from resograph.interpret.front_matter import read_front_matter, settle
from resograph.interpret.listing import read_listings
from resograph.interpret.merges import with_merged_text
from resograph.model.document import Document, Paragraph, Remark, Table, View
from resograph.model.report import ActionItem, Metadata, Report

__all__ = ["LAYOUTS", "Layout", "interpret"]


class Plan(Protocol):
    """What a layout hands back: the plan of one study group ("" = the layout does not say which)."""

    @property
    def group(self) -> str:
        """Return the group that the headings of the plan name."""

    @property
    def items(self) -> tuple[ActionItem, ...]:
        """Return the items in the order of the document."""

    @property
    def preface(self) -> tuple[Paragraph | Table, ...]:
        """Return what stands before the plan: the front matter and the introduction."""

    @property
    def captions(self) -> tuple[str, ...]:
        """Return the texts that head the plan from inside."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what could not become part of an item."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way in which reports are written: how to know it, and how to read the plans of a document in one view."""

    name: str
    matches: Callable[[Document], bool]
    read: Callable[[Document], Sequence[Plan]]


LAYOUTS: tuple[Layout, ...] = (Layout("action table", action_table.matches, action_table.read),)


def interpret(document: Document, view: View, stated: Metadata) -> tuple[Report, ...]:
    """Read the action plan of a document as one of its views shows it.

    Exactly one layout must say that the document is its own. Values of ``stated`` (from ``--meta`` and
    ``--revision``) win over what the document says.

    Raises:
        InputError: ``no-report-table``, ``several-report-tables``, ``missing-metadata``, and what the layout raises.

    >>> interpret(Document("list.docx", "", "", ()), "accepted", Metadata())
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-report-table]: no table has the headings of an action plan, list.docx: ...
    """
    has_changes = document.has_changes
    merged = with_merged_text(document, view)
    seen = merged.in_view(view) if has_changes else merged
    plan = _chosen(_layout_of(seen).read(seen), stated.group, document.name)
    found = read_front_matter(plan.preface, plan.captions)
    report = Report(
        name=document.name,
        sha256=document.sha256,
        view=view if has_changes else "accepted",  # without changes there is one revision, whatever the view
        has_changes=has_changes,
        metadata=settle(replace(found, group=plan.group or found.group), stated, document.name),
        listings=read_listings(plan.preface),
        items=plan.items,
        remarks=(*seen.remarks, *_disagreement(plan.group, found.group), *plan.remarks),
    )
    return (report,)


def _layout_of(document: Document) -> Layout:
    matching = [layout for layout in LAYOUTS if layout.matches(document)]
    if not matching:
        remedy = 'head the table as "Res # [-Action item #]", "Title", "Action", "Milestone", "Action By", …'
        raise InputError("no-report-table", "no table has the headings of an action plan", document.name, remedy)
    if len(matching) > 1:
        names = " and ".join(layout.name for layout in matching)
        what = f"the document can be read in several ways ({names})"
        raise InputError("several-report-tables", what, document.name, "keep one action plan in the file")
    return matching[0]


def _chosen(plans: Sequence[Plan], group: str, name: str) -> Plan:
    if len(plans) == 1:
        return plans[0]
    for plan in plans:
        if plan.group == "".join(group.casefold().split()):
            return plan
    groups = ", ".join(plan.group for plan in plans)
    what = f"the file holds the action plans of several groups ({groups})"
    raise InputError("several-report-tables", what, name, 'choose one in --meta FILE.toml: group = "…"')


def _disagreement(heading: str, found: str) -> tuple[Remark, ...]:
    if not heading or not found or heading == found:
        return ()
    message = f"the front matter says {found}, the heading of the table {heading}: the heading counts"
    return (Remark("group-mismatch", message, found),)
