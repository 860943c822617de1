"""Turns elements that the reader does not keep into text that a remark can quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import _Element as Element

from resograph.read.xml import Names

_TEXTS: Final = frozenset({"w:t", "a:t", "m:t"})
_SIGNS: Final = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_ENDS: Final = {"w:p": "\n", "a:p": "\n", "w:tr": "\n", "w:tc": "\t"}
_UNSEEN: Final = frozenset({"w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:tblPr", "w:tcPr", "w:sdtPr", "w:instrText"})


def quoted(element: Element, names: Names) -> str:
    """Return the text of an element as a reader would see it: cells parted by tabs, rows by line feeds.

    Deleted text is not in it, and of an alternative only the first choice.

    >>> from resograph.read.xml import parse
    >>> word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    >>> cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    >>> row = f"<w:tbl xmlns:w='{word}'><w:tr>{cell % 'X.1812'}{cell % 'approved'}</w:tr></w:tbl>"
    >>> quoted(parse(row.encode(), "a.docx"), Names())
    'X.1812\\tapproved'
    >>> quoted(parse(b"<a>not of Word</a>", "a.docx"), Names())
    ''
    """
    lines = "".join(_pieces(element, names)).replace("\n\t", "\t").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def chosen(alternative: Element, names: Names) -> Iterable[Element]:
    """Return what the one branch of an alternative that is to be read holds: the first choice, else the fallback."""
    return next((branch for branch in alternative if names[branch.tag] in {"mc:Choice", "mc:Fallback"}), ())


def _pieces(element: Element, names: Names) -> Iterator[str]:
    name = names[element.tag]
    if name in _UNSEEN:
        return
    if name in _TEXTS:
        yield element.text or ""
    elif name == "mc:AlternateContent":
        for part in chosen(element, names):
            yield from _pieces(part, names)
    else:
        yield _SIGNS.get(name, "")
        for part in element:
            yield from _pieces(part, names)
        yield _ENDS.get(name, "")
