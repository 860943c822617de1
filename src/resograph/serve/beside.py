"""Turns the copy of a process into one that works beside it, ends with it, and holds nothing of it open."""

from __future__ import annotations

import ctypes
import os
import signal
from contextlib import suppress
from typing import Final

_DIES_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
_STANDARD: Final = 3


def leave_the_rest(*kept: int) -> None:
    """End when the process ends that this one was copied from, and close all its files but those ``kept``.

    The socket on which it listens would stay open with one of them, so would the lines to others. What is told there
    has an end only when nobody holds the other end any more.
    """
    with suppress(OSError, AttributeError):  # not every system knows it
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # what is said to the other is not said to this one
    begin = _STANDARD
    for file in (*sorted(kept), os.sysconf("SC_OPEN_MAX")):
        os.closerange(begin, file)
        begin = file + 1
