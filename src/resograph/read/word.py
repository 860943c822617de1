"""Turns a Word file into a `Document`, row by row, so that memory does not grow with the table's XML.

The parser tells where tables and rows begin and end. A row is read and thrown away when it
ends; the text between tables is read, in order, when a table begins and whenever no table is open.
"""

from __future__ import annotations

from typing import Final

from lxml.etree import XMLPullParser, XMLSyntaxError
from lxml.etree import _Element as Element

from resograph.errors import InputError
from resograph.model.document import Document, Paragraph, Row, Table
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read.inline import WRAPPERS, Inline
from resograph.read.ledger import Ledger
from resograph.read.notes import Notes
from resograph.read.numbering import Lists, read_lists
from resograph.read.package import Package
from resograph.read.paragraphs import Paragraphs
from resograph.read.revisions import Revisions, Signing
from resograph.read.tables import Tables
from resograph.read.xml import SAFE, Names, namespace_of, not_well_formed, parse, refuse_doctype

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TAGS: Final = ("{*}document", "{*}tbl", "{*}tr")
# Tables in text boxes and in alternatives are no tables of the document itself.
_FOREIGN: Final = frozenset({"w:p", "mc:AlternateContent"})
_WRAPPERS: Final = WRAPPERS | {"w:body"}


def read_word(source: Source, limits: Limits, signing: Signing = str) -> Document:
    """Read a Word file, tracked changes and all.

    Raises ``InputError`` with one of the codes ``not-a-zip``, ``corrupt-zip``, ``encrypted``,
    ``legacy-doc``, ``macro-enabled``, ``not-a-word-document``, ``too-large``,
    ``doctype-forbidden`` and ``xml-not-well-formed``.

    >>> read_word(Source("a.docx", b"PK, but no zip"), Limits())
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-a-zip]: ...
    """
    try:
        return _read(source, limits, signing)
    except RecursionError:
        raise InputError("too-large", "elements nested too deep", source.name, "send a simpler file") from None


def _read(source: Source, limits: Limits, signing: Signing) -> Document:
    package = Package(source, limits)
    walk = _Walk(package, package.main(), Ledger(source.name, limits), signing)
    walk.run()
    return Document(source.name, source.sha256, MEDIA_TYPE, tuple(walk.blocks), tuple(walk.ledger.remarks))


def _lists(package: Package, main: str) -> Lists:
    numbering, styles = (package.related(main, kind) for kind in ("numbering", "styles"))
    return read_lists(
        None if numbering is None else parse(package.read(numbering), package.where(numbering)),
        None if styles is None else parse(package.read(styles), package.where(styles)),
    )


class _Walk:
    """The walk through one main part, piece by piece as it is parsed."""

    def __init__(self, package: Package, main: str, ledger: Ledger, signing: Signing) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.ledger = ledger
        self._package = package
        self._main = main
        self._signing = signing
        self._names = Names()
        self._parser = XMLPullParser(events=("start", "end"), tag=_TAGS, **SAFE)
        self._root: Element | None = None
        # The tables that are open; true is only an outermost one that is no part of a paragraph.
        self._open: list[bool] = []
        self._rows: list[Row] = []
        self._number = 0
        self._unread = 0

    def run(self) -> None:
        """Read the whole part."""
        where = self._package.where(self._main)
        chunks = self._package.chunks(self._main)
        try:
            for number, chunk in enumerate(chunks):
                if number == 0:
                    refuse_doctype(chunk, where)
                self._parser.feed(chunk)
                self._take(chunk)
            self._parser.close()
        except XMLSyntaxError as error:
            # A damaged entry is known by its checksum, at its end: that, and not the XML, is then the cause.
            for _ in chunks:
                pass
            raise not_well_formed(error, where) from error
        self._end()

    def _take(self, chunk: bytes) -> None:
        """Read what one more chunk has made complete."""
        elements = chunk.count(b"<") - chunk.count(b"</")
        self.ledger.count("elements", elements)
        self._unread += elements
        for event, element in self._parser.read_events():
            if self._root is None:
                self._begin(element)
            name = self._names[element.tag]
            if name == "w:tbl":
                (self._begin_table if event == "start" else self._end_table)(element)
            elif name == "w:tr" and event == "end" and self._open == [True]:
                self._read_row(element)
        if self._root is not None and not self._open:
            self._read_between(self._root, self._last_path(self._root))
        self.ledger.limits.refuse("elements_at_once", self._unread, self.ledger.where)

    def _begin(self, root: Element) -> None:
        if self._names[root.tag] != "w:document":
            raise self._no_document()
        if root.getroottree().docinfo.doctype:
            refuse_doctype(b"<!DOCTYPE", self._package.where(self._main))
        self._root = root
        revisions = Revisions(self._names, namespace_of(root), self._signing)
        inline = Inline(revisions, self.ledger, Notes(self._package, self._main))
        paragraphs = Paragraphs(revisions, self.ledger, inline, _lists(self._package, self._main))
        self._tables = Tables(revisions, self.ledger, paragraphs)

    def _begin_table(self, element: Element) -> None:
        above = list(element.iterancestors()) if not self._open else []
        own = bool(above) and not any(self._names[parent.tag] in _FOREIGN for parent in above)
        if own and self._root is not None:
            self._read_between(self._root, [*reversed(above[:-1]), element])
            self._tables.end_story()
            self._number += 1
            self.ledger.table, self.ledger.row = self._number, 0
        self._open.append(own)

    def _read_row(self, element: Element) -> None:
        self.ledger.row += 1
        self._rows.append(self._tables.row(element))
        self._forget(element)

    def _end_table(self, element: Element) -> None:
        if self._open.pop():
            self.blocks.append(Table(self._number, tuple(self._rows)))
            self._rows = []
            self._tables.rest(element)
            self.ledger.table = self.ledger.row = 0
            self._forget(element)

    def _read_between(self, parent: Element, until: list[Element]) -> None:
        """Read and forget what stands below ``parent`` before the path ``until``, which is still open."""
        for part in list(parent):
            if until and part is until[0]:
                if len(until) > 1:
                    self._read_between(part, until[1:])
                return
            if self._names[part.tag] in _WRAPPERS:
                self._read_between(part, [])
            else:
                self.blocks.extend(self._tables.blocks(part))
            parent.remove(part)
            self._unread = 0

    def _last_path(self, root: Element) -> list[Element]:
        """Return the elements that may still be open: the last one at each level that is read piece by piece."""
        path: list[Element] = []
        element = root
        while len(element) and (element is root or self._names[element.tag] in _WRAPPERS):
            element = element[-1]
            path.append(element)
        return path

    def _forget(self, element: Element) -> None:
        element.clear()
        self._unread = 0

    def _end(self) -> None:
        if self._root is None:
            raise self._no_document()
        self._read_between(self._root, [])
        self._tables.end_story()

    def _no_document(self) -> InputError:
        what, remedy = "its main part is no Word document", "send a Word document (.docx)"
        return InputError("not-a-word-document", what, self.ledger.source, remedy)
