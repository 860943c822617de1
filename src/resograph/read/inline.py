"""Turns the inside of a Word paragraph into runs, each with its history.

One pass over the elements; what an element means is looked up in one table. An element that
means nothing to a reader is passed over, one that is not known leaves a remark if it has text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Change, Run
from resograph.read.ledger import Ledger
from resograph.read.notes import Notes
from resograph.read.quote import chosen, quoted
from resograph.read.revisions import KINDS, UNCHANGED, History, Revisions
from resograph.read.symbols import symbol

# What these hold is read as if they were not there.
WRAPPERS: Final = frozenset(
    {
        *("w:r", "w:hyperlink", "w:fldSimple", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml"),
        *("w:dir", "w:bdo", "w:ruby", "w:rubyBase"),
    }
)
# These say how something looks or where something else begins; none holds text of the document.
SILENT: Final = frozenset(
    {
        *("w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:tblPr", "w:tblPrEx", "w:tblGrid", "w:sectPr"),
        *("w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:rubyPr", "w:fldData"),
        *("w:instrText", "w:delInstrText", "w:proofErr", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak"),
        *("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"),
        *("w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd"),
        *("w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:separator", "w:continuationSeparator"),
    }
)
_CHARACTERS: Final = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
# A line feed inside the XML of a text is a space; a line break is an element of its own.
_SPACES: Final = str.maketrans("\n\r", "  ")
_SHORT: Final = 64
_UNMARKED_DELETION: Final = Change("delete")

Handler = Callable[[Element, History], None]


class Inline:
    """The walk through the paragraphs of one document; fields may go on from one paragraph to the next."""

    def __init__(self, revisions: Revisions, ledger: Ledger, notes: Notes) -> None:
        """Prepare the table of what each element means; it is filled as tags turn up."""
        self._names = revisions.names
        self._namespace = revisions.namespace
        self._revisions = revisions
        self._ledger = ledger
        self._notes = notes
        self._handlers = _Handlers(self._handler)
        self._runs: list[Run] = []
        self._texts: list[str] = []
        self._history = UNCHANGED
        self._known: dict[str, tuple[Run, ...]] = {}
        self._fields: list[bool] = []
        self._instructions = 0
        self._swallowed: list[str] = []

    def runs(self, paragraph: Element, history: History) -> tuple[Run, ...]:
        """Return the runs of one paragraph; text of one history is one run."""
        self._walk(paragraph, history)
        if not self._runs and self._history is UNCHANGED:
            return self._plain_runs()
        self._close_run()
        runs, self._runs = tuple(self._runs), []
        return runs

    def _plain_runs(self) -> tuple[Run, ...]:
        """Return text without changes; short texts come back all over a report and are kept once."""
        if not self._texts:
            return ()
        text = "".join(self._texts)
        self._texts.clear()
        self._ledger.count("characters", len(text))
        known = self._known.get(text)
        if known is None:
            known = (Run(text),) if text else ()
            if len(text) <= _SHORT:
                self._known[text] = known
        return known

    def end_story(self) -> None:
        """End a cell or the text before a table: no field goes on beyond it."""
        if not self._fields:
            return
        if self._swallowed:
            self._ledger.remark("unfinished-field", "a field without end hides this text", "".join(self._swallowed))
        self._fields, self._instructions, self._swallowed = [], 0, []

    def _walk(self, element: Iterable[Element], history: History) -> None:
        handlers = self._handlers
        for part in element:
            handler = handlers[part.tag]
            if handler is not None:
                handler(part, history)

    def _emit(self, text: str, history: History) -> None:
        if self._instructions:
            self._swallowed.append(text)
            return
        if history is not self._history:
            self._close_run()
            self._history = history
        self._texts.append(text)

    def _close_run(self) -> None:
        text = "".join(self._texts)
        if text:
            self._ledger.count("characters", len(text))
            self._runs.append(Run(text, self._history.inserted, self._history.deleted))
        self._texts = []

    def _handler(self, tag: object) -> Handler | None:
        name = self._names[tag]
        if name in WRAPPERS:
            return self._walk
        if name in SILENT:
            return None
        if name in _CHARACTERS:
            character = _CHARACTERS[name]
            return lambda _, history: self._emit(character, history)
        if name in KINDS:
            return self._changed
        return self._special().get(name, self._unknown)

    def _special(self) -> dict[str, Handler]:
        return {
            "w:t": self._text,
            "w:delText": self._deleted_text,
            "w:sym": self._symbol,
            "w:fldChar": self._field,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "w:object": self._drawing,
            "m:oMath": self._equation,
            "m:oMathPara": self._walk,
            "mc:AlternateContent": self._alternative,
            "w:subDoc": self._other_document,
        }

    def _text(self, element: Element, history: History) -> None:
        text = element.text
        if text:
            self._emit(text.translate(_SPACES) if "\n" in text or "\r" in text else text, history)

    def _deleted_text(self, element: Element, history: History) -> None:
        self._text(element, history if history.deleted else history.then(_UNMARKED_DELETION))

    def _changed(self, element: Element, history: History) -> None:
        self._walk(element, self._revisions.after(history, element))

    def _symbol(self, element: Element, history: History) -> None:
        code, font = element.get(self._namespace + "char", ""), element.get(self._namespace + "font", "")
        character = symbol(code, font)
        if character is None:
            self._ledger.remark("symbol", f"the sign {code} of the font {font} is not known", "\ufffd")
        self._emit(character or "\ufffd", history)

    def _field(self, element: Element, _: History) -> None:
        kind = element.get(self._namespace + "fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif kind == "separate" and self._fields and self._fields[-1]:
            self._fields[-1] = False
            self._instructions -= 1
        elif kind == "end" and self._fields:
            self._instructions -= self._fields.pop()
        if not self._instructions:
            self._swallowed = []

    def _note(self, element: Element, _: History) -> None:
        kind = "footnote" if self._names[element.tag] == "w:footnoteReference" else "endnote"
        text = self._notes.text(kind, element.get(self._namespace + "id", ""))
        if text:
            self._ledger.remark(
                "note", f"it stands in a {kind}, not in the text; move it there if it is to be read", text
            )

    def _drawing(self, element: Element, _: History) -> None:
        self._remark(
            "text-box",
            "it stands in a text box or drawing, not in the text; move it there if it is to be read",
            element,
        )

    def _equation(self, element: Element, history: History) -> None:
        text = quoted(element, self._names)
        if text:
            self._ledger.remark("equation", "an equation is read as plain text", text)
            self._emit(text, history)

    def _alternative(self, element: Element, history: History) -> None:
        self._walk(chosen(element, self._names), history)

    def _other_document(self, _: Element, __: History) -> None:
        self._ledger.remark("other-document", "a document linked from here is not read")

    def _unknown(self, element: Element, _: History) -> None:
        self._remark(
            "unknown-element", f"the element {self._names[element.tag].partition(':')[2]} is not known", element
        )

    def _remark(self, code: str, message: str, element: Element) -> None:
        text = quoted(element, self._names)
        if text:
            self._ledger.remark(code, message, text)


class _Handlers(dict[object, Handler | None]):
    def __init__(self, make: Callable[[object], Handler | None]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, tag: object) -> Handler | None:
        self[tag] = self._make(tag)
        return self[tag]
