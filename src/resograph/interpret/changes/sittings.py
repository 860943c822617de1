"""Turns the authors and dates of changes into one signature: what one person did at one sitting is one change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from resograph.model.document import Change

# Word writes a new date for each minute of typing: one sentence may carry several.
_SITTING = timedelta(hours=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


def same_sitting(one: Change | None, other: Change | None) -> bool:
    """Tell whether two changes are of one author and, as far as dates are given, at most an hour apart.

    >>> first = Change("delete", "Rapporteur Q2/17", "2023-08-29T10:12:00Z")
    >>> same_sitting(first, Change("insert", "Rapporteur Q2/17", "2023-08-29T10:40:00Z"))
    True
    >>> same_sitting(first, Change("insert", "Rapporteur Q2/17", "2023-08-30T10:12:00Z"))
    False
    >>> same_sitting(first, Change("insert", "Rapporteur Q3/17", "2023-08-29T10:12:00Z"))
    False
    """
    if one is None or other is None or one.author != other.author:
        return False
    if one.date == other.date or not one.date or not other.date:
        return True
    times = (_time(one.date), _time(other.date))
    return _NEVER not in times and abs(times[0] - times[1]) <= _SITTING


def latest(changes: Iterable[Change]) -> Change:
    """Return the change with the latest date.

    >>> latest([Change("insert", "A", "2023-08-29T10:12:00Z"), Change("delete", "A", "2023-08-29T10:11:00Z")]).date
    '2023-08-29T10:12:00Z'
    >>> latest([Change("insert", "A", "some day"), Change("delete", "A", "2023-08-29")]).date
    '2023-08-29'
    """
    return max(changes, key=lambda change: (_time(change.date), change.date))


@lru_cache(maxsize=4096)
def _time(date: str) -> datetime:
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return _NEVER
    return found if found.tzinfo else found.replace(tzinfo=UTC)
