"""Turns a cell of a sheet into what its reader sees in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from resograph.errors import InputError
from resograph.read.ledger import Ledger
from resograph.read.number_format import Doubt, NumberFormat, Shown, format_code
from resograph.read.sheet_text import natural, unescaped, words
from resograph.read.xml import children

_GENERAL: Final = "General"
# What Excel allows: cell styles of a workbook, characters of a number format.
_STYLES: Final = 65_490
_LONGEST: Final = 255
_SAVE_AGAIN: Final = "open the file in Excel and save it again"
_TRUTHS: Final = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
_DOUBTS: Final[dict[Doubt, str]] = {
    "spreadsheet-date": "is a date of which the sheet shows a part only, by the format {}: "
    "where an id like 2-1 was typed, format the cell as text and type it again",
    "number-format": "shows its number by the format {}, which is not worked out: the number as stored is read",
}


class Value(NamedTuple):
    """The text of a cell, and what has to be remarked of it: a code, what the cell does, the words it is about."""

    text: str
    code: str = ""
    message: str = ""
    about: str = ""


class Values:
    """Reads the cells of one workbook."""

    def __init__(self, strings: Sequence[str], codes: Sequence[str], first_day: datetime, ledger: Ledger) -> None:
        """Remember what cells only point to: texts, number formats and the day from which days are counted."""
        self._strings = strings
        self._codes = codes
        self._first_day = first_day
        self._known: dict[str, NumberFormat] = {}
        self._ledger = ledger

    def read(self, cell: Element) -> Value:
        """Read a cell; one without a value and without a formula has neither text nor code.

        Raises ``InputError`` with code ``xml-not-well-formed`` where the cell points to a text that is not there.
        """
        kind = cell.get("t", "n")
        text, formula = "", None
        for part in cell:
            name = str(part.tag).rpartition("}")[2]
            if name == "v":
                text = part.text or ""
            elif name == "is" and kind == "inlineStr":
                return Value(words(part))
            elif name == "f":
                formula = part
        if text:
            return self._value(kind, text, cell)
        if formula is None or kind == "str":
            return Value("")
        message = "has a formula and no result: open the file in Excel and save it"
        about = f"={unescaped(formula.text)}" if formula.text else "a formula shared with other cells"
        # The formula stands for what it would show: an id without words would join its row to the item above.
        return Value(f"={unescaped(formula.text or '')}", "formula", message, about)

    def _value(self, kind: str, text: str, cell: Element) -> Value:
        match kind:
            case "s":
                return Value(self._string(text))
            case "n":
                number = self._format(cell)
                return _doubted(number.number(text), number)
            case "b":
                return Value(_TRUTHS.get(text.strip(), text))
            case "d":
                number = self._format(cell)
                return _doubted(number.date(text), number)
            case "e":
                return Value(text, "error-value", "holds an error instead of a value", text)
            case _:
                return Value(unescaped(text))

    def _string(self, text: str) -> str:
        index = natural(text.strip())
        if not 0 <= index < len(self._strings):
            what = "a cell points to a text that is not there"
            raise InputError("xml-not-well-formed", what, self._ledger.where, _SAVE_AGAIN)
        return self._strings[index]

    def _format(self, cell: Element) -> NumberFormat:
        style = natural(cell.get("s", ""))
        code = self._codes[style] if 0 <= style < len(self._codes) else _GENERAL
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = NumberFormat(code, self._first_day)
        return known


def format_codes(styles: Element, where: str) -> list[str]:
    """Return the number format of each cell style.

    Raises ``InputError`` with code ``xml-not-well-formed`` where there are more of them than Excel can have.

    >>> from resograph.read.xml import parse
    >>> cells = "<cellXfs><xf numFmtId='164'/><xf/></cellXfs>"
    >>> own = "<numFmts><numFmt numFmtId='164' formatCode='d-m'/></numFmts>"
    >>> format_codes(parse(f"<styleSheet>{own}{cells}</styleSheet>".encode(), "a.xlsx"), "a.xlsx")
    ['d-m', 'General']
    >>> format_codes(parse(b"<styleSheet/>", "a.xlsx"), "a.xlsx")
    []
    """
    own = {
        rule.get("numFmtId", ""): rule.get("formatCode", "")
        for rules in children(styles, "numFmts")
        for rule in children(rules, "numFmt")
    }
    used = [style.get("numFmtId", "0") for each in children(styles, "cellXfs") for style in children(each, "xf")]
    if len(used) > _STYLES:
        raise InputError("xml-not-well-formed", "more cell styles than a workbook has", where, _SAVE_AGAIN)
    codes = (own[number] if number in own else format_code(natural(number)) for number in used)
    return [code if len(code) <= _LONGEST else "?" for code in codes]


def _doubted(shown: Shown, number: NumberFormat) -> Value:
    if not shown.doubt:
        return Value(shown.text)
    return Value(shown.text, shown.doubt, _DOUBTS[shown.doubt].format(number.code), shown.text)
