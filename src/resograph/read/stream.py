"""Turns a large part of a workbook into a tree that grows, and is forgotten as far as it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import SubElement, XMLPullParser, XMLSyntaxError
from lxml.etree import _Element as Element

from resograph.errors import InputError
from resograph.read.ledger import Ledger
from resograph.read.package import Package
from resograph.read.xml import SAFE, count, namespace_of, not_well_formed, refuse_doctype

# Transitional and Strict name the same things by other namespaces.
SPREADSHEET: Final = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_END: Final = "end"
_SAVE_AGAIN: Final = "open the file in Excel and save it again"


class Stream:
    """One part, parsed chunk by chunk.

    The last child of an element that is still open may be open itself, the ones before it are whole.
    """

    def __init__(self, package: Package, part: str, root: str, ledger: Ledger) -> None:
        """Remember what is to be parsed, how its root must be named, and who counts."""
        self.where = package.where(part)
        self._name = root
        self._chunks = package.chunks(part)
        self._ledger = ledger
        self._parser = XMLPullParser(events=("start",), tag=f"{{*}}{root}", **SAFE)
        self._root: Element | None = None
        self._unread = 0

    def roots(self) -> Iterator[Element]:
        """Yield the root each time that it has grown, the last time with an end mark behind what is whole.

        Raises ``InputError`` with code ``doctype-forbidden``, ``not-a-word-document``, ``too-large`` or
        ``xml-not-well-formed``.
        """
        try:
            for number, chunk in enumerate(self._chunks):
                if number == 0:
                    refuse_doctype(chunk, self.where)
                self._parser.feed(chunk)
                yield from self._grown(chunk)
            self._parser.close()
        except XMLSyntaxError as error:
            # A damaged entry is known by its checksum, at its end: that, and not the XML, is then the cause.
            for _ in self._chunks:
                pass
            raise not_well_formed(error, self.where) from error
        if self._root is None:
            raise self._another()
        yield ended(self._root)

    def forget(self, parent: Element) -> None:
        """Drop the children of an element that are whole: they have been read."""
        if len(parent) > 1:
            del parent[:-1]
            self._unread = 0

    def _grown(self, chunk: bytes) -> Iterator[Element]:
        elements = count(chunk)
        self._ledger.count("elements", elements)
        self._unread += elements
        for _, element in self._parser.read_events():
            self._root = self._root if self._root is not None else self._begun(element)
        if self._root is not None:
            yield self._root
        self._ledger.limits.refuse("elements_at_once", self._unread, self.where)

    def _begun(self, element: Element) -> Element:
        tree = element.getroottree()
        if tree.docinfo.doctype:
            refuse_doctype(b"<!DOCTYPE", self.where)
        if element is not tree.getroot() or namespace_of(element) not in SPREADSHEET:
            raise self._another()
        return element

    def _another(self) -> InputError:
        return InputError("not-a-word-document", f"the part is no {self._name} of Excel", self.where, _SAVE_AGAIN)


def ended(element: Element) -> Element:
    """Set an end mark into an element that is whole: all its children then stand before the last one.

    >>> from resograph.read.xml import parse
    >>> [child.tag for child in ended(parse(b"<a><b/></a>", "a.xlsx"))]
    ['b', 'end']
    """
    SubElement(element, _END)
    return element
