"""Turns the words of a heading or a title into the codes of the groups and of the assembly that they name.

For what says whose report a document is. What the cells of a plan name is recognised with its place, elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from resograph.naming.phrases import number, phrases
from resograph.naming.vocabulary import Assembly, vocabulary

_ADVISORY = "tsag"
_HIGHEST = 999
_HAS_DIGIT = re.compile(r"\d")
# "SG17RG-AFR": the notation is one, whatever the language.
_REGION = re.compile(r"[\s-]?RG\s?-\s?([a-z]{2,6})(?![a-z])", re.IGNORECASE)
_EDGES = " \t\n.,;:()[]"
_CALLED = re.compile(r"(\D*?)[- ]?([0-9]{4}|[0-9]{2})")


def groups_named(text: str) -> tuple[str, ...]:
    """Return the codes of the study groups, their regional groups and the advisory group that a text names, in order.

    >>> groups_named("SG 017 and TSAG; SG17RG-AFR, SG17"), groups_named("Responsable de la CE 17")
    (('sg17', 'tsag', 'sg17rg-afr'), ('sg17',))
    >>> groups_named("MSG17, SG 2022, SGs")
    ()
    """
    return tuple(dict.fromkeys(code for _, _, code in sorted(_found(text))))


def with_groups_as(name: Callable[[str], str], text: str) -> str:
    """Return a text with another name, made of its code, in the place of each group that it names.

    >>> with_groups_as(str.upper, "Lead in SG17 RG-AFR (第13研究组)"), with_groups_as(str.upper, "Report To")
    ('Lead in SG17RG-AFR (SG13)', 'Report To')
    """
    last, pieces = 0, []
    for start, end, code in sorted(_found(text)):
        if start >= last:
            pieces += [text[last:start], name(code)]
            last = end
    return "".join([*pieces, text[last:]])


def group_code(text: str) -> str:
    """Return the code of the group whose name a text is, and nothing else; "" when it is none.

    >>> group_code("STUDY GROUP 17"), group_code("第１７研究组"), group_code("TSAG")
    ('sg17', 'sg17', 'tsag')
    >>> group_code("SG17 and TSAG"), group_code("Plenary")
    ('', '')
    """
    name = text.strip(_EDGES)
    return next((code for start, end, code in _found(name) if end - start == len(name)), "")


def assemblies_named(text: str) -> Iterator[str]:
    """Yield the code of each assembly that a text names, known or not.

    >>> list(assemblies_named("AMNT-20, WTSA 2008; WTSA-48")), list(assemblies_named("WTSA and X.20"))
    (['wtsa-20', 'wtsa-08', 'wtsa-48'], [])
    """
    if not _HAS_DIGIT.search(text):
        return
    codes, kinds = _assemblies()
    for found in _assembly_pattern().finditer(text):
        kind, year = kinds[found[1].casefold()], str(int(found[2])).zfill(len(found[2]))
        yield codes.get((kind, year), codes.get((kind, year[-2:]), f"{kind}-{year[-2:]}"))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    if _HAS_DIGIT.search(text):
        for found in _numbered().finditer(text):
            if 0 < (counted := number(found[0])) <= _HIGHEST:
                region = _region(text, found.end())
                end = region.end() if region else found.end()
                yield found.start(), end, f"sg{counted}rg-{region[1].casefold()}" if region else f"sg{counted}"
    for found in _advisory().finditer(text):
        yield found.start(), found.end(), _ADVISORY


def _region(text: str, position: int) -> re.Match[str] | None:
    found = _REGION.match(text, position)
    return found if found and found[1].casefold() in vocabulary().concepts("region") else None


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(phrases(vocabulary().concepts("group-name")["study-group"].spellings), re.IGNORECASE)


@cache
def _advisory() -> re.Pattern[str]:
    path = f"itu-t/{_ADVISORY}"
    names = [spelling for spelling, thing in vocabulary().spellings.items() if thing.path == path]
    return re.compile(phrases(names), re.IGNORECASE)


@cache
def _assembly_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_assemblies()[1], key=len, reverse=True)))
    dashes = "[-\u2010\u2011\u2012\u2013\u2014\u2212\\s]?"
    return re.compile(rf"(?<![^\W\d_])({names}){dashes}(\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)


@cache
def _assemblies() -> tuple[Mapping[tuple[str, str], str], Mapping[str, str]]:
    """Return the codes by kind and year as written, and the kinds ("wtsa") by name ("amnt")."""
    codes: dict[tuple[str, str], str] = {}
    kinds: dict[str, str] = {}
    for assembly in vocabulary().assemblies.values():
        kind = assembly.code.partition("-")[0]
        for name, year in _names(assembly):
            kinds[name.casefold()] = kind
            codes[kind, year] = assembly.code
    return codes, kinds


def _names(assembly: Assembly) -> Iterator[tuple[str, str]]:
    for spelling in assembly.spellings:
        # "Geneva, 2022" is where and when, and every text says that.
        if "," not in spelling and (found := _CALLED.fullmatch(spelling)) and found[1]:
            yield found[1], found[2]
