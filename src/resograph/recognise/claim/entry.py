"""Turns the texts of a statement into claims, each with the title, date and Question that its own words state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from resograph.model.reading import Outcome
from resograph.model.things import (
    Edition,
    Group,
    Part,
    Publication,
    Question,
    Recommendation,
    Supplement,
    Work,
    WorkItem,
)
from resograph.recognise.claim.statement import SENTENCE_END, Head, Statement, Text, when
from resograph.recognise.dates import MONTH, approval
from resograph.recognise.words import LOWER_CASE, Found, masked

_APPROVING = ("approved", "agreed")  # outcomes whose date is the date of an edition
_LEADING_WORDS = frozenset(
    re.findall(
        r"\S+",
        "the a an its following one status two three four five six seven eight nine ten several draft drafts new "
        "revised "
        "revision work item items itu-t recommendation recommendations rec recs rec. recs. supplement supplements "
        "amendment amendments corrigendum corrigenda technical report reports paper papers appendix on of for and "
        "both namely series text texts common twin document documents deliverable deliverables standard standards "
        "number also jointly first second third edition version non-normative informative itu full initial "
        "baseline updated including include",
    )
)
_LEADING_LENGTH = 240
_QUESTIONS = r"Q(?:s|uestions?)?\.?\s?\d{1,2}(?:(?:,|\sand|\s&|/\d{1,2},?|/\d{1,2}\sand)\sQ?\d{1,2}){0,6}/\d{1,2}"
DEVELOPED = re.compile(
    r"[\s,(]{0,3}\b(?:both\s|all\s|was\s|were\s|is\s|are\s|(?:has|have)\sbeen\s)?(?:as\s)?(?:developed|prepared|drafted|progressed|produced)\s(?:jointly\s)?(?:by|in|under)\b"
    r"|[\s,]{0,3}\(?\b(?:[Uu]nder|by)\s(?=Q\d)"
)
# "(Q20/13)", "[Q20/13]" and ", Q20/13" at its end close one entry and speak for no other.
OWN_QUESTION = re.compile(
    rf"[\s,–-]{{0,3}}[(\[](?=Q(?:s|uestions?)?\.?\s?\d)|(?:,|\s[–—-])\s(?={_QUESTIONS}\s{{0,2}}(?:[,;.]|\sand\b|$))"
)
_TITLE_END = re.compile(
    r",?\s(?:and\s(?:to|has|have|is|was|will)\s|at\s(?:its|the|their|this|that)\s|which\s|that\s(?:is|was|has)\b|in\scollaboration\swith\s|since\s"
    rf"|(?:has been|have been|was|were|is|are)\s|(?:in|on)\s(?:\d{{1,2}}\s)?{MONTH}\b|(?:jointly\s)?with\sQ\d"
    r"|under\s(?:the\s)?(?:TAP|AAP|traditional|alternative)\b|for\s(?:the\s)?(?:AAP|TAP|consent|determination)\b)"
    r"|;|\s[(\[](?:TAP|AAP|A\.8|approved|agreed|consented|determined|new|revised|Q\d)"
)
# "X.1812, Trust, x.1813 (2/22), Slices": an entry whose designation cannot be read is no title of the one before.
_UNREAD = rf"(?:ITU-T\s)?{LOWER_CASE}(?=\s{{0,3}}(?:[(,;.]|$))"
_UNREAD_NEXT = re.compile(rf"(?:[,;]\s{{1,3}}(?:and\s)?|\sand\s){_UNREAD}")
UNREAD_ENTRY = re.compile(rf"(?:(?:draft|new|revised|Recommendation|Rec\.)\s){{0,4}}{_UNREAD}")
_LEAD_IN = re.compile(
    r"(?:[\s,:;–—-]|\bon\b(?=\s)|\bentitled\b|\btitled\b|\bTechnical (?:Report|Paper)\s?:)+", re.IGNORECASE
)
_ENCLOSED = re.compile(r"[\s,]{0,2}\((?P<inside>[^()]{0,200})\)")
_FORMER = re.compile(r"(?:ex|formerly|former|was|prev(?:iously|\.)?)\b", re.IGNORECASE)
_NOTE = re.compile(r"V\d{1,2}|Ed(?:ition|\.)\s?\d{1,2}|(?:AAP|TAP)\b.{0,20}|new|revised|revision|rev\.?", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:,?\s?[“\"«][^”\"»]{1,200}[”\"»]|(?:\s?\([^()]{0,80}\)){1,3})?"
    rf"(?:\s(?:in|on)\s(?:\d{{1,2}}\s)?{MONTH}\s\d{{4}})?"
    r"\s{0,3}(?:,|;|and|&|,\s?and|;\s?and)\s{1,3}(?:(?:ITU-T|Recommendation|Rec\.)\s){0,2}"
)
_GOES_ON = re.compile(
    r"(?P<mark>;|,\s?and|\band|,)\s{0,3}"
    r"(?P<words>(?:(?:draft|new|revised|one|two|three|ITU-T|Recommendations?|Supplements?|Technical|Reports?|Papers?|the|a|an)\s)"
    r"{0,6})\(?$"
)
_NEW = re.compile(r"\b(?:draft|new|revised|one|two|three)\b")
_BETWEEN = 60
_INTRODUCES = re.compile(r"\s?[:–—-]\s")
_QUOTED = re.compile(r"[“\"«](?P<title>[^“”\"«»]{1,400})[”\"»]")
_JOINED = re.compile(r"[\s,]*(?:and|&|jointly with|the)?\s*")
_QUOTES = '“”"«»'
_TAIL = " .,;:(-–—\n\t"
_ENDS = re.compile(rf"[{re.escape(_TAIL)}and]*")
_TAIL_WORDS = (" and", " or", ", both", ", all")


@dataclass(frozen=True, slots=True)
class Made:
    """A claim with offsets in the cell instead of a span."""

    outcome: Outcome
    found: Found
    start: int
    end: int
    title: str
    month: str
    day: str
    developed_by: tuple[Question, ...]
    actors: tuple[Group | Question, ...]

    @property
    def work(self) -> Work:
        """Return the text that the claim is about."""
        return cast("Work", self.found.thing)


def inline(text: Text, statement: Statement) -> list[Made]:
    """Return a claim for each text that the statement's own words list.

    >>> from resograph.recognise.claim.statement import statements
    >>> found = (Found(Recommendation("Y.1"), 14, 17), Found(Recommendation("Y.2"), 22, 25))
    >>> text = Text("SG13 approved Y.1 and Y.2", found)
    >>> [one.found.thing.designation for made in statements(text, 0, 25) for one in inline(text, made)]
    ['Y.1', 'Y.2']
    >>> text = Text("SG13 approved what Y.1 or Y.2", (Found(Recommendation("Y.1"), 19, 22),))
    >>> [inline(text, made) for made in statements(text, 0, 29)]
    [[]]
    """
    start, end = statement.area
    works = text.works(start, end)
    head = _for_all(text, statement) if statement.passive else statement.head
    chosen: list[Found] = []
    for number, one in enumerate(works):
        if (chosen or number == 0) and _begins_entry(text, statement, works, number):
            chosen.append(one)
    dates = (statement.at, statement.end) if statement.passive else (start, end)
    return _entries(text, head, chosen, (end, dates))


def _for_all(text: Text, statement: Statement) -> Head:
    """Return the head with the Question before its texts or in parentheses after its verb: "were approved (Q6/17)"."""
    _, own = _after_question(text, *statement.area)
    after = OWN_QUESTION.search(text.flat, statement.at, statement.end)
    own = own or (run_of_questions(text, after.end(), statement.end) if after else ())
    return replace(statement.head, questions=own) if own else statement.head


def opening(text: Text, head: Head, start: int, end: int) -> list[Made]:
    """Return a claim for each text that a line of a list opens with: "- Y.1 (07/2025), Title".

    >>> head = Head("approved", (), "", "", ())
    >>> text = Text("draft Y.1, Title", (Found(Recommendation("Y.1"), 6, 9),))
    >>> [(one.found.thing.designation, one.title) for one in opening(text, head, 0, 16)]
    [('Y.1', 'Title')]
    >>> opening(Text("Title of Y.1", (Found(Recommendation("Y.1"), 9, 12),)), head, 0, 12)
    []
    """
    works = text.works(start, end)
    begin, own = _after_question(text, start, end)
    if not works or not _only_leads(_lead(text, begin, works[0].start)):
        return []
    chosen = works[:1]
    for one in works[1:]:
        if not _LISTED.fullmatch(text.flat, chosen[-1].end, one.start):
            break
        chosen.append(one)
    return _entries(text, replace(head, questions=own or head.questions), chosen, (end, (start, end)))


def _after_question(text: Text, start: int, end: int) -> tuple[int, tuple[Question, ...]]:
    """Return where an entry goes on after the Question it opens with ("Q20/13: Y.1, Title"), and that Question."""
    first = next(text.within(start, end), None)
    if first is None or first.start != start or not isinstance(first.thing, Question):
        return start, ()
    if not _INTRODUCES.match(text.flat, first.end):
        return start, ()
    return first.end, (first.thing,)


def _lead(text: Text, start: int, end: int) -> str:
    """Return the words that lead to a text, without the former name that stands before it."""
    drafts = (one for one in text.within(start, end) if isinstance(one.thing, WorkItem))
    return masked(text.flat[start:end], ((one.start - start, one.end - start) for one in drafts))


def _only_leads(words: str) -> bool:
    """Tell whether words only lead to a text: "the following 3 draft new Recommendations"."""
    if len(words) > _LEADING_LENGTH:
        return False
    if words.rstrip().endswith(":"):
        return True
    tokens = re.findall(r"[\w.-]*\w\.?", words)
    return all(
        token.lower() in _LEADING_WORDS or token.endswith("-series") or (token.isdigit() and len(token) < len("100"))
        for token in tokens
    )


def _begins_entry(text: Text, statement: Statement, works: Sequence[Found], number: int) -> bool:
    """Tell whether a text in a sentence is what the sentence is about, not one that a title names."""
    one = works[number]
    if number == 0:
        lead = _lead(text, statement.area[0], one.start)
        lead = lead.rpartition(", ")[2] if statement.passive else lead  # "As a result, X.1365 was approved"
        # "maintains at every SG17 meeting ICT Security Standards Roadmap" (50-06): an adverbial may come first.
        return (
            _only_leads(lead)
            or (statement.head.outcome == "maintained" and "which" not in lead)
            or _relative(text, statement, works)
        )
    if isinstance(one.thing, Publication) and " " in one.thing.designation:
        return False  # a name of words is found inside titles: "Y.Suppl.75, Quantum roadmap"
    last = works[number - 1].end
    if _LISTED.fullmatch(text.flat, last, one.start):
        return True
    joined = _GOES_ON.search(text.flat[max(last, one.start - _BETWEEN) : one.start])
    # ", and Y.2" goes on with the list; "based on X.1 and X.2" is one title, unless a date tells the texts apart.
    return joined is not None and (
        one.edition is not None
        or ";" in text.flat[last : one.start]
        or joined["mark"].startswith(", ")
        or bool(_NEW.search(joined["words"]))
    )


def _relative(text: Text, statement: Statement, works: Sequence[Found]) -> bool:
    """Tell whether a passive verb is said of the text just before it: "finished Y.1, which was approved …"."""
    between = text.flat[works[-1].end : statement.at]
    return (
        statement.passive
        and len(works) == 1
        and (between.endswith("(") or between.strip(" ") in {",", ", which", "which", "that"})
    )


_Limits = tuple[int, tuple[int, int]]


def _entries(text: Text, head: Head, works: Sequence[Found], last: _Limits) -> list[Made]:
    """Claim each text; ``last`` is where the last one's title may end, and where its date may stand."""
    if not works:
        return []
    between = [(two.start, (one.start, two.start)) for one, two in pairwise(works)]
    title_end, (dates_start, dates_end) = last
    # The date of an active verb's last text stands after that text, of a passive verb after the verb.
    dates_start = max(works[-1].start, dates_start)
    limits = [*between, (title_end, (dates_start, dates_end))]
    return [_claim(text, head, one, limit) for one, limit in zip(works, limits, strict=True)]


