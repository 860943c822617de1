"""Turns what one process tells another into words that both know. Imports next to nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resograph.serve.limits import LIMITS, Limits

if TYPE_CHECKING:
    from resograph.query import Index

RETIRE: Final = b"r"
"""Another generation has taken over: finish what runs, then end."""
STOP: Final = b"s"
"""The server ends."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a generation is told: the folder of its release, how to serve it, and the number of the open socket.

    ``has_time`` tells that another generation serves meanwhile: then all pages of the whole are written first.
    ``scratch`` is the folder for whatever it writes for itself; who started it removes it.
    """

    folder: Path
    listening: int = -1
    address: str = ""
    index: Index = "auto"
    is_verbatim: bool = True
    has_time: bool = False
    scratch: Path | None = None
    limits: Limits = field(default=LIMITS)
