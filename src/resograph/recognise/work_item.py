"""Turns provisional names ("X.5Gsec-ctrl", "TR.zt-acp", "X.1380(X.edrsec)") into work items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Recommendation, WorkItem
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.words import Context, Found

# Case, "-", "_" and inner "." are all significant (work programme). The trailing "." is the sentence's.
_NAME = r"(?P<prefix>[A-Z]|TR|TP|STR|STP|DSTR)\.(?P<rest>[A-Za-z0-9][\w.+-]*)"
_PATTERN = re.compile(rf"(?<![\w./-])(?:ITU[- ]T\s)?{_NAME}")
_FORMER = re.compile(
    rf"(?<![\w./-])(?P<became>[A-Z]\.\d[\d.]{{0,12}}(?:/[A-Z]\.\d[\d.]{{0,12}})?)"
    rf"\s?\((?:(?:ex|formerly|former|was|previously)[.:]?[\s-])?(?:ITU[- ]T\s)?{_NAME}[,)]"
)
# The other way round: "X.5Gsec-t (X.1814)", "X.5Gsec-t (now X.1814)".
_LATER = re.compile(r"\s?\((?:now\s|became\s)?(?:ITU[- ]T\s)?(?P<became>[A-Z]\.\d[\d.]{0,12})\)")
# "X.509-based" and "Y.4000-series" speak of a numbered text, "X.1054-rev" is a draft.
_COMPOUND = r"(?:-(?:based|compliant|compatible|conformant|related|series|style|type))?"
_NUMBERED = re.compile(rf"\d+(?:\.\d+)*(?:R|v\d+)?{_COMPOUND}|Sup(?:pl?(?:ement)?)?\.?\s?\d+", re.IGNORECASE)
_NAMELIKE = re.compile(r"[a-z0-9]|[A-Z]{2}")


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each draft by its provisional name, with the Recommendation it became where the text says so.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.designation for found in find("X.sup.cv2x-sec, X.sgc_rcs and TR.zt-acp.", context)]
    ['X.sup.cv2x-sec', 'X.sgc_rcs', 'TR.zt-acp']
    >>> list(find("X.1812, X.Suppl.37, e.g. J.Doe, U.S.A.", context))
    []
    """
    became = {match.start("prefix"): match["became"] for match in _FORMER.finditer(text)}
    for match in _PATTERN.finditer(text):
        rest = match["rest"].rstrip(".+-")
        if _is_draft(match["prefix"], rest):
            later = _LATER.match(text, match.end())
            number = later["became"] if later else became.get(match.start("prefix"), "")
            base = Recommendation(number.rstrip(".")) if number else None
            item = WorkItem(context.group, f"{match['prefix']}.{rest}", base)
            yield Found(item, match.start(), match.start("rest") + len(rest))


def _is_draft(prefix: str, rest: str) -> bool:
    if len(prefix) == 1 and prefix not in vocabulary().series:
        return False
    if _NUMBERED.fullmatch(rest) or not re.search("[A-Za-z]", rest) or rest.endswith("series"):
        return False
    if len(rest) < 2:  # noqa: PLR2004 -- "E.g", "I.e": one letter is no name
        return False
    return bool(_NAMELIKE.match(rest)) or bool(re.search(r"[\d_-]", rest))