def _claim(text: Text, head: Head, one: Found, limits: _Limits) -> Made:
    limit, dates = limits
    month, day = when(text.flat, *dates)
    dated = replace(head, month=month or head.month, day=day if month else head.day)
    if head.outcome == "maintained":  # "since March 2020" dates the upkeep's begin (92-03)
        dated = replace(head, month="", day="")
    begin, one, title = _past_notes(text, one, limit)
    stop = begin
    if not title:
        title, stop = _title(text.flat, begin, _stop(text.flat, begin, limit))
    end = max(one.end, _trimmed_end(text.flat, one.end, stop))
    stated = one.edition.approved if one.edition else dated.month
    found = replace(one, edition=_edition(one, dated))
    questions = _own_questions(text, one, limit) or head.questions
    return Made(head.outcome, found, one.start, end, title, stated, dated.day, questions, head.actors)


def _stop(flat: str, start: int, end: int) -> int:
    """Return where an entry's title ends: at the sentence's end, or where the sentence goes on about something else."""
    sentence = SENTENCE_END.search(flat, start, end)
    stop = sentence.start() if sentence else end
    for pattern in (DEVELOPED, OWN_QUESTION, _TITLE_END, _UNREAD_NEXT):
        match = pattern.search(flat, start, stop)
        stop = match.start() if match else stop
    return stop


