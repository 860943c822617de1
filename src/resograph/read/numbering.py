"""Turns the lists of a Word file into the markers that a reader sees before each paragraph.

No marker stands in the text of a paragraph: it names a list, the list's level says how a
marker is made, and the number depends on all paragraphs of that list before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from resograph.read.symbols import bullet
from resograph.read.xml import child, children, namespace_of, value

_LEVELS: Final = 9
# A style is based on few others; each paragraph asks for them anew.
_OLDEST: Final = 30
_LARGEST: Final = 100_000
_LONGEST: Final = 255
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_PLACE: Final = re.compile(r"%([1-9])")


class Place(NamedTuple):
    """Where a paragraph stands in the lists: the list it names and the level."""

    number: str
    level: int


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered and shown."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    separator: str = " "
    restart: int | None = None
    arabic: bool = False
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """One list: the definition whose count it shares, its levels, and the levels it starts anew."""

    definition: str
    levels: dict[int, Level]
    restarts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, the one it is based on, and the list its paragraphs are in."""

    name: str
    based_on: str
    number: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists and paragraph styles of a document."""

    lists: dict[str, NumberedList]
    styles: dict[str, Style]

    def style_name(self, style: str) -> str:
        """Return the name of a style, which is the same in every language of Word, or else its id."""
        known = self.styles.get(style)
        return known.name if known else style

    def place(self, style: str, number: str | None, level: int | None) -> Place | None:
        """Return where a paragraph stands, from its own properties or else from its style's; "0" = in no list."""
        if number is None:
            number, inherited = self._inherited(style)
            level = self._linked_level(style, number, inherited) if level is None else level
        if number not in self.lists:
            return None
        return Place(number, min(max(level or 0, 0), _LEVELS - 1))

    def _linked_level(self, style: str, number: str, inherited: int | None) -> int | None:
        """Return the level that names the style, which wins over the level the style names."""
        levels = self.lists[number].levels if number in self.lists else {}
        return next((key for key, level in levels.items() if style and level.paragraph_style == style), inherited)

    def _inherited(self, style: str) -> tuple[str, int | None]:
        level: int | None = None
        for known in islice(_ancestry(self.styles, style), _OLDEST):
            level = known.level if level is None else level
            if known.number:
                return known.number, level
        return "", level


@dataclass(slots=True)
class Counter:
    """The numbers that the lists of one view have reached."""

    lists: Lists
    _reached: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def marker(self, place: Place) -> str:
        """Count one paragraph and return its marker with the separator that follows it."""
        found = self.lists.lists[place.number]
        reached = self._reached.setdefault(found.definition, {})
        if place.number not in self._begun:
            self._begun.add(place.number)
            for level in found.restarts:
                reached.pop(level, None)
        current = found.levels.get(place.level, Level())
        reached[place.level] = min(reached.get(place.level, current.start - 1) + 1, _LARGEST)
        for deeper in [key for key in reached if key > place.level and _restarts(found.levels.get(key), place.level)]:
            del reached[deeper]
        text = _shown(found, place.level, reached)
        return text + current.separator if text else ""


def read_lists(numbering: Element | None, styles: Element | None) -> Lists:
    """Read the two parts that say how lists look; either may be missing.

    >>> read_lists(None, None).place("Heading1", "1", 0) is None
    True
    """
    known = _styles(styles) if styles is not None else {}
    return Lists(_lists(numbering, known) if numbering is not None else {}, known)


def _restarts(level: Level | None, used: int) -> bool:
    """Tell whether a level starts anew after a paragraph of the level ``used`` above it."""
    return level is None or level.restart is None or used < level.restart


def _shown(found: NumberedList, current: int, reached: dict[int, int]) -> str:
    level = found.levels.get(current, Level())
    if level.style == "bullet":
        return level.text

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        shown = found.levels.get(index, Level())
        style = "decimal" if level.arabic else shown.style
        return _FORMATS.get(style, str)(reached.get(index, shown.start))

    return _PLACE.sub(number, level.text)


