"""Turns what a server can bear into numbers: how long, how much and how many at once (docs/decisions/0030)."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may cost, and how many are answered at once.

    ``seconds`` are counted from when a question comes, waiting included; ``memory`` is what a process may have
    beyond the data it shares with the others. To read the data is to copy them bit by bit, as the engine counts its
    readers: after so many bytes as ``copied`` a new process takes the place of one, and shares all of them again.
    A question that has run for ``heavy_after`` seconds is a heavy one: at most ``heavy`` of them run at once, so that
    of the ``workers`` one is there for those that are answered soon. ``waiting`` and ``heavy_waiting`` may wait for a
    process. ``inline`` is the size up to which an answer is kept in memory; larger ones go into a nameless file first,
    of which ``spools`` may be there at once. ``cached`` is the memory for answers that are given again. ``patience`` is
    how long a reader may take for one piece of an answer. A page is made of ``page_rows`` and ``page_bytes`` of an
    answer, as it is made in the process that answers everybody.
    """

    seconds: float = 5.0
    rows: int = 100_000
    bytes: int = 64 * MIB
    memory: int = 512 * MIB
    copied: int = 16 * MIB
    page_rows: int = 500
    page_bytes: int = MIB // 2
    workers: int = 3
    heavy: int = 2
    heavy_after: float = 0.1
    waiting: int = 256
    heavy_waiting: int = 16
    inline: int = MIB // 2
    spools: int = 8
    cached: int = 8 * MIB
    patience: float = 30.0


LIMITS = Limits()
"""What the server keeps to unless it is told otherwise."""
