"""Turns pieces of text into the parts of a Word file, and parts into a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from resograph.model.source import Source
from tests.wordfiles.text import AUTHOR, DATE, p

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{TRANSITIONAL}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:unknown"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{TYPE}.document.main+xml"


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
    """Return the footnotes or endnotes of a file, each by "n" and its number: ``notes("footnote", n1="text")``."""
    inside = "".join(f'<w:{kind} w:id="{key[1:]}">{p(text)}</w:{kind}>' for key, text in texts.items())
    return f"<w:{kind}s {NAMESPACES}>{inside}</w:{kind}s>"


def comments(author: str = AUTHOR, date: str = DATE, **texts: str) -> str:
    """Return the comments of a file, each by "n" and its number."""
    inside = "".join(
        f'<w:comment w:id="{key[1:]}" w:author="{author}" w:date="{date}">{_blocks((text,))}</w:comment>'
        for key, text in texts.items()
    )
    return f"<w:comments {NAMESPACES}>{inside}</w:comments>"


def page_header(*blocks: str) -> str:
    return f"<w:hdr {NAMESPACES}>{_blocks(blocks)}</w:hdr>"


def page_footer(*blocks: str) -> str:
    return f"<w:ftr {NAMESPACES}>{_blocks(blocks)}</w:ftr>"


def _blocks(blocks: tuple[str, ...]) -> str:
    return "".join(block if block.startswith("<") else p(block) for block in blocks)


def document(*blocks: str, section: str = "<w:sectPr/>") -> str:
    return f"<w:document {NAMESPACES}><w:body>{_blocks(blocks)}{section}</w:body></w:document>"


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


def default_types(kind: str = MAIN_TYPE) -> str:
    """Return content types that name no part, only what every .xml is."""
    return f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="{kind}"/></Types>'


def parts(*blocks: str, **others: str) -> dict[str, str]:
    """Return the parts of a Word file by name.

    ``others`` are numbering, styles, footnotes, endnotes, comments, and any number of headers and footers, all of
    which the last section refers to: ``header=page_header("TD 1"), header2=page_header("TD 2")``.
    """
    kinds = {name: name.rstrip("0123456789") for name in others}
    section = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
        for number, kind in enumerate(kinds.values())
        if kind in {"header", "footer"}
    )
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document(*blocks, section=f"<w:sectPr>{section}</w:sectPr>"),
        "word/_rels/document.xml.rels": relations(*((kind, f"{name}.xml") for name, kind in kinds.items())),
        **{f"word/{name}.xml": text for name, text in others.items()},
    }


def strict(found: Mapping[str, str]) -> dict[str, str]:
    """Return the same parts in Word's Strict dialect."""
    return {
        name: text.replace(TRANSITIONAL, STRICT).replace(RELATIONS, STRICT_RELATIONS) for name, text in found.items()
    }


def encoded(found: Mapping[str, str], encoding: str, declared: str = "") -> dict[str, bytes]:
    """Return the same parts in another encoding: "utf-16" begins with a byte order mark, "utf-16-le" does not.

    ``declared`` is the encoding that the XML declares, "" for no declaration at all.
    """
    head = f'<?xml version="1.0" encoding="{declared}" standalone="yes"?>' if declared else ""
    return {name: f"{head}{text}".encode(encoding) for name, text in found.items()}


def renamed(found: Mapping[str, str], main: str, target: str = "") -> dict[str, str]:
    """Return the same parts with a main part of another name, which ``target`` (default: its name) leads to."""
    folder, _, name = main.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    others = {part: text for part, text in found.items() if "document.xml" not in part}
    return {
        **{part.replace("word/", prefix, 1): text for part, text in others.items()},
        "[Content_Types].xml": content_types(main),
        "_rels/.rels": relations(("officeDocument", target or main)),
        main: found["word/document.xml"],
        f"{prefix}_rels/{name}.rels": found["word/_rels/document.xml.rels"],
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
