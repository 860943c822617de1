"""Source: the bytes of one input and their identity."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from resograph.errors import InputError
from resograph.model.limits import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: its name (no folder), its bytes, and their SHA-256 in hex.

    >>> Source("a.txt", b"x").sha256[:12]
    '2d711642b726'
    """

    name: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the hex digest that names this input in the graph."""
        return hashlib.sha256(self.data).hexdigest()

    @staticmethod
    def open(path: str | Path, limits: Limits = LIMITS) -> Source:
        """Read a file into memory.

        Raises ``InputError`` with code ``not-found``, ``is-a-directory``, ``not-readable``, ``too-large``
        (more than ``Limits.source_bytes``) or ``empty-file``.

        >>> Source.open("no/such/report.docx")
        Traceback (most recent call last):
        resograph.errors.InputError: error[not-found]: no such file, no/such/report.docx: check the path
        """
        path = Path(path)
        if path.is_dir():
            raise InputError("is-a-directory", "a folder, not a file", str(path), "name a file in it")
        try:
            with path.open("rb") as file:
                data = file.read(limits.source_bytes + 1)
        except FileNotFoundError:
            raise InputError("not-found", "no such file", str(path), "check the path") from None
        except OSError as error:
            reason = error.strerror or "unreadable"
            raise InputError("not-readable", reason, str(path), "check the permissions") from error
        limits.refuse("source_bytes", len(data), str(path))
        if not data:
            raise InputError("empty-file", "the file has no bytes", str(path), "send the file again")
        return Source(path.name, data)
