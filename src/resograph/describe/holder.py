"""Turns a reading into what its mentions, claims and findings hang on: an item's state, a statement on a Resolution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from resograph.describe.scope import Scope
from resograph.model.reading import ItemReading, NarrativeReading, SpanColumn
from resograph.model.report import CellText


@dataclass(frozen=True, slots=True)
class Holder:
    """What one revision says of an item or a Resolution: its IRI, its reading, and its texts as written.

    ``name`` is "92-03" or "Resolution 20"; ``places`` are its texts as the labels of passages speak of them.
    """

    node: NamedNode
    name: str
    reading: ItemReading | NarrativeReading
    texts: Mapping[SpanColumn, CellText]
    places: Mapping[SpanColumn, str]

    @staticmethod
    def of_item(reading: ItemReading, scope: Scope) -> Holder:
        """Name the state of an item."""
        number, cells = reading.item.number, reading.item.cells
        texts: Mapping[SpanColumn, CellText] = dict(cells.items())
        places = {column: f"item {number}, {_words(column).capitalize()}" for column in texts}
        return Holder(scope.state(number), number, reading, texts, places)

    @staticmethod
    def of_narrative(reading: NarrativeReading, scope: Scope) -> Holder:
        """Name the statement on a Resolution."""
        name = f"Resolution {reading.narrative.resolution}"
        node = scope.statement(reading.narrative.resolution)
        texts: Mapping[SpanColumn, CellText] = {"text": reading.narrative.text, "heading": reading.narrative.heading}
        return Holder(node, name, reading, texts, {"text": name, "heading": f"{name}, heading"})

    def place(self, column: SpanColumn) -> str:
        """Say in which of its texts words stand: "the status of 92-03", "the text on Resolution 20"."""
        return f"the text on {self.name}" if column == "text" else f"the {_words(column)} of {self.name}"


def _words(column: SpanColumn) -> str:
    return column.replace("-", " ")
