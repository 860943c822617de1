"""Turns the tracked changes of a report into activities (PROV): who changed which words, where and when.

A change that nobody has accepted or rejected is no fact about the item yet: it is told beside the state, and
never mixed with it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pyoxigraph import Literal, NamedNode

from resograph.describe.items import enduring
from resograph.describe.scope import Scope, concerned
from resograph.describe.statements import Statement, english, moment, named, text, texts
from resograph.describe.things import facts
from resograph.model.report import ActionItem, PendingChange, PendingKind
from resograph.model.things import Question
from resograph.naming.iris import Iris, Side
from resograph.naming.prefixes import DCTERMS, PROV, RDF, RDFS, RG
from resograph.naming.roles import office
from resograph.naming.text import hashes
from resograph.naming.vocabulary import vocabulary

_PHRASES: Mapping[PendingKind, str] = {
    "insert": "{new} inserted",
    "delete": "{old} deleted",
    "replace": "{old} replaced by {new}",
}
_LABEL_OF_WORDS: Mapping[Side, Literal] = {"old": english("words before"), "new": english("words after")}
_LONGEST = 60


def tracked_changes(scope: Scope) -> Iterator[Statement]:
    """Yield each change that is pending, below the state or the revision that it was made in."""
    items = {reading.item.number: reading.item for reading in scope.reading.items}
    for number, found in _by_item(scope.reading.report.changes).items():
        places = ((change.column, change.kind, change.old + change.new + change.words) for change in found)
        rows: dict[tuple[str, int], set[int]] = {}
        for change, name in zip(found, hashes(places), strict=True):
            node = scope.iris.part(scope.state(number) if number else scope.revision, "change", name)
            yield from _influence(node, change, items, scope)
            yield from _change(node, change, scope)
            where = change.column, change.table
            if where not in rows:
                rows[where] = _rows(items.get(number), change)
            yield from _place(node, change, rows[where], scope.iris)
            yield from _words(node, change, scope)
    yield from _offices(scope)


def behind_changes(scopes: Sequence[Scope], used: Container[NamedNode], iris: Iris) -> Iterator[Statement]:
    """Yield what the described changes point to and that outlives the report: who made them, and Resolutions.

    ``used`` are the IRIs that the dataset points to: nothing is said of an author whose changes it does not tell.
    """
    changes = [(scope, change) for scope in scopes for change in scope.reading.report.changes]
    agents: dict[NamedNode, str] = {}
    for author in sorted({author for _, change in changes for author in _authors(change)}):
        agents.setdefault(iris.agent(author), author)
    for node, author in agents.items():
        if node in used:
            yield from named(node, author, PROV.Agent)
            if held := office(author):
                yield node, DCTERMS.type, iris.concept("role", held.role)
    for resolution in {scope.resolution_of(number) for scope, change in changes for number in concerned(change)}:
        if iris.thing(resolution) in used:
            yield from facts(resolution, iris)


def _by_item(changes: Iterable[PendingChange]) -> dict[str, list[PendingChange]]:
    found: dict[str, list[PendingChange]] = {}
    for change in changes:
        found.setdefault(change.item, []).append(change)
    return found


def _influence(node: NamedNode, change: PendingChange, items: Container[str], scope: Scope) -> Iterator[Statement]:
    if not change.item:
        yield scope.iris.report(scope.metadata), PROV.wasInfluencedBy, node
    for number in concerned(change):
        # An item outlives the row that was deleted: it is there in either view, and whatever the change.
        yield scope.item(number), PROV.wasInfluencedBy, node
        if number not in items:
            yield from enduring(number, scope)
        elif number in scope.proposed:
            yield scope.state(number), PROV.wasInfluencedBy, node


def _change(node: NamedNode, change: PendingChange, scope: Scope) -> Iterator[Statement]:
    iris = scope.iris
    yield from named(node, _label(change, scope), PROV.Activity)
    yield node, DCTERMS.type, iris.concept("change-kind", change.kind)
    yield node, DCTERMS.isPartOf, scope.revision
    if ended := moment(change.date):
        yield node, PROV.endedAtTime, ended
    if author := _signed(change.author):
        yield node, PROV.wasAssociatedWith, iris.agent(author)
    yield from texts(node, RG.asWritten, change.words)


def _place(node: NamedNode, change: PendingChange, rows: set[int], iris: Iris) -> Iterator[Statement]:
    if change.column:
        yield node, RG.sourceColumn, iris.concept("column", change.column)
    if change.table:
        yield node, RG.sourceTable, Literal(change.table)
    # The change knows its row among all rows of the file; the row in the view is that of the item, if it has but one.
    if len(rows) == 1:
        yield node, RG.sourceRow, Literal(next(iter(rows)))


def _rows(item: ActionItem | None, change: PendingChange) -> set[int]:
    if item is None:
        return set()
    cells = [item.cells[change.column]] if change.column and change.column in item.cells else item.cells.values()
    return {line.row for cell in cells for line in cell.lines if line.table in {0, change.table}}


def _words(node: NamedNode, change: PendingChange, scope: Scope) -> Iterator[Statement]:
    sides: tuple[tuple[NamedNode, Side, str], ...] = (
        (PROV.used, "old", change.old),
        (PROV.generated, "new", change.new),
    )
    for relation, side, words in sides:
        if words:
            entity = scope.iris.side(node, side)
            yield node, relation, entity
            yield entity, RDF.type, PROV.Entity
            yield entity, RDFS.label, _LABEL_OF_WORDS[side]
            yield entity, PROV.value, text(words)
            if side == "old":
                yield from _former(entity, change, scope)


def _former(entity: NamedNode, change: PendingChange, scope: Scope) -> Iterator[Statement]:
    """Yield what else is known of the words before: who put them in, and where they were."""
    if author := _signed(change.undoes_author):
        yield entity, PROV.wasAttributedTo, scope.iris.agent(author)
    if put_in := moment(change.undoes_date):
        yield entity, PROV.generatedAtTime, put_in
    if change.from_item:
        yield entity, DCTERMS.isPartOf, scope.item(change.from_item)
    if change.from_column:
        yield entity, RG.sourceColumn, scope.iris.concept("column", change.from_column)


def _offices(scope: Scope) -> Iterator[Statement]:
    """Yield for which Question of the report somebody signs; it is said in the report, as Questions change."""
    mentions = chain.from_iterable(reading.mentions for reading in scope.reading.items)
    questions = {one.thing.designation: one.thing for one in mentions if isinstance(one.thing, Question)}
    for author in {author for change in scope.reading.report.changes for author in _authors(change)}:
        held = office(author)
        for name in held.held_for if held else ():
            if name in questions:
                yield scope.iris.agent(author), PROV.actedOnBehalfOf, scope.iris.thing(questions[name])


def _authors(change: PendingChange) -> Iterator[str]:
    return filter(None, map(_signed, (change.author, change.undoes_author)))


def _signed(author: str) -> str:
    return " ".join(author.split())


def _label(change: PendingChange, scope: Scope) -> str:
    where = change.item or scope.name
    if change.column:
        where = f"{change.column.replace('-', ' ').capitalize()} of {where}"
    words = {"old": _brief(change.old), "new": _brief(change.new)}
    phrase = _PHRASES.get(change.kind, "")
    if phrase and all(word for side, word in words.items() if f"{{{side}}}" in phrase):
        return f"{where}: {phrase.format(**words)}"
    return f"{where}: {vocabulary().concepts('change-kind')[change.kind].label}"


def _brief(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
