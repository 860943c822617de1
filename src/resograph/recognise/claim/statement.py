"""Turns a line of a Status cell into statements: a verb of ``voc/outcome``, who did it, when, where its texts stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import cast

from resograph.model.reading import Outcome
from resograph.model.things import Group, Part, Publication, Question, Recommendation, Supplement, WorkItem
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.dates import days, months
from resograph.recognise.words import Found, within

_WORKS = (Recommendation, Part, Supplement, WorkItem, Publication)
SENTENCE_END = re.compile(
    r"(?<!\bRec)(?<!\bRecs)(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bSuppl)(?<!\bex)[.!?]\s{1,4}(?=[A-Z“\"(])"
)
# In "the newly approved X.1812" the word qualifies a text, in "to be approved" it speaks of the future.
_NO_STATEMENT = re.compile(
    r"(?:\b(?:the|a|an|of|on|for|to|its|all|any|be|been|being|not|from|into|if|when|once|completed|finished|"
    r"finalized|concluded|ended|suspended)\s{1,2}"
    r"(?:(?:\w{2,12}ly|already|yet|just)\s{1,2})?|-)$",
    re.IGNORECASE,
)
_BEFORE_VERB = 40
_PASSIVE = re.compile(r"(?:was|were|is|are|has been|have been)\b.*(?:ed|under study|under development|in progress)")
# "Y.1, Coordination: approved in July 2025": a participle that closes an entry, or a verb right after the text.
_CUT = re.compile(r";\s")
_PASSIVE_CUT = re.compile(r";\s(?:and\s)?|,\s(?:and|while|but|whereas)\s")
_CLOSES = re.compile(r"\s{0,3}(?:$|[.,;)(]|\d|(?:in|on|at|by|during|under)\b)")
# "The following were agreed: X.Suppl.37": the texts of a passive verb stand after a colon.
_ANNOUNCED = re.compile(r"\s?(?:(?:by|in|at|on|under|during)\b[^:.;]{0,80})?:")
_PARTED = re.compile(r"(?:[,:;(–—-]|\band|\bthen)\s{0,3}$")
_BY = re.compile(r"\bby\s(?:the\s)?$")
# "X.1060 was revised and X.sup-cdc is under development": another text's verb stands before.
_OTHER_VERB = re.compile(r"\b(?:was|were|is|are|has|have)\s[^,;]{1,60}?(?:,\s(?:and\s)?|\sand\s)")
_AUXILIARY = re.compile(r"(?:was|were|is|are|has|have)\s")
_ADVERB = re.compile(r"\s\w{1,14}ly(?=\s)")
_DOER = re.compile(r"\b(?:by|in|within|under)\s(?:the\s)?")
_JOINED = re.compile(r"[\s,(]*(?:and|&|,|the|jointly with)?\s*")
_BESIDE_VERB = re.compile(
    r"\)?\s*(?:\([^()]{0,20}\)\s*)?,?\s?(?:(?:has|have|had|also|jointly|then|already|\w{1,14}ly)\s){0,3}\s*"
)
_GOVERNED = re.compile(r"\b(?:from|to|by|with|of|for|under|in|at)\s(?:the\s)?$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:in|on|at its|at the|at their|during its|during the)\s(?:\w{1,14}\s){0,2}$", re.IGNORECASE)
_BEFORE_DATE = 40
_OPEN = re.compile(r"\b(?:following|below|namely|as follows)\b", re.IGNORECASE)
_OPENS_WITHIN = 200
# As far behind the first verb of a sentence another one can be said of the same texts.
_VERBS_WITHIN = 300
_LAST_WORDS = 40
_CLOSED = (".", "!", "?", ";")


@dataclass(frozen=True, slots=True)
class Text:
    """The searchable form of a cell and what was found in it, in reading order."""

    flat: str
    found: Sequence[Found]

    def within(self, start: int, end: int) -> Iterator[Found]:
        """Yield what was found in a stretch."""
        return within(self.found, start, end)

    def works(self, start: int, end: int) -> list[Found]:
        """Return the texts found in a stretch, a former name in parentheses left to its Recommendation."""
        inside = [one for one in self.within(start, end) if isinstance(one.thing, _WORKS)]
        return [one for one in inside if not (isinstance(one.thing, WorkItem) and one.thing.became)]


@dataclass(frozen=True, slots=True)
class Head:
    """What a statement says of each of its texts; ``questions`` are named for all of them."""

    outcome: Outcome
    actors: tuple[Group | Question, ...]
    month: str
    day: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A verb at ``at`` in the words from ``start`` to ``end`` of the sentence that ends at ``stop``.

    The texts it speaks of stand in ``area``: before a passive verb, after an active one.
    """

    head: Head
    start: int
    at: int
    end: int
    stop: int
    area: tuple[int, int]
    passive: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    outcome: Outcome
    start: int
    end: int
    passive: bool


