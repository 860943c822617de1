"""Turns Word's main part into its paragraphs: where each stands in the bytes, and the text that one view shows.

Paragraphs are numbered as `resograph.model.document.Paragraph.number` counts them: all of them, in the order
in which they begin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from resograph.model.document import View
from resograph.publish.word_comments.markup import Dialect, Name, Tags, attribute

# Changes that take text, or the mark of a paragraph, out of a view.
_GONE: Final[Mapping[View, frozenset[str]]] = {
    "accepted": frozenset({"w:del", "w:moveFrom"}),
    "original": frozenset({"w:ins", "w:moveTo"}),
}
_TEXTS: Final[Mapping[View, frozenset[str]]] = {
    "accepted": frozenset({"w:t", "m:t"}),
    "original": frozenset({"w:t", "m:t", "w:delText"}),
}
# What text of one character a reader makes of an element. U+FFFD stands for a sign of a font.
_CHARACTERS: Final = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "w:sym": "\ufffd",
}
# The code of the remark that the reader makes of what an element refers to.
_REFERENCES: Final = {"w:footnoteReference": "note", "w:endnoteReference": "note", "w:commentReference": "comment"}
_MARKS: Final = frozenset({"w:commentRangeStart", "w:commentRangeEnd", *_REFERENCES})
# Paragraphs run on into one another inside one of these only.
_STORIES: Final = frozenset({"w:body", "w:tc", "w:txbxContent"})
_BRANCHES: Final = frozenset({"mc:Choice", "mc:Fallback"})
_SPACES: Final = str.maketrans("\n\r", "  ")
_NOWHERE: Final = -1


@dataclass(slots=True)
class Child:
    """What a paragraph holds directly, such as a run or an insertion: its place and its text in the view.

    ``references`` tells what it refers to: a "note" or a "comment", one for each.
    """

    start: int
    end: int = 0
    text: str = ""
    references: list[str] = field(default_factory=list)


@dataclass(slots=True)
class WordParagraph:
    """One paragraph of the main part.

    ``inner`` is where its content ends and ``outer`` where itself does; of ``<w:p/>`` both are the end of the tag.
    ``table`` and ``row`` count as the reader does, hidden rows included, 0 = in no table. ``outside`` is the
    number of the paragraph around it (that of a text box), ``before`` that of the one whose text runs on into it.
    """

    number: int
    name: Name
    dialect: Dialect
    depth: int
    table: int
    row: int
    outside: int
    before: int
    inner: int = 0
    outer: int = 0
    runs_on: bool = False
    children: list[Child] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Return where its content begins, its properties left aside."""
        return self.children[0].start if self.children else self.inner


