"""Turns "ITU-T X.1246 Amd. 1 (5/2022)" and its kin into Recommendations, their parts and supplements.

The grammar is that of the official identifiers (series letter and number, then the parts,
then the month of approval), with the spellings that reports use for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Edition, Part, PartKind, Recommendation, Supplement
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.dates import APPROVAL, approval
from resograph.recognise.words import LOWER_CASE, Context, Found

_NUMBER = r"\d{1,4}(?:\.\d{1,4}){0,3}(?:R\b|\s?(?:bis|ter|quater)\b)?"
_PREFIX = r"(?:(?:Recommendations?|Recs?\.?)\s)?(?:(?P<itu>ITU[- ]T)\s(?:(?:Recommendations?|Recs?\.?)\s)?)?"
_DATE = rf"(?:\s?\((?P<date>{APPROVAL})\))"
_PARTS = (
    r"(?P<parts>(?:\s?\((?P<base_year>(?:19|20)\d{2})\)(?=\s?(?:Amd|Amend|Cor|Tech|Err|Annex)))?"
    r"(?:[\s/,]{0,2}(?:Amd\.?|Amendment|(?:Technical\s|Tech\.\s)?Cor\.?|Corr?igendum|Err\.?|Erratum)\s?\d{1,3}){0,2}"
    r"(?:,?\sAnnex\s[A-Z]\d?\b)?)"
)
_COMMON = r"(?:\s?\|\s?(?P<common>ISO(?:/IEC)?\s(?:(?:TR|TS)\s)?\d{3,6}(?:-\d{1,3})?)(?::(?:19|20)\d{2})?)?"
# "X1246" (52-01) has lost its dot: read only where "ITU-T" or a part says that it is a Recommendation.
_RECOMMENDATION = re.compile(
    rf"(?<![\w./-]){_PREFIX}(?P<series>[A-Z])(?P<dot>\.\s?|(?=\d{{2,4}}\b))(?P<number>{_NUMBER})"
    rf"(?:/(?P<dual>[A-Z]\.{_NUMBER}))?(?![\w-])(?!\.\w){_PARTS}{_DATE}?{_COMMON}"
    r"(?:(?<=\d)\s?\((?P<common_date>\d{1,2}\s?/\s?(?:19|20)\d{2})\))?"
)
_LEADING_PART = re.compile(
    r"\b(?P<kind>Amendment|Amd\.?|Corrigendum|Cor\.?|Annex|Appendix|Erratum)\s(?P<label>\d{1,3}|[A-Z]\d?|[IVX]{1,5})\s"
    r"(?:to|of)\s(?:the\s)?(?=(?:Recommendation|Rec|ITU|[A-Z]\.\d))"
)
_PART = re.compile(
    r"(?P<kind>Amd|Amendment|Cor|Corr?igendum|Err|Erratum|Annex)\.?\s?(?P<label>\d{1,3}|[A-Z]\d?\b)(?!\w)",
    re.IGNORECASE,
)
_KINDS: dict[str, PartKind] = {
    "am": "amendment",
    "co": "corrigendum",
    "er": "erratum",
    "an": "annex",
    "ap": "appendix",
}
_ANNEXED = frozenset({"annex", "appendix"})
_SUPPLEMENT = re.compile(
    r"(?<![\w./])(?:ITU[- ]T\s)?(?P<series>[A-Z])(?:\.\d{3,4})?"
    r"(?:\.|[\s-](?:series\s(?:Recommendations\s[–-]\s)?)?)?\s?"
    rf"[Ss]up(?:pl?(?:ement)?)?\.?\s?(?P<number>\d{{1,3}})(?![\w-]|\.\w){_DATE}?"
)
_LEADING_SUPPLEMENT = re.compile(
    rf"\bSuppl?(?:ement|\.)?\s(?P<number>\d{{1,3}})\s(?:to|of)\s(?:the\s)?(?:ITU[- ]T\s)?"
    rf"(?P<series>[A-Z])(?P<point>\.)?(?:[\s-]series)?(?(point)(?!\d)|\b)(?:\sRecommendations?)?{_DATE}?"
)
_LOWER_CASE = re.compile(rf"(?<![\w./@:-]){LOWER_CASE}")
_SHORT_DATE = re.compile(r"\s?\((?P<date>\d{1,2}\s?/\s?\d{2})\)")


def find(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield each numbered Recommendation, amendment, corrigendum, annex and supplement.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> sorted(found.thing.designation for found in find("ITU-T X1246 Amd. 1 (5/2022) and X.Suppl.37", context))
    ['X Suppl. 37', 'X.1246 Amd. 1']
    >>> list(find("X.5Gsec-ctrl, IMT.2020, 4G, B52", context))
    []
    """
    yield from _supplements(text)
    for match in _RECOMMENDATION.finditer(text):
        if match["series"] in vocabulary().series and _is_meant(match):
            yield from _recommendation(text, match)


