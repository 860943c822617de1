"""Every error that resograph raises on purpose.

::

    ResographError                      code, what, where, remedy
     +-- InputError                     exit 2: an input that cannot be read
     +-- UsageError                     exit 2: a command that cannot be meant
     +-- CheckError                     exit 3: the check itself could not run
     +-- EndpointError                  exit 3: an endpoint that failed, or did not answer in time
     +-- InternalError                  exit 3: a fault of ours; it says nothing about the data
     +-- BusyError                      exit 75: another build holds the folder
     +-- NotConformant                  exit 1: the data has findings at or above the level

A message is one line: what is wrong, where, and how to mend it. The codes are public
(one page each in ``docs/errors/``); the exit codes are read by ``cli`` only.
"""

from __future__ import annotations

import re
from typing import Final

# A file may quote what a terminal acts on, or more words than anybody reads.
_UNSHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LONGEST: Final = 1_000


class ResographError(Exception):
    """The root of all errors raised on purpose.

    >>> print(ResographError("not-found", "no such file", "a.docx", "check the path"))
    error[not-found]: no such file, a.docx: check the path
    >>> ResographError("not-found")
    Traceback (most recent call last):
    TypeError: ResographError.__init__() missing 3 required positional arguments: 'what', 'where', and 'remedy'
    """

    exit_code = 2

    def __init__(self, code: str, what: str, where: str, remedy: str) -> None:
        """Keep the four parts of the message apart, so that other formats can show them."""
        super().__init__(code, what, where, remedy)
        self.code = code
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Render one line (docs/reference/contract.md §1); nothing that is quoted in it splits, hides or floods it."""
        return f"error[{self.code}]: {_shown(self.what)}, {_shown(self.where)}: {_shown(self.remedy)}"


class InputError(ResographError):
    """An input that cannot be read as what it claims to be."""


class UsageError(ResographError):
    """A command or option that cannot be carried out as given."""


class CheckError(ResographError):
    """The check itself could not run; the data is neither good nor bad."""

    exit_code = 3


class EndpointError(ResographError):
    """An endpoint that cannot be reached, refuses, takes too long, or answers what cannot be an answer."""

    exit_code = 3


class InternalError(ResographError):
    """A fault of resograph itself, which says nothing about the data."""

    exit_code = 3


class BusyError(ResographError):
    """Another build holds the output folder."""

    exit_code = 75


class NotConformant(ResographError):
    """The data has findings at or above the chosen level; nothing was published."""

    exit_code = 1


def _shown(text: str) -> str:
    words = _UNSHOWN.sub("\ufffd", " ".join(text.split()))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