def _letters(number: int) -> str:
    """Count as Word does: z, then aa, bb, cc."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def _ordinal(number: int) -> str:
    teen = number % 100 in range(11, 14)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def whole(text: str | None, default: int = 0) -> int:
    """Return a number that an attribute holds, or the default where it holds none.

    >>> whole("12"), whole("-1"), whole("twelve", 1), whole(None), whole("9" * 5000)
    (12, -1, 1, 0, 100000)
    """
    match = re.fullmatch(r"\s*([+-]?)([0-9]+)\s*", text or "")
    if match is None:
        return default
    size = int(match[2]) if len(match[2]) < len(str(_LARGEST)) else _LARGEST
    return -size if match[1] == "-" else size


def _styles(root: Element) -> dict[str, Style]:
    namespace = namespace_of(root)
    return {
        style.get(namespace + "styleId", ""): _style(style)
        for style in children(root, "style")
        if style.get(namespace + "type") in {"paragraph", "numbering"}
    }


def _style(style: Element) -> Style:
    properties = child(style, "pPr")
    numbering = child(properties, "numPr") if properties is not None else None
    number, level = ("", None) if numbering is None else (value(numbering, "numId"), value(numbering, "ilvl"))
    return Style(value(style, "name"), value(style, "basedOn"), number, whole(level) if level else None)


def _ancestry(styles: dict[str, Style], style: str) -> Iterator[Style]:
    seen: set[str] = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = styles[style].based_on


def _lists(root: Element, styles: dict[str, Style]) -> dict[str, NumberedList]:
    namespace = namespace_of(root)
    definitions = {d.get(namespace + "abstractNumId", ""): d for d in children(root, "abstractNum")}
    numbers = {n.get(namespace + "numId", ""): n for n in children(root, "num")}
    levels = {key: _levels(definition) for key, definition in definitions.items()}
    found: dict[str, NumberedList] = {}
    for key, number in numbers.items():
        definition = _definition(number, definitions, numbers, styles)
        if key != "0" and definition in levels:
            found[key] = _overridden(NumberedList(definition, levels[definition]), number)
    return found


def _definition(
    number: Element, definitions: dict[str, Element], numbers: dict[str, Element], styles: dict[str, Style]
) -> str:
    """Return the definition a list follows; one that only links to a style follows that style's list."""
    key = value(number, "abstractNumId")
    link = value(definitions[key], "numStyleLink") if key in definitions else ""
    linked = numbers.get(styles[link].number) if link in styles else None
    return key if linked is None else value(linked, "abstractNumId")


def _levels(definition: Element) -> dict[int, Level]:
    namespace = namespace_of(definition)
    levels = {whole(level.get(namespace + "ilvl")): level for level in children(definition, "lvl")}
    return {index: _level(levels[index]) for index in range(_LEVELS) if index in levels}


def _level(level: Element) -> Level:
    style = value(level, "numFmt", "decimal")
    text = value(level, "lvlText")[:_LONGEST]
    restart = value(level, "lvlRestart")
    return Level(
        start=whole(value(level, "start"), 1),
        style=style,
        text=bullet(text, _font(level)) if style == "bullet" else text,
        separator="" if value(level, "suff") == "nothing" else " ",
        restart=whole(restart) if restart else None,
        arabic=child(level, "isLgl") is not None,
        paragraph_style=value(level, "pStyle"),
    )


def _font(level: Element) -> str:
    properties = child(level, "rPr")
    fonts = child(properties, "rFonts") if properties is not None else None
    return "" if fonts is None else fonts.get(namespace_of(fonts) + "ascii", "")


def _overridden(found: NumberedList, number: Element) -> NumberedList:
    levels = dict(found.levels)
    restarts: set[int] = set()
    for override in children(number, "lvlOverride"):
        index = whole(override.get(namespace_of(override) + "ilvl"))
        if index not in range(_LEVELS):
            continue
        level = child(override, "lvl")
        if level is not None:
            levels[index] = _level(level)
        start = value(override, "startOverride")
        if start:
            restarts.add(index)
            levels[index] = replace(levels.get(index, Level()), start=whole(start, 1))
    return NumberedList(found.definition, levels, frozenset(restarts))
