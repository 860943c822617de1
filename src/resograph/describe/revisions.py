"""Turns several revisions of one report into their order: which is current, and what each state was before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from resograph.describe.items import digest
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named
from resograph.errors import UsageError
from resograph.model.report import ActionItem
from resograph.naming.prefixes import PROV, RG


def in_order(scopes: Sequence[Scope]) -> dict[NamedNode, tuple[Scope, ...]]:
    """Group the revisions by plan, the oldest first: by start of the meeting, TD number, revision, then as given.

    The original view of a revision stands before its accepted view. One file given twice counts once. Raises
    ``UsageError`` (``duplicate-revision``) when two different files claim to be the same revision.
    """
    plans: dict[NamedNode, dict[NamedNode, Scope]] = {}
    for scope in scopes:
        same = plans.setdefault(scope.plan, {}).setdefault(scope.revision, scope)
        if same.reading.report.sha256 != scope.reading.report.sha256:
            names = f"{same.reading.report.name} and {scope.reading.report.name}"
            what = f"two files are revision {scope.identifier} of one report"
            raise UsageError(
                "duplicate-revision", what, names, "build them one at a time, each with its own --revision"
            )
    return {plan: tuple(sorted(found.values(), key=_age)) for plan, found in plans.items()}


def current(revisions: Sequence[Scope]) -> Scope:
    """Return the latest revision; an original only when the plan has nothing else (docs/reference/contract.md §3)."""
    return next((scope for scope in reversed(revisions) if not _is_original(scope)), revisions[-1])


def revision_statements(revisions: Iterable[Scope]) -> Iterator[Statement]:
    """Yield which state each state revises and whether it differs, for ``graph/derived/revisions``."""
    former: dict[str, tuple[Scope, ActionItem]] = {}
    for scope in revisions:
        for reading in scope.reading.items:
            item = reading.item
            if item.number in former:
                yield from _revised(former[item.number], (scope, item))
            former[item.number] = (scope, item)


def _revised(before: tuple[Scope, ActionItem], after: tuple[Scope, ActionItem]) -> Iterator[Statement]:
    state, earlier = (scope.state(item.number) for scope, item in (after, before))
    for node, (scope, item) in ((state, after), (earlier, before)):
        yield from named(node, f"Item {item.number} in {scope.name}", RG.ItemState)
    yield state, PROV.wasRevisionOf, earlier
    yield state, RG.changedSincePrevious, Literal(digest(after[1]) != digest(before[1]))


def _age(scope: Scope) -> tuple[str, int, str, int, str, bool]:
    metadata = scope.metadata
    td, revision = metadata.td, metadata.revision
    return (metadata.meeting_start, _number(td), td, _number(revision), revision, not _is_original(scope))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() else 0


def _is_original(scope: Scope) -> bool:
    report = scope.reading.report
    return report.view == "original" and report.has_changes
