"""Turns a process into the memory and the processor time of itself and all that it has started, as Linux tells them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """Yield a process and what it has started, whole generations of it."""
    yield pid
    try:
        children = (_PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="ascii").split()
    except OSError:  # it has ended
        return
    for child in children:
        yield from family(int(child))


def pss(pid: int) -> int:
    """Return the bytes of memory of a family; what several share is counted once, a part to each."""
    return sum(_pss(one) for one in family(pid))


def _pss(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a family has used; that of those who have ended is with their parents."""
    return sum(_ticks(one) for one in family(pid)) / _TICKS


def _ticks(pid: int) -> int:
    try:
        said = (_PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    # After the name, which may hold anything: user and system time, then those of children that were waited for.
    return sum(map(int, said.rpartition(")")[2].split()[11:15]))