class Scan(Tags):
    """The paragraphs of one main part, and the numbers by which comments are tied to it already."""

    def __init__(self, data: bytes, where: str, view: View, own: frozenset[str] = frozenset()) -> None:
        """Go through the part; ``own`` are the numbers of comments that are ours.

        Raises ``InputError``, as `Tags.walk` does.
        """
        super().__init__(data, where)
        self.paragraphs: list[WordParagraph] = []
        self.namespace = ""
        self.used: set[str] = set()
        self._path: list[str] = []
        self._open: list[WordParagraph] = []
        self._stories: list[int] = []
        self._last: dict[int, WordParagraph] = {}
        self._tables: list[int] = []
        self._table = 0
        self._row = 0
        self._branches: list[int] = []
        self._hidden = _NOWHERE
        self._reads = False
        self._own = own
        self._starts = self._handlers(view)
        self.walk()

    def _handlers(self, view: View) -> Mapping[str, Callable[[Name, int], None]]:
        return {
            **dict.fromkeys(_STORIES, self._story),
            **dict.fromkeys(_CHARACTERS, self._character),
            **dict.fromkeys(_BRANCHES, self._branch),
            **dict.fromkeys(_TEXTS[view], self._begin_text),
            **dict.fromkeys(_GONE[view], self._change),
            "w:p": self._paragraph,
            "w:tbl": self._begin_table,
            "w:tr": self._begin_row,
            "mc:AlternateContent": self._alternative,
        }

    def begin(self, name: Name, attributes: Mapping[str, str], start: int) -> None:
        """Take note of a start tag."""
        short = name.short
        self.namespace = self.namespace or name.namespace
        if self._open and self._open[-1].depth + 1 == len(self._path) and short != "w:pPr":
            self._open[-1].children.append(Child(start))
        handler = self._starts.get(short)
        if handler is not None:
            handler(name, start)
        elif short in _MARKS:
            self._mark(short, attribute(attributes, "id"))
        self._path.append(short)

    def end(self, _: Name, inner: int, outer: int) -> None:
        """Take note of an end tag."""
        short = self._path.pop()
        self._reads = False
        if self._hidden == len(self._path):
            self._hidden = _NOWHERE
        if self._open and self._open[-1].depth + 1 == len(self._path) and short != "w:pPr":
            self._open[-1].children[-1].end = outer
        if short == "w:p":
            closed = self._open.pop()
            closed.inner, closed.outer = inner, outer
        elif short in _STORIES:
            self._last.pop(self._stories.pop(), None)
        elif short == "w:tbl":
            self._tables.pop()
            self._row = self._row if self._tables else 0
        elif short == "mc:AlternateContent":
            self._branches.pop()

    def text(self, text: str) -> None:
        """Take note of a piece of text."""
        if self._reads:
            # A line feed inside the XML of a text is a space, as the reader has it.
            self._emit(text.translate(_SPACES))

    def _emit(self, text: str) -> None:
        if self._hidden == _NOWHERE and self._open and self._open[-1].children:
            self._open[-1].children[-1].text += text

    def _paragraph(self, name: Name, start: int) -> None:
        story = self._stories[-1] if self._stories else start
        before = self._last.get(story)
        self._last[story] = paragraph = WordParagraph(
            number=len(self.paragraphs) + 1,
            name=name,
            dialect=self.dialect(name),
            depth=len(self._path),
            table=self._tables[0] if self._tables else 0,
            row=self._row,
            outside=self._open[0].number if self._open else 0,
            before=before.number if before is not None and before.runs_on else 0,
        )
        self.paragraphs.append(paragraph)
        self._open.append(paragraph)

    def _story(self, _: Name, start: int) -> None:
        self._stories.append(start)

    def _begin_table(self, _: Name, __: int) -> None:
        if not self._tables:
            own = not self._open and not self._branches
            self._table += own
            self._tables.append(self._table if own else 0)
            self._last.clear()
        else:
            self._tables.append(self._tables[-1])

    def _begin_row(self, _: Name, __: int) -> None:
        self._row += len(self._tables) == 1 and self._tables[0] > 0

    def _alternative(self, _: Name, __: int) -> None:
        self._branches.append(0)

    def _branch(self, _: Name, __: int) -> None:
        """Of an alternative only the first branch is read."""
        if self._branches:
            self._branches[-1] += 1
            if self._branches[-1] > 1:
                self._hide()

    def _change(self, _: Name, __: int) -> None:
        if self._path[-3:] == ["w:p", "w:pPr", "w:rPr"]:
            self._open[-1].runs_on = True
        self._hide()

    def _hide(self) -> None:
        if self._hidden == _NOWHERE:
            self._hidden = len(self._path)

    def _begin_text(self, _: Name, __: int) -> None:
        self._reads = True

    def _character(self, name: Name, _: int) -> None:
        self._emit(_CHARACTERS[name.short])

    def _mark(self, short: str, number: str) -> None:
        if "comment" in short:
            self.used.add(number)
        # The reader remarks on notes of either view, and on no comment of ours.
        ours = "comment" in short and number in self._own
        if short in _REFERENCES and not ours and self._open and self._open[-1].children:
            self._open[-1].children[-1].references.append(_REFERENCES[short])
