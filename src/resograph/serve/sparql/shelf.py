"""Turns answers that were given into answers that are given again: a release never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_BESIDES = 600  # what an entry takes besides its bytes, about
Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """What was asked for last, up to so many bytes.

    >>> shelf = Shelf[str](2000)
    >>> for name in ("a", "b", "c"):
    ...     shelf.put(name, "kept", 300)
    >>> shelf.get("a"), shelf.get("c")
    (None, 'kept')
    """

    def __init__(self, most: int) -> None:
        """Begin with nothing."""
        self._left = most
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept, and keep it the longer for it."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, kept: Kept, size: int) -> None:
        """Keep something of so many bytes, those of its key included."""
        before = self._kept.pop(key, None)
        self._left += before[1] if before else 0
        self._left -= size + _BESIDES
        self._kept[key] = kept, size + _BESIDES
        while self._left < 0:
            self._left += self._kept.popitem(last=False)[1][1]
