"""Turns the footnotes and endnotes of a Word file into text that a remark can quote."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from resograph.read.package import Package
from resograph.read.quote import quoted
from resograph.read.xml import Names, namespace_of, parse


class Notes:
    """The notes of one document, read when the first reference asks for one."""

    def __init__(self, package: Package, main: str) -> None:
        """Remember where the notes are."""
        self._package = package
        self._main = main
        self._known: dict[str, dict[str, Element]] = {}

    def text(self, kind: str, identifier: str) -> str:
        """Return the text of a note, "" where there is none."""
        if kind not in self._known:
            self._known[kind] = self._read(kind)
        note = self._known[kind].get(identifier)
        return "" if note is None else quoted(note, Names())

    def _read(self, kind: str) -> dict[str, Element]:
        part = self._package.related(self._main, _RELATIONS[kind])
        if part is None:
            return {}
        root = parse(self._package.read(part), self._package.where(part))
        key = namespace_of(root) + "id"
        return {note.get(key, ""): note for note in root}


_RELATIONS: Final = {"footnote": "footnotes", "endnote": "endnotes"}
