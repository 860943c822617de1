"""Turns the text of Excel's XML, in the table of shared strings or in a cell, into words and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element as Element

from resograph.model.document import Paragraph, Run
from resograph.read.ledger import Ledger
from resograph.read.package import Package
from resograph.read.stream import Stream
from resograph.read.xml import children, namespace_of

EMPTY: Final = (Paragraph(()),)
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS: Final = re.compile("\r\n|[\r\v]")
_DIGITS: Final = 9
_FIRST_SIGN: Final = 0x20
_NO_SIGNS: Final = (range(0xD800, 0xE000), range(0xFFFE, 0x10000))


def words(element: Element) -> str:
    """Return the text of an element, run after run; how it is pronounced is left out.

    >>> from resograph.read.xml import parse
    >>> words(parse(b"<si><r><t>Reso</t></r><r><t>lution_x000D_&#10;50</t></r><rPh><t>ph</t></rPh></si>", "a.xlsx"))
    'Resolution\\n50'
    >>> words(parse(b"<si/>", "a.xlsx"))
    ''
    """
    return unescaped("".join(_texts(element)))


def unescaped(text: str) -> str:
    """Return text without Excel's escapes; one that stands for no sign of a text stays as it is.

    >>> unescaped("a_x0009_b"), unescaped("_x005F_x0009_"), unescaped("_x0001_")
    ('a\\tb', '_x0009_', '_x0001_')
    """
    if "_x" in text:
        text = _ESCAPE.sub(_sign, text)
    return _BREAKS.sub("\n", text) if "\r" in text or "\v" in text else text


def natural(text: str) -> int:
    """Return the number that an attribute holds, -1 where it holds none or one that no sheet has.

    >>> natural("1048576"), natural("-7"), natural("9" * 5000), natural("٣")
    (1048576, -1, -1, -1)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else -1


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return a paragraph a line.

    >>> [paragraph.text for paragraph in paragraphs("a\\n\\nb")], paragraphs("") == EMPTY
    (['a', '', 'b'], True)
    """
    if not text:
        return EMPTY
    return tuple(Paragraph((Run(line),) if line else ()) for line in text.split("\n"))


def shared_strings(package: Package, part: str, ledger: Ledger) -> list[str]:
    """Read the table of shared strings piece by piece; it may hold as many as a document has paragraphs.

    Raises ``InputError`` with code ``doctype-forbidden``, ``not-a-word-document``, ``too-large`` or
    ``xml-not-well-formed``.
    """
    found: list[str] = []
    stream = Stream(package, part, "sst", ledger)
    for root in stream.roots():
        found += [words(element) for element in root[:-1] if element.tag == f"{namespace_of(root)}si"]
        stream.forget(root)
        ledger.limits.refuse("paragraphs", len(found), stream.where)
    return found


def _texts(element: Element) -> Iterator[str]:
    for part in element:
        name = str(part.tag).rpartition("}")[2]
        if name == "t":
            yield part.text or ""
        elif name == "r":
            yield from (text.text or "" for text in children(part, "t"))


def _sign(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    if number < _FIRST_SIGN and chr(number) not in "\t\n\r\v":
        return escape[0]
    return escape[0] if any(number in part for part in _NO_SIGNS) else chr(number)
