"""Turns Word's fields into what they show: the result that stands in the file, or what Word makes of the instruction.

A field is an instruction and its result between three marks, which may stand in different runs and
paragraphs. The fields of old forms, and a few others, have no result: Word draws it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element as Element

from resograph.read.ledger import Ledger
from resograph.read.numbering import whole
from resograph.read.revisions import History
from resograph.read.symbols import sign
from resograph.read.xml import Names

_BOXES: Final = {True: "\u2612", False: "\u2610"}
_OFF: Final = frozenset({"0", "false", "off"})
# What Word counts or draws where the field stands: no file holds it.
_NUMBERS: Final = frozenset({"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"})
_BUTTONS: Final = frozenset({"MACROBUTTON", "GOTOBUTTON"})


@dataclass(slots=True)
class OpenField:
    """An open field; ``in_code`` until its result begins."""

    history: History
    form: str | None = None
    code: list[str] = field(default_factory=list)
    in_code: bool = True
    has_result: bool = False


class Fields:
    """The fields that are open where the walk through a document stands."""

    def __init__(self, names: Names, namespace: str, ledger: Ledger) -> None:
        """Begin outside of any field."""
        self._names = names
        self._namespace = namespace
        self._ledger = ledger
        # Empty where no field is open: whoever reads a text asks that first.
        self.open: list[OpenField] = []
        self._swallowed: list[str] = []
        self._instructions = 0

    def hides(self, text: str) -> bool:
        """Take note of a text that stands in the open fields; tell whether it is hidden, as part of an instruction."""
        if self._instructions:
            self._swallowed.append(text)
            return True
        for each in reversed(self.open):
            if each.has_result:
                # So have those around it.
                break
            each.has_result = True
        return False

    def add_code(self, text: str) -> None:
        """Take the next piece of an instruction."""
        if self.open and self.open[-1].in_code:
            self.open[-1].code.append(text)

    def mark(self, element: Element, history: History) -> tuple[str, History] | None:
        """Take one of the three marks; return what Word shows of a field that ends without a result."""
        kind = element.get(self._namespace + "fldCharType")
        if kind == "begin":
            self.open.append(OpenField(history, self._form(element)))
            self._instructions += 1
        elif kind == "separate" and self.open and self.open[-1].in_code:
            self.open[-1].in_code = False
            self._instructions -= 1
        elif kind == "end" and self.open:
            ended = self.open.pop()
            self._instructions -= ended.in_code
            self._forget()
            return None if ended.has_result or self._instructions else (self._drawn(ended), ended.history)
        self._forget()
        return None

    def end(self) -> None:
        """End what no field goes on beyond; text that one without end hides is remarked."""
        if self._swallowed:
            text = "".join(self._swallowed)
            self._ledger.remark("unfinished-field", "a field without end hides this text", text)
        self.open, self._swallowed, self._instructions = [], [], 0

    def _forget(self) -> None:
        if not self._instructions:
            self._swallowed = []

    def _form(self, mark: Element) -> str | None:
        """Return what a field of an old form shows, None for any other field."""
        for data in mark:
            for part in data:
                name = self._names[part.tag]
                if name == "w:ddList":
                    return self._entry(part)
                if name == "w:checkBox":
                    return _BOXES[self._is_checked(part)]
        return None

    def _entry(self, drop_down: Element) -> str:
        """Return the entry that is chosen, else the one chosen by default, else the first."""
        found = {self._names[part.tag]: part.get(self._namespace + "val") for part in drop_down}
        entries = [
            part.get(self._namespace + "val", "") for part in drop_down if self._names[part.tag] == "w:listEntry"
        ]
        number = whole(found.get("w:result", found.get("w:default")))
        return entries[number] if 0 <= number < len(entries) else ""

    def _is_checked(self, box: Element) -> bool:
        found = {self._names[part.tag]: part.get(self._namespace + "val", "1") for part in box}
        return found.get("w:checked", found.get("w:default", "0")) not in _OFF

    def _drawn(self, ended: OpenField) -> str:
        if ended.form is not None:
            return ended.form
        code = " ".join("".join(ended.code).split())
        name, _, rest = code.partition(" ")
        if name.upper() == "SYMBOL":
            return self._symbol(rest)
        if name.upper() in _BUTTONS:
            return rest.partition(" ")[2]
        if name.upper() == "EQ":
            self._ledger.remark("equation", "an equation in a field is not read", code)
        if name.upper() in _NUMBERS:
            self._ledger.remark("field", "the number that a field shows is not in the file", code)
        return ""

    def _symbol(self, rest: str) -> str:
        """Return the sign of "183 \\\\f Symbol \\\\s 12": its number, and switches of which one names the font."""
        number, *switches = rest.replace('"', "").split("\\")
        font = next((switch[1:].strip() for switch in switches if switch.startswith("f")), "")
        code = number.strip()
        code = code[2:] if code.casefold().startswith("0x") else f"{whole(code):X}"
        return sign(code, font, self._ledger)
