"""Turns "SG17", "SGs 11 and 17", "SG17 RG-AFR", "CG-secapa", "TSB Director" into groups of ITU."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Group, GroupKind
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.words import Context, Found, members

# "SG" in a list of numbers needs a boundary that is no hyphen: "CG-SG17-wtsa24-prep" is one name.
_SECTOR = r"(?:\bITU[- ](?P<sector>[RTD])\s)?"
_STUDY_GROUPS = re.compile(
    rf"{_SECTOR}(?<![\w-])(?:[Ss]tudy\s[Gg]roups?|SGs?)\s?"
    r"(?P<numbers>\d{1,2}(?:(?:\s?,\s?(?:and\s)?|\s?\+\s?|\sand\s|\s?&\s?|\s?/\s?(?=\d))\d{1,2}(?![\d/-])){0,20})(?![\d/])(?!RG)"
)
_REGIONAL = re.compile(
    r"(?<![\w-])(?:SG\s?(?P<parent>\d{1,2})\s?[- ]?)?RG-(?P<code>[A-Z]{2,6})\b|"
    r"\bregional group for (?:the )?(?P<region>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
)
_CODED: dict[str, GroupKind] = {
    "JCA": "joint-coordination-activity",
    "CG": "correspondence-group",
    "FG": "focus-group",
    "IRG": "group",
    "JRG": "group",
}
_CODED_PATTERN = re.compile(r"(?<![\w-])(?P<kind>JCA|CG|FG|IRG|JRG)-(?P<code>\w[\w&-]*)")
_WORKING_PARTY = re.compile(r"(?<![\w-])(?:WP|Working Party)\s?(?P<number>\d{1,2})\s?/\s?(?P<group>\d{1,2})\b")
_RADIO_PARTY = re.compile(r"\b(?:ITU-R\s)?WP\s?(?P<code>\d[A-D])\b")
_OWN = re.compile(r"\b(?:SG\s?\d{1,2}\s)?(?:Plenary|PLEN)\b|(?<![\w-])WP\s?(?P<party>\d{1,2})(?![\w/]|\s?/)")
_SECTOR_WORDS = {"R": "itu-r", "T": "itu-t", "D": "itu-d"}


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each group whose name has a grammar: study groups, working parties, regional and coded groups.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.designation for found in find("SGs 11 and 17, RG-AFR, CG-secapa", context)]
    ['SG11', 'SG17', 'SG17RG-AFR', 'CG-secapa']
    >>> list(find("RG-ARF", context))
    []
    """
    yield from _study_groups(text)
    yield from _regional_groups(text, context)
    for match in _CODED_PATTERN.finditer(text):
        designation = match[0].rstrip("-")
        yield Found(
            _coded(designation, _CODED[match["kind"]], context), match.start(), match.start() + len(designation)
        )
    for match in _WORKING_PARTY.finditer(text):
        yield Found(_working_party(int(match["number"]), int(match["group"])), match.start(), match.end())
    for match in _RADIO_PARTY.finditer(text):
        path = f"itu-r/wp{match['code'].lower()}"
        made = Group(path, f"ITU-R WP{match['code']}", "working-party", f"ITU-R Working Party {match['code']}", "itu-r")
        yield Found(vocabulary().groups.get(path, made), match.start(), match.end())


def unknown_regions(text: str, context: Context) -> Iterator[tuple[int, int]]:  # noqa: ARG001 -- see find
    """Yield where a regional group bears a code that no region has ("RG-ARF", 54-01).

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> list(unknown_regions("SG17 RG-ARF and SG17RG-AFR", context))
    [(0, 11)]
    """
    for match in _REGIONAL.finditer(text):
        if match["code"] and match["code"].lower() not in vocabulary().concepts("region"):
            yield match.start(), match.end()


def find_own(text: str, context: Context) -> Iterator[Found]:
    """Yield "Plenary" and "WP1" in a cell that lists names: those of the reporting group.

    >>> [found.thing.path for found in find_own("Plenary, WP1", Context("sg17", "", "wtsa", frozenset()))]
    ['itu-t/sg17/plenary', 'itu-t/wp1-17']
    >>> list(find_own("a plenary session, WP1/13", Context("sg17", "", "wtsa", frozenset())))
    []
    """
    number = context.group.removeprefix("sg")
    parent, name = f"itu-t/{context.group}", context.group.upper()
    owner = f"ITU-T Study Group {number}" if number.isdigit() else name
    plenary = Group(f"{parent}/plenary", f"{name} Plenary", "group", f"Plenary of {owner}", parent)
    for match in _OWN.finditer(text):
        if not match["party"] and context.group:
            yield Found(plenary, match.start(), match.end())
        elif match["party"] and number.isdigit():
            yield Found(_working_party(int(match["party"]), int(number)), match.start(), match.end())


def study_group(number: int, sector: str = "itu-t") -> Group:
    """Return the study group of that number.

    >>> study_group(17).path
    'itu-t/sg17'
    >>> study_group(2, "itu-d").designation
    'ITU-D SG2'
    """
    path = f"{sector}/sg{number}"
    designation = f"SG{number}" if sector == "itu-t" else f"{sector.upper()} SG{number}"
    made = Group(path, designation, "study-group", f"{sector.upper()} Study Group {number}", sector)
    return vocabulary().groups.get(path, made)


def _study_groups(text: str) -> Iterator[Found]:
    for match, numbers in members(_STUDY_GROUPS, text):
        sector = _SECTOR_WORDS[match["sector"] or "T"]
        spans = [found.span() for found in re.finditer(r"\d+", match["numbers"])]
        begin = match.start("numbers")
        for position, number in enumerate(numbers):
            start = match.start() if position == 0 else begin + spans[position][0]
            yield Found(study_group(number, sector), start, begin + spans[position][1])


def _regional_groups(text: str, context: Context) -> Iterator[Found]:
    regions = vocabulary().concepts("region")
    by_name = {name.lower(): code for code, region in regions.items() for name in (region.label, *region.spellings)}
    for match in _REGIONAL.finditer(text):
        code = match["code"].lower() if match["code"] else by_name.get(match["region"].lower(), "")
        if code in regions:
            parent = f"sg{int(match['parent'])}" if match["parent"] else context.group
            yield Found(_regional_group(parent, code), match.start(), match.end())


def _regional_group(parent: str, code: str) -> Group:
    region = vocabulary().concepts("region")[code]
    path = f"itu-t/{parent}rg-{code}"
    designation = f"{parent.upper()}RG-{code.upper()}"
    label = f"ITU-T Study Group {parent.removeprefix('sg')} Regional Group for {region.label}"
    return vocabulary().groups.get(path, Group(path, designation, "regional-group", label, f"itu-t/{parent}"))


def _coded(designation: str, kind: GroupKind, context: Context) -> Group:
    path = f"itu-t/{designation.lower()}"
    words = {
        "joint-coordination-activity": "Joint Coordination Activity",
        "correspondence-group": "Correspondence Group",
        "focus-group": "Focus Group",
    }.get(kind, "Group")
    # A correspondence group belongs to the study group whose report names it; the others need not.
    parent = f"itu-t/{context.group}" if kind == "correspondence-group" else "itu-t"
    made = Group(path, designation, kind, f"ITU-T {words} {designation}", parent)
    return vocabulary().groups.get(path, made)


def _working_party(number: int, group: int) -> Group:
    path = f"itu-t/wp{number}-{group}"
    made = Group(
        path, f"WP{number}/{group}", "working-party", f"ITU-T Working Party {number}/{group}", f"itu-t/sg{group}"
    )
    return vocabulary().groups.get(path, made)
