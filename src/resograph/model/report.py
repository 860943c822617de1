"""Report: one progress report as a typed record, every cell word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

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
    """

    number: str
    resolution: int
    ordinal: int
    cells: Mapping[Column, CellText]
    table: int
    row: int
    marked_unchanged: bool = False
    marked_new: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a report in prose tells of one Resolution: a heading that names it, and the text below.

    A line's ``row`` and ``table`` are 0: it stands in no table.
    """

    resolution: int
    title: str
    text: CellText


@dataclass(frozen=True, slots=True)
class Listing:
    """A Resolution as the introduction lists it."""

    resolution: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PendingChange:
    """One tracked change that nobody has accepted or rejected yet.

    ``old`` and ``new`` are the words before and after; both are "" where no word changes (``format``), and a line
    feed stands for a paragraph mark. ``author`` is the role of who made it, "" where the signature has not the form
    of a role and names are not kept; ``date`` is an ISO date-time as written, "" where the file has none.
    ``item`` is "92-03" and ``column`` one of the nine, both "" outside the action plan.
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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the report as a document; "" = not stated.

    ``assembly`` "wtsa-20", ``group`` "sg17", ``period`` "2022-2024", ``td`` "1234", ``revision`` "1",
    ``subgroup`` "plen" (where stated), ``meeting_start``/``meeting_end`` ISO dates.
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
