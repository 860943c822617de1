"""Turns what a public server must bear into numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may take, and how long things may last, in bytes and seconds.

    ``connections`` are those at one time. ``cache_bytes`` is what finished answers may take up in memory.
    ``linger_seconds`` is how long a connection without a request stays open after a switch of release, so that a
    request that is on its way is answered; ``retire_seconds`` how long answers may still run then, ``drain_seconds``
    how long when the server ends. ``ahead_seconds`` is how long a client waits for a page that is just being written.
    ``ready_seconds`` is how long a release may take from its start until it answers.

    >>> Limits(body_bytes=10).body_bytes
    10
    """

    header_seconds: float = 10.0
    body_seconds: float = 30.0
    idle_seconds: float = 75.0
    crowded_idle_seconds: float = 2.0
    write_seconds: float = 60.0
    drain_seconds: float = 5.0
    linger_seconds: float = 3.0
    retire_seconds: float = 60.0
    ahead_seconds: float = 10.0
    ready_seconds: float = 600.0
    target_bytes: int = 8 * 1024
    header_bytes: int = 32 * 1024
    headers: int = 100
    body_bytes: int = 2 * 1024 * 1024
    connections: int = 2000
    cache_bytes: int = 16 * 1024 * 1024
    look_seconds: float = 1.0


LIMITS = Limits()
