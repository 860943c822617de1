"""Turns Word's marks of tracked changes into `Change`.

Word records the same four changes in four places: around text, on a paragraph mark, on a row and
on a cell. What is in no such mark was there all along. A fifth change is one of looks, in properties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from resograph.model.document import Cell, Change, ChangeKind, View
from resograph.read.xml import Names

Signing = Callable[[str], str]


class History(NamedTuple):
    """What has happened to a text: who put it in, took it out, changed its looks; each None where nobody did."""

    inserted: Change | None = None
    deleted: Change | None = None
    formatted: Change | None = None

    def then(self, change: Change) -> History:
        """Return the history after one more change inside the ones before; of two alike the outer one counts.

        >>> History(Change("insert", "A")).then(Change("delete", "B"))
        History(inserted=Change(kind='insert', ...), deleted=Change(kind='delete', ...), formatted=None)
        >>> History(Change("insert", "A")).then(Change("move-to", "B")).inserted.author
        'A'
        """
        if change.kind == "format":
            return self._replace(formatted=change)
        if change.kind in _INSERTIONS:
            return self if self.inserted else self._replace(inserted=change)
        return self if self.deleted else self._replace(deleted=change)

    def within(self, outer: History) -> History:
        """Return the history of what stands inside something that has a history, too.

        >>> History(deleted=Change("delete", "B")).within(History(Change("insert", "A"))).inserted.author
        'A'
        """
        return History(*(mine if theirs is None else theirs for mine, theirs in zip(self, outer, strict=True)))

    def hides(self, view: View) -> bool:
        """Tell whether what has this history is not in a view.

        >>> History(deleted=Change("delete")).hides("accepted"), History(formatted=Change("format")).hides("original")
        (True, False)
        """
        return (self.deleted if view == "accepted" else self.inserted) is not None


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
# Changes of looks; merging cells counts as one.
_LOOKS: Final = frozenset(
    {
        *("w:rPrChange", "w:pPrChange", "w:numberingChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange"),
        *("w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:cellMerge"),
    }
)


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
        # What was asked about last: rows of a table have the same around them.
        self._parent: Element | None = None
        self._around = UNCHANGED

    def change(self, mark: Element) -> Change:
        """Return the change that one mark records."""
        return self._change(mark, KINDS.get(self.names[mark.tag], "format"))

    def looks(self, properties: Element | None, *others: str) -> Change | None:
        """Return the change of looks that properties record by one of its marks, or by one of ``others``."""
        for mark in properties if properties is not None else ():
            name = self.names[mark.tag]
            if name in _LOOKS or name in others:
                return self._change(mark, "format")
        return None

    def _change(self, mark: Element, kind: ChangeKind) -> Change:
        author = self._signed(mark.get(self.namespace + "author", ""))
        change = Change(kind, author, mark.get(self.namespace + "date", ""))
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

    def marked(self, properties: Element | None, history: History = UNCHANGED) -> History:
        """Return the history that properties (of a paragraph mark, a row, a cell) record, inside another one."""
        for mark in properties if properties is not None else ():
            name = self.names[mark.tag]
            if name in KINDS or name in _LOOKS:
                history = self.after(history, mark)
        return history

    def around(self, element: Element) -> History:
        """Return the history that marks around an element record."""
        parent = element.getparent()
        if parent is not self._parent:
            self._parent, self._around = parent, UNCHANGED
            for above in reversed(list(element.iterancestors())):
                if self.names[above.tag] in KINDS:
                    self._around = self.after(self._around, above)
        return self._around


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
    return history._replace(inserted=None) if older else history
