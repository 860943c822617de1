"""Turns what the engine writes for CSV and XML into what the W3C defines, where the two differ.

CSV: the engine does not quote an IRI with a comma, so whoever reads it finds one column more. XML: a carriage
return is written as it is, which every parser reads as a line feed, and characters that no XML may hold make a
document that nobody can read. Both are mended on the way to the stream, as the rows come.
"""

from __future__ import annotations

import io
import re
from codecs import getincrementaldecoder
from collections.abc import Mapping
from types import MappingProxyType
from typing import IO

from resograph.errors import UsageError

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TO_QUOTE = re.compile(rb'[",\r\n]')
_BARE = bytes.maketrans(b"\t", b",")
# Where a line has none of these, the marks around its terms are all there is to take away.
_TOLD_BY_MORE_THAN_QUOTES = re.compile(rb"[\\@^<>]")
_ESCAPE = re.compile(rb"\\(.)")
_ESCAPED: Mapping[bytes, bytes] = MappingProxyType(
    {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"b": b"\b", b"f": b"\f", b'"': b'"', b"'": b"'", b"\\": b"\\"}
)


class XmlText(io.RawIOBase):
    r"""A stream that hands the engine's XML on to another one.

    >>> stream = io.BytesIO()
    >>> XmlText(stream).write(b"a\rb")
    3
    >>> stream.getvalue()
    b'a&#13;b'
    >>> XmlText(stream).write(b"\x00")
    Traceback (most recent call last):
    resograph.errors.UsageError: error[unsupported-format]: the answer holds U+0000, which XML cannot hold, ...
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Keep the stream to write to; it is its owner's to close."""
        super().__init__()
        self._stream = stream
        self._decoder = getincrementaldecoder("utf-8")()

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine hands over bytes, never another buffer
        """Hand bytes of UTF-8 on, which may end inside a character."""
        text = self._decoder.decode(data)
        found = _FORBIDDEN.search(text)
        if found:
            what = f"the answer holds U+{ord(found[0]):04X}, which XML cannot hold"
            raise UsageError("unsupported-format", what, "--format", "write it as json, csv or tsv")
        self._stream.write(text.replace("\r", "&#13;").encode())
        return len(data)


class CsvText(io.RawIOBase):
    r"""A stream that hands the engine's TSV on to another one as CSV: there each term shows what it is.

    >>> stream = io.BytesIO()
    >>> CsvText(stream).write(b'?a\t?b\n<urn:a,b>\t"c\\t"@en\n')
    25
    >>> stream.getvalue()
    b'a,b\r\n"urn:a,b",c\t\r\n'
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Keep the stream to write to; it is its owner's to close."""
        super().__init__()
        self._stream = stream
        self._rest = b""
        self._has_begun = False

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine hands over bytes, never another buffer
        """Hand on each line that is whole."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if lines and not self._has_begun:
            lines[0] = lines[0].replace(b"?", b"")
            self._has_begun = True
        self._stream.write(b"".join([_line(line) + b"\r\n" for line in lines]))
        return len(data)


def _line(line: bytes) -> bytes:
    if not _TOLD_BY_MORE_THAN_QUOTES.search(line):
        if b"," not in line:
            return line.translate(_BARE, b'"')  # several times as fast, and most lines are like this
        return b",".join([term if b"," in term else term.strip(b'"') for term in line.split(b"\t")])
    if b'"' in line or b"," in line or b"<<" in line:
        return b",".join(map(_field, line.split(b"\t")))
    return line.translate(_BARE, b"<>")


def _field(term: bytes) -> bytes:
    mark = term[:1]
    if mark == b'"':
        text = term[1 : term.rindex(b'"')]
        if b"\\" in text:
            text = _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)
            return b'"%s"' % text.replace(b'"', b'""') if _TO_QUOTE.search(text) else text
    elif mark == b"<" and term[-2:] != b">>":
        text = term[1:-1]
    else:
        text = term  # a variable, a number, a truth value, a blank node, nothing
    return b'"%s"' % text.replace(b'"', b'""') if b"," in text or b'"' in text else text
