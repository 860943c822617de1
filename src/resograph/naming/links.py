"""Turns the designation of a Recommendation into the names that ITU itself gives it."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

_NUMBERED = re.compile(r"([A-Z])\.([1-9][0-9]*)")
_PAGED = re.compile(r"([A-Z]\.[1-9][0-9]*(?:\.[0-9]+){0,3})(?:/.*)?")


def object_identifier(designation: str) -> str:
    """Return the URN of a Recommendation's object identifier, "" when its arc is not certain.

    ITU's tree has an arc for each series letter (a to z = 1 to 26) and one for the number (Recommendation ITU-T
    X.660, arc itu-t(0) recommendation(0)). How sub-numbers and dual numbers are placed differs (H.225.0 is arc
    2250): none is made up.

    >>> object_identifier("X.1812")
    'urn:oid:0.0.24.1812'
    >>> object_identifier("G.108.2"), object_identifier("G.709/Y.1331")
    ('', '')
    """
    match = _NUMBERED.fullmatch(designation)
    return f"urn:oid:0.0.{ord(match[1]) - ord('A') + 1}.{match[2]}" if match else ""


def recommendation_page(designation: str) -> NamedNode | None:
    """Return ITU's page of all editions: without date and status letter, which change with the edition.

    >>> recommendation_page("G.709/Y.1331").value
    'https://www.itu.int/rec/T-REC-G.709'
    >>> recommendation_page("EMC-5")
    """
    match = _PAGED.fullmatch(designation)
    return NamedNode(f"https://www.itu.int/rec/T-REC-{match[1]}") if match else None
