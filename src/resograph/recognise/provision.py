"""Turns the clause citation at the end of an action, "(resolves 1, 2, i. SGs 1)", into provisions.

Grammar (counted over the reference report): a citation is a parenthesis of segments; a segment
has a verb, an addressee and numbers, each optional; a segment without a verb inherits the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import cast

from resograph.model.reading import Mention, Unparsed
from resograph.model.things import Group, OutsideBody, Provision, Resolution, Verb
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.words import Cited, Places

_CITATION = re.compile(r"\((?P<inside>[^()]{1,200})\)[\s.;:,)]{0,40}$")
_ANNEX = re.compile(r"\s*Annex\s*,?\s*(?P<part>[A-Za-z]+)\s*(?P<numbers>\d{1,2}(?:\s?,\s?\d{1,2}){0,10})\s*$")
_NUMBERS = re.compile(r"(?P<first>\d{1,3})(?:\s?(?:-|–|to)\s?(?P<last>\d{1,3}))?\s?[a-z]?\)?$")
_SG = re.compile(
    r"(?:S?Gs?|Study\sGroups?)\s?(?P<numbers>\d{1,2}(?:\s?\+\s?(?:SG\s?)?\d{1,2}){0,10})$|S(?P<sic>\d{1,2})$",
    re.IGNORECASE,
)
_SETS = frozenset({"sgs", "sg", "studygroups", "allsgs", "allstudygroups"})
# Words that only join or qualify the names of the vocabulary: "all study groups", "chairmen of the regional groups".
_JOINING = frozenset(
    {"the", "all", "other", "each", "relevant", "concerned", "and", "of", "for", "its", "their", "in", "as", "thus"}
)
_STUDY_GROUP_WORDS = frozenset({"study", "group", "groups", "sg", "sgs"})
_NUMERALS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
)
_ALIKE = 0.8  # "resovles 1": a verb with a slip is a citation that cannot be read, not a remark


@dataclass(frozen=True, slots=True)
class CitedSegment:
    """One segment of a citation: its provisions and its place in the action text."""

    provisions: tuple[Provision, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause citation: its place (parentheses included) and its segments, in order.

    ``bad`` are the places of segments that begin as a citation does and cannot be read.
    """

    start: int
    end: int
    segments: tuple[CitedSegment, ...]
    bad: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    verb: str
    addressee: tuple[str, ...]
    numbers: tuple[int, ...]
    start: int
    end: int


def cite(action: str, resolution: Resolution) -> Citation | None:
    """Read the citation at the end of an action; None when there is none.

    >>> found = cite("to do this (resolves 1, i. SGs16+20 2)", Resolution("wtsa", 78))
    >>> [(p.verb, p.addressee, p.number) for segment in found.segments for p in segment.provisions]
    [('resolves', (), 1), ('instructs', ('SG16', 'SG20'), 2)]
    >>> cite("to do this (see the annex)", Resolution("wtsa", 78)) is None
    True
    """
    match = _CITATION.search(action)
    if not match:
        return None
    inside, begin = match["inside"], match.start("inside")
    end = action.rindex(")", 0, match.end()) + 1
    annex = _ANNEX.match(inside)
    if annex:
        slug = f"annex-{annex['part'].lower()}"
        numbers = [int(number) for number in re.findall(r"\d+", annex["numbers"])]
        provisions = tuple(Provision(resolution, "", (), number, slug) for number in numbers)
        return Citation(match.start(), end, (CitedSegment(provisions, begin, begin + len(inside.rstrip())),))
    if not _verb(inside):
        return Citation(match.start(), end, (), ((begin, begin + len(inside)),)) if _is_slip(inside) else None
    drafts, bad = _segments(inside, begin)
    segments = tuple(CitedSegment(tuple(_provisions(draft, resolution)), draft.start, draft.end) for draft in drafts)
    return Citation(match.start(), end, segments, tuple(bad))


def read(action: str, places: Places, resolution: Resolution) -> Cited:
    """Read the citation at the end of an action as mentions of its clauses, each at the segment that cites it.

    >>> from resograph.model.report import CellText, Line
    >>> cell = CellText((Line("to reply (resolves 1, 2=3)", 2),))
    >>> cited = read(cell.text, Places("action", cell), Resolution("wtsa", 78))
    >>> [one.thing.number for one in cited.mentions], [one.span.text for one in cited.unparsed]
    ([1], ['2=3'])
    """
    found = cite(action, resolution)
    if found is None:
        return Cited()
    mentions = (
        Mention(clause, places.span(segment.start, segment.end), "based-on")
        for segment in found.segments
        for clause in segment.provisions
    )
    message = "not a clause as the citations write it; write verb, addressee, number (i. SGs 1)"
    unparsed = (Unparsed("bad-citation", message, places.span(*place)) for place in found.bad)
    return Cited((found.start, found.end), tuple(mentions), tuple(unparsed))


def _is_slip(inside: str) -> bool:
    word, _, rest = inside.strip().partition(" ")
    verbs = [spelling for spelling, _ in _verb_spellings() if spelling.isalpha()]
    return bool(re.search(r"\d$", rest)) and bool(get_close_matches(word.lower(), verbs, n=1, cutoff=_ALIKE))


def _provisions(draft: _Draft, resolution: Resolution) -> Iterator[Provision]:
    verb = cast("Verb", draft.verb)
    for number in draft.numbers or (None,):
        yield Provision(resolution, verb, draft.addressee, number)


