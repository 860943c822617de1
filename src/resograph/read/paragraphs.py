"""Turns a Word paragraph into a `Paragraph`: runs, style, list marker and changes to its mark.

A list marker depends on all paragraphs of the list before it that are in the view, and whether a
paragraph is in the view may be known only when its row has been read: markers come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Change, Paragraph, View
from resograph.read.inline import Inline
from resograph.read.ledger import Ledger
from resograph.read.numbering import Counter, Lists, Place, whole
from resograph.read.revisions import UNCHANGED, History, Revisions
from resograph.read.xml import tags


@dataclass(frozen=True, slots=True)
class _Properties:
    style: str = ""
    place: Place | None = None
    former_place: Place | None = None
    mark: History = UNCHANGED


_PLAIN: Final = _Properties()
_PARAGRAPHS: Final = tags("w:p")


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
        self._numbers: dict[Element, int] = {}
        self._counted = 0
        # Most rows of most tables have paragraphs that are nothing but text: one search tells.
        self._telling = [f"{self._namespace}{name}" for name in _MARKS]
        self._is_plain = False
        # The list places, now and former, of those paragraphs that still lack their markers.
        self._places: dict[int, tuple[Place | None, Place | None]] = {}
        self._accepted = _Markers("accepted", Counter(lists))
        self._original = _Markers("original", Counter(lists))

    def count(self, piece: Element) -> None:
        """Number the paragraphs of the next piece of the document, also those that nobody is going to read."""
        self._numbers = {element: number for number, element in enumerate(piece.iter(*_PARAGRAPHS), self._counted + 1)}
        self._counted += len(self._numbers)
        self._ledger.count("paragraphs", len(self._numbers))
        self._is_plain = next(piece.iter(*self._telling), None) is None
        self._inline.prepare(None if self._is_plain else piece)

    def release(self) -> None:
        """Let go of the elements of the piece that was counted last."""
        self._numbers = {}
        self._inline.prepare(None)

    def read(self, element: Element, history: History) -> Paragraph:
        """Read one paragraph of the piece that was counted last, as yet without its list marker."""
        number = self._numbers[element]
        properties = _PLAIN if self._is_plain else self._properties(element)
        runs = self._inline.runs(element, history)
        if properties is _PLAIN and history is UNCHANGED:
            return Paragraph(runs, number=number)
        if properties.place or properties.former_place:
            self._places[number] = properties.place, properties.former_place
        style, mark = self._lists.style_name(properties.style), properties.mark.within(history)
        return Paragraph(runs, style, "", mark.inserted, mark.deleted, None, number, mark.formatted)

    @property
    def lack_markers(self) -> bool:
        """Tell whether a paragraph of a list has been read since markers were last given."""
        return bool(self._places)

    def with_markers(self, paragraphs: Iterable[Paragraph], history: History = UNCHANGED) -> list[Paragraph]:
        """Return the next paragraphs with their list markers; ``history`` is that of what holds them."""
        return [self._with_marker(paragraph, history) for paragraph in paragraphs]

    def _with_marker(self, paragraph: Paragraph, history: History) -> Paragraph:
        place, former_place = self._places.pop(paragraph.number, (None, None))
        marker = self._accepted.next(place, paragraph, history)
        former = self._original.next(former_place, paragraph, history)
        if not marker and not former:
            return paragraph
        self._ledger.count("characters", len(marker))
        return replace(paragraph, marker=marker, marker_original=None if former == marker else former)

    def end_fields(self) -> None:
        """End a cell or the text before a table: no field goes on beyond it."""
        self._inline.end_fields()

    def end_joins(self) -> None:
        """Do the same for paragraphs that run on in the next: none does beyond it."""
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
        former = self._unlisted(found, place) if change is None else self._former_place(change)
        mark = self._revisions.marked(found.get("w:rPr"))
        formatted = self._formatted(properties, found) or mark.formatted
        return _Properties(style, place, former, mark._replace(formatted=formatted))

    def _formatted(self, properties: Element, found: Mapping[str, Element]) -> Change | None:
        changes = (
            self._revisions.looks(properties),
            self._revisions.looks(found.get("w:numPr"), "w:ins"),
            self._revisions.looks(found.get("w:sectPr")),
        )
        return next(filter(None, changes), None)

    def _unlisted(self, found: Mapping[str, Element], place: Place | None) -> Place | None:
        """Return no place where the paragraph was put into its list by a change."""
        return None if self._revisions.marked(found.get("w:numPr")).inserted else place

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


_TELLING: Final = frozenset({"w:pStyle", "w:numPr", "w:rPr", "w:sectPr", "w:pPrChange"})
# What makes these properties tell anything.
_MARKS: Final = (
    *("pStyle", "numPr", "sectPr", "pPrChange", "rPrChange"),
    *("ins", "del", "moveFrom", "moveTo"),
)


class _Markers:
    """The list markers of one view: a paragraph that is not in the view is not counted in it."""

    def __init__(self, view: View, counter: Counter) -> None:
        self._view = view
        self._counter = counter
        self.joins = False

    def next(self, place: Place | None, paragraph: Paragraph, history: History) -> str:
        """Return the marker of the next paragraph; one that only runs on in another has none."""
        if history.hides(self._view):
            return ""
        ends = not self._hides(paragraph.mark_inserted, paragraph.mark_deleted)
        seen = any(not self._hides(run.inserted, run.deleted) for run in paragraph.runs)
        leads = not self.joins and (ends or seen)
        self.joins = not ends and (self.joins or leads)
        return self._counter.marker(place) if leads and place else ""

    def _hides(self, inserted: Change | None, deleted: Change | None) -> bool:
        return (deleted if self._view == "accepted" else inserted) is not None
