"""Turns what was written for a page into answers that can be sent as they are, and keeps those asked for of late."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Final

import brotli

from resograph.serve.headers import Header, head

_NOT_WORTH_PACKING: Final = 500
# Quick enough to be done while somebody waits, and nearly as small as it gets.
_GZIP: Final = partial(gzip.compress, compresslevel=6, mtime=0)
_BROTLI: Final = partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5)
_PACKED: Final = {"gzip": _GZIP, "br": _BROTLI}
_ONE_MORE: Final = 3 * 1024  # what an answer takes besides its body, about: its head is written out
_WITHOUT_BODY: Final = frozenset({b"content-type", b"content-length", b"content-encoding"})


@dataclass(slots=True)
class Answer:
    """A status, headers and a body, complete. ``tag`` is the entity tag, "" for what is not worth asking for again."""

    status: int
    headers: list[Header]
    body: bytes = b""
    tag: str = ""
    _head: bytes = b""
    _unchanged: Answer | None = None

    @property
    def head(self) -> bytes:
        """Return the first lines of the answer, without the date."""
        if not self._head:
            self._head = head(self.status, self.headers)
        return self._head

    def unchanged(self) -> Answer:
        """Return what is said to somebody who has this already: the same headers, without what tells of a body.

        >>> Answer(200, [(b"etag", b'"1a"'), (b"content-length", b"3")], b"abc").unchanged()
        Answer(status=304, headers=[(b'etag', b'"1a"')], body=b'', tag='', _head=b'', _unchanged=None)
        """
        if self._unchanged is None:
            self._unchanged = Answer(304, [one for one in self.headers if one[0] not in _WITHOUT_BODY])
        return self._unchanged


@dataclass(slots=True)
class Representation:
    """What is at a path in one form. It is packed once for each coding, when somebody first asks for that.

    ``headers`` are those of every answer made of it, ``found`` those that depend on how it was come by.
    """

    status: int
    body: bytes
    headers: list[Header]
    _tag: str = ""
    _bodies: dict[str, bytes] = field(default_factory=dict)
    _answers: dict[tuple[str, tuple[Header, ...]], Answer] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return how many bytes it takes up, about: each answer has its headers, also written out."""
        told = _weight(self.headers)
        heads = sum(2 * (told + _weight(found)) for _, found in self._answers)
        bodies = len(self.body) + sum(map(len, self._bodies.values()))
        return _ONE_MORE * (1 + len(self._answers)) + told + heads + bodies

    def answer(self, coding: str, found: tuple[Header, ...] = ()) -> Answer:
        """Return the answer in a coding ("" = as it is, also where packing would not help).

        >>> page = Representation(200, b"words " * 1000, [])
        >>> dict(page.answer("gzip").headers)[b"content-encoding"], page.answer("gzip") is page.answer("gzip")
        (b'gzip', True)
        >>> page.answer("gzip").tag == page.answer("").tag
        False
        """
        known = self._answers.get((coding, found))
        if known is None:
            known = self._answers[coding, found] = self._made(coding, found)
        return known

    def _made(self, coding: str, found: tuple[Header, ...]) -> Answer:
        packed = self._packed(coding) if coding and len(self.body) >= _NOT_WORTH_PACKING else b""
        is_packed = bool(packed) and len(packed) < len(self.body)
        if not self._tag:
            self._tag = blake2b(self.body, digest_size=12).hexdigest()
        # Two codings are two sequences of bytes: a strong tag may not be the same (RFC 9110, section 8.8.3).
        tag = f'"{self._tag}-{coding}"' if is_packed else f'"{self._tag}"'
        body = packed if is_packed else self.body
        headers = [
            *self.headers,
            *found,
            (b"etag", tag.encode()),
            *([(b"content-encoding", coding.encode())] if is_packed else ()),
            (b"content-length", str(len(body)).encode()),
        ]
        return Answer(self.status, headers, body, tag)

    def _packed(self, coding: str) -> bytes:
        known = self._bodies.get(coding)
        if known is None:
            known = self._bodies[coding] = _PACKED[coding](self.body)
        return known


def _weight(headers: Iterable[Header]) -> int:
    return sum(len(name) + len(value) for name, value in headers)


class Shelf:
    """Representations by what was asked for, those not asked for the longest put away when they are too many bytes.

    >>> shelf = Shelf(40_000)
    >>> for name in range(7):
    ...     shelf.put(name, Representation(200, bytes(3000), []))
    >>> shelf.get(0), len(shelf.get(6).body)
    (None, 3000)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._kept: OrderedDict[Hashable, tuple[Representation, int]] = OrderedDict()

    def get(self, key: Hashable) -> Representation | None:
        """Return what is kept, and keep it the longer for it."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, kept: Representation) -> None:
        """Keep a representation, unless it is by far too large; weighed again when it has grown."""
        self._held -= self._kept.pop(key, (None, 0))[1]
        size = kept.size
        if size > self._most // 4:
            return
        self._kept[key] = kept, size
        self._held += size
        while self._held > self._most:
            _, (_, freed) = self._kept.popitem(last=False)
            self._held -= freed
