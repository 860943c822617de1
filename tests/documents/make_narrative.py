"""Writes tests/documents/narrative/headings/input.docx: a progress report in prose, with the styles of headings.

Run it from the checkout: ``python -m tests.documents.make_narrative``. The same file comes out each time.
"""

from __future__ import annotations

from pathlib import Path

from resograph.model.source import Source
from tests.wordfiles import (
    deleted,
    ins,
    item,
    level,
    numbering,
    p,
    row,
    style,
    styles,
    table,
    title_block,
    word,
)

INPUT = Path(__file__).parent / "narrative" / "headings" / "input.docx"
STYLES = (
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("TOC2", "toc 2"),
    ("Restitle", "Res_title"),
)
NUMBERING = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def styled(text: str, identifier: str) -> str:
    return p(text, properties=f'<w:pStyle w:val="{identifier}"/>')


def report() -> Source:
    """Return the report: two sections, of which the second tells of three Resolutions and an Opinion."""
    return word(
        title_block(
            td="TD 415",
            group="TSAG",
            period="2013-2016",
            place="Geneva, 1-5 February 2016",
            Title="WTSA-12 Action Plan: progress report",
            Source="TSB",
            **{"Question(s)": "N/A"},
        ),
        styled("Resolution 20 – Procedures for numbering resources\t2", "TOC2"),
        styled("Resolution 29 – Alternative calling procedures\t2", "TOC2"),
        styled("Section I – Resolutions and Opinion", "Heading1"),
        item("Resolution 20 – Procedures for numbering resources"),
        item("Resolution 29 – Alternative calling procedures"),
        item("Resolution 50 – Cybersecurity"),
        styled("Section II – Progress reports", "Heading1"),
        styled("1. Resolution 20 (Rev. Dubai, 2012) – Procedures for numbering resources", "Heading2"),
        p("SG2 approved ITU-T E.156 (6/2015), ", ins("developed by Q1/2"), deleted("see TD 12"), "."),
        "",
        item("TSB Director reports to Council each year."),
        table(row("Resource", "Requests"), row("E.164", "12"), row("E.212", "7")),
        styled("Next steps", "Heading3"),
        "Q1/2 is working on draft new Recommendation E.misuse.",
        styled("2. Resolution 29 (Rev. Dubai, 2012) – Alternative calling procedures", "Heading2"),
        styled("3. RESOLUTION 50 (Rev. Dubai, 2012)", "Heading2"),
        styled("Cybersecurity", "Restitle"),
        "SG17 approved X.1500 Amd. 8 (9/2015).",
        "See also Action item 50-01.",
        styled("4. Opinion 1 – Network externality premium", "Heading2"),
        "SG3 took note.",
        styled("Annex – Abbreviations", "Heading1"),
        "TSB: Telecommunication Standardization Bureau",
        styles=styles(*(style(identifier, name) for identifier, name in STYLES)),
        numbering=numbering(level(style="bullet", text="·"), numbers=NUMBERING),
    )


if __name__ == "__main__":
    INPUT.write_bytes(report().data)