def statements(text: Text, start: int, end: int) -> Iterator[Statement]:
    """Yield each statement of a line, whether it names a text or only announces a list.

    >>> text = Text("It noted the approved text; SG17 approved it", ())
    >>> [(one.head.outcome, one.at) for one in statements(text, 0, 44)]
    [('approved', 33)]
    >>> list(statements(Text("To be approved", ()), 0, 14))
    []
    """
    for begin, stop in sentences(text.flat, start, end):
        last: Statement | None = None
        for clause in _clauses(text, begin, stop):
            last = _statement(text, clause, last, stop)
            yield last


@dataclass(frozen=True, slots=True)
class _Clause:
    verb: _Verb
    start: int
    end: int


def _clauses(text: Text, start: int, end: int) -> list[_Clause]:
    """Return the verbs of a sentence, each with the words that are its own."""
    verbs = list(_verbs(text.flat, start, end))
    begins, ends = [start] if verbs else [], []
    for last, verb in pairwise(verbs):
        cut = _cut(text, last, verb)
        begins.append(cut.end() if cut else last.end)
        ends.append(cut.start() if cut else verb.start)
    ends.append(end)
    return [_Clause(*one) for one in zip(verbs, begins, ends, strict=False)]


def _cut(text: Text, last: _Verb, verb: _Verb) -> re.Match[str] | None:
    """Return where another clause begins between two verbs: "…; Y.2 is under study", "…, and Y.2 was approved"."""
    marks = _PASSIVE_CUT if verb.passive else _CUT
    cuts = list(marks.finditer(text.flat, last.end, verb.start))
    return cuts[-1] if cuts and (not verb.passive or text.works(cuts[-1].end(), verb.start)) else None


def _statement(text: Text, clause: _Clause, last: Statement | None, stop: int) -> Statement:
    start, end = clause.start, clause.end
    verb = _with_voice(clause.verb, text, start, end)
    area = (_subject_start(text, start, verb.start), verb.start) if verb.passive else (verb.end, end)
    head = _head(text, verb, start, end)
    if last and last.passive and verb.start - last.area[1] < _VERBS_WITHIN and _goes_on(text, clause):
        return Statement(head, last.start, verb.start, end, stop, last.area, passive=True)
    if last and not head.actors and not verb.passive:
        head = replace(head, actors=last.head.actors, questions=last.head.questions)
    return Statement(head, start, verb.start, end, stop, area, verb.passive)


def _subject_start(text: Text, start: int, end: int) -> int:
    """Return where the texts of a passive verb begin: after the verb that is said of the texts before them."""
    works = text.works(start, end)
    cuts = (cut.end() for cut in _OTHER_VERB.finditer(text.flat, start, end)) if works else ()
    return max((cut for cut in cuts if cut <= works[-1].start), default=start)


def _goes_on(text: Text, clause: _Clause) -> bool:
    """Tell whether a verb is said of the texts before: "Y.1 was consented in March and approved in June 2014"."""
    between = text.flat[max(clause.start, clause.verb.start - 8) : clause.verb.start]
    named = text.works(clause.start, clause.end)
    doers = (one for one in text.within(clause.start, clause.verb.start) if isinstance(one.thing, Group))
    return not named and not any(doers) and between.rstrip().endswith((",", " and", ", then"))


