"""Turns a Status cell into claims: what was approved, agreed, is under study, was established or is maintained.

A status is read line by line. A statement has a verb of ``voc/outcome``, a doer before it and texts after it
(or before a passive verb); a statement without texts is the head of a list, and each line under it that
opens with a text is an entry.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from resograph.model.reading import Claim
from resograph.model.things import Question, Recommendation, Supplement, Work, WorkItem
from resograph.recognise.claim.entry import DEVELOPED, UNREAD_ENTRY, Made, inline, opening, run_of_questions
from resograph.recognise.claim.statement import Head, Statement, Text, announces, statements
from resograph.recognise.words import Found, Places, Prose, lines

_BULLET = re.compile(r"\s{0,40}(?:[-–—·•*▪◦o](?=\s)|[-–—·•*▪◦](?=\S)|\(?[a-z\d]{1,2}[.)](?=\s))\s{0,40}(?=\S)")
_UNFINISHED = re.compile(r"[^.;:!?\s]\s{0,20}$")
_CONTINUES = re.compile(r"\s{0,20}(?!draft\b|new\b|revised\b)[a-z]{2}")
_SUPPLEMENT_TO = re.compile(r"(?:ITU-T )?Supplement\sto\s(?:Recommendation\s)?(?:ITU-T\s)?([A-Z]\.\d+(?:\.\d+)*)")


@dataclass(slots=True)
class _Book:
    """What was read so far: the claims, the head whose list may go on, and since where no "developed by" was met."""

    made: list[Made] = field(default_factory=list)
    head: Head | None = None
    since: int = 0


def read(status: Prose) -> tuple[tuple[Found, ...], tuple[Claim, ...]]:
    """Read what was found in a status, and its claims.

    A text that the status only says was consented, determined … loses the edition that was found: the date
    after it is then not that of an approval.

    >>> from resograph.model.report import CellText, Line
    >>> from resograph.model.things import Edition
    >>> cell, work = CellText((Line("SG17 consented X.1 (9/2023)", 2),)), Recommendation("X.1")
    >>> found = Found(work, 15, 27, Edition(work, "2023-09"))
    >>> (mentioned,), (claim,) = read(Prose(cell.text, cell.text, Places("status", cell), (found,)))
    >>> claim.outcome, claim.month, claim.edition, mentioned.edition
    ('consented', '2023-09', None, None)
    """
    made = claims(status.text, status.flat, status.found)
    dated = {(one.start, one.found.thing) for one in made if one.found.edition}
    undated = {(one.start, one.found.thing) for one in made} - dated
    found = (replace(one, edition=None) if (one.start, one.thing) in undated else one for one in status.found)
    return tuple(found), tuple(_placed(one, status.places) for one in made)


def _placed(made: Made, places: Places) -> Claim:
    return Claim(
        made.outcome,
        with_supplemented(made.work, made.title),
        places.span(made.start, made.end),
        made.found.edition,
        made.title,
        made.month,
        made.day,
        made.developed_by,
        made.actors,
    )


def claims(text: str, flat: str, found: Sequence[Found]) -> list[Made]:
    """Read the claims of a status; ``flat`` is its searchable form, ``found`` what was found in it, in order.

    "developed by Q2/17" after an entry holds for the entries before it, back to the head of the list or the
    former "developed by", never forward (92-03: X.1815 and X.1816 have no Question).

    >>> status, found = "SG17 approved X.1812, Trust", [Found(Recommendation("X.1812"), 14, 20)]
    >>> [(one.outcome, one.title) for one in claims(status, status, found)]
    [('approved', 'Trust')]
    >>> claims("SG17 noted X.1812", "SG17 noted X.1812", [Found(Recommendation("X.1812"), 11, 17)])
    []
    """
    searched = Text(flat, tuple(found))
    book = _Book()
    for start, end in _lines(text):
        if flat[start:end].strip():
            bullet = _BULLET.match(flat, start, end)
            _read(searched, book, (start, bullet.end() if bullet else start, end))
    return book.made


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends; a line broken inside its sentence goes on in the next."""
    begin = 0
    for start, end in lines(text):
        following = text[end + 1 : end + 60]
        if not (
            _UNFINISHED.search(text[max(start, end - 30) : end])
            and _CONTINUES.match(following)
            and not _BULLET.match(following)
        ):
            yield begin, end
            begin = end + 1


