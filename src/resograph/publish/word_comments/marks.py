"""Turns anchors into the marks that tie comments to a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from resograph.publish.word_comments.markup import Dialect, Edit, Tags
from resograph.publish.word_comments.scan import WordParagraph
from resograph.publish.word_comments.stretch import Anchor


@dataclass(slots=True)
class _Slot:
    """A place between two elements of a paragraph, and what is put there."""

    paragraph: WordParagraph
    ends: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        # What ends here ends before anything else begins; of what ends, that which began last ends first.
        return "".join((*reversed(self.ends), *self.points, *self.starts))


def marks(anchored: Sequence[tuple[str, Anchor]], part: Tags) -> Iterator[Edit]:
    """Yield the edits that mark where each comment begins and ends; ``anchored`` stand in the order of the text."""
    slots: dict[int, _Slot] = {}
    for number, anchor in anchored:
        first = slots.setdefault(anchor.start, _Slot(anchor.first))
        last = slots.setdefault(anchor.end, _Slot(anchor.last))
        if first is last:
            first.points.append(_start(number, anchor.first.dialect) + _end(number, anchor.last.dialect))
        else:
            first.starts.append(_start(number, anchor.first.dialect))
            last.ends.append(_end(number, anchor.last.dialect))
    for at, slot in slots.items():
        paragraph = slot.paragraph
        if at == paragraph.inner:
            yield part.into(paragraph.name, paragraph.inner, paragraph.outer, slot.text)
        else:
            yield Edit(at, at, slot.text)


def _start(number: str, dialect: Dialect) -> str:
    return f"{dialect.opened('commentRangeStart', id=number)}/>"


def _end(number: str, dialect: Dialect) -> str:
    run = Dialect(dialect.prefix)
    reference = f"{run.opened('commentReference', id=number)}/></{dialect.prefix}:r>"
    return f"{dialect.opened('commentRangeEnd', id=number)}/>{dialect.opened('r')}>{reference}"
