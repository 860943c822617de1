"""Turns an Excel file into a `Document`: a heading and a table for each of its sheets.

The cells come from a walk of our own over the XML (docs/decisions/0019-workbooks-by-our-own-walk.md): a sheet is
read within the limits that hold for Word, in both dialects of the format, and what is not kept is remarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element

from resograph.errors import InputError
from resograph.model.document import Document, Paragraph, Run, Table
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read.cell_values import Values, format_codes
from resograph.read.ledger import Ledger
from resograph.read.number_format import calendar
from resograph.read.package import WORKBOOK, Package, Relation
from resograph.read.sheet_grid import table_rows
from resograph.read.sheet_notes import remark_attached, remark_page_texts
from resograph.read.sheet_text import shared_strings
from resograph.read.stream import SPREADSHEET, Stream
from resograph.read.worksheet import Contents, read_contents
from resograph.read.xml import child, children, namespace_of, parse

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADING: Final = "Heading 1"
_HIDDEN: Final = frozenset({"hidden", "veryHidden"})


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as the workbook lists it; ``relation`` is None where its part is not in the file."""

    title: str
    hidden: bool
    relation: Relation | None


def read_workbook(source: Source, limits: Limits) -> Document:
    """Read an Excel file.

    Raises ``InputError`` with one of the codes ``not-a-zip``, ``corrupt-zip``, ``encrypted``,
    ``legacy-doc``, ``macro-enabled``, ``not-a-word-document``, ``unsupported-format``, ``too-large``,
    ``doctype-forbidden`` and ``xml-not-well-formed``.

    >>> read_workbook(Source("a.xlsx", b"PK, but no zip"), Limits())
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-a-zip]: ...
    """
    package = Package(source, limits)
    book = _Book(package, package.main_of(WORKBOOK), Ledger(source.name, limits))
    blocks = tuple(book.blocks())
    return Document(source.name, source.sha256, MEDIA_TYPE, blocks, tuple(book.ledger.remarks))


class _Book:
    """The walk through one workbook, sheet by sheet."""

    def __init__(self, package: Package, main: str, ledger: Ledger) -> None:
        """Read what all sheets share."""
        self.ledger = ledger
        self._package = package
        self._relations = tuple(package.relations(main))
        self._root, _ = self._parsed(main)
        if namespace_of(self._root) not in SPREADSHEET:
            raise self._damaged("not-a-word-document", "its main part is no workbook")
        self._values = self._shared_values()
        self._tables = 0

    def blocks(self) -> Iterator[Paragraph | Table]:
        """Yield the title of each sheet, and a table if the sheet has cells."""
        sheets = list(self._sheets())
        self.ledger.limits.refuse("entries", len(sheets), self.ledger.where)
        for sheet in sheets:
            self.ledger.count("paragraphs")
            self.ledger.count("characters", len(sheet.title))
            yield Paragraph((Run(sheet.title),), _HEADING)
            if sheet.relation is not None and sheet.relation.kind != "worksheet":
                self.ledger.remark("drawing", "a sheet that is a chart or a dialogue is not read", sheet.title)
            else:
                yield from self._table(sheet)

    def _table(self, sheet: _Sheet) -> Iterator[Table]:
        if sheet.relation is None or sheet.relation.part not in self._package:
            raise self._damaged("corrupt-zip", f'the part of the sheet "{sheet.title}" is missing')
        self.ledger.table = self._tables + 1
        stream = Stream(self._package, sheet.relation.part, "worksheet", self.ledger)
        contents = read_contents(stream, self._values, self.ledger)
        rows = table_rows(contents, self.ledger)
        if rows:
            self._tables += 1
            yield Table(self._tables, rows)
        self._remark(sheet, contents)
        remark_attached(self._package, sheet.relation.part, self.ledger)
        self.ledger.table = 0

    def _remark(self, sheet: _Sheet, contents: Contents) -> None:
        """Say what the sheet has besides cells; without any, it is no table."""
        self.ledger.table = self._tables if contents.cells else 0
        self.ledger.row = self.ledger.column = 0
        if sheet.hidden:
            self.ledger.remark("hidden", "a hidden sheet is read as the others are", sheet.title)
        if contents.hidden_rows:
            self.ledger.remark("hidden", "hidden rows are read as the others are", _runs(contents.hidden_rows))
        columns = {column for row in contents.cells.values() for column in row}
        hidden = [column for column in sorted(columns) if any(column in each for each in contents.hidden_columns)]
        if hidden:
            self.ledger.remark("hidden", "hidden columns are read as the others are", _runs(hidden))
        remark_page_texts(contents.page_texts, self.ledger)

    def _sheets(self) -> Iterator[_Sheet]:
        known = {relation.identifier: relation for relation in self._relations}
        for sheets in children(self._root, "sheets"):
            for sheet in children(sheets, "sheet"):
                yield _Sheet(sheet.get("name", ""), sheet.get("state") in _HIDDEN, known.get(_related(sheet)))

    def _shared_values(self) -> Values:
        strings, styles = self._shared("sharedStrings"), self._shared("styles")
        setting = child(self._root, "workbookPr")
        return Values(
            [] if strings is None else shared_strings(self._package, strings, self.ledger),
            [] if styles is None else format_codes(*self._parsed(styles)),
            calendar("" if setting is None else setting.get("date1904", "")),
            self.ledger,
        )

    def _parsed(self, part: str) -> tuple[Element, str]:
        where = self._package.where(part)
        return parse(self._package.read(part), where), where

    def _shared(self, kind: str) -> str | None:
        return next((each.part for each in self._relations if each.kind == kind and each.part in self._package), None)

    def _damaged(self, code: str, what: str) -> InputError:
        return InputError(code, what, self.ledger.source, "open the file in Excel and save it again")


def _related(sheet: Element) -> str:
    """Return the id of a sheet's relation: the one attribute of that name in a namespace of its own."""
    return next((value for name, value in sheet.attrib.items() if str(name).endswith("/relationships}id")), "")


def _runs(numbers: Iterable[int]) -> str:
    """Write numbers in growing order as ranges.

    >>> _runs([2, 3, 4, 9])
    '2-4, 9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
