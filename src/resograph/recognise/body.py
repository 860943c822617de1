"""Turns names of the vocabulary and numbered committees ("IEC TCs 25 and 57") into bodies and groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from resograph.model.things import Group, OutsideBody, Thing
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.words import Context, Found

_NUMBERS = r"(?P<numbers>\d{1,4}(?:(?:\s?,\s?(?:and\s)?|\sand\s|\s?&\s?)\d{1,4}(?![\d/-])){0,40})"
_JTC = re.compile(
    rf"\b(?:(?P<owner>ISO/IEC)\s)?JTC\s?(?P<jtc>\d)(?:\s?/\s?SCs?\s?{_NUMBERS}(?:\s?/\s?WG\s?(?P<wg>\d{{1,3}}))?|/SCs\b)?"
)
_COMMITTEE = re.compile(
    rf"\b(?P<owner>ISO|IEC)[\s/](?:TCs?|PC)\s?{_NUMBERS}(?:\s?/\s?SC\s?(?P<sc>\d{{1,3}}))?(?:\s?/\s?WG\s?(?P<wg>\d{{1,3}}))?"
)
_OWNERS = {"ISO": "iso", "IEC": "iec"}
_SPELLED_CASELESS = 6  # longer names are prose, and prose changes case; short ones are acronyms
# "ITU-T SGs", "ITU-T Recommendations": there ITU-T only qualifies. It is named where it stands alone.
_QUALIFIES = re.compile(r"\s(?!and\b|or\b|is\b|has\b|to\b|in\b|on\b|with\b|for\b|as\b|of\b)\w|-?\w|/\w")
_STANDARD_NUMBER = re.compile(r"(?:/IEC)?\s(?:(?:TR|TS|IS|PAS)\s)?\d")
_CONFERENCE_EDITION = re.compile(r"-(?:19|20)?\d{2}(?![\w-])")
_WORD = re.compile(r"\w+")


def find(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield each body or group that the vocabulary names, and each numbered committee of ISO and IEC.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> sorted({found.thing.designation for found in find("IEC TCs 25 and 57; JTC 1/SC27", context)})
    ['IEC', 'IEC TC 25', 'IEC TC 57', 'ISO/IEC JTC 1/SC 27']
    >>> list(find("ISO/IEC 27001 and IEC 62443-2-1", context))
    []
    """
    yield from (found for found in _all(text) if not _is_everybody(found.thing))


def find_listed(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield the same in a cell that lists names, where "Member States" and "Council" are names, too.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.designation for found in find_listed("Member States, Council", context)]
    ['Member States', 'ITU Council']
    >>> list(find("to help Member States", context))
    []
    """
    yield from _all(text)
    for match in _short_names().finditer(text):
        yield Found(vocabulary().spellings[f"ITU {match[0]}"], match.start(), match.end())


def _all(text: str) -> Iterator[Found]:
    yield from _joint_committees(text)
    yield from _committees(text)
    yield from _named(text)


@cache
def _short_names() -> re.Pattern[str]:
    """Return what finds the groups of ITU by their name without "ITU": "Council" is no name in prose."""
    groups = (group.designation for group in vocabulary().groups.values() if group.designation.startswith("ITU "))
    names = sorted((name.removeprefix("ITU ") for name in groups), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def _is_everybody(thing: Thing) -> bool:
    """Tell whether a set of members of ITU is meant: prose names them without speaking of them."""
    return isinstance(thing, Group) and thing.kind == "group-set" and thing.path.startswith("itu/")


def _joint_committees(text: str) -> Iterator[Found]:
    for match in _JTC.finditer(text):
        jtc = OutsideBody(f"iso-iec/jtc-{match['jtc']}", f"ISO/IEC JTC {match['jtc']}", "", "iso-iec")
        if not match["numbers"]:
            yield Found(_known(jtc), match.start(), match.end())
            continue
        for start, end, number in _numbered(match):
            body = _child(jtc, "sc", number)
            yield Found(_child(body, "wg", match["wg"]) if match["wg"] else _known(body), start, end)


def _committees(text: str) -> Iterator[Found]:
    for match in _COMMITTEE.finditer(text):
        owner = vocabulary().bodies[_OWNERS[match["owner"]]]
        for start, end, number in _numbered(match):
            body = _child(owner, "tc", number)
            if match["sc"]:
                body = _child(body, "sc", match["sc"])
            yield Found(_child(body, "wg", match["wg"]) if match["wg"] else body, start, end)


def _numbered(match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield a span and a number for each member of the list; the first takes the words before it."""
    numbers = list(re.finditer(r"\d+", match["numbers"]))
    begin = match.start("numbers")
    for position, number in enumerate(numbers):
        start = match.start() if position == 0 else begin + number.start()
        last = position == len(numbers) - 1
        yield start, match.end() if last else begin + number.end(), number[0]


