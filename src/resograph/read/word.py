"""Turns a Word file into a `Document`, row by row, so that memory does not grow with the table's XML.

The parser tells where tables and rows begin and end. A row is read and thrown away when it
ends; the text between tables is read, in order, when a table begins and whenever no table is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import XMLPullParser, XMLSyntaxError
from lxml.etree import _Element as Element

from resograph.errors import InputError
from resograph.model.document import Change, Document, Paragraph, Row, Table
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read.inline import WRAPPERS, Inline
from resograph.read.ledger import Ledger
from resograph.read.margins import Margins
from resograph.read.notes import Notes
from resograph.read.numbering import Lists, read_lists
from resograph.read.package import WORD, Package
from resograph.read.paragraphs import Paragraphs
from resograph.read.quote import BRANCHES, is_understood
from resograph.read.revisions import Revisions, Signing
from resograph.read.tables import Tables
from resograph.read.xml import SAFE, Names, count, marked_order, namespace_of, not_well_formed, parse, refuse_doctype

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TAGS: Final = ("{*}document", "{*}tbl", "{*}tr")
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
    walk = _Walk(package, package.main_of(WORD), Ledger(source.name, limits), signing)
    walk.run()
    return Document(source.name, source.sha256, MEDIA_TYPE, tuple(walk.blocks), tuple(walk.ledger.remarks))


def _lists(package: Package, main: str) -> Lists:
    numbering, styles = (package.related(main, kind) for kind in ("numbering", "styles"))
    return read_lists(
        None if numbering is None else parse(package.read(numbering), package.where(numbering)),
        None if styles is None else parse(package.read(styles), package.where(styles)),
    )


def _texts(blocks: Iterable[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)


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
        self._table: Element | None = None
        self._table_looks: Change | None = None
        # What the last row stood in, and whether the rows in it are read.
        self._parent: Element | None = None
        self._rows_are_read = True
        self._number = 0
        self._unread = 0
        self._notes = Notes(package, main, ledger)
        self._margins = Margins(package, main, ledger)
        # Of each alternative that holds whole tables or rows, the branch that is read.
        self._branches: dict[Element, Element | None] = {}

    def run(self) -> None:
        """Read the whole part."""
        where = self._package.where(self._main)
        chunks = self._package.chunks(self._main)
        try:
            for number, chunk in enumerate(chunks):
                if number == 0:
                    refuse_doctype(chunk, where)
                self._parser.feed(chunk if number else marked_order(chunk))
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
        elements = count(chunk)
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
        inline = Inline(revisions, self.ledger, self._notes)
        paragraphs = Paragraphs(revisions, self.ledger, inline, _lists(self._package, self._main))
        self._tables = Tables(revisions, self.ledger, paragraphs)

    def _begin_table(self, element: Element) -> None:
        above = list(element.iterancestors()) if not self._open else []
        # A table in a text box is none of the document itself.
        own = bool(above) and all(self._names[parent.tag] != "w:p" for parent in above) and self._is_read(element)
        if own and self._root is not None:
            self._read_between(self._root, [*reversed(above[:-1]), element])
            self._tables.end_story()
            self._number += 1
            self.ledger.count("paragraphs")
            self._table, self._table_looks, self._parent = element, None, None
            self.ledger.table, self.ledger.row = self._number, 0
        self._open.append(own)

    def _is_read(self, element: Element) -> bool:
        """Tell whether a table or row stands in no alternative, or in the branches of alternatives that are read."""
        for branch in element.iterancestors():
            alternative = branch.getparent()
            if branch is self._table or alternative is None:
                break
            if self._names[alternative.tag] == "mc:AlternateContent" and self._branch(alternative) is not branch:
                return False
        return True

    def _branch(self, alternative: Element) -> Element | None:
        """Return the branch of an alternative that is read; it is kept in mind, as branches are forgotten."""
        if self._branches.get(alternative) is None:
            self._branches[alternative] = next(
                (branch for branch in alternative if is_understood(branch, self._names)), None
            )
        return self._branches[alternative]

    def _read_row(self, element: Element) -> None:
        parent = element.getparent()
        if parent is not self._parent:
            self._rows_are_read = self._is_read(element)
        self._read_before(element)
        self._parent = parent
        if self._rows_are_read:
            self.ledger.row += 1
            self._rows.append(self._tables.row(element))
        else:
            self._tables.skip(element)
        self._forget(element)

    def _read_before(self, row: Element) -> None:
        """Read and drop what stands in the table before a row: rows that were read, and what is no row.

        The row stays where it is until another has followed: the parser may still be at its end.
        """
        parts: list[Element] = []
        element: Element | None = row
        while element is not None and element is not self._table:
            parts += element.itersiblings(preceding=True)
            element = element.getparent()
            if element is self._parent:
                # What stands before that was read with the row before.
                break
        for part in reversed(parts):
            self._read_loose(part)
            self._empty(part)
            above = part.getparent()
            if above is not None:
                above.remove(part)

    def _read_loose(self, part: Element) -> None:
        """Read what stands in a table and is no row."""
        if len(part):
            looks = self._tables.outside(part)
            self._table_looks = self._table_looks or looks

    def _end_table(self, element: Element) -> None:
        if self._open.pop():
            for part in element:
                self._read_loose(part)
            self.blocks.append(Table(self._number, tuple(self._rows), self._table_looks))
            self._rows = []
            self.ledger.table = self.ledger.row = 0
            self._forget(element)

    def _read_between(self, parent: Element, until: list[Element]) -> None:
        """Read and forget what stands below ``parent`` before the path ``until``, which is still open."""
        # One child at a time: there may be thousands behind the first that is still open, each time again.
        while (part := next(iter(parent), None)) is not None:
            if until and part is until[0]:
                if len(until) > 1:
                    self._read_between(part, until[1:])
                return
            if self._names[part.tag] in _WRAPPERS:
                self._read_between(part, [])
            elif self._names[part.tag] in BRANCHES:
                self._tables.skip(part)
            elif len(part) or self._names[part.tag] != "w:tbl":  # an empty table is one that has been read
                self._margins.find(part)
                self.blocks.extend(self._tables.between(part))
            self._empty(part)
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
        self._empty(element)
        self._unread = 0

    def _empty(self, element: Element) -> None:
        """Drop what an element holds; lxml takes time squared where anybody still knows one of many in it."""
        self._tables.release()
        element.clear()

    def _end(self) -> None:
        if self._root is None:
            raise self._no_document()
        self._read_between(self._root, [])
        self._tables.end_story()
        self._notes.remark_others()
        self._margins.remark(_texts(self.blocks))

    def _no_document(self) -> InputError:
        what, remedy = "its main part is no Word document", "send a Word document (.docx)"
        return InputError("not-a-word-document", what, self.ledger.source, remedy)
