"""Makes the valid files that the fuzz mutates: small ones, together with every construction that a reader knows.

Nearly all hold an action plan of a few rows, so that a mutated file goes through the whole house.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from tests.fuzz.sheets import SHEETS
from tests.wordfiles import (
    cell,
    content_types,
    deleted,
    document,
    field,
    font,
    ins,
    item,
    level,
    mark,
    notes,
    numbering,
    p,
    parts,
    r,
    relations,
    row,
    sdt,
    strict,
    style,
    styles,
    table,
)
from tests.wordfiles import changed as tracked

REPOSITORY = Path(__file__).resolve().parent.parent.parent
HEADINGS = (
    *("Res # [-Action item #]", "Title", "Action", "Milestone", "Action By"),
    *("Collaborate with", "Report To", "Status", "SG17 lead"),
)
FRONT = (
    "INTERNATIONAL TELECOMMUNICATION UNION",
    "STUDY PERIOD 2022-2024",
    "TD 1234-PLEN Rev.1",
    "Title: Progress report on the action plan of WTSA-20 for ITU-T SG17",
    "Geneva, 21 February - 3 March 2023",
    "Resolution 50 (Rev. Geneva, 2022) – Cybersecurity",
)
STATUS = (
    "SG17 approved Recommendation ITU-T X.1812 (5/2022), Title of it, and X.1380(X.edrsec) at its May 2022 meeting.",
    "Q2/17 is working on X.5Gsec-ctrl; see items 50-01, 52-01. SG17 sent a liaison statement to ISO/IEC JTC 1/SC 27.",
    "To be provided",
)
# A larger golden file is left out: one mutation would cost as much as fifty of the small ones.
LARGEST = 60_000


def plan(*rows: str) -> str:
    """Return the table of an action plan with these rows under its headings."""
    return table(row(*HEADINGS), *rows)


def entry(number: str, status: str = STATUS[0], **others: str) -> str:
    """Return a row of the plan; ``others`` are action, action_by, title and lead."""
    given = {"title": "Resolution 50 - Cybersecurity", "action": "to act (resolves 1, i. SGs 2)"}
    given |= {"action_by": "SG17, (SG2, SG11)", "lead": "Q1/17 (Q2/17)"} | others
    return row(
        number, given["title"], given["action"], "On-going", given["action_by"], "ISO", "TSAG", status, given["lead"]
    )


def _plain() -> Mapping[str, str | bytes]:
    more = row("", "", "", "", "", "", "", STATUS[1], "")
    rows = (entry("50-01"), more, entry("52-01 (unchanged)", STATUS[1]), entry("Res. 97-02", STATUS[2]))
    return parts(*FRONT, plan(*rows), "Closing words.")


def _changes() -> Mapping[str, str | bytes]:
    moved = tracked("moveTo", "moved here"), tracked("moveFrom", "moved away")
    words = p("SG17 ", ins("approved"), deleted("agreed"), " X.1812 ", ins(deleted("never")), *moved)
    marks = p("one", mark=mark("ins")) + p("two", mark=mark("del")) + p("three", mark=mark("moveFrom"))
    former = "<w:pPrChange w:id='9' w:author='A'><w:pPr><w:pStyle w:val='List'/></w:pPr></w:pPrChange>"
    looks = '<w:r><w:rPr><w:b/><w:rPrChange w:id="8" w:author="TSB"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>'
    formats = p("formatted", looks, properties=former)
    gone, new = cell("gone", properties=mark("cellDel")), cell("new", properties=mark("cellIns"))
    merge = '<w:cellMerge w:id="3" w:author="A" w:vMerge="cont" w:vMergeOrig="rest"/>'
    rows = (
        entry("50-01", cell(words, marks, formats)),
        row(*("52-01", "T", gone, new, "On-going"), *("SG17", "", "", cell("a", properties=merge), "Q1/17")),
        row(*("52-02", "in", "", "", "", "", "", "new row", ""), properties=mark("ins")),
        row(*("52-03", "out", "", "", "", "", "", "old row", ""), properties=mark("del")),
    )
    return parts(p("Title: ", ins("Progress"), deleted("Report")), plan(*rows), p("end", mark=mark("ins")))


def _merges() -> Mapping[str, str | bytes]:
    first = cell("Resolution 50", properties='<w:vMerge w:val="restart"/>')
    below = cell("", properties="<w:vMerge/>")
    title = row(cell("Resolution 52 - Spam", properties='<w:gridSpan w:val="9"/>'))
    numerals = row(*(f"({number})" for number in range(1, 10)))
    left = cell("left", properties='<w:hMerge w:val="restart"/>') + cell("", properties="<w:hMerge/>")
    rows = (
        numerals,
        row("50-01", first, "act", "On-going", "SG17", "", "", STATUS[0], "Q1/17"),
        row("50-02", below, "act", "On-going", "SG17", "", "", STATUS[1], "Q1/17"),
        title,
        entry("52-01", title=""),
        row(*HEADINGS),
        row(cell("more status"), properties='<w:gridBefore w:val="7"/><w:gridAfter w:val="1"/>'),
        row("52-02", "T", left, "SGs", "", "", "s", "l"),
    )
    return parts(*FRONT, plan(*rows))


def _controls() -> Mapping[str, str | bytes]:
    inline = p(
        sdt(r("in a control ")), f"<w:smartTag w:element='x'>{r('tag ')}</w:smartTag>", f"<w:dir>{r('d')}</w:dir>"
    )
    custom = f"<w:customXml w:element='y'>{p('custom')}</w:customXml>"
    inside = sdt(cell("52-01")) + "".join(cell(text) for text in ("T", "a", "m", "SG17", "", "", "s", "Q1/17"))
    rows = (entry("50-01", cell(inline, sdt(p("block")), custom)), sdt(f"<w:tr>{inside}</w:tr>"), sdt(entry("97-01")))
    return parts(sdt(p("Title: WTSA-20 of SG17")), sdt(plan(*rows)))


def _fields() -> Mapping[str, str | bytes]:
    link = f"<w:hyperlink r:id='rId9' w:anchor='a'>{r('https://www.itu.int/')}</w:hyperlink>"
    simple = f"<w:fldSimple w:instr='PAGE'>{r('7')}</w:fldSimple>"
    nested = field("IF 1 = 1", field("PAGE", "8"), ins("nine"))
    open_field = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>', "swallowed"
    )
    marks = "<w:bookmarkStart w:id='1' w:name='b'/>" + r("marked") + "<w:bookmarkEnd w:id='1'/><w:proofErr w:type='x'/>"
    return parts(*FRONT, plan(entry("50-01", cell(p(link, " ", simple, nested), p(marks), open_field)), entry("52-01")))


def _drawings() -> Mapping[str, str | bytes]:
    box = f"<w:txbxContent>{p('in a box')}</w:txbxContent>"
    choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    equation = "<m:oMathPara><m:oMath><m:r><m:t>E=mc²</m:t></m:r></m:oMath></m:oMathPara>"
    signs = '<w:sym w:font="Symbol" w:char="F061"/><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:ptab/>'
    ruby = f"<w:ruby><w:rt>{r('over')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby>"
    words = p(r("a", signs, ruby), drawing, f"<w:r><w:object>{box}</w:object></w:r>", equation)
    unknown = "<x:thing><w:r><w:t>unknown</w:t></w:r></x:thing><w:altChunk r:id='rId5'/><w:subDoc r:id='rId6'/>"
    nested = table(row("nested", cell("table", table(row("deep")))))
    return parts(*FRONT, plan(entry("50-01", cell(words, nested, p(unknown))), entry("52-01")), unknown)


def _lists() -> Mapping[str, str | bytes]:
    heading = style("Heading1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>', based_on="Normal")
    levels = (level(), level(1, "upperRoman", "%1.%2)"), level(2, "bullet", "\uf0b7", more=font("Symbol")))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for number, more in ((1, ""), (2, override))
    )
    listed = cell(item("one"), item("two", level=1), item("three", level=2, mark=mark("ins")), item("4", number="2"))
    return parts(
        p("Resolution 50", properties='<w:pStyle w:val="Heading1"/>'),
        plan(entry("50-01", listed), entry("52-01", cell(item("a", mark=mark("del")), item("b")))),
        numbering=numbering(*levels, numbers=numbers),
        styles=styles(style("Normal", "Normal"), heading),
    )


def _notes() -> Mapping[str, str | bytes]:
    marked = p("noted", "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='3'/></w:r>")
    return parts(
        *FRONT,
        plan(entry("50-01", cell(marked)), entry("52-01")),
        footnotes=notes("footnote", _0="separator", _2="a footnote"),
        endnotes=notes("endnote", _3="an endnote"),
    )


def _several() -> Mapping[str, str | bytes]:
    theirs = [*HEADINGS[:8], "SG13 lead"]
    swapped = [theirs[0], *reversed(theirs[1:])]
    second = table(row("Action plan of SG13"), row(*swapped), row("92-01", "Q1/13", "s", *[""] * 6))
    rest = table(row("92-02", "T", "a", "m", "SG17", "", "", "s", "Q3/17"))
    return parts(*FRONT, plan(entry("50-01")), p("between"), rest, second, table(row("Item", "Amount"), row("1", "2")))


def _narrative() -> Mapping[str, str | bytes]:
    heading = '<w:pStyle w:val="Heading2"/>'
    told = (
        p("Resolution 50 (Rev. Geneva, 2022) - Cybersecurity", properties=heading),
        *STATUS,
        p("Resolution 52 - Spam", properties=heading),
        item("SG17 approved X.1231."),
    )
    known = styles(style("Heading2", "heading 2"))
    return parts(*FRONT, *told, styles=known, numbering=numbering(level()))


def _renamed() -> Mapping[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types("docs/Main.xml"),
        "_rels/.rels": relations(("officeDocument", "/docs/Main.xml")),
        "docs/Main.xml": document(*FRONT, plan(entry("50-01"), entry("52-01"))),
        "docs/_rels/Main.xml.rels": relations(("styles", "../word/styles.xml")),
        "word/styles.xml": styles(style("Normal", "Normal")),
        "word/media/image1.png": b"\x89PNG\r\n" * 9,
    }


def _in_utf_16() -> Mapping[str, str | bytes]:
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    return {name: (head + str(text)).encode("utf-16") for name, text in _plain().items()}


def _strict() -> Mapping[str, str | bytes]:
    return strict({name: str(text) for name, text in {**_changes(), **_notes()}.items()})


def _example() -> Mapping[str, str | bytes]:
    """Cut the example report to few rows and styles."""
    found = _unzipped(REPOSITORY / "examples" / "sg17-wtsa20.docx")
    kept = {name: data for name, data in found.items() if not name.endswith((".jpeg", "Effects.xml", "theme1.xml"))}
    kept["word/document.xml"] = _cut(found["word/document.xml"], "tbl", 8)
    kept["word/styles.xml"] = _cut(found["word/styles.xml"], "styles", 30)
    return dict(kept)


def _cut(data: bytes, name: str, keep: int) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter(f"{{*}}{name}"):
        del element[keep:]
    return etree.tostring(root)


def _unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _export() -> bytes:
    """Write the plan as Word's plain-text export does: a tab opens a cell, a blank line ends a row."""
    rows = (
        (number, "Resolution 50", "to act (resolves 1)", "On-going", "SG17", "", "TSAG", status, "Q1/17\n")
        for number, status in zip(("50-01", "52-01", "97-02"), STATUS, strict=True)
    )
    cells = ("\t" + text for cells in ((*HEADINGS[:8], "SG17 lead\n"), *rows) for text in cells)
    return "\n".join((*FRONT, *cells, "____", "Closing words.")).encode()