def _past_notes(text: Text, one: Found, stop: int) -> tuple[int, Found, str]:
    """Return where the title begins after a former name, a date or a note in parentheses; words there are a title."""
    begin, title = one.end, ""
    while enclosed := _ENCLOSED.match(text.flat, begin, stop):
        inside = enclosed["inside"].strip()
        date = approval(inside)
        if date and not one.edition and not isinstance(one.thing, WorkItem):
            one = replace(one, edition=_of(one, date))
        elif _is_title(text, inside, enclosed) and _ENDS.fullmatch(text.flat, enclosed.end(), stop):
            title = inside
        begin = enclosed.end()
    return begin, one, title


def _is_title(text: Text, inside: str, place: re.Match[str]) -> bool:
    named = any(isinstance(one.thing, WorkItem) for one in text.within(*place.span("inside")))
    return " " in inside and not named and not _FORMER.match(inside) and not _NOTE.fullmatch(inside)


def _title(flat: str, begin: int, stop: int) -> tuple[str, int]:
    """Return the title and where it ends; words that no title can begin with are none."""
    lead_in = _LEAD_IN.match(flat, begin, stop)
    start = lead_in.end() if lead_in else begin
    quoted = _QUOTED.match(flat, start, stop)
    if quoted:
        return " ".join(quoted["title"].split()), quoted.end()
    title = flat[start : _trimmed_end(flat, begin, stop)].strip(_QUOTES + " ").rstrip(",")
    led = bool(lead_in and lead_in[0].strip())
    if not title or not (title[0].isupper() or title[0].isdigit() or led):
        return "", begin  # "5G security standardization roadmap every SG17 meeting" (92-03): no title follows
    return " ".join(title.split()), stop


