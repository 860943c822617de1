"""Turns a question and its answer into frames that go from process to process."""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from typing import Any

_ASKED = struct.Struct(">Id")
_ANSWERED = struct.Struct(">II")
# Functions of which no two answers are the same (SPARQL 1.1 Query §17.4). What only names one is not kept either.
_FLEETING = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it is asked of a worker.

    ``default`` and ``named`` are the graphs to ask, None for those of the data. ``rows_as`` and ``graph_as`` are the
    forms in which rows and graphs are wanted, "" where none fits, "html" where a page is to be made of what is said:
    that is no more than a page shows, and not packed, as ``is_packed`` wants of all else.
    """

    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    rows_as: str = "json"
    graph_as: str = "ttl"
    is_packed: bool = False

    @property
    def is_fleeting(self) -> bool:
        """Tell whether it may be answered otherwise the next time.

        >>> Question("SELECT (NOW() AS ?now) {}").is_fleeting, Question("ASK {}").is_fleeting
        (True, False)
        """
        return _FLEETING.search(self.text) is not None

    def frame(self) -> bytes:
        """Return the question as bytes, which `asked` reads."""
        return json.dumps([getattr(self, name) for name in self.__slots__], separators=(",", ":")).encode()


def sent(frame: bytes, seconds: float) -> bytes:
    """Return what is sent to a worker: a question, and how many seconds there are for it."""
    return _ASKED.pack(len(frame), seconds) + frame


def head_of(data: bytes) -> tuple[int, float]:
    """Read the first bytes of a question: how many follow, and how many seconds there are."""
    size, seconds = _ASKED.unpack(data)
    return size, seconds


HEAD_SIZE = _ASKED.size


def asked(frame: bytes) -> Question:
    """Read a question.

    >>> asked(Question("ASK {}", default=("urn:a",)).frame()).default
    ('urn:a',)
    >>> asked(b"[]")
    Traceback (most recent call last):
    TypeError: ...
    """
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in json.loads(frame)]
    return Question(*values)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker says: an answer in a form, or why there is none.

    ``body`` holds the answer; a large one stands in the file ``spool`` instead, ``size`` bytes of it. ``cut`` tells
    by which limit it was cut off ("rows; limit=500", "bytes; limit=900"), ``packed`` how it is packed ("gzip", ""),
    ``tag`` names its content. ``status`` is that of HTTP, and ``error`` the four parts of a ResographError where it is
    not 200. ``is_last`` tells that the worker ends now, ``is_fleeting`` that the answer is true of this moment only.
    """

    status: int
    form: str = ""
    cut: str = ""
    tag: str = ""
    size: int = 0
    error: tuple[str, ...] = ()
    body: bytes = b""
    spool: int | None = None
    is_last: bool = False
    packed: str = ""
    is_fleeting: bool = False

    def frame(self) -> bytes:
        """Return the reply as bytes, which `replied` reads; a file goes along by other means."""
        head: list[Any] = [self.status, self.form, self.cut, self.tag, self.size, self.error]
        head += [self.is_last, self.packed]
        told = json.dumps(head, separators=(",", ":")).encode()
        return _ANSWERED.pack(len(told), len(self.body)) + told + self.body


def replied(data: bytearray, spool: int | None) -> Reply | None:
    """Read a reply, once all of it is there; None until then.

    >>> replied(bytearray(Reply(200, "json", body=b"{}").frame()), None).body
    b'{}'
    >>> replied(bytearray(b"..."), None)
    """
    if len(data) < _ANSWERED.size:
        return None
    told, body = _ANSWERED.unpack_from(data)
    start = _ANSWERED.size + told
    if len(data) < start + body:
        return None
    status, form, cut, tag, size, error, *others = json.loads(data[_ANSWERED.size : start])
    return Reply(status, form, cut, tag, size, tuple(error), bytes(data[start:]), spool, *others)
