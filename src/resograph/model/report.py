"""Report: one progress report as a typed record, every cell word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal, get_args

from resograph.model.document import Remark, View

Column = Literal[
    "identifier",
    "title",
    "action",
    "milestone",
    "action-by",
    "collaborate-with",
    "report-to",
    "status",
    "lead",
]
COLUMNS: tuple[Column, ...] = get_args(Column)

PendingKind = Literal[
    "insert",
    "delete",
    "replace",
    "insert-then-delete",
    "move",
    "insert-paragraph",
    "delete-paragraph",
    "move-paragraph",
    "join-paragraphs",
    "split-paragraph",
    "insert-row",
    "delete-row",
    "insert-cell",
    "delete-cell",
    "format",
    "paragraph-format",
    "table-format",
]
PENDING_KINDS: tuple[PendingKind, ...] = get_args(PendingKind)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell and where it stands: the table and the row of it in the view (a continuation has its own).

    ``paragraph`` is the ``number`` of the `Paragraph` that the line begins in, 0 = unknown.
    """

    text: str
    row: int
    table: int = 0
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class RowPlace:
    """What a row of a plan's tables holds: the item, "" in a heading or a title, and the column of each grid column.

    A row without an id belongs to the item above it. ``columns`` is empty above the first heading.
    """

    item: str
    columns: Mapping[int, Column]


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of an item as written, continuation rows joined to it line by line."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Return the lines joined by a line feed."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One row of the action plan.

    ``number`` is the id "92-03" (``\\d+-\\d+``); ``resolution`` and ``ordinal`` are its two numbers.
    ``table`` is the nth top-level table of the file, ``row`` the nth row of it in the view.
    ``title`` is the title of the Resolution in its cell, without "Resolution 92 –" before it, and
    ``title_resolution`` the number that stands there, 0 = none.
    """

    number: str
    resolution: int
    ordinal: int
    cells: Mapping[Column, CellText]
    table: int
    row: int
    marked_unchanged: bool = False
    marked_new: bool = False
    title_resolution: int = 0
    title: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """Let the item be handed to another process, as a mapping that is read-only cannot be."""
        values = {known.name: getattr(self, known.name) for known in fields(self)}
        return _read_only, (values | {"cells": dict(self.cells)},)


def _read_only(values: dict[str, Any]) -> ActionItem:
    return ActionItem(**values | {"cells": MappingProxyType(values["cells"])})


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a report in prose tells of one Resolution: a heading that names it, and the text below.

    A line's ``row`` and ``table`` are 0, but in a table of the text: there a line is a row, its cells joined by a tab.
    ``heading`` is the whole heading as written, ``title`` the title in it, "" where it gives none.
    """

    resolution: int
    title: str
    text: CellText
    heading: CellText


@dataclass(frozen=True, slots=True)
class Listing:
    """A Resolution as the introduction lists it."""

    resolution: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PendingChange:
    """One tracked change that nobody has accepted or rejected yet.

    ``old`` and ``new`` are the words before and after; a line feed stands for a paragraph mark. Both are "" where no
    word changes: there ``words`` are those concerned (``format``, ``paragraph-format``, ``table-format``).
    The cells of a row are joined by a tab. ``author`` is the role of who made it, "" where the signature has not the
    form of a role and names are not kept; ``date`` is an ISO date-time as written, "" where the file has none.
    ``undoes_author`` and ``undoes_date`` tell who put in what is deleted again, where that was another one or on
    another date. ``item`` is "92-03" and ``column`` one of the nine, both "" outside the action plan;
    ``from_item`` and ``from_column`` tell whence words were moved, "" from the same cell.
    ``table``, ``row``, ``cell`` and ``paragraph`` say where in the file, as Word shows it with all changes:
    the nth top-level table, row of it, column of its grid, and paragraph of the cell (or of the text); 0 = none.
    """

    kind: PendingKind
    old: str
    new: str
    author: str
    date: str
    item: str = ""
    column: Column | Literal[""] = ""
    table: int = 0
    row: int = 0
    cell: int = 0
    paragraph: int = 0
    words: str = ""
    undoes_author: str = ""
    undoes_date: str = ""
    from_item: str = ""
    from_column: Column | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the report as a document; "" = not stated.

    ``assembly`` "wtsa-20", ``group`` "sg17", ``period`` "2022-2024", ``td`` "1234", ``revision`` "1",
    ``subgroup`` "plen" (where stated), ``meeting_start``/``meeting_end`` ISO dates, or the month alone as the start.
    ``td_group`` is the group whose document it is, where that is not the group whose plan it holds: a TD of the
    advisory group with the plan of a study group.
    ``identifier`` is the name the user gives the revision (``--revision``); it wins.
    """

    assembly: str = ""
    group: str = ""
    period: str = ""
    td: str = ""
    revision: str = ""
    subgroup: str = ""
    title: str = ""
    abstract: str = ""
    source: str = ""
    questions: str = ""
    place: str = ""
    meeting_start: str = ""
    meeting_end: str = ""
    identifier: str = ""
    td_group: str = ""

    @property
    def issuer(self) -> str:
        """Return the group whose document the report is.

        >>> Metadata(group="sg13").issuer, Metadata(group="sg13", td_group="tsag").issuer
        ('sg13', 'tsag')
        """
        return self.td_group or self.group

    @property
    def conference(self) -> str:
        """Return whose Resolutions the plan carries out: the name of its assembly without the number.

        >>> Metadata(assembly="wtdc-22").conference
        'wtdc'
        >>> Metadata().conference
        'wtsa'
        """
        return self.assembly.partition("-")[0] or "wtsa"


@dataclass(frozen=True, slots=True)
class Report:
    """The action plan of one study group as one revision of one document tells it.

    A report in prose has ``narratives`` and no items. ``changes`` are the tracked changes of the plan.
    """

    name: str
    sha256: str
    view: View
    has_changes: bool
    metadata: Metadata
    listings: tuple[Listing, ...]
    items: tuple[ActionItem, ...]
    remarks: tuple[Remark, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    changes: tuple[PendingChange, ...] = ()
