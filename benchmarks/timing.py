"""Turns a piece of work into the CPU seconds it takes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the least CPU seconds of several rounds: what the work takes when nothing disturbs it."""
    return min(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    work()
    return process_time() - start
