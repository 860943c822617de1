"""Turns elements that the reader does not keep into text that a remark can quote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml.etree import _Element as Element

from resograph.read.symbols import symbol
from resograph.read.xml import Names, namespace_of

_SIGNS: Final = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "a:br": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
_ENDS: Final = {"w:p": "\n", "a:p": "\n", "w:tr": "\n", "w:tc": "\t"}
_TAKEN_OUT: Final = frozenset({"w:del", "w:moveFrom"})
_UNSEEN: Final = frozenset({"w:pPr", "w:rPr", "w:tblPr", "w:tcPr", "w:sdtPr", "w:instrText"})
BRANCHES: Final = frozenset({"mc:Choice", "mc:Fallback"})
# The namespaces whose elements Word understands, and this reader reads or quotes, begin so.
_UNDERSTOOD: Final = (
    *("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/"),
    *("http://purl.oclc.org/ooxml/", "urn:schemas-microsoft-com:"),
)


def quoted(element: Element, names: Names) -> str:
    """Return the text of an element as a reader would see it: cells parted by tabs, rows by line feeds.

    What a tracked change takes out stands in brackets: the quote is all that is kept of it. Of an alternative
    only the first choice is quoted.

    >>> from resograph.read.xml import parse
    >>> word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    >>> cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    >>> row = f"<w:tbl xmlns:w='{word}'><w:tr>{cell % 'X.1812'}{cell % 'approved'}</w:tr></w:tbl>"
    >>> quoted(parse(row.encode(), "a.docx"), Names())
    'X.1812\\tapproved'
    >>> quoted(parse(b"<a>not of Word</a>", "a.docx"), Names())
    ''
    """
    pieces: list[str] = []
    _collect(element, names, pieces)
    lines = "".join(pieces).replace("\n\t", "\t").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def chosen(alternative: Element, names: Names) -> Iterable[Element]:
    """Return what the one branch of an alternative that is to be read holds."""
    return next((branch for branch in alternative if is_understood(branch, names)), ())


def is_understood(branch: Element, names: Names) -> bool:
    """Tell whether a branch of an alternative can be read: of those that can, the first one is shown.

    >>> from resograph.read.xml import parse
    >>> compatibility = "xmlns='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    >>> is_understood(parse(f"<Fallback {compatibility}/>".encode(), "a.docx"), Names())
    True
    >>> odd = f"<Choice {compatibility} xmlns:odd='urn:odd' Requires='odd'/>"
    >>> is_understood(parse(odd.encode(), "a.docx"), Names())
    False
    """
    if names[branch.tag] not in BRANCHES:
        return False
    required = (branch.nsmap.get(prefix, "") for prefix in branch.get("Requires", "").split())
    return all(not namespace or namespace.startswith(_UNDERSTOOD) for namespace in required)


def _collect(element: Element, names: Names, pieces: list[str]) -> None:
    """Add the pieces of the text of an element to others; nothing is handed up from level to level."""
    name = names[element.tag]
    if name in _UNSEEN:
        return
    if name in _TAKEN_OUT:
        pieces.append(_taken_out(element, names))
        return
    pieces.append(_SPECIAL[name](element) if name in _SPECIAL else _SIGNS.get(name, ""))
    for part in chosen(element, names) if name == "mc:AlternateContent" else element:
        _collect(part, names, pieces)
    pieces.append(_ENDS.get(name, ""))


def _taken_out(element: Element, names: Names) -> str:
    pieces: list[str] = []
    for part in element:
        _collect(part, names, pieces)
    words = "".join(pieces)
    return f"[deleted: {words}]" if words.strip() else ""


def _text(element: Element) -> str:
    return element.text or ""


def _sign(element: Element) -> str:
    namespace = namespace_of(element)
    return symbol(element.get(namespace + "char", ""), element.get(namespace + "font", "")) or "\ufffd"


def _shaped(element: Element) -> str:
    """Return the text of a piece of word art, a line of its own."""
    return f"\n{element.get('string', '')}\n"


_SPECIAL: Final = {"w:t": _text, "w:delText": _text, "a:t": _text, "m:t": _text, "w:sym": _sign, "v:textpath": _shaped}
