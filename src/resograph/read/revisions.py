"""Turns Word's marks of tracked changes into `Change`.

Word records the same four changes in five places: around text, on a paragraph mark, on a row,
on a cell and on old paragraph properties. What is in no such mark was there all along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from resograph.model.document import Cell, Change, ChangeKind
from resograph.read.xml import Names

Signing = Callable[[str], str]


class History(NamedTuple):
    """What has happened to a text: who put it in, who took it out; each None where nobody did."""

    inserted: Change | None = None
    deleted: Change | None = None

    def then(self, change: Change) -> History:
        """Return the history after one more change inside the ones before; of two alike the outer one counts.

        >>> History(Change("insert", "A")).then(Change("delete", "B"))
        History(inserted=Change(kind='insert', author='A', date=''), deleted=Change(kind='delete', author='B', date=''))
        >>> History(Change("insert", "A")).then(Change("move-to", "B")).inserted.author
        'A'
        """
        if change.kind in _INSERTIONS:
            return self if self.inserted else History(change, self.deleted)
        return self if self.deleted else History(self.inserted, change)


UNCHANGED: Final = History()

_INSERTIONS: Final[frozenset[ChangeKind]] = frozenset({"insert", "move-to"})
KINDS: Final[dict[str, ChangeKind]] = {
    "w:ins": "insert",
    "w:del": "delete",
    "w:moveTo": "move-to",
    "w:moveFrom": "move-from",
    "w:cellIns": "insert",
    "w:cellDel": "delete",
}


class Revisions:
    """The changes of one document; equal ones are one object, so that text of one history joins."""

    def __init__(self, names: Names, namespace: str, signing: Signing = str) -> None:
        """Begin without any change; ``namespace`` is "{…}", as attributes of marks carry it.

        ``signing`` tells what is kept of an author's name.
        """
        self.names = names
        self.namespace = namespace
        self._signing = signing
        self._authors: dict[str, str] = {}
        self._changes: dict[Change, Change] = {}
        self._histories: dict[tuple[History, Change], History] = {}

    def change(self, mark: Element) -> Change:
        """Return the change that one mark records."""
        author = self._signed(mark.get(self.namespace + "author", ""))
        change = Change(KINDS[self.names[mark.tag]], author, mark.get(self.namespace + "date", ""))
        return self._changes.setdefault(change, change)

    def _signed(self, author: str) -> str:
        if author not in self._authors:
            self._authors[author] = self._signing(author)
        return self._authors[author]

    def after(self, history: History, mark: Element) -> History:
        """Return the history of what stands inside one more mark."""
        key = (history, self.change(mark))
        known = self._histories.get(key)
        if known is None:
            known = self._histories[key] = history.then(key[1])
        return known

    def marked(self, properties: Element | None) -> History:
        """Return the history that properties (of a paragraph mark, a row, a cell) record."""
        history = UNCHANGED
        for mark in properties if properties is not None else ():
            if self.names[mark.tag] in KINDS:
                history = self.after(history, mark)
        return history


def without_false_insertion(history: History, cells: Iterable[Cell]) -> History:
    """Return the history of a row: it counts as inserted only if no text in it is older.

    LibreOffice marks rows as inserted in which only some text is: believing it would lose
    92-03 and four other rows from the original view of a file that it has saved.

    >>> from resograph.model.document import Paragraph, Run
    >>> row = History(Change("insert"))
    >>> without_false_insertion(row, [Cell(1, 1, (Paragraph((Run("new", Change("insert")),)),))]) == row
    True
    >>> without_false_insertion(row, [Cell(1, 1, (Paragraph((Run("old"),)),))]).inserted is None
    True
    """
    if history.inserted is None:
        return history
    runs = (run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs)
    older = any(run.inserted is None and not run.text.isspace() for run in runs)
    return History(None, history.deleted) if older else history