@cache
def _verb_spellings() -> tuple[tuple[str, str], ...]:
    concepts = vocabulary().concepts("provision-verb").values()
    spelled = {spelling.lower(): concept.code for concept in concepts for spelling in concept.spellings}
    return tuple(sorted(spelled.items(), key=lambda one: -len(one[0])))


def _verb(segment: str) -> tuple[str, int] | None:
    """Return the verb a segment opens with and where its words end."""
    offset = len(segment) - len(segment.lstrip())
    text = segment[offset:].lower()
    for spelling, code in _verb_spellings():
        if text.startswith(spelling) and not text[len(spelling) : len(spelling) + 1].isalpha():
            return code, offset + len(spelling)
    return None


def _segments(inside: str, begin: int) -> tuple[list[_Draft], list[tuple[int, int]]]:
    """Split at commas and semicolons; a bare number goes on with the segment before it."""
    drafts: list[_Draft] = []
    bad: list[tuple[int, int]] = []
    for piece in re.finditer(r"[^,;]+", inside):
        start = begin + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        end = begin + piece.start() + len(piece[0].rstrip())
        draft = _draft(piece[0], drafts[-1] if drafts else None, (start, end))
        if draft is None:
            bad.append((start, end))
        elif drafts and draft.start == drafts[-1].start:
            drafts[-1] = draft
        else:
            drafts.append(draft)
    return drafts, bad


def _draft(piece: str, last: _Draft | None, place: tuple[int, int]) -> _Draft | None:
    opened = _verb(piece)
    rest = piece[opened[1] :].strip() if opened else piece.strip()
    rest = re.sub(r"^and\s", "", rest)
    if last and not opened and (numbers := _numbers(rest)):
        return _Draft(last.verb, last.addressee, (*last.numbers, *numbers), last.start, place[1])
    verb = opened[0] if opened else last.verb if last else ""
    read = _addressee_and_numbers(rest)
    if read is None or not verb:
        return None
    return _Draft(verb, read[0], read[1], *place)


def _numbers(text: str) -> tuple[int, ...]:
    """Return "2", "2a)", "1-3", "1 and 2" as numbers; empty when the text is anything else."""
    found: list[int] = []
    for word in re.split(r"\s(?:and|&)\s", text.strip()):
        match = _NUMBERS.match(word)
        if not match:
            return ()
        last = int(match["last"] or match["first"])
        found.extend(range(int(match["first"]), last + 1))
    return tuple(found)


def _addressee_and_numbers(text: str) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    text = text.strip().rstrip(".")
    if not text:
        return (), ()
    if numbers := _numbers(text):
        return (), numbers
    match = re.search(r"(?<=[\w+.])\s(?P<numbers>\d{1,3}(?:\s?(?:-|–|to|and|&)\s?\d{1,3}){0,4}[a-z]?\)?)$", text)
    words, written = (text[: match.start()], match["numbers"]) if match else (text, "")
    if not re.search("[A-Za-z]", words) or re.search(r"[:=/]", words) or not all(map(_is_name, _parted(words))):
        return None
    return _addressees(words), _numbers(written)


def _addressees(words: str) -> tuple[str, ...]:
    """Return the members spelled out and sorted: "SGs16+20" is SG16 and SG20, "SGs + TSAG" two members.

    "SG 2" (77-01) never comes here whole: its number is the clause's, as in "resolves SGs 1" (77-02).
    """
    match = _SG.fullmatch(words.strip())
    if match:
        numbers = re.findall(r"\d+", match["sic"] or match["numbers"])
        return tuple(sorted({f"SG{int(number)}" for number in numbers}))
    return tuple(sorted({_member(member) for member in _parted(words)}))


def _parted(words: str) -> list[str]:
    return [" ".join(member.split()) for member in re.split(r"\s?\+\s?|\s&\s|\sand\s", words) if member.strip()]


def _is_name(member: str) -> bool:
    """Tell whether a member can be an addressee: "two" and "xx" are none, "study groups" is.

    A name begins with a capital; in lower case only what the vocabulary names, or the words of its sets of groups.
    """
    name = member.removeprefix("the ")
    words = re.findall(r"[^\W\d_]+", name.lower())
    if not _NUMERALS.isdisjoint(words):
        return False
    if not name[:1].islower() or name.lower() in _lower_case_names():
        return True
    return _known_words().issuperset(words) and not _JOINING.issuperset(words)


def _named(name: str) -> Group | OutsideBody | None:
    return vocabulary().spellings.get(name) or _lower_case_names().get(name.lower())


@cache
def _known_words() -> frozenset[str]:
    """Return the words of the names of sets of groups, and those that join them."""
    names = (name for name, thing in vocabulary().spellings.items() if getattr(thing, "kind", "") == "group-set")
    words = frozenset(word for name in names for word in re.findall(r"[^\W\d_]+", name.lower()))
    return words | _JOINING | _STUDY_GROUP_WORDS


@cache
def _lower_case_names() -> Mapping[str, Group | OutsideBody]:
    return {name.lower(): thing for name, thing in vocabulary().spellings.items()}


def _member(member: str) -> str:
    """Return an addressee as the vocabulary designates it; a set stays as the Resolution words it (54-03)."""
    name = re.sub(r"^(?:the\s)?(?:ITU-T\s(?=S))?", "", member)
    match = _SG.fullmatch(name)
    if match:
        return f"SG{int(re.findall(r'[0-9]+', name)[0])}"
    if re.sub(r"[\s.]", "", name).lower() in _SETS:
        return "SGs"
    known = _named(name) or _named(name.rstrip("."))
    return name if known is None or getattr(known, "kind", "") == "group-set" else known.designation