def _read(text: Text, book: _Book, line: tuple[int, int, int]) -> None:
    """Read one line: an entry of the list that goes on, one or more statements, or neither."""
    start, begin, end = line
    said = [(one, inline(text, one)) for one in statements(text, begin, end)]
    if book.head and not any(made for _, made in said) and _goes_on(text, book, line, book.head):
        return
    told = _tellings(text, said, end)
    if told:
        _tell(text, book, told, end)
    elif DEVELOPED.match(text.flat, start, end):
        _developed(text, book, start, end)
    else:
        book.head, book.since = None, len(book.made)


def _goes_on(text: Text, book: _Book, line: tuple[int, int, int], head: Head) -> bool:
    """Read a line as part of the list under a head, if it is one: an entry, or the Question of the next entries."""
    start, begin, end = line
    entries = opening(text, head, begin, end)
    # An entry whose designation cannot be read is a finding elsewhere; the list goes on.
    if entries or UNREAD_ENTRY.match(text.flat, begin, end):
        book.made += entries
        _developed(text, book, start, end)
        return True
    if _is_question(text, begin, end):
        book.head = replace(head, questions=run_of_questions(text, begin, end))
        return True
    return False


def _tellings(text: Text, said: Sequence[tuple[Statement, list[Made]]], end: int) -> list[tuple[Statement, list[Made]]]:
    """Return the statements that claim something or announce a list; after a claim only an open end announces."""
    if any(made for _, made in said):
        opens = text.flat[max(0, end - 3) : end].rstrip().endswith(":")
        return [(one, made) for one, made in said if made or (opens and one is said[-1][0])]
    return [(one, made) for one, made in said if announces(one, text.flat, end)]


def _is_question(text: Text, start: int, end: int) -> bool:
    """Tell whether a line is but a Question: the heading of its part of a list."""
    named = [one for one in text.within(start, end) if isinstance(one.thing, Question)]
    return bool(named) and named[0].start == start and not text.flat[named[-1].end : end].strip(" :.")


def _tell(text: Text, book: _Book, told: Sequence[tuple[Statement, list[Made]]], end: int) -> None:
    """Note what the statements of a line claim, and the head of the list that the last one may announce."""
    for number, (one, made) in enumerate(told):
        upto = told[number + 1][0].at if number + 1 < len(told) else end
        book.head = head = _with_developers(text, one, made)
        book.since = len(book.made)
        book.made += [replace(entry, developed_by=entry.developed_by or head.questions) for entry in made]
        _developed(text, book, one.start, min(upto, one.stop))
    if not announces(told[-1][0], text.flat, end):
        book.head = None


def _with_developers(text: Text, statement: Statement, made: Sequence[Made]) -> Head:
    """Return the head with the Question that "developed by" names before any of its texts, for all of them."""
    first = made[0].start if made else statement.end
    for match in DEVELOPED.finditer(text.flat, statement.start, min(first, statement.end)):
        if questions := run_of_questions(text, match.end(), statement.end):
            return replace(statement.head, questions=questions)
    return statement.head


def _developed(text: Text, book: _Book, start: int, end: int) -> None:
    """Let each "developed by Q" reach back over the claims made since the last one or the list's head."""
    for match in DEVELOPED.finditer(text.flat, start, end):
        questions = run_of_questions(text, match.end(), end)
        reached = bisect_left(book.made, match.start(), lo=book.since, key=_start)
        if questions and reached > book.since:
            reaching = book.made[book.since : reached]
            book.made[book.since : reached] = [replace(one, developed_by=questions) for one in reaching]
            book.since = reached


def _start(made: Made) -> int:
    return made.start


def supplemented(title: str) -> Recommendation | None:
    """Return the Recommendation that a title says the text supplements.

    >>> supplemented("Supplement to X.1231: Countering spam")
    Recommendation(designation='X.1231', common_text='')
    >>> supplemented("Guidelines based on X.1231") is None
    True
    """
    match = _SUPPLEMENT_TO.match(title)
    return Recommendation(match[1]) if match else None


def with_supplemented(work: Work, title: str) -> Work:
    """Return the work with the Recommendation that its title says it supplements.

    >>> with_supplemented(Supplement("X", "37"), "Supplement to X.1231: Spam").supplements.designation
    'X.1231'
    >>> with_supplemented(Supplement("X", "37"), "Spam").supplements is None
    True
    """
    base = supplemented(title)
    return replace(work, supplements=base) if base and isinstance(work, Supplement | WorkItem) else work
