"""Builds Excel files from a readable description: a trap is a few lines of test.

    workbook({"SG17": [["Action item #", "Status"], ["02-01", "To be provided"]]})
    xml_workbook(sheet(row(1, "text", stored("B1", "44563", style=1))), styles=styles("d-mmm"))

`workbook` has openpyxl write the file, as people's scripts do; `xml_workbook` puts together the XML itself, for
what openpyxl does not write. Plain strings are inline text where a cell is wanted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from resograph.model.source import Source
from tests.wordfiles.parts import PACKAGE, RELATIONS, STRICT_RELATIONS, relations, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN_TYPE = f"{TYPE}.sheet.main+xml"

Content = str | float | bool | CellRichText | None


# ---------------------------------------------------------------------------------------- as scripts write them


def worksheets(tables: Mapping[str, Iterable[Sequence[Content]]]) -> tuple[openpyxl.Workbook, list[Worksheet]]:
    """Return a workbook of openpyxl and its sheets, to be changed before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    made: list[Worksheet] = [book.create_sheet(title) for title in tables]
    for one, rows in zip(made, tables.values(), strict=True):
        for at, cells in enumerate(rows, 1):
            for column, content in enumerate(cells, 1):
                one.cell(at, column).value = content
    return book, made


def saved(book: openpyxl.Workbook, name: str = "made.xlsx") -> Source:
    buffer = io.BytesIO()
    book.save(buffer)
    return Source(name, buffer.getvalue())


def workbook(tables: Mapping[str, Iterable[Sequence[Content]]], name: str = "made.xlsx") -> Source:
    """Return an Excel file with a sheet for each title."""
    return saved(worksheets(tables)[0], name)


# ---------------------------------------------------------------------------------------- as bytes


def text(words: str) -> str:
    return f'<t xml:space="preserve">{escape(words, quote=False)}</t>'


def c(place: str, words: str, style: int = 0) -> str:
    """Return a cell of words."""
    return _cell(place, f"<is>{text(words)}</is>", "inlineStr", style)


def stored(place: str, value: str, kind: str = "n", style: int = 0) -> str:
    """Return a cell of a stored value: n is a number, s a shared text, b, e and d truth, error and date."""
    return _cell(place, f"<v>{escape(value)}</v>", kind, style)


def formula(place: str, words: str, value: str = "", kind: str = "n") -> str:
    """Return a cell of a formula and its last result, if it has one."""
    return _cell(place, f"<f>{escape(words)}</f><v>{escape(value)}</v>", kind, 0)


def _cell(place: str, inside: str, kind: str, style: int) -> str:
    at = f'r="{place}" ' if place else ""
    return f'<c {at}s="{style}" t="{kind}">{inside}</c>'


def row(at: int, *cells: str, more: str = "") -> str:
    """Return a row; what does not begin with "<" is words, from column A on."""
    made = (content if content.startswith("<") else c(f"{chr(65 + n)}{at}", content) for n, content in enumerate(cells))
    return f'<row r="{at}" {more}>{"".join(made)}</row>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><dimension ref="A1:XFD1048576"/>{before}'
        f"<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"
    )


def merged(*ranges: str) -> str:
    inside = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    return f"<mergeCells>{inside}</mergeCells>"


def strings(*items: str) -> str:
    """Return a table of shared strings; what does not begin with "<" is words."""
    return f'<sst xmlns="{MAIN}">{"".join(i if i.startswith("<") else f"<si>{text(i)}</si>" for i in items)}</sst>'


def styles(*codes: str | int) -> str:
    """Return cell styles: 0 is General, the others have these number formats in turn; a number is a built-in one."""
    numbered = list(enumerate(codes, 200))
    own = "".join(f'<numFmt numFmtId="{n}" formatCode="{escape(str(code))}"/>' for n, code in numbered)
    used = "".join(f'<xf numFmtId="{code if isinstance(code, int) else n}"/>' for n, code in numbered)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def comments(author: str, **texts: str) -> str:
    """Return comments of one author, by cell."""
    inside = "".join(
        f'<comment ref="{at}" authorId="0"><text>{text(words)}</text></comment>' for at, words in texts.items()
    )
    authors = f"<authors><author>{author}</author></authors>"
    return f'<comments xmlns="{MAIN}">{authors}<commentList>{inside}</commentList></comments>'


def thread(place: str, words: str, mentions: str = "") -> str:
    """Return a thread of one comment, as newer versions of Excel write it."""
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    comment = (
        f'<threadedComment ref="{place}"><text>{escape(words)}</text><mentions>{mentions}</mentions></threadedComment>'
    )
    return f'<ThreadedComments xmlns="{threads}">{comment}</ThreadedComments>'


def drawing(*words: str, graphic: str = "") -> str:
    """Return a drawing: a text box for each of the words, and another graphic."""
    a, xdr = (f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("main", "spreadsheetDrawing"))
    anchors = [
        f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{escape(each)}</a:t></a:r></a:p></xdr:txBody></xdr:sp>" for each in words
    ]
    anchors += [f"<xdr:{graphic}/>"] if graphic else []
    inside = "".join(f"<xdr:twoCellAnchor>{anchor}</xdr:twoCellAnchor>" for anchor in anchors)
    return f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}">{inside}</xdr:wsDr>'


def content_types(kind: str = MAIN_TYPE, main: str = "xl/workbook.xml", **others: str) -> str:
    """Return what the parts are: the main part, and others by the last word of their kind."""
    kinds = {main: kind, **{name: f"{TYPE}.{each}+xml" for name, each in others.items()}}
    inside = "".join(f'<Override PartName="/{name}" ContentType="{each}"/>' for name, each in kinds.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f"{inside}</Types>"
    )


def listed(*titles: str, settings: str = "") -> str:
    """Return the main part, which lists the sheets; a title may bring attributes of its own after a bar."""
    found = (title.partition("|") for title in titles)
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n + 1}" r:id="rId{n}" {more}/>'
        for n, (title, _, more) in enumerate(found)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{settings}<sheets>{sheets}</sheets></workbook>'


def parts(*sheets: str, titles: Sequence[str] = (), **others: str) -> dict[str, str]:
    """Return the parts of an Excel file by name; ``others`` are sharedStrings, styles and the like."""
    names = [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    kinds = {f"xl/{name}": "worksheet" for name in names} | {f"xl/{kind}.xml": kind for kind in others}
    linked = [*(("worksheet", name) for name in names), *((kind, f"{kind}.xml") for kind in others)]
    return {
        "[Content_Types].xml": content_types(**kinds),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": listed(*(titles or [f"Sheet{n}" for n in range(1, len(sheets) + 1)])),
        "xl/_rels/workbook.xml.rels": relations(*linked),
        **{f"xl/{name}": content for name, content in zip(names, sheets, strict=True)},
        **{f"xl/{kind}.xml": content for kind, content in others.items()},
    }


def attached(found: Mapping[str, str], **kinds: str) -> dict[str, str]:
    """Return the parts with others fixed to the first sheet: comments, drawing, threadedComment."""
    return {
        **found,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(*((kind, f"../{kind}.xml") for kind in kinds)),
        **{f"xl/{kind}.xml": content for kind, content in kinds.items()},
    }


def xml_workbook(*sheets: str, **others: str) -> Source:
    """Return an Excel file of these sheets."""
    return zipped(parts(*sheets, **others), "made.xlsx")


def strict(found: Mapping[str, str]) -> dict[str, str]:
    """Return the same parts in the Strict dialect of the format."""
    return {name: xml.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS) for name, xml in found.items()}
