"""Turns what is said of a thing into the names that people type: its designation, and other writings of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from resograph.naming.prefixes import DCTERMS, RDFS, RG
from resograph.query.search.said import Said

_RECOMMENDATIONS: Final = frozenset(
    {"Recommendation", "Supplement", "Amendment", "Corrigendum", "RecommendationPart", "RecommendationEdition"}
)
# What these are called is a sentence; they are found by its words.
_NAMELESS: Final = frozenset({"Claim", "Finding", "UnparsedText", "Concept", "ConceptScheme", "NarrativeStatement"})


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a thing: those that it bears, by which a slip of the pen is mended, and other writings of them."""

    own: tuple[str, ...]
    other: tuple[str, ...]


def names_of(kind: str, known: Said) -> Names:
    """Return the names of a thing of a kind; those that it bears first.

    >>> names_of("Resolution", {RG.number: ("50",), RG.conference: ("WTSA",)})
    Names(own=('Resolution 50',), other=('Res 50', 'WTSA Resolution 50', '50'))
    >>> names_of("Finding", {RDFS.label: ("A hyphen stands here.",)})
    Names(own=(), other=())
    """
    if kind in _NAMELESS:
        return Names((), ())
    own = tuple(dict.fromkeys(_own(kind, known)))
    other = dict.fromkeys((*_other(kind, known, own), *known.get(RDFS.label, ())))
    return Names(own, tuple(name for name in other if name not in own))


def _own(kind: str, known: Said) -> Iterator[str]:
    if kind == "Resolution":
        yield from (f"Resolution {number}" for number in known.get(RG.number, ()))
    yield from known.get(RG.designation, ())
    yield from (name for name in known.get(DCTERMS.identifier, ()) if not name.startswith("urn:"))


def _other(kind: str, known: Said, own: tuple[str, ...]) -> Iterator[str]:
    if kind == "Resolution":
        for number in known.get(RG.number, ()):
            yield f"Res {number}"
            yield from (f"{conference} Resolution {number}" for conference in known.get(RG.conference, ()))
            yield number
    for name in own:
        if kind in _RECOMMENDATIONS:
            yield from (f"{before} {name}" for before in ("ITU-T", "Rec", "Recommendation", "Rec ITU-T"))
            yield name.replace("Suppl.", "Sup")
        elif kind == "Question":
            yield f"Question {name.removeprefix('Q')}"
        elif kind == "ActionItem":
            yield f"item {name}"
