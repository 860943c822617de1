"""Turns the first cell of a row into the number of an action item and its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Word and its users write the hyphen of "07-01" in a dozen ways, and put marks without width beside it.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_WIDTHLESS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_SPELLING = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_WIDTHLESS, "")})
_BRACKETED = re.compile(r"[(\[]\s*([^\W\d][^()\[\]]*)[)\]]")
_BARE = re.compile(r"\b(unchanged|new)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:action)?(?:res(?:olution)?|item|no)?[.:#]*([0-9]{1,6})-([0-9]{1,6})[.:]?", re.IGNORECASE)
_UNCHANGED = frozenset({"unchanged", "no change", "no changes", "not changed"})
_NEW = frozenset({"new", "new item"})


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
    r"""Read "92-03", "92-03 (unchanged)", "Res. 50-02" or an id broken over two lines; None when it is no id.

    The digits stay as typed ("2-1" is not "02-01"): item ids match ``\d+-\d+`` (docs/reference/contract.md §3).

    >>> parse("92–\n03 (unchanged)")
    Identifier(number='92-03', resolution=92, ordinal=3, unchanged=True, new=False, notes=())
    >>> parse("92-03-01") is None
    True
    """
    plain = text.translate(_SPELLING)
    notes = [" ".join(note.split()).casefold() for note in _BRACKETED.findall(plain)]
    rest = _BRACKETED.sub(" ", plain)
    if bare := _BARE.search(rest):
        notes.append(bare[1].casefold())
        rest = rest[: bare.start()]
    found = _NUMBER.fullmatch("".join(rest.split()))
    if found is None:
        return None
    return Identifier(
        number=f"{found[1]}-{found[2]}",
        resolution=int(found[1]),
        ordinal=int(found[2]),
        unchanged=not _UNCHANGED.isdisjoint(notes),
        new=not _NEW.isdisjoint(notes),
        notes=tuple(note for note in notes if note not in _UNCHANGED | _NEW),
    )
