"""Turns what was done to a store into a record of it: no clock, no secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resograph.endpoint import shown
from resograph.publish.store.data import Graph
from resograph.publish.store.store import Addresses

Done = Literal["created", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one graph of the store; ``more`` and ``fewer`` triples, None = not counted."""

    graph: Graph
    done: Done
    more: int | None = None
    fewer: int | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A graph that the store had and the release has not."""

    name: str
    triples: int


@dataclass(frozen=True, slots=True)
class LoadReceipt:
    """What was done, or, of a dry run, what would be; ``store`` is of what kind it is, ``release`` "" of other data."""

    store: str
    addresses: Addresses
    release: str
    changes: tuple[Change, ...]
    removed: tuple[Removed, ...]
    repeated: int
    is_dry_run: bool = False

    def record(self) -> dict[str, object]:
        """Return the receipt as programs read it."""
        return {
            "store": self.store,
            "graph_store": shown(self.addresses.graph_store),
            "update": shown(self.addresses.update),
            "query": shown(self.addresses.query),
            "release": self.release or None,
            "dry_run": self.is_dry_run,
            "graphs": [_change(change) for change in self.changes],
            "removed": [{"graph": removed.name, "triples": removed.triples} for removed in self.removed],
            "repeated_requests": self.repeated,
        }

    def told(self) -> str:
        """Say it in one line.

        >>> LoadReceipt("generic", Addresses("", "", ""), "", (), (), 0, is_dry_run=True).told()
        'would be: nothing to do'
        """
        counts = [(len([one for one in self.changes if one.done == word]), word) for word in _WORDS]
        parts = [f"{number} {word}" for number, word in (*counts, (len(self.removed), "removed")) if number]
        return f"{'would be: ' if self.is_dry_run else ''}{', '.join(parts) or 'nothing to do'}"


_WORDS: tuple[Done, ...] = ("created", "replaced", "unchanged")


def _change(change: Change) -> dict[str, object]:
    return {
        "graph": change.graph.name.value,
        "triples": change.graph.digest.triples,
        "sha256": change.graph.digest.sha256,
        "done": change.done,
        "added": change.more,
        "dropped": change.fewer,
    }
