"""Turns the finds of a cell that lists names (Action By, lead, Report To …) into roles, and what is left over.

Parentheses mean a secondary role: "SG16, SG20, (SG11, SG17)" in Action By, "(Q13/17, Q14/17)" in the lead.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from resograph.model.reading import Role
from resograph.model.report import Column
from resograph.recognise.words import Found, blanked

# Column → the role of a name in it, and of a name in parentheses.
ROLES: dict[Column, tuple[Role, Role]] = {
    "action-by": ("responsible", "also-involved"),
    "collaborate-with": ("collaborator", "collaborator"),
    "report-to": ("reports-to", "reports-to"),
    "lead": ("lead", "supporting"),
}
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_SECOND = re.compile(r"\s?[(–-]\s?support", re.IGNORECASE)  # "Q1/13 (lead), Q2/13 (supporting)"
# Words that hold a list of names together, say when or in what office, or name nobody in particular.
_FILLING = re.compile(
    r"\b(?:and|or|in|with|at|by|to|via|through|collaboration|co-?operation|coordination|consultation|as|appropriate"
    r"|necessary|relevant|concerned|the|of|all|each|every|others?|jointly|esp|particular|lead|support(?:ing)?|etc|if|any|meetings?|annually"
    r"|vice-chair(?:man|men|persons?|s)?|chair(?:man|men|persons?|s)?|rapporteurs?|associate|editors?|management|teams?"
    r"|secretariat|SDOs?|bodies|organi[sz]ations?|stakeholders|(?:ITU-T\s)?member(?:ship|s)?|FGs|focus groups|JCAs"
    r"|regional)(?![\w-])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w(?:[^,;()\n]*\w)?\)?")


def roles(column: Column, text: str, found: Sequence[Found]) -> Iterator[tuple[Found, Role]]:
    """Yield each find of the cell with its role.

    >>> from resograph.recognise.group import study_group
    >>> finds = [Found(study_group(20), 0, 4), Found(study_group(17), 6, 10)]
    >>> [(one.thing.designation, role) for one, role in roles("action-by", "SG20 (SG17)", finds)]
    [('SG20', 'responsible'), ('SG17', 'also-involved')]
    """
    main, secondary = ROLES[column]
    inside = [match.span() for match in _PARENTHESES.finditer(text)]
    for one in found:
        before = bisect_left(inside, (one.start, 0)) - 1  # the last parenthesis that opens before the name
        enclosed = before >= 0 and one.end <= inside[before][1]
        yield one, secondary if enclosed or _SECOND.match(text, one.end) else main


def left_over(text: str, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Yield where the cell says something that nothing was found for.

    >>> list(left_over("Qx/17, Q2/17", [Found(None, 7, 12)]))
    [(0, 5)]
    >>> list(left_over("SG17 and other SGs", [Found(None, 0, 4), Found(None, 9, 18)]))
    []
    """
    rest = blanked(text, ((one.start, one.end) for one in found), "\0")
    rest = _FILLING.sub(lambda match: "\0" * len(match[0]), rest)
    for match in re.finditer(r"[^\0]+", rest):
        for words in _WORDS.finditer(match[0]):
            yield match.start() + words.start(), match.start() + words.end()
