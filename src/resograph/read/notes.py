"""Turns the footnotes, endnotes and comments of a Word file into remarks that quote them."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import SIGNATURE
from resograph.read.ledger import Ledger
from resograph.read.package import Package
from resograph.read.quote import quoted
from resograph.read.xml import Names, namespace_of, parse

# What refers to a note: the kind of the part that holds it, the code of the remark, and what the remark says.
_KINDS: Final = {
    "w:footnoteReference": (
        "footnotes",
        "note",
        "it stands in a footnote, not in the text; move it there if it is to be read",
    ),
    "w:endnoteReference": (
        "endnotes",
        "note",
        "it stands in an endnote, not in the text; move it there if it is to be read",
    ),
    "w:commentReference": ("comments", "comment", "it is a comment on the text, and no part of it"),
}


class Notes:
    """The notes of one document; each is remarked once, where the first reference to it stands."""

    def __init__(self, package: Package, main: str, ledger: Ledger) -> None:
        """Remember where the notes are; they are read when the first reference asks for one."""
        self._package = package
        self._main = main
        self._ledger = ledger
        self._names = Names()
        self._known: dict[str, dict[str, Element]] = {}

    def remark(self, reference: str, identifier: str) -> None:
        """Remark on the note that a reference of this name leads to, unless that has been done."""
        self._tell(reference, self._notes(reference).pop(identifier, None))

    def remark_others(self) -> None:
        """Remark on the notes that nothing has led to: their references stand in what is only quoted."""
        for reference in _KINDS:
            notes = self._notes(reference)
            for identifier in list(notes):
                self._tell(reference, notes.pop(identifier))

    def _tell(self, reference: str, note: Element | None) -> None:
        _, code, message = _KINDS[reference]
        text = "" if note is None else quoted(note, self._names)
        if text:
            self._ledger.remark(code, message, text)

    def _notes(self, reference: str) -> dict[str, Element]:
        if reference not in self._known:
            self._known[reference] = self._read(_KINDS[reference][0])
        return self._known[reference]

    def _read(self, kind: str) -> dict[str, Element]:
        part = self._package.related(self._main, kind)
        if part is None:
            return {}
        root = parse(self._package.read(part), self._package.where(part))
        key, signed = (namespace_of(root) + name for name in ("id", "author"))
        # What resograph itself has written into a copy is read in none.
        return {note.get(key, ""): note for note in root if note.get(signed) != SIGNATURE}


NOTE_REFERENCES: Final = frozenset(_KINDS)
