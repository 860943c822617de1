"""Turns what is asked of a server, and what it answers, into values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO


@dataclass(frozen=True, slots=True)
class Patience:
    """How much one request may take, all its tries together.

    ``seconds`` counts name look-up, connecting, sending, waiting, every try and every byte; ``bytes`` counts the
    answer as it is when it is unpacked.
    """

    seconds: float = 60.0
    bytes: int = 1 << 30
    tries: int = 4


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent.

    Only what is ``idempotent`` is tried again. Only what reads follows a redirect: GET and HEAD do, and a POST that
    says so, as a question may.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    idempotent: bool = True
    reads: bool = False

    @property
    def follows(self) -> bool:
        """Tell whether it may be sent to another address than the one it was meant for."""
        return self.reads or self.method in {"GET", "HEAD"}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer whose whole body has arrived: a temporary file, at its start, which is gone when it is let go.

    The names of the headers are in small letters. ``tries`` is how often it was asked for.
    """

    status: int
    media_type: str
    body: IO[bytes] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    tries: int = 1
