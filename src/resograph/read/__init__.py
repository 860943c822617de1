"""Turns a `Source` into a `Document`: what a file says, neutral, every word of it with its history.

What a reader cannot keep it says in a `Remark`, with its place: ``nested-table``, ``text-box``,
``note`` (a footnote or endnote), ``comment``, ``header-footer``, ``equation``, ``symbol``, ``field``,
``covered-text``, ``reading-aid``, ``unfinished-field``, ``other-document``, ``page-layout`` and
``unknown-element``; of a workbook ``drawing``, ``error-value``, ``formula``, ``hidden``,
``merged-cells``, ``number-format`` and ``spreadsheet-date``, too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from resograph.errors import InputError
from resograph.model.document import Document
from resograph.model.limits import LIMITS, Limits
from resograph.model.source import Source
from resograph.naming.roles import role
from resograph.read.merged import refuse_repeated
from resograph.read.package import OLE, WORKBOOK, ZIP, Package
from resograph.read.plaintext import read_text
from resograph.read.revisions import Signing
from resograph.read.word import read_word

__all__ = ["READERS", "read"]

Reader = Callable[[Source, Limits, Signing], Document]


def _unsigned(reader: Callable[[Source, Limits], Document]) -> Reader:
    """Make a reader of a format that has no tracked changes, hence no authors."""
    return lambda source, limits, _: reader(source, limits)


def _read_office(source: Source, limits: Limits, signing: Signing) -> Document:
    """Read a file of Word or Excel by what is in it: mail programs and people rename files."""
    if Package(source, limits).main().kind.endswith(WORKBOOK):
        # openpyxl takes longer to load than a report takes to be read, and few reports are workbooks.
        from resograph.read.workbook import read_workbook  # noqa: PLC0415

        return read_workbook(source, limits)
    return read_word(source, limits, signing)


# A new format is one line here. Old and macro-enabled files are named so that they get their own errors.
READERS: Final[dict[str, Reader]] = {
    **dict.fromkeys((".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot"), _read_office),
    **dict.fromkeys((".xlsx", ".xltx", ".xlsm", ".xltm", ".xls", ".xlt", ".xlsb"), _read_office),
    ".txt": _unsigned(read_text),
}


def read(source: Source, limits: Limits = LIMITS, signing: Signing = role) -> Document:
    """Read one file by its kind, both views of it.

    The kind is the extension's; a file that is called text, or nothing at all, but begins as one
    of Word or Excel does is read as that. ``signing`` tells what is kept of the name under which somebody
    changed the text: by default a role, never a person's name.

    Raises ``InputError`` with code ``unsupported-format``, or with a code of the reader's.

    >>> [paragraph.text for paragraph in read(Source("a.txt", b"One\\nTwo\\n")).paragraphs]
    ['One', 'Two']
    >>> read(Source("a.odt", b"PK"))
    Traceback (most recent call last):
    resograph.errors.InputError: error[unsupported-format]: no reader for '.odt', a.odt: send .docx, .xlsx or .txt; ...
    """
    extension = PurePath(source.name).suffix.casefold()
    if extension in {"", ".txt"} and source.data.startswith((ZIP, OLE)):
        extension = ".docx"
    reader = READERS.get(extension)
    if reader is None:
        what = f"no reader for {extension!r}" if extension else "a name without extension does not say the format"
        remedy = "send .docx, .xlsx or .txt; RDF ends in .ttl .nt .nq .trig .jsonld .rdf"
        raise InputError("unsupported-format", what, source.name, remedy)
    document = reader(source, limits, signing)
    refuse_repeated(document, limits)
    return document
