"""Turns a Status cell into its class: empty, placeholder, reference, nothing to report, or reported."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from resograph.model.reading import ReportingStatus
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.cross_reference import is_only_reference
from resograph.recognise.words import searchable

_TRIM = " \n\t.;:,!…[]()"


def reporting_status(text: str) -> ReportingStatus:
    """Return the class of a status; the placeholder phrases are data (``voc/reporting-status``).

    >>> reporting_status("To be provided."), reporting_status(" \\n"), reporting_status("See 77-01 above")
    ('to-be-provided', 'empty', 'cross-reference')
    >>> reporting_status("A list to be provided by SG11 was received.")
    'reported'
    >>> reporting_status("To be provided\\nSee 50-01")
    'to-be-provided'
    """
    words = " ".join(searchable(text).split())
    if not words:
        return "empty"
    phrase = (words.strip(_TRIM) or words).lower()
    if phrase in _phrases("to-be-provided"):
        return "to-be-provided"
    if phrase in _phrases("nothing-to-report"):
        return "nothing-to-report"
    if is_only_reference(words):
        return "cross-reference"
    return "to-be-provided" if _is_placeholder(searchable(line) for line in text.split("\n")) else "reported"


def _is_placeholder(lines: Iterable[str]) -> bool:
    """Tell whether each line is a placeholder or a reference, and one of them a placeholder."""
    said = [" ".join(line.split()) for line in lines if line.strip()]
    left = [words for words in said if words.strip(_TRIM).lower() not in _phrases("to-be-provided")]
    return len(left) < len(said) and all(map(is_only_reference, left))


@cache
def _phrases(code: str) -> frozenset[str]:
    concept = vocabulary().concepts("reporting-status")[code]
    return frozenset(searchable(spelling).strip(_TRIM).lower() or spelling for spelling in concept.spellings)
