"""Turns the labels of a code list into a pattern that finds them in a text, in whatever script they are written.

In a label "#" is the place of a number: "Study Group #", "第#研究组". The pattern is for the text as written, so
what it finds has its place there: an accent may be missing or stand apart, as it does in capitals and in some
exports, white space may be of any kind, and marks of the direction of writing may stand round a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PLACE = "#"
_NUMERAL = re.compile(r"\d+")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212-"
_APOSTROPHES = "'\u2018\u2019\u02bc\u00b4"
_GAP = "[\\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
# An alef is written with or without its mark, and the last letter of an Arabic word with or without its dots.
_VARIANTS = ("\u0627\u0623\u0625\u0622\u0671", "\u064a\u0649", "\u0647\u0629")
_ALIKE = {ord(letter): letters[0] for letters in _VARIANTS for letter in letters}
_TATWEEL = "\u0640"


def phrases(labels: Iterable[str]) -> str:
    """Return the source of a pattern that finds one of the labels, the longest first, in any case.

    A label is found as whole words in scripts that have capitals; others write words together.

    >>> found = re.search(phrases(["Commission d'études #"]), "la COMMISSION D’ETUDES 17", re.IGNORECASE)
    >>> found and number(found[0])
    17
    >>> re.search(phrases(["SG #"]), "MSG 17 or SG 1234567", re.IGNORECASE) is None
    True
    """
    ordered = sorted(set(labels), key=_length)
    # What begins a word is asked once for all labels, not by each: long texts are searched.
    words = "|".join(_phrase(label) for label in ordered if _has_capitals(label[0]))
    others = "|".join(_phrase(label) for label in ordered if not _has_capitals(label[0]))
    sides = [rf"(?<![^\W\d_])(?:{words})"] * bool(words) + [others] * bool(others)
    return f"(?:{'|'.join(sides)})"


def number(found: str) -> int:
    """Return the number in what a pattern of `phrases` found, in whatever digits; 0 where its label has none.

    >>> number("第17研究组"), number("لجنة الدراسات ١٧"), number("TSAG")
    (17, 17, 0)
    """
    return next((int(digits[0]) for digits in _NUMERAL.finditer(found)), 0)


def letters(text: str) -> str:
    """Return the letters of a text without case, accents and marks: what two spellings of a heading have in common.

    Digits do not count; "#" and "№" count as "No".

    >>> letters("Res. # [-Action item #]"), letters("D’ÉTUDES"), letters("\u0625\u062c\u0640\u0631\u0627\u0621")
    ('resnoactionitemno', 'detudes', 'اجراء')
    >>> letters("17-03")
    ''
    """
    plain = text.casefold().replace(_PLACE, "no")
    if not plain.isascii():
        # "N°", typed with the sign of degrees.
        plain = (
            unicodedata.normalize("NFKD", plain.replace("°", "o")).casefold().replace(_TATWEEL, "").translate(_ALIKE)
        )
    return "".join(filter(str.isalpha, plain))


def _length(label: str) -> tuple[int, str]:
    return -len(label), label


def _phrase(label: str) -> str:
    composed = unicodedata.normalize("NFC", label)
    before, place, after = (part.strip() for part in composed.partition(_PLACE))
    parts = [_words(before)] if before else []
    parts += [r"(?<!\d)\d{1,6}(?!\d)"] if place else []
    parts += [_words(after)] if after else []
    end = r"(?![^\W\d_])" if _has_capitals(composed[-1]) else ""
    return f"{_GAP}{{0,3}}".join(parts) + end


def _words(part: str) -> str:
    return "".join(map(_element, part))


def _element(character: str) -> str:
    if character == " ":
        return f"{_GAP}{{1,3}}"
    if character in _DASHES:
        return f"[{_DASHES}]"
    if character in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    for letters_alike in _VARIANTS:
        if character in letters_alike:
            return f"[{letters_alike}]"
    apart = unicodedata.normalize("NFD", character)
    if len(apart) > 1:
        marks = "".join(f"{mark}?" for mark in apart[1:])
        return f"(?:{re.escape(character)}|{re.escape(apart[0])}{marks})"
    return re.escape(character)


def _has_capitals(character: str) -> bool:
    return character.lower() != character.upper()
