"""Writes tests/documents/action-table/features/input.docx: a small report with most of what Word can put into one.

Run it from the checkout: ``python -m tests.documents.make_features``. The same file comes out each time.
"""

from __future__ import annotations

from pathlib import Path

from resograph.model.source import Source
from tests.wordfiles import (
    alternative,
    box,
    cell,
    check_box,
    comment,
    comments,
    deleted,
    drop_down,
    entry,
    field,
    ins,
    item,
    level,
    link,
    looks,
    mark,
    math,
    merge_change,
    merged,
    moved_from,
    moved_to,
    note,
    notes,
    numbering,
    p,
    page_header,
    r,
    report,
    row,
    sdt,
    simple_field,
    sym,
    table,
)

PATH = Path(__file__).parent / "action-table" / "features" / "input.docx"
EDITOR, LATER = "Editor, WTSA-20 action plan", "2023-09-01T09:40:00Z"


def features() -> Source:
    """Return the report; each row shows another feature in its status, or is one itself."""
    new = (cell(p(ins(text), mark=mark("ins"))) for text in ("50-04", "Resolution 50", "to act", "On-going", "SGs"))
    old = (cell(p(deleted(text), mark=mark("del"))) for text in ("50-05", "Resolution 50", "to act", "On-going", "SGs"))
    bold = r("Approved X.1812", looks=looks("rPr", author=EDITOR, date=LATER))
    split = merge_change("rest", "cont", author=EDITOR, date=LATER)
    moved = (
        item(moved_to("moved"), mark=mark("moveTo")),
        item("stays"),
        item(moved_from("moved"), mark=mark("moveFrom")),
    )
    signs = p("ITU", r("<w:noBreakHyphen/>"), "T ", r(sym("F0E0", "Wingdings")), " ", math("x²"))
    linked = p(link("Q4/17"), " reports ", field("REF x", ins("X.1818"), deleted("X.1817")), "; ", box("In a box"))
    return report(
        entry("50-01", cell(p(bold, " in 2022.", note("2")), properties=merged("restart"))),
        entry("50-02", cell(p(comment("7", "Kept"), properties=looks("pPr")), properties=split)),
        sdt(
            entry("50-03", cell(p("Milestone: ", drop_down("2023", "2024", chosen=1), " ", check_box("<w:checked/>"))))
        ),
        row(*new, "", "", "", "", properties=mark("ins")),
        row(*old, "", "", "", "", properties=mark("del", author=EDITOR, date=LATER)),
        entry("50-06", cell(*moved)),
        alternative(entry("50-07", cell(signs)), entry("50-99")),
        entry("50-08", cell(linked, table(row("nested")), p("End."))),
        numbering=numbering(level()),
        footnotes=notes("footnote", n2="Maintained by Q1/17."),
        comments=comments(n7="To be confirmed"),
        header=page_header(p("- ", simple_field("PAGE", "1"), " -"), "Draft of TD1234R1"),
    )


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(features().data)
