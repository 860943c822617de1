"""Turns several revisions of one report into their order: which is current, and what each state was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from resograph.describe.items import digest
from resograph.describe.narratives import narrative_digest, statement_label
from resograph.describe.scope import Scope
from resograph.describe.statements import Statement, named
from resograph.errors import UsageError
from resograph.naming.prefixes import PROV, RG


@dataclass(frozen=True, slots=True)
class _Version:
    """What one revision says of an item or a Resolution (``of``), as far as the next one is compared with it."""

    of: str
    node: NamedNode
    label: str
    kind: NamedNode
    digest: str


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


def revision_statements(revisions: Sequence[Scope]) -> Iterator[Statement]:
    """Yield which state or narrative each one revises and whether it differs, for ``graph/derived/revisions``."""
    if len(revisions) == 1:  # nothing to compare it with, so nothing to make digests of
        return
    former: dict[str, _Version] = {}
    for scope in revisions:
        for version in _versions(scope):
            if version.of in former:
                yield from _revised(former[version.of], version)
            former[version.of] = version


def comparisons(revisions: Sequence[Scope]) -> Iterator[Statement]:
    """Yield for each item of the current revision that a former one has whether it differs, for ``graph/meta``.

    The same file with its changes rejected is no former revision.
    """
    *former, latest = [scope for scope in revisions if not _is_original(scope)] or [revisions[-1]]
    if not former:
        return
    known = {version.of: version for scope in former for version in _versions(scope)}
    for version in _versions(latest):
        if version.of in known:
            yield version.node, RG.changedSincePrevious, Literal(version.digest != known[version.of].digest)


def _versions(scope: Scope) -> Iterator[_Version]:
    for item in (reading.item for reading in scope.reading.items):
        node, label = scope.state(item.number), f"Item {item.number} in {scope.name}"
        yield _Version(item.number, node, label, RG.ItemState, digest(item))
    for told in (reading.narrative for reading in scope.reading.narratives):
        node, label = scope.statement(told.resolution), statement_label(told, scope)
        yield _Version(f"Resolution {told.resolution}", node, label, RG.NarrativeStatement, narrative_digest(told))


def _revised(before: _Version, after: _Version) -> Iterator[Statement]:
    for version in (after, before):
        yield from named(version.node, version.label, version.kind)
    yield after.node, PROV.wasRevisionOf, before.node
    yield after.node, RG.changedSincePrevious, Literal(after.digest != before.digest)


def _age(scope: Scope) -> tuple[str, int, str, int, str, bool]:
    metadata = scope.metadata
    td, revision = metadata.td, metadata.revision
    return (metadata.meeting_start, _number(td), td, _number(revision), revision, not _is_original(scope))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() else 0


def _is_original(scope: Scope) -> bool:
    report = scope.reading.report
    return report.view == "original" and report.has_changes
