"""Turns the bytes of a part into its tags, each with its place in these bytes, so that text can be put between them.

Nothing is written anew but what is put in: a part that was parsed and written again is never, byte for byte,
what its author sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final, NamedTuple, NoReturn
from xml.parsers import expat

from resograph.errors import InputError
from resograph.naming.text import storable

# No character of XML, so no name has it.
_SEPARATOR: Final = "\x1f"
_WORD: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
# What the first bytes tell of the encoding counts, whatever the XML declares; as Python and as expat call it.
_BEGINNINGS: Final = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16LE"),
    (b"\xfe\xff", "utf-16-be", "UTF-16BE"),
    (b"<\x00", "utf-16-le", "UTF-16LE"),
    (b"\x00<", "utf-16-be", "UTF-16BE"),
)
_ENTITIES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


class Name(NamedTuple):
    """The name of an element: its namespace, its own name, and the prefix it is written with ("" = none).

    ``short`` is "w:p" for a paragraph of Word in either dialect, whatever the prefix.
    """

    namespace: str = ""
    local: str = ""
    prefix: str = ""
    short: str = ""

    def sibling(self, local: str) -> str:
        """Return another name in the same namespace as this document writes it.

        >>> Name("urn:a", "p", "w").sibling("r"), Name("urn:a", "p", "").sibling("r")
        ('w:r', 'r')
        """
        return f"{self.prefix}:{local}" if self.prefix else local


class Dialect(NamedTuple):
    """How to write elements whose attributes have the same namespace: a prefix, and its declaration where needed."""

    prefix: str
    declared: str = ""

    def opened(self, local: str, **attributes: str) -> str:
        """Return a start tag without its end, to which ">" or "/>" is added.

        >>> Dialect("w").opened("comment", id="3")
        '<w:comment w:id="3"'
        """
        written = "".join(f' {self.prefix}:{name}="{escaped(value)}"' for name, value in attributes.items())
        return f"<{self.prefix}:{local}{self.declared}{written}"


class Edit(NamedTuple):
    """Bytes from ``start`` to ``stop`` that give way to a text."""

    start: int
    stop: int
    text: str


class Tags:
    """The walk through one part; `begin`, `end` and `text` say what to do at each tag and between them."""

    def __init__(self, data: bytes, where: str) -> None:
        """Look at how the part is encoded; ``where`` is its name in errors."""
        self.data = data
        self.where = where
        told = ((name, known) for mark, name, known in _BEGINNINGS if data.startswith(mark))
        self.encoding, known = next(told, ("", None))
        self._empty, self._end = ("/>".encode(self.encoding or "ascii"), ">".encode(self.encoding or "ascii"))
        self._names: dict[str, Name] = {}
        self._bound: defaultdict[str, list[str]] = defaultdict(list)
        self._fresh = False
        self._parser = expat.ParserCreate(known, _SEPARATOR)

    def begin(self, name: Name, attributes: Mapping[str, str], start: int) -> None:
        """Take note of a start tag and where it begins."""

    def end(self, name: Name, inner: int, outer: int) -> None:
        """Take note of the end of an element: where its content ends, and where itself; of ``<a/>`` both are one."""

    def text(self, text: str) -> None:
        """Take note of a piece of text."""

    def walk(self) -> None:
        """Go through the whole part.

        Raises ``InputError`` with code ``doctype-forbidden``, ``xml-not-well-formed`` or ``encoding``.
        """
        parser = self._parser
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._bind
        parser.EndNamespaceDeclHandler = self._unbind
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = self._text
        remedy = "open the file in Word and save it again"
        try:
            parser.ParseFile(BytesIO(self.data))
        except expat.ExpatError as error:
            raise InputError("xml-not-well-formed", f"broken XML ({error})", self.where, remedy) from error
        except (LookupError, ValueError) as error:
            raise InputError("encoding", f"the encoding is not read ({error})", self.where, remedy) from error
        self.encoding = self.encoding or "utf-8"

    def dialect(self, name: Name) -> Dialect:
        """Tell, in `begin`, how to write elements of the same namespace inside the element that begins.

        An attribute needs a prefix; where the document has none for its namespace, one is declared on the spot.
        """
        bound = (prefix for prefix, scopes in self._bound.items() if prefix and scopes[-1:] == [name.namespace])
        prefix = name.prefix or next(bound, "")
        return Dialect(prefix) if prefix else Dialect("w", f' xmlns:w="{escaped(name.namespace)}"')

    def into(self, name: Name, inner: int, outer: int, text: str) -> Edit:
        """Return the edit that puts text at the end of an element, which is opened up where it is ``<a/>``."""
        if inner != outer:
            return Edit(inner, inner, text)
        return Edit(outer - len(self._empty), outer, f">{text}</{name.sibling(name.local)}>")

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the part with these edits, of which no two may touch; all else is as it was, byte for byte."""
        pieces: list[bytes] = []
        done = 0
        for edit in sorted(edits):
            pieces += (self.data[done : edit.start], edit.text.encode(self.encoding, "xmlcharrefreplace"))
            done = edit.stop
        return b"".join((*pieces, self.data[done:]))

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = self.encoding or encoding or ""

    def _doctype(self, *_: object) -> NoReturn:
        what, remedy = "the XML declares a document type", "open the file in Word and save it again"
        raise InputError("doctype-forbidden", what, self.where, remedy)

    def _bind(self, prefix: str | None, namespace: str | None) -> None:
        self._bound[prefix or ""].append(namespace or "")

    def _unbind(self, prefix: str | None) -> None:
        self._bound[prefix or ""].pop()

    def _begin(self, raw: str, attributes: Mapping[str, str]) -> None:
        name = self._names.get(raw)
        if name is None:
            name = self._names[raw] = _name(raw)
        self._fresh = True
        self.begin(name, attributes, self._parser.CurrentByteIndex)

    def _finish(self, raw: str) -> None:
        at = self._parser.CurrentByteIndex
        # Of an empty tag this is the end, of others where the end tag begins.
        empty = self._fresh and self.data.endswith(self._empty, 0, at)
        self._fresh = False
        self.end(self._names[raw], at, at if empty else self._behind(at))

    def _text(self, text: str) -> None:
        self._fresh = False
        self.text(text)

    def _behind(self, at: int) -> int:
        """Return where an end tag ends: it holds a name alone, no ">" in quotes, no half of another letter."""
        return self.data.index(self._end, at) + len(self._end)


def _name(raw: str) -> Name:
    parts = raw.split(_SEPARATOR)
    if len(parts) == 1:
        return Name("", raw)
    namespace, local = parts[:2]
    return Name(namespace, local, "".join(parts[2:]), f"{_WORD.get(namespace, '?')}:{local}")


def attribute(attributes: Mapping[str, str], local: str) -> str:
    """Return an attribute by its own name, in whatever namespace; "" where it is not there.

    >>> attribute({"urn:a\\x1fid\\x1fw": "7"}, "id"), attribute({}, "id")
    ('7', '')
    """
    return next((value for name, value in attributes.items() if _name(name).local == local), "")


def escaped(text: str) -> str:
    """Return text as XML holds it; a character that XML has no place for becomes U+FFFD.

    >>> escaped('"a" < b & c')
    '&quot;a&quot; &lt; b &amp; c'
    >>> escaped(chr(11)) == chr(0xfffd)
    True
    """
    return storable(text).translate(_ENTITIES)
