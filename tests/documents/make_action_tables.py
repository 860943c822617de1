"""Writes tests/documents/action-table/*/input.docx: one plan or several, built as people build them.

Run it from the checkout: ``python -m tests.documents.make_action_tables``. The same files come out each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from resograph.model.source import Source
from tests.wordfiles import HEADINGS, cell, entry, ins, merged, p, row, span, style, styles, table, title_block, word

FOLDER = Path(__file__).parent / "action-table"
PAGE_BREAK = p('<w:r><w:br w:type="page"/></w:r>')
STYLES = styles(style("Heading1", "heading 1"), style("Heading2", "heading 2"))
FRENCH = (
    *("Rés. N° [-N° de mesure]", "Titre", "Mesure à prendre", "Échéance", "Responsable"),
    *("En collaboration avec", "Rendre compte à", "État d’avancement", "Responsable de la CE 17"),
)


def heading(text: str, level: int = 1) -> str:
    return p(text, properties=f'<w:pStyle w:val="Heading{level}"/>')


def spanning(text: str, columns: int = 9) -> str:
    return row(cell(text, properties=span(columns)))


def other_group() -> Source:
    """Return the report of another group, period and assembly: other wordings and order, one column more, no list."""
    headings = (
        *("Status/result", "Action item No.", "Resolution", "Text", "Deadline"),
        *("Priority", "Responsible", "In co-operation with", "Reporting", "Study Group 13 lead"),
    )
    block = title_block(
        td="SG13-TD45R2/PLEN",
        group="STUDY GROUP 13",
        period="2025-2028",
        place="Geneva, 14-25 July 2025",
        **{"Question(s)": "QALL/13", "Source": "TSB", "Title": "Progress on the WTSA-24 Action Plan"},
    )
    plan = table(
        row(*headings),
        row("Q2/13 approved Y.3060.", "02-01", "Resolution 2", "to study", "2026", "high", "SG13", "", "TSAG", "Q2/13"),
        row("", "92-01", "Resolution 92", "to report", "", "", "SGs", "SG11", "", "Q20/13, (Q22/13)"),
    )
    return word(block, "This report has no list of Resolutions.", plan)


def spanning_titles() -> Source:
    """Return a plan whose titles are given once, under a heading of two rows with a caption and numbers around it."""
    upper = row(
        *(cell(text, properties=merged("restart")) for text in HEADINGS[:4]),
        cell("Responsibility", properties=span(2)),
        *(cell(text, properties=merged("restart")) for text in HEADINGS[6:]),
    )
    below = cell("", properties=merged())
    lower = row(*[below] * 4, "Action by", "Collaborate with", *[below] * 3)
    first = cell("Resolution 52 – Spam", properties=merged("restart"))
    plan = table(
        spanning("WTSA-20 Action Items pertaining to SG17"),
        upper,
        lower,
        row(*(f"({number})" for number in range(1, 10))),
        spanning("Resolution 50 – Cybersecurity"),
        entry("50-01", title=""),
        entry("50-02", "Done", title=""),
        entry("52-01", "First part.", title=first),
        entry("", "Second part.", "", title=below, action="", milestone="", by=""),
        entry("52-02", title=below),
        row("58", "Resolution 58 – National teams", *[""] * 7),
        entry("58-01", title="", by="SG17", collaborate="ITU-D"),
    )
    return word(title_block(), plan)


def split_in_two() -> Source:
    """Return a plan in three tables: the second goes on without a heading, the third repeats it in another order."""
    first = table(row(*HEADINGS), entry("50-01", "SG17 began,"), row(*HEADINGS), entry("50-02", "To be"))
    second = table(row(*[""] * 7, "provided", ""), entry("50-03", title="Resolution 50 (cont.)"))
    order = (8, 0, 1, 2, 3, 4, 5, 6, 7)
    cells = ("52-01", "Resolution 52 – Spam", "SGs to act", "On-going", "SGs", "", "", "Done.", "Q5/17")
    third = table(row(*(HEADINGS[n] for n in order)), row(*(cells[n] for n in order)))
    documents = table(row("No.", "Title", "Source", "Date", "Status"), row("1", "TD 1", "TSB", "2023", "noted"))
    return word(title_block(), documents, "Action plan", first, PAGE_BREAK, second, "", third, "Annex", documents)


def french() -> Source:
    """Return a plan in French, of which one status is in tracked changes."""
    block = table(
        row("UNION INTERNATIONALE DES TÉLÉCOMMUNICATIONS", "TD 1234 Rév.1"),
        row("PÉRIODE D'ÉTUDES 2022-2024", "COMMISSION D'ÉTUDES 17"),
        row("Question(s) :", "1/17", "Genève, 21 février – 3 mars 2023"),
        row("Origine :", "Rapporteur pour la Question 1/17"),
        row("Titre :", "Rapport d'activité sur le Plan d'action de l'AMNT-20"),
        row("Résumé :", "Le présent document rend compte des activités de la CE 17."),
    )
    cells = ("", "Les CE doivent agir (décide 1)", "En cours", "CE", "", "GCNT")
    plan = table(
        row(*FRENCH),
        spanning("Résolution 50 (Rév. Genève, 2022) – Cybersécurité"),
        row("50-01 (inchangé)", *cells, "À fournir", "Q1/17"),
        row("50-02", *cells, cell(p("La CE 17 a approuvé ", ins("X.1812 (5/2022)"), ".")), "Q2/17, (Q3/17)"),
        row("Rés. 52-1", "Résolution 52 – Spam", *cells[1:], "Voir 50-01.", "Plénière"),
    )
    return word(block, "Résolution 50 – Cybersécurité", "Résolution 52 – Spam", "Annexe", plan)


def several_groups() -> Source:
    """Return a document of the advisory group with the plans of three groups, and the headings of a fourth."""
    nameless = (*HEADINGS[:8], "Lead Question")
    caption = spanning("Action items of the Study Group 12")
    return word(
        title_block(
            td="T22-TSAG-221212-TD-GEN-0011-R1",
            group="TSAG",
            place="Geneva, 12-16 December 2022",
            **{"Question(s)": "N/A", "Source": "TSB", "Title": "Progress of the study groups on WTSA-20"},
        ),
        "· Resolution 50 – Cybersecurity",
        "· Resolution 52 – Spam",
        heading("SG17"),
        table(row(*HEADINGS), entry("50-01"), entry("52-01", "Nothing to report", title="Resolution 52 – Spam")),
        heading("Action plan of SG13"),
        "Resolution 92 – IMT",
        "The plan has one item.",
        table(row(*nameless), entry("50-01", "SG13 met.", "Q1/13", title="Resolution 50 – Cybersecurity")),
        table(
            caption, row(*nameless), entry("50-01", lead="Q1/12"), caption, row(*nameless), entry("50-02", lead="Q2/12")
        ),
        heading("SG3"),
        table(row(*nameless)),
        styles=STYLES,
    )


def typed_ids() -> Source:
    """Return ids as people type them, and a second table in which the two numbers stand in columns of their own."""
    typed = (
        *("2-1", "07–01", cell("92-", "03"), "Res. 50-02", "50 - 03", "５０－０４", "50-05.", "92-04 (new)"),
        *(cell("92-05", "(unchanged)"), "Resolution 97 – 1", "Action item 98-01 [moved]"),
    )
    two = ("Res. No.", "Item No.", *HEADINGS[1:])
    rest = ("Resolution 99 – Title", "to act", "On-going", "SGs", "", "", "See 2-1 and 07–01.", "Q1/17")
    more = table(
        row(*two),
        row(cell("99", properties=merged("restart")), "1", *rest),
        row(cell("", properties=merged()), "2 (new)", *rest),
        row("", "3", *rest),
        row("Res. 100", "1", *rest),
    )
    return word(title_block(), table(row(*HEADINGS), *(entry(number) for number in typed)), "", more)


CASES: Mapping[str, Callable[[], Source]] = MappingProxyType(
    {
        "other-group": other_group,
        "spanning-titles": spanning_titles,
        "split-in-two": split_in_two,
        "french": french,
        "several-groups": several_groups,
        "typed-ids": typed_ids,
    }
)


if __name__ == "__main__":
    for name, made in CASES.items():
        (FOLDER / name).mkdir(parents=True, exist_ok=True)
        (FOLDER / name / "input.docx").write_bytes(made().data)
