"""Turns a Status cell into its class: empty, placeholder, reference, nothing to report, or reported."""

from __future__ import annotations

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
    """
    words = " ".join(searchable(text).split())
    if not words:
        return "empty"
    phrase = (words.strip(_TRIM) or words).lower()
    if phrase in _phrases("to-be-provided"):
        return "to-be-provided"
    if phrase in _phrases("nothing-to-report"):
        return "nothing-to-report"
    return "cross-reference" if is_only_reference(words) else "reported"


@cache
def _phrases(code: str) -> frozenset[str]:
    concept = vocabulary().concepts("reporting-status")[code]
    return frozenset(searchable(spelling).strip(_TRIM).lower() or spelling for spelling in concept.spellings)
