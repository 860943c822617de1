"""Turns the first cell of a row into the number of an action item and its marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from resograph.naming.phrases import letters, number, phrases
from resograph.naming.vocabulary import vocabulary

# Word and its users write the hyphen of "07-01" in a dozen ways, and put marks without width beside it.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_WIDTHLESS = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_SPELLING = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_WIDTHLESS, "")})
# No id is longer, its marks included.
_LONGEST = 1000
_BRACKETED = re.compile(r"[(\[]\s*([^\W\d][^()\[\]]*)[)\]]")
_USUAL = re.compile(r"[0-9]{1,6}-[0-9]{1,6}")
_PREFIX = r"([^0-9()\[\]/-]{0,40})"
_NUMBER = re.compile(rf"{_PREFIX}([0-9]{{1,6}})-([0-9]{{1,6}})[.:]*")
_ALONE = re.compile(rf"{_PREFIX}([0-9]{{1,6}})[.:)]*")


# The number of a section or the mark of a list, and the assembly, may stand before "Resolution 50".
_COUNTED = r"\s{0,9}(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.)]?\s{1,9}|[·•*-]\s{0,9})?"
_ADOPTED = r"(?:[^\W\d_]{2,6}[-\u2010\u2011]?[0-9]{2,4}\s{1,9})?"
# The version, and what parts it from the title.
_BEFORE_TITLE = re.compile(rf"\A(?:\s{{0,9}}[(（][^()（）]{{0,300}}[)）]){{0,3}}[\s.,;:：{_DASHES}-]{{0,20}}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id as the plan counts it; ``notes`` are marks in brackets that are neither of the two known ones."""

    number: str
    resolution: int
    ordinal: int
    unchanged: bool
    new: bool
    notes: tuple[str, ...]


def parse(text: str) -> Identifier | None:
    r"""Read "92-03", "92-03 (unchanged)", "Res. 50-02", "2-1" or an id broken over two lines; None when it is no id.

    The number has at least two digits on either side, however it is typed (docs/reference/contract.md §3).

    >>> parse("2–\n1 (unchanged)")
    Identifier(number='02-01', resolution=2, ordinal=1, unchanged=True, new=False, notes=())
    >>> parse("92-03-01") is None
    True
    """
    rest, notes = (text, ()) if _USUAL.fullmatch(text) else _marks(text)
    found = _NUMBER.fullmatch(rest)
    if found is None or letters(found[1]) not in _prefixes():
        return None
    return _identifier(int(found[2]), int(found[3]), notes)


def joined(resolution: str, item: str) -> Identifier | None:
    """Read an id whose two numbers stand in columns of their own; one of them may hold the whole id.

    >>> joined("Resolution 92 (Rev. Geneva, 2022)", "3 (new)")
    Identifier(number='92-03', resolution=92, ordinal=3, unchanged=False, new=True, notes=())
    >>> joined("92", "50-01") is None, joined("", "3") is None
    (True, True)
    """
    counted = resolution_number(resolution)
    if whole := parse(item):
        return whole if counted in {0, whole.resolution} else None
    if whole := parse(resolution):
        return whole
    rest, notes = _marks(item)
    found = _ALONE.fullmatch(rest)
    if not counted or found is None or letters(found[1]) not in _prefixes():
        return None
    return _identifier(counted, int(found[2]), notes)


def resolution_number(text: str) -> int:
    """Return the number of the Resolution that a text is or begins with, 0 when there is none.

    >>> resolution_number("50"), resolution_number("Res. 50"), resolution_number("RÉSOLUTION 50 – Cybersécurité")
    (50, 50, 50)
    >>> resolution_number("See Resolution 50"), resolution_number("50 items")
    (0, 0)
    """
    if found := _resolution().match(text):
        return number(found["resolution"])
    rest, _ = _marks(text)
    alone = _ALONE.fullmatch(rest)
    return int(alone[2]) if alone and letters(alone[1]) in _prefixes() else 0


def is_titled(text: str) -> bool:
    """Tell whether a text begins with the word for a Resolution and its number, as a title does.

    >>> is_titled(" Resolución 50 – Ciberseguridad"), is_titled("2.3 WTSA-20 Resolution 50"), is_titled("50")
    (True, True, False)
    """
    return _resolution().match(text) is not None


def entitled(text: str) -> tuple[int, str]:
    """Part a title from "Resolution 50 (Rev. Geneva, 2022) –" before it; the number is 0 where that is missing.

    >>> entitled("Resolution 50 (Rev. Geneva, 2022)\u00a0\u2013 Cybersecurity"), entitled("Resolution 7")
    ((50, 'Cybersecurity'), (7, ''))
    >>> entitled("Impact of Resolution 50")
    (0, 'Impact of Resolution 50')
    """
    found = _resolution().match(text)
    if found is None:
        return 0, " ".join(text.split())
    rest = _BEFORE_TITLE.sub("", text[found.end() :], count=1)
    return number(found["resolution"]), " ".join(rest.split())


def _identifier(resolution: int, ordinal: int, notes: tuple[str, ...]) -> Identifier:
    known = _known_marks()
    marks = {known.get(note, "") for note in notes}
    return Identifier(
        number=f"{resolution:02}-{ordinal:02}",
        resolution=resolution,
        ordinal=ordinal,
        unchanged="unchanged" in marks,
        new="new" in marks,
        notes=tuple(note for note in notes if note not in known),
    )


def _marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without its marks and white space, and the marks."""
    if len(text) > _LONGEST:
        return text, ()
    plain = unicodedata.normalize("NFKC", text).translate(_SPELLING)
    notes = [" ".join(note.split()).casefold() for note in _BRACKETED.findall(plain)]
    rest = _BRACKETED.sub(" ", plain)
    if bare := _bare_mark().search(rest):
        notes.append(" ".join(bare[1].split()).casefold())
        rest = rest[: bare.start()]
    return "".join(rest.split()), tuple(notes)


@cache
def _known_marks() -> Mapping[str, str]:
    concepts = vocabulary().concepts("item-mark").values()
    return {spelling.casefold(): concept.code for concept in concepts for spelling in concept.spellings}


@cache
def _bare_mark() -> re.Pattern[str]:
    return re.compile(rf"({phrases(_known_marks())})\s*$", re.IGNORECASE)


@cache
def _prefixes() -> frozenset[str]:
    parts = vocabulary().concepts("identifier-part").values()
    return frozenset(letters(spelling) for part in parts for spelling in part.spellings) | {""}


@cache
def _resolution() -> re.Pattern[str]:
    labels = vocabulary().concepts("identifier-part")["resolution"].spellings
    resolution = phrases(label for label in labels if "#" in label)
    return re.compile(rf"{_COUNTED}{_ADOPTED}(?P<resolution>{resolution})", re.IGNORECASE)