def announces(statement: Statement, flat: str, end: int) -> bool:
    """Tell whether the lines below a statement without texts can be its list: the line ends openly.

    >>> text = Text("SG17 approved", ())
    >>> [announces(one, text.flat, 13) for one in statements(text, 0, 13)]
    [True]
    >>> text = Text("SG17 agreed to send it.", ())
    >>> [announces(one, text.flat, 23) for one in statements(text, 0, 23)]
    [False]
    """
    if statement.head.outcome == "maintained":
        return False
    last = flat[max(statement.at, end - _LAST_WORDS) : end].rstrip()
    return not last.endswith(_CLOSED) or bool(_OPEN.search(flat, statement.at, min(end, statement.at + _OPENS_WITHIN)))


def sentences(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; "Rec. ITU-T", "e.g. X.1" and "ex. Y.foo" end none.

    >>> list(sentences("See Rec. X.1. It is new.", 0, 24))
    [(0, 13), (14, 24)]
    >>> list(sentences("No. 5", 0, 5))
    [(0, 5)]
    """
    begin = start
    for match in SENTENCE_END.finditer(flat, start, end):
        yield begin, match.start() + 1
        begin = match.end()
    yield begin, end


@cache
def _verb_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    concepts = vocabulary().concepts("outcome").values()
    codes = {spelling.lower(): concept.code for concept in concepts for spelling in concept.spellings}
    ordered = sorted(codes, key=lambda spelling: (-len(spelling), spelling))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_phrase, ordered))})(?![\w-])", re.IGNORECASE), codes


def _phrase(spelling: str) -> str:
    """Return the pattern of a phrase; an adverb may stand after "was", "has" …: "was formally approved"."""
    if not _AUXILIARY.match(spelling):
        return re.escape(spelling)
    first, _, rest = spelling.partition(" ")
    return rf"{first}\s(?:\w{{1,14}}ly\s)?{re.escape(rest)}"


def _verbs(flat: str, start: int, end: int) -> Iterator[_Verb]:
    pattern, codes = _verb_pattern()
    for match in pattern.finditer(flat, start, end):
        before = flat[max(start, match.start() - _BEFORE_VERB) : match.start()]
        if _NO_STATEMENT.search(before):
            continue
        phrase = match[0].lower()
        phrase = phrase if phrase in codes else _ADVERB.sub("", phrase)
        outcome = cast("Outcome", codes[phrase])
        yield _Verb(outcome, match.start(), match.end(), bool(_PASSIVE.fullmatch(phrase)))


def _with_voice(verb: _Verb, text: Text, start: int, end: int) -> _Verb:
    """Return the verb as passive where its text stands before it: "Y.3201: approved", "Y.foo is progressing"."""
    if verb.passive and _ANNOUNCED.match(text.flat, verb.end, end) and not text.works(start, verb.start):
        return _Verb(verb.outcome, verb.start, verb.end, passive=False)
    if verb.passive or text.works(verb.end, end):
        return verb
    works = text.works(start, verb.start)
    last = works[-1].end if works else start
    doers = [one for one in text.within(start, verb.start) if isinstance(one.thing, Group | Question)]
    # In "Q15/11: Q.5055, Framework - approved" and "SG15 completed G.7701, approved on …" no doer is the verb's.
    apart = (
        text.flat[last : verb.start].strip() in {",", "("}
        or text.flat[verb.start - 1] == "("
        or all(_is_apart(text, one, last) for one in doers)
    )
    if not works or not apart:
        return verb
    subject = not text.flat[last : verb.start].strip() or _PARTED.search(
        text.flat[max(last, verb.start - 4) : verb.start]
    )
    participle = text.flat[verb.end - 2 : verb.end] == "ed"
    closes = not participle or _CLOSES.match(text.flat, verb.end, end)
    return _Verb(verb.outcome, verb.start, verb.end, passive=True) if subject and closes else verb


def _is_apart(text: Text, one: Found, last: int) -> bool:
    """Tell whether a group is not who does what the verb says: a heading, or the developer of the text before it."""
    if text.flat[one.end : one.end + 1] == ":":
        return True
    return one.start > last and bool(_BY.search(text.flat[max(last, one.start - 8) : one.start]))


def _head(text: Text, verb: _Verb, start: int, end: int) -> Head:
    actors = _doers_by(text, verb.end, end) if verb.passive else _doers(text, start, verb.start)
    month, day = _when(text.flat, verb.end, end)
    if not month:  # the date may come first: "SG17 at its May 2022 meeting approved …"
        month, day = _when(text.flat, start, verb.start)
    return Head(verb.outcome, actors, month, day, tuple(actor for actor in actors if isinstance(actor, Question)))


def _when(flat: str, start: int, end: int) -> tuple[str, str]:
    """Return the month and the day of the first date that words like "in" or "at its" lead to."""
    words = flat[start:end]
    for begin, _, day in days(words):
        if _is_when(flat, start + begin):
            return day[:7], day
    return next((month for begin, _, month in months(words) if _is_when(flat, start + begin)), ""), ""


def _is_when(flat: str, start: int) -> bool:
    return bool(_WHEN.search(flat[max(0, start - _BEFORE_DATE) : start]))


def when(flat: str, start: int, end: int) -> tuple[str, str]:
    """Return the month and the day that an entry itself states.

    >>> when("Y.1 in March 2022 and", 3, 21), when("Y.1 (roadmap of March 2022)", 3, 27)
    (('2022-03', ''), ('', ''))
    """
    return _when(flat, start, end)


def _doers(text: Text, start: int, end: int) -> tuple[Group | Question, ...]:
    """Return the groups or Questions named beside an active verb, else the first ones of the sentence."""
    chains = list(_chains(text, start, end))
    beside = [chain for chain in chains if _is_beside(text, chain, end)]
    chosen = _without_adverbial(text, beside[-1]) if beside else chains[0] if chains else ()
    return tuple(one.thing for one in chosen if isinstance(one.thing, Group | Question))


def _is_beside(text: Text, chain: tuple[Found, ...], end: int) -> bool:
    """Tell whether only small words part a chain from the verb; of "SG21 (former SG16)" the second is enclosed."""
    enclosed = (
        text.flat[chain[-1].end : chain[-1].end + 1] == ")" and "(" not in text.flat[chain[0].start : chain[-1].end]
    )
    return not enclosed and bool(_BESIDE_VERB.fullmatch(text.flat, chain[-1].end, end))


def _without_adverbial(text: Text, chain: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return the doers without those that a preposition governs: "at the request of TSAG, SG13 approved"."""
    if not _GOVERNED.search(text.flat[max(0, chain[0].start - 12) : chain[0].start]):
        return chain
    parted = [n for n, (one, two) in enumerate(pairwise(chain), 1) if text.flat[one.end : two.start].strip() == ","]
    return chain[parted[-1] :] if parted else chain


def _doers_by(text: Text, start: int, end: int) -> tuple[Group | Question, ...]:
    """Return the groups or Questions named after the "by" or "in" of a passive verb."""
    by = _DOER.search(text.flat, start, end)
    first = next(_chains(text, by.end(), end), ()) if by else ()
    if not first or not by or not _JOINED.fullmatch(text.flat, by.end(), first[0].start):
        return ()
    return tuple(one.thing for one in first if isinstance(one.thing, Group | Question))


def _chains(text: Text, start: int, end: int) -> Iterator[tuple[Found, ...]]:
    """Yield the runs of groups and Questions that only commas and "and" part."""
    chain: list[Found] = []
    for one in text.within(start, end):
        if not isinstance(one.thing, Group | Question):
            continue
        if chain and not _JOINED.fullmatch(text.flat, chain[-1].end, one.start):
            yield tuple(chain)
            chain = []
        chain.append(one)
    if chain:
        yield tuple(chain)
