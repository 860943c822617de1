"""Turns a Document into a Report: one layout says that the document is its own, and reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from resograph.errors import InputError
from resograph.interpret import action_table, changes, narrative
from resograph.interpret.front_matter import read_front_matter, settle
from resograph.interpret.listing import read_listings
from resograph.interpret.merges import with_merged_text
from resograph.model.document import Document, Paragraph, Remark, Table, View
from resograph.model.report import ActionItem, Metadata, Narrative, PendingChange, Report, RowPlace
from resograph.naming.named import group_code

__all__ = ["LAYOUTS", "Layout", "interpret", "tracked_changes"]


class Plan(Protocol):
    """What a layout hands back: the plan of one study group ("" = the layout does not say which)."""

    @property
    def group(self) -> str:
        """Return the group that the headings of the plan name."""

    @property
    def items(self) -> tuple[ActionItem, ...]:
        """Return the items in the order of the document."""

    @property
    def narratives(self) -> tuple[Narrative, ...]:
        """Return what is told of each Resolution in prose; nothing where there are items."""

    @property
    def preface(self) -> tuple[Paragraph | Table, ...]:
        """Return what stands before the first plan of the document: the front matter and the introduction."""

    @property
    def introduction(self) -> tuple[Paragraph | Table, ...]:
        """Return what stands before this plan and behind the former: the introduction of this plan."""

    @property
    def captions(self) -> tuple[str, ...]:
        """Return the texts that head the plan from inside."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what could not become part of an item."""

    @property
    def places(self) -> Mapping[tuple[int, int], RowPlace]:
        """Return what each row of the plan's tables holds, by table and row in the view."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way in which reports are written: how to know it, and how to read the plans of a document in one view."""

    name: str
    matches: Callable[[Document], bool]
    read: Callable[[Document], Sequence[Plan]]


def _is_prose(document: Document) -> bool:
    # A report whose plan is a table may have headings of Resolutions around it: the table is the plan.
    return not action_table.matches(document) and narrative.matches(document)


LAYOUTS: tuple[Layout, ...] = (
    Layout("action table", action_table.matches, action_table.read),
    Layout("narrative", _is_prose, narrative.read),
)


def interpret(document: Document, view: View, stated: Metadata) -> tuple[Report, ...]:
    """Read the action plans of a document as one of its views shows it: a report for each study group, in its order.

    Exactly one layout must say that the document is its own. Values of ``stated`` (from ``--meta`` and
    ``--revision``) win over what the document says; where it holds several plans, a stated group chooses one.

    Raises:
        InputError: ``no-report-table``, ``several-report-tables``, ``missing-metadata``, and what the layout raises.

    >>> interpret(Document("list.docx", "", "", ()), "accepted", Metadata())
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-report-table]: no table has the headings of an action plan, list.docx: ...
    """
    has_changes = document.has_changes
    merged = with_merged_text(document, view)
    seen = merged.in_view(view) if has_changes else merged
    plans = _layout_of(seen).read(seen)
    chosen = _chosen(plans, stated.group, document.name)
    tracked = _tracked(document)
    remarks = _shared_out(seen.remarks, plans, chosen)
    reports = []
    for plan, own in zip(chosen, remarks, strict=True):
        found = read_front_matter(plan.preface, plan.captions)
        report = Report(
            name=document.name,
            sha256=document.sha256,
            view=view if has_changes else "accepted",  # without changes there is one revision, whatever the view
            has_changes=has_changes,
            metadata=settle(replace(found, group=plan.group or found.group), stated, document.name),
            listings=read_listings(plan.introduction) or read_listings(plan.preface),
            items=plan.items,
            narratives=plan.narratives,
            changes=tracked.changes if plan.narratives else tracked.within(plan),
            remarks=(*own, *_disagreement(plan.group, found.group, plans), *plan.remarks),
        )
        reports.append(report)
    return tuple(reports)


def tracked_changes(document: Document) -> tuple[PendingChange, ...]:
    """Return the tracked changes of a document in its order, whether it is a report or not.

    >>> from resograph.model.document import Change, Run
    >>> text = Paragraph((Run("To be provided", None, Change("delete", "Rapporteur Q2/17")),))
    >>> [(change.kind, change.old) for change in tracked_changes(Document("list.docx", "", "", (text,)))]
    [('delete', 'To be provided')]
    >>> tracked_changes(Document("list.docx", "", "", ()))
    ()
    """
    return _tracked(document).changes


def _tracked(document: Document) -> changes.Tracked:
    return changes.Tracked(document, lambda view: _plans(document, view))


def _plans(document: Document, view: View) -> Sequence[Plan]:
    """Return the plans that a view shows; none where it cannot be read as a report: changes are told all the same."""
    seen = with_merged_text(document, view).in_view(view)
    try:
        return _layout_of(seen).read(seen)
    except InputError:
        return ()


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


def _chosen(plans: Sequence[Plan], group: str, name: str) -> Sequence[Plan]:
    """Return the plan of the group that the caller states, all plans when none is stated."""
    if len(plans) == 1 or not group:
        return plans
    wanted = group_code(group) or group
    chosen = [plan for plan in plans if plan.group == wanted]
    if not chosen:
        groups = ", ".join(plan.group for plan in plans)
        what = f"the file holds the action plans of several groups ({groups}), and none of {wanted}"
        raise InputError("several-report-tables", what, name, 'choose one in --meta FILE.toml: group = "…"')
    return chosen


def _shared_out(
    remarks: Sequence[Remark], plans: Sequence[Plan], chosen: Sequence[Plan]
) -> Iterator[tuple[Remark, ...]]:
    """Yield the remarks for each chosen plan: those in its tables, and to the first those in no plan at all."""
    rows = {place: plan for plan in reversed(plans) for place in plan.places}
    tables = {table: plan for (table, _), plan in rows.items()}
    owners = [rows.get((remark.table, remark.row)) or tables.get(remark.table) or chosen[0] for remark in remarks]
    for plan in chosen:
        yield tuple(remark for remark, owner in zip(remarks, owners, strict=True) if owner is plan)


def _disagreement(heading: str, found: str, plans: Sequence[Plan]) -> tuple[Remark, ...]:
    # A document with the plans of several groups, or of the advisory group, is not that of the group of each plan.
    if not heading or not found.startswith("sg") or heading == found or len(plans) > 1:
        return ()
    message = f"the front matter says {found}, the heading of the table {heading}: the heading counts"
    return (Remark("group-mismatch", message, found),)
