"""Readings made by hand: small ones, as `recognise` would hand them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from resograph.model.reading import Claim, ItemReading, Mention, Reading, Role, Span
from resograph.model.report import COLUMNS, ActionItem, CellText, Column, Line, Listing, Metadata, Report
from resograph.model.things import Edition, Group, Provision, Question, Recommendation, Resolution, Thing, WorkItem

STATED = Metadata(assembly="wtsa-20", group="sg17", period="2022-2024", td="1234", revision="1")
SG17 = Group("itu-t/sg17", "SG17", "study-group", "ITU-T Study Group 17", "itu-t")
X1812 = Recommendation("X.1812")
EDITION = Edition(X1812, "2022-05")
STATUS = (
    "SG17 approved\n"
    "- ITU-T X.1812 (5/2022), Security framework based on trust relationship for IMT-2020 ecosystem,\n"
    "Q2/17 is working on draft new Recommendations\n"
    "- X.5Gsec-ctrl, Security controls for operation and maintenance of 5G network systems."
)
CELLS: Mapping[Column, str] = {
    "identifier": "92-03",
    "title": "Resolution 92 – Enhancing the standardization activities",
    "action": "SG17 to continue promoting the studies (i. SG17 1)",
    "milestone": "On-going",
    "action-by": "SG17",
    "status": STATUS,
    "lead": "Q2/17,\n(Q1/17)",
}


def question(number: int) -> Question:
    return Question("sg17", number, "2022-2024")


def item(number: str, cells: Mapping[Column, str], row: int = 75) -> ActionItem:
    resolution, _, ordinal = number.partition("-")
    texts = {
        column: CellText(tuple(Line(line, row, 2) for line in cells.get(column, "").split("\n"))) for column in COLUMNS
    }
    return ActionItem(number, int(resolution), int(ordinal), texts, table=2, row=row)


def span(of: ActionItem, column: Column, words: str) -> Span:
    """Find the words in a cell of the item."""
    for number, line in enumerate(of.cells[column].lines, 1):
        start = line.text.find(words)
        if start >= 0:
            return Span(column, number, start, start + len(words), words, line.row, line.table)
    raise LookupError(words)


def mention(of: ActionItem, thing: Thing, place: tuple[Column, str], role: Role = "named") -> Mention:
    return Mention(thing, span(of, *place), role)


def item_92_03() -> ItemReading:
    row = item("92-03", CELLS)
    draft = WorkItem("sg17", "X.5Gsec-ctrl")
    provision = Provision(Resolution("wtsa", 92), "instructs", ("SG17",), 1)
    return ItemReading(
        row,
        reporting_status="reported",
        milestone="on-going",
        citation=span(row, "action", "i. SG17 1"),
        mentions=(
            mention(row, provision, ("action", "i. SG17 1"), "based-on"),
            mention(row, SG17, ("action-by", "SG17"), "responsible"),
            replace(mention(row, X1812, ("status", "ITU-T X.1812 (5/2022)")), edition=EDITION),
            mention(row, draft, ("status", "X.5Gsec-ctrl")),
            mention(row, question(2), ("lead", "Q2/17"), "lead"),
            mention(row, question(1), ("lead", "Q1/17"), "supporting"),
        ),
        claims=(_approved(row), _under_study(row, draft)),
    )


def _approved(row: ActionItem) -> Claim:
    title = "Security framework based on trust relationship for IMT-2020 ecosystem"
    words = span(row, "status", f"ITU-T X.1812 (5/2022), {title}")
    return Claim("approved", X1812, words, EDITION, title, "2022-05", developed_by=(question(2),), actors=(SG17,))


def _under_study(row: ActionItem, draft: WorkItem) -> Claim:
    title = "Security controls for operation and maintenance of 5G network systems"
    words = span(row, "status", f"X.5Gsec-ctrl, {title}")
    return Claim("under-study", draft, words, title=title, developed_by=(question(2),), actors=(question(2),))


def reading(*items: ItemReading, metadata: Metadata = STATED, sha256: str = "ab" * 32) -> Reading:
    report = Report(
        name="report.docx",
        sha256=sha256,
        view="accepted",
        has_changes=False,
        metadata=metadata,
        listings=(Listing(92, "Enhancing", "Resolution 92 – Enhancing"),),
        items=tuple(one.item for one in items),
    )
    return Reading(report, items)


def naming(*things: Thing) -> Reading:
    """Make a report whose only status names the things one after the other."""
    words = [f"thing{number}" for number in range(len(things))]
    row = item("50-01", {"identifier": "50-01", "status": ", ".join(words)})
    found = tuple(mention(row, thing, ("status", word)) for thing, word in zip(things, words, strict=True))
    return reading(ItemReading(row, "reported", mentions=found))
