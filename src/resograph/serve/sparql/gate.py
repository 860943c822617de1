"""Turns an answer that may be without end into one of so many rows and bytes, well-formed in its form.

The engine writes all rows in one go and cannot be told to stop after some. So what it writes passes a gate, which
counts where rows begin, and which ends the document properly before the row that would be one too many. In each form
there is a mark that stands where a row begins and nowhere else, as values are escaped.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO

_AT_ONCE = 1 << 15
_QUICKLY = 4  # a level of compression: half the time of the usual one, for nearly its size
_GZIP = 31


class Full(Exception):
    """So many rows or bytes are there that no more are wanted; ``cut`` tells which."""

    def __init__(self, cut: str) -> None:
        """Tell by which limit an answer was cut."""
        super().__init__(cut)
        self.cut = cut


class Overflow(Exception):
    """One row alone is larger than an answer may be: there is no place to cut."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """How a form shows that a row begins.

    ``before`` is how many marks there are besides those of the rows up to the last, ``behind`` how many bytes must
    follow for a mark to be one; ``end`` closes the document.
    """

    mark: bytes
    before: int
    behind: int
    end: bytes


# JSON: a quotation mark within a text has a backslash before it, so behind a brace it opens a name. TSV: a line feed
# within a text is written as such; the one that ends the line of names begins the first row, the last begins none.
_MARKS: Mapping[str, _Marks] = MappingProxyType(
    {
        "json": _Marks(b',{"', -1, 0, b"]}}"),
        "xml": _Marks(b"<result>", 0, 0, b"</results></sparql>"),
        "tsv": _Marks(b"\n", 0, 1, b"\n"),
    }
)


class Gate(io.RawIOBase):
    r"""A stream that hands on so many rows and bytes.

    >>> stream = io.BytesIO()
    >>> gate = Gate(stream, "tsv", 1, 1000)
    >>> gate.write(b"?a\n1\n2\n")
    7
    >>> try: gate.hand_on()
    ... except Full as full: full.cut
    'rows'
    >>> stream.getvalue()
    b'?a\n1\n'
    """

    def __init__(self, stream: IO[bytes], form: str, rows: int, size: int) -> None:
        """Keep the stream to write to; it is its owner's to close."""
        super().__init__()
        self._stream = stream
        self._marks = _MARKS[form]
        self._left = rows + self._marks.before
        self._room = size
        self._held = bytearray()
        self._enough = _AT_ONCE
        self._is_ended = False

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine hands over bytes, never another buffer
        """Take bytes, and hand on rows that are whole; raises as `hand_on` does."""
        if self._is_ended:  # the engine, told to stop, still empties what it had gathered
            return len(data)
        self._held += data
        if len(self._held) >= self._enough:
            self._whole()
        return len(data)

    def hand_on(self) -> None:
        """Hand on the rest.

        Raises:
            Full: there were more rows or bytes than are wanted; the document has been ended before.
            Overflow: there is no place to end it.
        """
        self._whole()
        self._pass(len(self._held))

    def _whole(self) -> None:
        mark, end = self._marks.mark, len(self._held) - self._marks.behind
        found = self._held.count(mark, 0, end)
        if found > self._left:
            self._close(self._place(self._left, end), "rows")
        if len(self._held) > self._room:
            self._close(self._held.rfind(mark, 0, max(self._room, len(mark))), "bytes")
        last = self._held.rfind(mark, 0, end)
        if last > 0:
            self._left -= found - 1
            self._pass(last)
        # A row that goes on and on is not looked through again for each piece of it.
        self._enough = max(_AT_ONCE, 2 * len(self._held))

    def _place(self, marks: int, end: int) -> int:
        place = -1
        for _ in range(marks + 1):
            place = self._held.find(self._marks.mark, place + 1, end)
        return place

    def _close(self, place: int, cut: str) -> None:
        self._is_ended = True
        if place < 0:
            raise Overflow
        self._pass(place)
        self._stream.write(self._marks.end)
        raise Full(cut)

    def _pass(self, size: int) -> None:
        self._stream.write(bytes(self._held[:size]))
        del self._held[:size]
        self._room -= size


class Output(io.RawIOBase):
    """Where an answer goes: into memory, and into a nameless file when it is large; named by its content.

    >>> output = Output(inline=10)
    >>> output.write(b"a" * 20)
    20
    >>> output.end(), output.size, output.spool.close()
    (b'', 20, None)
    """

    def __init__(self, inline: int, packer: zlib._Compress | None = None) -> None:
        """Begin; ``packer`` compresses what is written."""
        super().__init__()
        self._inline = inline
        self._packer = packer
        self._pieces = bytearray()
        self._digest = hashlib.blake2b(digest_size=12)
        self.size = 0
        self.spool: IO[bytes] | None = None

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine hands over bytes, never another buffer
        """Take bytes.

        Raises:
            OSError: the disk is full.
        """
        self._digest.update(data)
        self._keep(self._packer.compress(data) if self._packer else data)
        return len(data)

    def _keep(self, data: bytes) -> None:
        self._pieces += data
        if len(self._pieces) > self._inline:
            self._spill()

    def _spill(self) -> None:
        if self.spool is None:
            self.spool = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 -- it is handed to another process
        view = memoryview(self._pieces)
        done = 0
        while done < len(view):
            done += self.spool.write(view[done:])
        view.release()
        self.size += done
        self._pieces.clear()

    def end(self) -> bytes:
        """Return what is in memory, after all is written: nothing when it is in the file."""
        if self._packer:
            self._keep(self._packer.flush())
        if self.spool is not None:
            self._spill()
            return b""
        self.size = len(self._pieces)
        return bytes(self._pieces)

    @property
    def tag(self) -> str:
        """Return a name for the content before it was compressed."""
        return self._digest.hexdigest()


def packer() -> zlib._Compress:
    """Return what compresses an answer for HTTP.

    >>> zlib.decompress(packer().flush(), _GZIP)
    b''
    """
    return zlib.compressobj(_QUICKLY, zlib.DEFLATED, _GZIP)