def _child(parent: OutsideBody, kind: str, number: str) -> OutsideBody:
    joint = "/" if kind == "wg" or "JTC" in parent.designation or " TC " in parent.designation else " "
    designation = f"{parent.designation}{joint}{kind.upper()} {number}"
    return _known(OutsideBody(f"{parent.path}/{kind}-{number}", designation, "", parent.path))


def _known(body: OutsideBody) -> OutsideBody:
    made = OutsideBody(body.path, body.designation, body.label or body.designation, body.parent)
    return vocabulary().bodies.get(body.path, made)


_Names = tuple[tuple[str, Group | OutsideBody], ...]
_KEY_LENGTH = 3


@cache
def _index() -> Mapping[tuple[str, ...], _Names]:
    """Return the spellings by their first words in lower case, at most three, the longest spelling first."""
    index: dict[tuple[str, ...], list[tuple[str, Group | OutsideBody]]] = {}
    for spelling, thing in vocabulary().spellings.items():
        words = tuple(word.lower() for word in _WORD.findall(spelling)[:_KEY_LENGTH])
        if words:
            index.setdefault(words, []).append((spelling, thing))
    return {words: tuple(sorted(names, key=lambda one: (-len(one[0]), one[0]))) for words, names in index.items()}


def _named(text: str) -> Iterator[Found]:
    words = list(_WORD.finditer(text))
    lower = [word[0].lower() for word in words]
    for number, word in enumerate(words):
        start = word.start()
        if start and text[start - 1] in "-.":
            continue  # inside a longer name: "CG-IETF-liaison", "www.itu.int"
        for spelling, thing in _candidates(tuple(lower[number : number + _KEY_LENGTH])):
            end = start + len(spelling)
            if _is_spelled(text, start, spelling) and not _is_part(text, end, thing):
                yield Found(thing, start, _past_edition(text, start, end, thing))
                break


def _candidates(words: tuple[str, ...]) -> Iterator[tuple[str, Group | OutsideBody]]:
    index = _index()
    for length in range(len(words), 0, -1):
        yield from index.get(words[:length], ())


def _past_edition(text: str, start: int, end: int, thing: Group | OutsideBody) -> int:
    """Return where the name of a conference ends: "WTSA-24" is WTSA."""
    acronym = isinstance(thing, Group) and text[start:end].isupper()
    edition = _CONFERENCE_EDITION.match(text, end) if acronym else None
    return edition.end() if edition else end


def _is_spelled(text: str, start: int, spelling: str) -> bool:
    written = text[start : start + len(spelling)]
    if written == spelling:
        return True
    return len(spelling) > _SPELLED_CASELESS and " " in spelling and written.lower() == spelling.lower()


def _is_part(text: str, end: int, thing: Group | OutsideBody) -> bool:
    """Tell whether the words go on, so that something else is named."""
    rest = text[end : end + 12]
    if rest[:1].isalnum() or rest[:1] == "_":
        return True
    if thing.path == "itu":
        return True  # ITU itself is in every line of a report of ITU; naming it says nothing
    if thing.path == "itu-t":
        return bool(_QUALIFIES.match(rest))
    return thing.path in {"iso", "iec", "iso-iec"} and bool(_STANDARD_NUMBER.match(rest))
