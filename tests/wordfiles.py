"""Turns a readable description into a small Word file: one construction, a few lines of a test.

    source = word(table(row("Item", "Status"), row("02-01", cell(p(ins("new"), deleted("old"))))))

Each function returns a piece of Word's XML as text, so any piece may also be written out by hand.
Plain strings are text where text is wanted, paragraphs where a cell is wanted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from resograph.model.source import Source

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{TRANSITIONAL}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:x="urn:unknown"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{TYPE}.document.main+xml"
AUTHOR = "Rapporteur Q2/17"
DATE = "2023-08-29T10:12:00Z"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def r(*content: str) -> str:
    """Return a run; what does not begin with "<" is text."""
    inside = "".join(piece if piece.startswith("<") else t(piece) for piece in content)
    return f"<w:r><w:rPr><w:b/></w:rPr>{inside}</w:r>"


def _runs(content: tuple[str, ...]) -> str:
    return "".join(piece if piece.startswith("<") else r(piece) for piece in content)


def _change(kind: str, author: str = AUTHOR) -> str:
    return f'w:{kind} w:id="1" w:author="{author}" w:date="{DATE}"'


def mark(kind: str) -> str:
    """Return a mark without content, as properties hold it: ins, del, moveFrom, moveTo, cellIns, cellDel."""
    return f"<{_change(kind)}/>"


def changed(kind: str, *content: str, author: str = AUTHOR) -> str:
    return f"<{_change(kind, author)}>{_runs(content)}</w:{kind}>"


def ins(*content: str, author: str = AUTHOR) -> str:
    return changed("ins", *content, author=author)


def deleted(text: str, author: str = AUTHOR) -> str:
    return f"<{_change('del', author)}><w:r><w:delText>{escape(text, quote=False)}</w:delText></w:r></w:del>"


def p(*content: str, properties: str = "", mark: str = "") -> str:
    """Return a paragraph; ``mark`` is the change to its mark, ``properties`` other properties."""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{marked}</w:pPr>{_runs(content)}</w:p>"


def item(*content: str, number: str = "1", level: int = 0, mark: str = "") -> str:
    """Return a paragraph of a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(*content, properties=place, mark=mark)


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, *result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText> {escape(instruction)} </w:instrText></w:r>"
    return char("begin") + code + char("separate") + _runs(result) + char("end")


def cell(*blocks: str, properties: str = "") -> str:
    paragraphs = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f'<w:tc><w:tcPr><w:tcW w:w="950" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(content if content.startswith("<") else cell(content) for content in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(index: int = 0, style: str = "decimal", text: str = "%1.", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def font(name: str) -> str:
    """Return the font of a list level's marker."""
    return f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}"/></w:rPr>'


def numbering(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    definition = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f"<w:numbering {NAMESPACES}>{definition}{numbers}</w:numbering>"


def styles(*found: str) -> str:
    return f"<w:styles {NAMESPACES}>{''.join(found)}</w:styles>"


def style(identifier: str, name: str, properties: str = "", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def notes(kind: str, **texts: str) -> str:
    inside = "".join(f'<w:{kind} w:id="{key[1:]}">{p(text)}</w:{kind}>' for key, text in texts.items())
    return f"<w:{kind}s {NAMESPACES}>{inside}</w:{kind}s>"


def document(*blocks: str) -> str:
    body = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def relations(*found: tuple[str, str]) -> str:
    """Return relationships: pairs of kind and target."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def content_types(main: str = "word/document.xml", kind: str = MAIN_TYPE) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def parts(*blocks: str, **others: str) -> dict[str, str]:
    """Return the parts of a Word file by name; ``others`` are numbering, styles, footnotes, endnotes."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document(*blocks),
        "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in others)),
        **{f"word/{kind}.xml": text for kind, text in others.items()},
    }


def strict(found: Mapping[str, str]) -> dict[str, str]:
    """Return the same parts in Word's Strict dialect."""
    return {
        name: text.replace(TRANSITIONAL, STRICT).replace(RELATIONS, STRICT_RELATIONS) for name, text in found.items()
    }


def zipped(found: Mapping[str, str | bytes], name: str = "made.docx") -> Source:
    """Return a Word file of these parts; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in found.items():
            archive.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return Source(name, buffer.getvalue())


def word(*blocks: str, **others: str) -> Source:
    """Return a Word file of these blocks."""
    return zipped(parts(*blocks, **others))
