"""Turns a few rows into a whole small report: the block of a TD's first page, and a table of nine columns."""

from __future__ import annotations

from collections.abc import Sequence

from resograph.model.source import Source
from tests.wordfiles.parts import word
from tests.wordfiles.tables import cell as made_cell
from tests.wordfiles.tables import merged, row, span, table

HEADINGS = (
    *("Res # [-Action item #]", "Title", "Action", "Milestone", "Action By"),
    *("Collaborate with", "Report To", "Status", "SG17 lead"),
)
CAPTION = "WTSA-20 Action Items pertaining to SG17"


def title_block(td: str = "TD1234R1", group: str = "SG17", period: str = "2022-2024", **lines: str) -> str:
    """Return the table at the head of a TD; ``lines`` add to and replace its last lines: ``Source="Editor"``."""
    given = {
        "Question(s)": "1/17",
        "Source": "Editor, WTSA-20 action plan",
        "Title": "Progress report on the WTSA-20 Action Plan",
        **lines,
    }
    place = given.pop("place", "Geneva, 21 February – 3 March 2023")
    crest, below = made_cell("", properties=merged("restart")), made_cell("", properties=merged())
    return table(
        row(crest, made_cell("INTERNATIONAL TELECOMMUNICATION UNION", properties=span(2)), td),
        row(below, made_cell("TELECOMMUNICATION STANDARDIZATION SECTOR", properties=span(2)), group),
        row(below, made_cell(f"STUDY PERIOD {period}", properties=span(2)), place),
        *(
            row(made_cell(f"{key}:", properties=span(2)), made_cell(text, properties=span(2)))
            for key, text in given.items()
        ),
    )


def entry(number: str, status: str = "To be provided", lead: str = "Q1/17", **others: str) -> str:
    """Return a row of the plan; texts or cells. ``others``: title, action, milestone, by, collaborate, report_to."""
    given = {"title": "Resolution 50 – Cybersecurity", "action": "SGs to act (resolves 1)", "milestone": "On-going"}
    given |= {"by": "SGs", "collaborate": "", "report_to": ""} | others
    return row(number, *(given[key] for key in given), status, lead)


def report(
    *rows: str,
    front: Sequence[str] | None = None,
    caption: str = CAPTION,
    headings: Sequence[str] = HEADINGS,
    **others: str,
) -> Source:
    """Return a report: its title block and what else stands in front, a caption, and the table with these rows.

    ``others`` are further parts, as for ``word``.
    """
    before = (title_block(),) if front is None else front
    return word(*before, caption, table(row(*headings), *rows), "_______", **others)