@dataclass(frozen=True)
class Seed:
    """A valid file: its name and its parts; a text has one part, of no name."""

    name: str
    parts: tuple[tuple[str, bytes], ...]


_WORD = (
    *(_plain, _changes, _merges, _controls, _fields, _drawings, _lists, _notes, _several, _narrative, _renamed),
    *(_in_utf_16, _strict, _example),
)


@cache
def seeds() -> tuple[Seed, ...]:
    """Return every valid file that there is to mutate, in an order that does not depend on the machine."""
    made = [_seed(f"{build.__name__.strip('_')}.docx", build()) for build in _WORD]
    made += [_seed(f"{name}.xlsx", found) for name, found in SHEETS.items()]
    golden = sorted((REPOSITORY / "tests" / "documents").glob("*/*/input.*"))
    made += [_golden(path) for path in golden if path.stat().st_size <= LARGEST]
    return (*made, Seed("export.txt", (("", _export()),)))


def _seed(name: str, found: Mapping[str, str | bytes]) -> Seed:
    encoded = ((part, text.encode() if isinstance(text, str) else text) for part, text in found.items())
    return Seed(name, tuple(encoded))


def _golden(path: Path) -> Seed:
    name = f"{path.parent.parent.name}-{path.parent.name}{path.suffix}"
    if path.suffix == ".txt":
        return Seed(name, (("", path.read_bytes()),))
    return _seed(name, _unzipped(path))
