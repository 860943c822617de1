"""Turns a Word paragraph into a `Paragraph`: runs, style, list marker and changes to its mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Paragraph, Run, View
from resograph.read.inline import Inline
from resograph.read.ledger import Ledger
from resograph.read.numbering import Counter, Lists, Place, whole
from resograph.read.revisions import UNCHANGED, History, Revisions


@dataclass(frozen=True, slots=True)
class _Properties:
    style: str = ""
    place: Place | None = None
    former_place: Place | None = None
    mark: History = UNCHANGED


_PLAIN: Final = _Properties()
_EMPTY: Final = Paragraph(())


class Paragraphs:
    """Reads the paragraphs of one document in their order, which list markers depend on."""

    def __init__(self, revisions: Revisions, ledger: Ledger, inline: Inline, lists: Lists) -> None:
        """Begin with no list counted."""
        self._revisions = revisions
        self._names = revisions.names
        self._namespace = revisions.namespace
        self._tag = revisions.namespace + "pPr"
        self._ledger = ledger
        self._inline = inline
        self._lists = lists
        self._known: dict[str, Paragraph] = {}
        self._accepted = _Markers("accepted", Counter(lists))
        self._original = _Markers("original", Counter(lists))

    def read(self, element: Element, history: History) -> Paragraph:
        """Read one paragraph."""
        self._ledger.count("paragraphs")
        properties = self._properties(element)
        runs = self._inline.runs(element, history)
        if properties is _PLAIN:
            self._accepted.joins = self._original.joins = False
            return self._plain(runs) if runs else _EMPTY
        marker = self._accepted.next(properties.place, runs, properties.mark)
        former = self._original.next(properties.former_place, runs, properties.mark)
        self._ledger.count("characters", len(marker))
        return Paragraph(
            runs,
            self._lists.style_name(properties.style),
            marker,
            properties.mark.inserted,
            properties.mark.deleted,
            None if former == marker else former,
        )

    def _plain(self, runs: tuple[Run, ...]) -> Paragraph:
        """Return a paragraph that is nothing but text; equal ones of a short text are one object."""
        text = runs[0].text
        known = self._known.get(text)
        if known is not None and known.runs is runs:
            return known
        self._known[text] = known = Paragraph(runs)
        return known

    def end_story(self) -> None:
        """End a cell or the text before a table: no field and no joined paragraph goes on beyond it."""
        self._inline.end_story()
        self._accepted.joins = self._original.joins = False

    def _properties(self, paragraph: Element) -> _Properties:
        for properties in paragraph.iterchildren(self._tag):
            for element in properties:
                if self._names[element.tag] in _TELLING:
                    return self._told(properties)
            break
        return _PLAIN

    def _told(self, properties: Element) -> _Properties:
        """Read properties that tell more than how the paragraph looks."""
        found = {self._names[element.tag]: element for element in properties}
        style, place = self._list_place(found)
        change = found.get("w:pPrChange")
        former = place if change is None else self._former_place(change)
        return _Properties(style, place, former, self._revisions.marked(found.get("w:rPr")))

    def _former_place(self, change: Element) -> Place | None:
        former = next(change.iterchildren(self._tag), ())
        return self._list_place({self._names[element.tag]: element for element in former})[1]

    def _list_place(self, found: Mapping[str, Element]) -> tuple[str, Place | None]:
        style, number, level = found.get("w:pStyle"), None, None
        for element in found.get("w:numPr", ()):
            name, value = self._names[element.tag], element.get(self._namespace + "val")
            number = value if name == "w:numId" else number
            level = value if name == "w:ilvl" else level
        style_id = "" if style is None else style.get(self._namespace + "val", "")
        return style_id, self._lists.place(style_id, number, None if level is None else whole(level))


_TELLING: Final = frozenset({"w:pStyle", "w:numPr", "w:rPr", "w:pPrChange"})


class _Markers:
    """The list markers of one view: a paragraph that is not in the view is not counted in it."""

    def __init__(self, view: View, counter: Counter) -> None:
        self._view = view
        self._counter = counter
        self.joins = False

    def next(self, place: Place | None, runs: tuple[Run, ...], mark: History) -> str:
        """Return the marker of the next paragraph; one that only runs on in another has none."""
        ends = (mark.deleted if self._view == "accepted" else mark.inserted) is None
        leads = not self.joins and (ends or any(self._sees(run) for run in runs))
        self.joins = not ends and (self.joins or leads)
        return self._counter.marker(place) if leads and place else ""

    def _sees(self, run: Run) -> bool:
        return (run.deleted if self._view == "accepted" else run.inserted) is None
