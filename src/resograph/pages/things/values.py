"""Turns terms into what people read: words, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph as ox

from resograph.model.months import MONTHS
from resograph.naming.prefixes import XSD

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})")


class Value(NamedTuple):
    """Something to show: its words, where they lead ("" nowhere), the language where it is not English, a mark."""

    text: str
    href: str = ""
    lang: str = ""
    mark: str = ""


MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "reported": ("is-good", "●"),
        "to-be-provided": ("is-warn", "○"),
        "empty": ("is-warn", "○"),
        "nothing-to-report": ("is-quiet", "–"),
        "cross-reference": ("is-quiet", "→"),
        "approved": ("is-good", "✓"),
        "agreed": ("is-good", "✓"),
        "consented": ("is-good", "✓"),
        "determined": ("is-good", "✓"),
        "maintained": ("is-good", "✓"),
        "established": ("is-good", "+"),
        "under-study": ("is-quiet", "…"),
        "not-approved": ("is-bad", "✗"),
        "discontinued": ("is-bad", "✗"),
        "Violation": ("is-bad", "✗"),
        "Warning": ("is-warn", "▲"),
        "Info": ("is-quiet", "i"),
    }
)
"""The look and the symbol of a status, an outcome or a severity, by the end of its IRI: never by colour alone."""

ANSWERED = frozenset(("reported",))
UNANSWERED = frozenset(("to-be-provided", "empty"))


def mark(iri: str) -> tuple[str, str]:
    """Return the look and the symbol of a status; plain ones for what none is known of.

    >>> mark("https://example.org/voc/outcome/approved"), mark("https://example.org/voc/outcome/other")
    (('is-good', '✓'), ('is-quiet', '·'))
    """
    return MARKS.get(re.split(r"[/#]", iri)[-1], ("is-quiet", "·"))


def literal(term: ox.Literal) -> Value:
    """Return a literal as people write it: dates in words, truth as yes and no.

    >>> literal(ox.Literal("2022-05", datatype=XSD.gYearMonth)).text, literal(ox.Literal("x", language="fr")).lang
    ('May 2022', 'fr')
    >>> literal(ox.Literal("2022-13", datatype=XSD.gYearMonth)).text
    '2022-13'
    """
    text, kind = term.value, term.datatype
    if kind == XSD.gYearMonth and (found := _MONTH.fullmatch(text)):
        text = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    elif kind == XSD.date and (found := _DAY.fullmatch(text)):
        text = f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"
    elif kind == XSD.boolean:
        text = {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(text, text)
    return Value(text, lang=(term.language or "").removeprefix("en"))
