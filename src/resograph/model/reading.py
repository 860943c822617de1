"""Reading: the report with everything recognised in it, beside the text (stand-off)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from resograph.model.report import ActionItem, Column, Narrative, Report
from resograph.model.things import Edition, Group, Question, Thing, Work

Role = Literal[
    "named",
    "responsible",
    "also-involved",
    "collaborator",
    "reports-to",
    "lead",
    "supporting",
    "asked",
    "based-on",
    "see",
]
Outcome = Literal[
    "approved",
    "agreed",
    "consented",
    "determined",
    "not-approved",
    "under-study",
    "established",
    "maintained",
    "discontinued",
]
# Where words stand: in a column of an item, or in the text or the heading of a narrative, which has no columns.
SpanColumn = Column | Literal["text", "heading"]
ReportingStatus = Literal["to-be-provided", "empty", "nothing-to-report", "cross-reference", "reported"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand: column, nth line of the cell or text (from 1), code points start to end (exclusive).

    ``text`` is the quoted words. ``row`` and ``table`` say in which row of which table the line stands.
    """

    column: SpanColumn
    paragraph: int
    start: int
    end: int
    text: str
    row: int
    table: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named at a place, in a role; ``edition`` where the words date the text: "X.1812 (5/2022)"."""

    thing: Thing
    span: Span
    role: Role = "named"
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a status says happened to a work: approved, under study, and so on.

    ``month`` is "2022-05" (or a bare year) of the outcome where stated; ``day`` an ISO date where stated.
    ``edition`` is set when the date of approval is stated. ``developed_by`` and ``actors`` are empty when
    the text states none.
    """

    outcome: Outcome
    about: Work
    span: Span
    edition: Edition | None = None
    title: str = ""
    month: str = ""
    day: str = ""
    developed_by: tuple[Question, ...] = ()
    actors: tuple[Group | Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Words in a place that must be understood, and are not: a finding, never silence."""

    code: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One action item and what was recognised in it, in reading order."""

    item: ActionItem
    reporting_status: ReportingStatus
    milestone: str = ""
    citation: Span | None = None
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()


@dataclass(frozen=True, slots=True)
class NarrativeReading:
    """What a report tells of one Resolution in prose and what was recognised in it, in reading order."""

    narrative: Narrative
    reporting_status: ReportingStatus
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and the reading of each of its items, or of what it tells of each Resolution."""

    report: Report
    items: tuple[ItemReading, ...]
    narratives: tuple[NarrativeReading, ...] = ()