def _trimmed_end(flat: str, start: int, end: int) -> int:
    """Return where words end without the punctuation and the "and" that lead to the next entry."""
    before = -1
    while before != end and end > start:
        before = end
        while end > start and flat[end - 1] in _TAIL:
            end -= 1
        end -= next((len(word) for word in _TAIL_WORDS if flat.endswith(word, start, end)), 0)
    return max(start, end)


def _own_questions(text: Text, one: Found, limit: int) -> tuple[Question, ...]:
    match = OWN_QUESTION.search(text.flat, one.end, limit)
    return run_of_questions(text, match.end(), limit) if match else ()


def run_of_questions(text: Text, start: int, end: int) -> tuple[Question, ...]:
    """Return the Questions that stand at a place, joined by commas and "and".

    >>> found = (Found(Question("sg17", 2, ""), 0, 5), Found(Question("sg17", 3, ""), 10, 15))
    >>> [one.designation for one in run_of_questions(Text("Q2/17 and Q3/17", found), 0, 15)]
    ['Q2/17', 'Q3/17']
    >>> run_of_questions(Text("with Q3/17", (Found(Question("sg17", 3, ""), 5, 10),)), 0, 10)
    ()
    """
    questions: list[Question] = []
    last = start
    for one in text.within(start, end):
        if not _JOINED.fullmatch(text.flat, last, one.start):
            break  # what stands between parts the Questions, whatever is named next
        if isinstance(one.thing, Question):
            questions.append(one.thing)
            last = one.end
    return tuple(questions)


def _edition(one: Found, head: Head) -> Edition | None:
    """Return the edition that the entry or its statement dates ("approved X.1812 in May 2022").

    The date of a consent or a determination is not one of approval; what is maintained was approved before.
    """
    if head.outcome not in (*_APPROVING, "maintained"):
        return None
    if one.edition or not head.month or head.outcome not in _APPROVING or isinstance(one.thing, WorkItem):
        return one.edition
    return _of(one, head.month)


def _of(one: Found, month: str) -> Edition:
    return Edition(cast("Recommendation | Part | Supplement | Publication", one.thing), month)
