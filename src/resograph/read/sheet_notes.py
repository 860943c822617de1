"""Turns what is fixed to a sheet, and is no cell of it, into remarks: comments, drawings, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import _Element as Element

from resograph.read.ledger import Ledger
from resograph.read.package import Package
from resograph.read.quote import quoted
from resograph.read.sheet_text import natural, words
from resograph.read.worksheet import place_of
from resograph.read.xml import Names, child, children, parse

# What is no word in a header: which third of it, the fonts, the date and so on, last "Page 2 of 9" in any language.
_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[0-9]+|[A-MOQ-Za-z])')
_PAGE: Final = re.compile(r"(?:(?<!\w)[^\W\d_]+\.?\s?)?&P(?:\s?[^\W\d_]*\s?&N)?|&N")
_SECTION: Final = re.compile(r"&[LCR]")
# Excel keeps a copy of each comment of a thread for older versions of itself, signed so.
_COPY: Final = "tc="
_EMBEDDED: Final = frozenset({"oleObject", "package"})


def remark_attached(package: Package, part: str, ledger: Ledger) -> None:
    """Remark on what is fixed to the sheet of one part; the ledger stands at its table.

    Raises ``InputError`` with code ``doctype-forbidden``, ``too-large`` or ``xml-not-well-formed``.
    """
    for relation in package.relations(part):
        if relation.kind in _EMBEDDED:
            ledger.remark("other-document", "a document put into the sheet is not read")
        reader = _READERS.get(relation.kind)
        if reader is not None and relation.part in package:
            reader(parse(package.read(relation.part), package.where(relation.part)), ledger)
    ledger.row = ledger.column = 0


def remark_page_texts(texts: Iterable[str], ledger: Ledger) -> None:
    """Remark on the words that are printed above or below each page of a sheet, each once.

    >>> from resograph.model.limits import Limits
    >>> ledger = Ledger("a.xlsx", Limits())
    >>> remark_page_texts(["&L&\\"Arial,Bold\\"&12TD 1234&RPage &P", "&CR&&D &K000000&D", "&P/&N"], ledger)
    >>> [remark.text for remark in ledger.remarks]
    ['TD 1234', 'R&D']
    """
    for text in dict.fromkeys(page_words(text) for text in texts):
        if any(character.isalnum() for character in text):
            ledger.remark("header-footer", "it stands in a header or footer of the sheet, not in a cell", text)


def page_words(text: str) -> str:
    """Return the words of a header or footer without those about the page number, each of its three parts on a line.

    >>> page_words('&LTD 1234, page &P&CPage &P of &N&R&"Arial"&12R&&D')
    'TD 1234,\\nR&D'
    >>> page_words("&C&A")
    ''
    """
    pieces = (_PAGE.sub("", _CODE.sub("", _SECTION.sub("\n", piece))) for piece in text.split("&&"))
    return "\n".join(line.strip() for line in "&".join(pieces).split("\n") if line.strip())


def _comments(root: Element, ledger: Ledger) -> None:
    authors = [author.text or "" for each in children(root, "authors") for author in children(each, "author")]
    for comment in (comment for each in children(root, "commentList") for comment in children(each, "comment")):
        number = natural(comment.get("authorId", ""))
        author = authors[number] if 0 <= number < len(authors) else ""
        text = child(comment, "text")
        if text is not None and not author.startswith(_COPY):
            # Excel writes the author's name above the words.
            _remark_comment(comment, words(text).removeprefix(f"{author}:"), ledger)


def _threaded(root: Element, ledger: Ledger) -> None:
    for comment in children(root, "threadedComment"):
        text = child(comment, "text")
        if text is not None:
            _remark_comment(comment, _without_mentions(text.text or "", comment), ledger)


def _without_mentions(text: str, comment: Element) -> str:
    """Leave out the names of persons who are addressed."""
    mentions = (mention for each in children(comment, "mentions") for mention in children(each, "mention"))
    pieces, end = [], 0
    for start, length in sorted(_places(mentions)):
        if end <= start < len(text):
            pieces += [text[end:start], "@…"]
            end = start + length
    return "".join([*pieces, text[end:]])


def _places(mentions: Iterable[Element]) -> Iterator[tuple[int, int]]:
    for mention in mentions:
        start, length = natural(mention.get("startIndex", "")), natural(mention.get("length", ""))
        if start >= 0 and length > 0:
            yield start, length


def _remark_comment(comment: Element, text: str, ledger: Ledger) -> None:
    reference = comment.get("ref", "")
    if text.strip():
        ledger.row, ledger.column = place_of(reference) or (0, 0)
        ledger.remark("comment", f"a comment on the cell {reference}, not part of its text", text.strip())


def _drawing(root: Element, ledger: Ledger) -> None:
    names = Names()
    ledger.row = ledger.column = 0
    for anchor in root:
        text = quoted(anchor, names)
        if text:
            ledger.remark("text-box", "it stands in a text box or drawing, not in a cell", text)
        elif any(str(part.tag).endswith("}graphicFrame") for part in anchor.iter()):
            ledger.remark("drawing", "a chart or another graphic on the sheet is not read")


_READERS: Final = {"comments": _comments, "threadedComment": _threaded, "drawing": _drawing}
