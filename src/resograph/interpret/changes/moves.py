"""Turns the two ends of each move into one change.

Word gives the two ends a name of their own; what the document keeps of them says as much: who moved
which words, and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType

from resograph.model.report import PendingChange, PendingKind

Ends = Mapping[int, PendingChange]

# What an end is that has lost the other one: where words were, and where they are.
_ALONE: Mapping[PendingKind, tuple[PendingKind, PendingKind]] = MappingProxyType(
    {"move": ("delete", "insert"), "move-paragraph": ("delete-paragraph", "insert-paragraph")}
)


def paired(changes: Sequence[PendingChange]) -> tuple[PendingChange, ...]:
    """Make one change of the two ends of each move, where the words are now.

    Ends go together that have author and words in common; of those left over, author and date, if there is but one
    at each end: its words were edited since. An end that is alone is what it comes to: an insertion, or a deletion.

    >>> left = PendingChange("move", "a", "", "Editor", "", "50-01", row=1)
    >>> [(change.kind, change.old, change.item, change.from_item) for change in
    ...     paired([left, PendingChange("move-paragraph", "", "a", "Editor", "", "50-02", row=2)])]
    [('move-paragraph', 'a', '50-02', '50-01')]
    >>> [change.kind for change in paired([left])]
    ['delete']
    """
    ends = {number: change for number, change in enumerate(changes) if change.kind in _ALONE}
    starts = {number: change for number, change in ends.items() if not change.new}
    goals = {number: change for number, change in ends.items() if change.new}
    pairs = dict(_same_words(starts, goals))
    pairs |= _only_ones(_without(starts, set(pairs.values())), _without(goals, pairs.keys()))
    joined = set(pairs.values())
    return tuple(
        _moved(changes[pairs[number]], change) if number in pairs else _alone(change)
        for number, change in enumerate(changes)
        if number not in joined
    )


def _same_words(starts: Ends, goals: Ends) -> Iterator[tuple[int, int]]:
    waiting = _by(starts, lambda end: (end.author, end.old))
    for number, goal in goals.items():
        if same := waiting.get((goal.author, goal.new)):
            yield number, same.pop(0)


def _only_ones(starts: Ends, goals: Ends) -> dict[int, int]:
    dated = ({number: end for number, end in ends.items() if end.date} for ends in (starts, goals))
    waiting, arrived = (_by(ends, lambda end: (end.author, end.date)) for ends in dated)
    return {
        there[0]: waiting[when][0] for when, there in arrived.items() if len(there) == len(waiting.get(when, ())) == 1
    }


def _by(ends: Ends, trait: Callable[[PendingChange], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, end in ends.items():
        found[trait(end)].append(number)
    return found


def _without(ends: Ends, done: AbstractSet[int]) -> Ends:
    return {number: end for number, end in ends.items() if number not in done}


def _moved(start: PendingChange, goal: PendingChange) -> PendingChange:
    kind: PendingKind = "move" if start.kind == goal.kind == "move" else "move-paragraph"
    change = replace(goal, kind=kind, old=start.old, undoes_author=start.undoes_author, undoes_date=start.undoes_date)
    if (start.table, start.row, start.cell) == (goal.table, goal.row, goal.cell):
        return change
    return replace(change, from_item=start.item, from_column=start.column)


def _alone(change: PendingChange) -> PendingChange:
    if change.kind not in _ALONE:
        return change
    return replace(change, kind=_ALONE[change.kind][bool(change.new)])