def bad_dates(text: str, context: Context) -> Iterator[tuple[int, int]]:  # noqa: ARG001 -- see find
    """Yield where a text is dated with a month that does not exist, or with a year of two digits.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> list(bad_dates("X.1812 (13/2022)", context)), list(bad_dates("X.1812 (2/22)", context))
    ([(8, 15)], [(8, 12)])
    >>> list(bad_dates("X.1812 (12/2022)", context))
    []
    """
    for pattern in (_RECOMMENDATION, _SUPPLEMENT, _LEADING_SUPPLEMENT, _LOWER_CASE):
        for match in pattern.finditer(text):
            date = match.groupdict().get("date")
            if date and approval(date) is None:
                yield match.span("date")
            elif not date and (short := _SHORT_DATE.match(text, match.end())):
                yield short.span("date")


def lower_case(text: str, context: Context) -> Iterator[tuple[int, int]]:  # noqa: ARG001 -- see find
    """Yield where the letter of a series is written small, so that no Recommendation is recognised.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> list(lower_case("X.1812 and x.1813 (2/22)", context))
    [(11, 17)]
    >>> list(lower_case("p.123, x.509v3, a.1, e.g. 5", context))
    []
    """
    return (match.span() for match in _LOWER_CASE.finditer(text))


def _is_meant(match: re.Match[str]) -> bool:
    return bool(match["dot"] or match["itu"] or re.search(r"\d", match["parts"]))


def _recommendation(text: str, match: re.Match[str]) -> Iterator[Found]:
    designation = f"{match['series']}.{match['number']}" + (f"/{match['dual']}" if match["dual"] else "")
    base = Recommendation(designation, match["common"] or "")
    work: Recommendation | Part = base
    for number, part in enumerate(_parts(match)):
        year = (match["base_year"] or "") if number == 0 else ""
        work = Part(work, _kind(part), part["label"], year)
    start = match.start()
    leading = _leading(text, start)
    if leading and _kind(leading) not in _ANNEXED:
        # In "Corrigendum 1 to X.509 (10/2019)" the date is that of the edition that is corrected.
        date = approval(match["date"]) if match["date"] else None
        work = Part(base, _kind(leading), leading["label"], (date or match["base_year"] or "")[:4])
        yield Found(work, leading.start(), match.end())
        return
    yield Found(work, start, match.end(), _edition(work, match["date"] or match["common_date"]))


def find_annexes(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield each annex and appendix; the Recommendation that has it is named as well (07-02).

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.designation for found in find_annexes("Annex A to Recommendation A.23", context)]
    ['A.23 Annex A']
    >>> list(find_annexes("the Annex to this document", context))
    []
    """
    for match in _RECOMMENDATION.finditer(text):
        if match["series"] in vocabulary().series and _is_meant(match):
            base = Recommendation(f"{match['series']}.{match['number']}")
            leading = _leading(text, match.start())
            if leading and _kind(leading) in _ANNEXED:
                yield Found(Part(base, _kind(leading), leading["label"]), leading.start(), match.end())
            for part in _PART.finditer(match["parts"]):
                if _kind(part) in _ANNEXED:
                    yield Found(Part(base, _kind(part), part["label"]), match.start(), match.end())


def _parts(match: re.Match[str]) -> Iterator[re.Match[str]]:
    return (part for part in _PART.finditer(match["parts"]) if _kind(part) not in _ANNEXED)


def _leading(text: str, start: int) -> re.Match[str] | None:
    near = _LEADING_PART.finditer(text, max(0, start - 60), start + 20)
    return next((found for found in near if found.end() == start), None)


def _kind(match: re.Match[str]) -> PartKind:
    return _KINDS[match["kind"][:2].lower()]


def _edition(work: Recommendation | Part | Supplement, written: str | None) -> Edition | None:
    date = approval(written) if written else None
    return Edition(work, date) if date else None


def _supplements(text: str) -> Iterator[Found]:
    for pattern in (_SUPPLEMENT, _LEADING_SUPPLEMENT):
        for match in pattern.finditer(text):
            if match["series"] in vocabulary().series:
                work = Supplement(match["series"], match["number"])
                yield Found(work, match.start(), match.end(), _edition(work, match["date"]))
