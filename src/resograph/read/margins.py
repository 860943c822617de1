"""Turns the headers and footers of a Word file into remarks: they are no text of the document, but they have words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import _Element as Element

from resograph.read.ledger import Ledger
from resograph.read.package import Package
from resograph.read.quote import quoted
from resograph.read.xml import Names, parse, tags

_MESSAGE: Final = "it stands in a header or footer of the pages, not in the text"
_REFERENCES: Final = (*tags("w:headerReference"), *tags("w:footerReference"))
_IDENTIFIERS: Final = tuple(
    f"{namespace}id"
    for namespace in (
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
        "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
    )
)
_PAGE_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
# What stands around the number of a page in the languages of the Union, and in some others.
_PAGE_WORDS: Final = frozenset(
    {
        *("page", "pages", "pg", "p", "of", "sur", "de", "página", "páginas", "pág", "стр", "страница", "из"),
        *("第", "页", "共", "صفحة", "من", "seite", "von", "pagina", "di"),
    }
)
# A header repeats what stands on the first page, if anything: so many characters.
_FIRST_PAGE: Final = 20_000
_WORD: Final = re.compile(r"[第页共]|\w+")


class Margins:
    """The headers and footers that the sections of one document refer to."""

    def __init__(self, package: Package, main: str, ledger: Ledger) -> None:
        """Begin without any."""
        self._package = package
        self._main = main
        self._ledger = ledger
        # In the order in which they are referred to; a dictionary keeps each once.
        self._identifiers: dict[str, None] = {}

    def find(self, piece: Element) -> None:
        """Look for sections in a piece of the document."""
        for reference in piece.iter(*_REFERENCES):
            self._identifiers.update((reference.get(name, ""), None) for name in _IDENTIFIERS)

    def remark(self, texts: Iterable[str]) -> None:
        """Remark on each header and footer that says more than the number of the page and what the first page says.

        ``texts`` are those of the document. A header usually repeats the number of the document: nothing is
        lost with it. Equal ones are remarked once.
        """
        parts = {relation.identifier: relation.part for relation in self._package.relations(self._main)}
        found = [parts[identifier] for identifier in self._identifiers if parts.get(identifier, "") in self._package]
        said = _PAGE_WORDS.union(_words(_beginning(texts))) if found else _PAGE_WORDS
        for text in dict.fromkeys(self._text(part, said) for part in dict.fromkeys(found)):
            if text:
                self._ledger.remark("header-footer", _MESSAGE, text)

    def _text(self, part: str, said: frozenset[str]) -> str:
        """Return the words of a header as a whole, "" where all of them have been said."""
        root, names = parse(self._package.read(part), self._package.where(part)), Names()
        text = quoted(root, names)
        for element in list(_page_numbers(root, names)):
            element.clear()
        return "" if _words(quoted(root, names)) <= said else text


def _beginning(texts: Iterable[str]) -> str:
    found: list[str] = []
    left = _FIRST_PAGE
    for text in texts:
        found.append(text)
        left -= len(text)
        if left < 0:
            break
    return "\n".join(found)[:_FIRST_PAGE]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _page_numbers(root: Element, names: Names) -> Iterator[Element]:
    """Yield the elements that hold the number of a page: what Word puts there for fields of that name."""
    code: list[str] = []
    is_page = False
    for element in root.iter():
        name = names[element.tag]
        if name == "w:fldSimple" and _is_page(_attribute(element, "instr")):
            yield element
        elif name == "w:fldChar":
            is_page = _attribute(element, "fldCharType") == "separate" and _is_page("".join(code))
            code = []
        elif name == "w:instrText":
            code.append(element.text or "")
        elif name == "w:t" and is_page:
            yield element


def _is_page(instruction: str) -> bool:
    return not _PAGE_FIELDS.isdisjoint(instruction.upper().split()[:1])


def _attribute(element: Element, local: str) -> str:
    return element.get(str(element.tag).rpartition("}")[0] + "}" + local, "")
