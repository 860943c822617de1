"""Turns the inside of a Word paragraph into runs, each with its history.

One pass over the elements; what an element means is looked up in one table. An element that
means nothing to a reader is passed over, one that is not known leaves a remark if it has text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Change, Run
from resograph.read.fields import Fields
from resograph.read.ledger import Ledger
from resograph.read.notes import NOTE_REFERENCES, Notes
from resograph.read.quote import chosen, quoted
from resograph.read.revisions import KINDS, UNCHANGED, History, Revisions
from resograph.read.symbols import PRIVATE, shown, sign
from resograph.read.xml import tags

# What these hold is read as if they were not there.
WRAPPERS: Final = frozenset(
    {
        *("w:hyperlink", "w:fldSimple", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml"),
        *("w:dir", "w:bdo", "w:ruby", "w:rubyBase"),
    }
)
# These say how something looks; none holds text of the document.
SILENT: Final = frozenset(
    {
        *("w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:tblPr", "w:tblPrEx", "w:tblGrid", "w:sectPr"),
        *("w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:rubyPr"),
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
_RUN_CHANGES: Final = tags("w:rPrChange")
# These parts of an equation hold text, or other parts; all else in it says how it looks.
_LOOKS_OF_EQUATION: Final = "Pr"

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
        self._special = self._known_elements()
        self._runs: list[Run] = []
        self._texts: list[str] = []
        self._history = UNCHANGED
        self._known: dict[str, tuple[Run, ...]] = {}
        self._fields = Fields(self._names, self._namespace, ledger)
        self._in_equation = False
        # The change of looks of those runs of the piece at hand that have one.
        self._formats: dict[Element, Element] = {}

    def prepare(self, piece: Element | None) -> None:
        """Look for changes of looks in the next piece of the document, unless it is known to have none."""
        self._formats = {}
        for change in piece.iter(*_RUN_CHANGES) if piece is not None else ():
            properties = change.getparent()
            run = None if properties is None else properties.getparent()
            if run is not None:
                self._formats[run] = change

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

    def end_fields(self) -> None:
        """End a cell or the text before a table: no field goes on beyond it."""
        if self._fields.open:
            self._fields.end()

    def _walk(self, element: Iterable[Element], history: History) -> None:
        handlers = self._handlers
        for part in element:
            handler = handlers[part.tag]
            if handler is not None:
                handler(part, history)

    def _emit(self, text: str, history: History) -> None:
        if self._fields.open and self._fields.hides(text):
            return
        if history is not self._history:
            self._close_run()
            self._history = history
        self._texts.append(text)

    def _close_run(self) -> None:
        text = "".join(self._texts)
        if text:
            self._ledger.count("characters", len(text))
            self._runs.append(Run(text, *self._history))
        self._texts = []

    def _handler(self, tag: object) -> Handler | None:
        name = self._names[tag]
        if name in SILENT:
            return None
        if name in _CHARACTERS:
            character = _CHARACTERS[name]
            return lambda _, history: self._emit(character, history)
        if name.startswith("m:"):
            return self._part_of_equation(name)
        return self._special.get(name, self._unknown)

    def _part_of_equation(self, name: str) -> Handler | None:
        if name == "m:t":
            return self._text
        if name.endswith(_LOOKS_OF_EQUATION):
            return None
        return {"m:oMath": self._equation, "m:r": self._run}.get(name, self._walk)

    def _known_elements(self) -> dict[str, Handler]:
        return {
            **dict.fromkeys(WRAPPERS, self._walk),
            **dict.fromkeys(KINDS, self._changed),
            **dict.fromkeys(NOTE_REFERENCES, self._note),
            "w:r": self._run,
            "w:t": self._text,
            "w:delText": self._deleted_text,
            "w:sym": self._symbol,
            "w:fldChar": self._field,
            "w:instrText": self._instruction,
            "w:delInstrText": self._instruction,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "w:object": self._drawing,
            "w:rt": self._reading_aid,
            "mc:AlternateContent": self._alternative,
            "w:subDoc": self._other_document,
        }

    def _run(self, element: Element, history: History) -> None:
        if self._formats and element in self._formats:
            history = self._revisions.after(history, self._formats[element])
        self._walk(element, history)

    def _text(self, element: Element, history: History) -> None:
        if len(element):
            for part in element:
                self._unknown(part, history)
        text = element.text
        if not text:
            return
        if "\n" in text or "\r" in text:
            text = text.translate(_SPACES)
        if not text.isascii() and PRIVATE.search(text):
            text = shown(text, self._font(element), self._ledger)
        self._emit(text, history)

    def _font(self, element: Element) -> str:
        """Return the font that a text names itself."""
        run = element.getparent()
        for properties in run.iterchildren(f"{self._namespace}rPr") if run is not None else ():
            for fonts in properties.iterchildren(f"{self._namespace}rFonts"):
                return fonts.get(f"{self._namespace}hAnsi", "") or fonts.get(f"{self._namespace}ascii", "")
        return ""

    def _deleted_text(self, element: Element, history: History) -> None:
        self._text(element, history if history.deleted else history.then(_UNMARKED_DELETION))

    def _changed(self, element: Element, history: History) -> None:
        self._walk(element, self._revisions.after(history, element))

    def _symbol(self, element: Element, history: History) -> None:
        code, font = element.get(self._namespace + "char", ""), element.get(self._namespace + "font", "")
        self._emit(sign(code, font, self._ledger), history)

    def _field(self, element: Element, history: History) -> None:
        if len(element):
            self._remark("unknown-element", "these words stand in the mark of a field", element)
        drawn = self._fields.mark(element, history)
        if drawn is not None:
            self._emit(*drawn)

    def _instruction(self, element: Element, _: History) -> None:
        self._fields.add_code(element.text or "")

    def _note(self, element: Element, _: History) -> None:
        self._notes.remark(self._names[element.tag], element.get(self._namespace + "id", ""))

    def _drawing(self, element: Element, _: History) -> None:
        message = "it stands in a text box or drawing, not in the text; move it there if it is to be read"
        self._remark("text-box", message, element)
        if any(self._names[part.tag] in _EMBEDDED for part in element.iter()):
            self._ledger.remark("other-document", "a chart, a diagram or another document put in here is not read")

    def _reading_aid(self, element: Element, _: History) -> None:
        self._remark("reading-aid", "it stands above the text, as an aid to reading it, and is not part of it", element)

    def _equation(self, element: Element, history: History) -> None:
        text = "" if self._in_equation else quoted(element, self._names)
        if text:
            self._ledger.remark("equation", "an equation is read as plain text", text)
        outer, self._in_equation = self._in_equation, True
        self._walk(element, history)
        self._in_equation = outer

    def _alternative(self, element: Element, history: History) -> None:
        self._walk(chosen(element, self._names), history)

    def _other_document(self, _: Element, __: History) -> None:
        self._ledger.remark("other-document", "a document linked from here is not read")

    def _unknown(self, element: Element, _: History) -> None:
        """Remark on what is not known if it has text; the marks of bookmarks, of ranges and the like are empty."""
        if len(element) or element.text:
            name = self._names[element.tag].partition(":")[2]
            self._remark("unknown-element", f"the element {name} is not known", element)

    def _remark(self, code: str, message: str, element: Element) -> None:
        text = quoted(element, self._names)
        if text:
            self._ledger.remark(code, message, text)


_EMBEDDED: Final = frozenset({"o:OLEObject", "c:chart", "dgm:relIds"})


class _Handlers(dict[object, Handler | None]):
    def __init__(self, make: Callable[[object], Handler | None]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, tag: object) -> Handler | None:
        self[tag] = self._make(tag)
        return self[tag]
