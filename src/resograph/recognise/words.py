"""Turns a cell into text that patterns can search, and offsets back into places.

The searchable form has exactly as many code points as the cell as written: every
replacement is one for one, so an offset found in it is an offset in the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from resograph.model.reading import Mention, Span, SpanColumn, Unparsed
from resograph.model.report import CellText
from resograph.model.things import Edition, Thing

# Names that are part of a notation stand in code, not in the vocabulary: "SG17" in "SG17-TD580", "WTSA" in "WTSA
# Resolution 2". The notation fixes them; the groups and conferences themselves are the vocabulary's.
NUMBERED_GROUP = r"SG\s?\d{1,2}"
SPELLED_GROUP = r"[Ss]tudy [Gg]roup \d{1,2}"
ADVISORY_GROUP = "TSAG"
ASSEMBLY = "WTSA"
CONFERENCE = rf"(?:{ASSEMBLY}|PP|WTDC|RA|Plenipotentiary)"
# "x.1813 (2/22)": the letter of a series is a capital. Short numbers are list marks ("a.1"), "p.123" is a page.
LOWER_CASE = (
    r"(?:ITU[- ]T\s[a-z]\.\d{1,4}|[abd-oq-uw-z]\.\d{3,4}|[a-z]\.\d{1,4}(?=\s?\(\d{1,2}\s?/\s?\d{2}))"
    r"(?:\.\d{1,4}){0,3}(?![\w-]|\.\w)"
)
# "ITU T" has lost its hyphen; "ITU R&D" is research and development.
_LOST_HYPHEN = re.compile(r"(?<![\w-])ITU (?=[TRD](?![\w&-]| &))")
_ONE_FOR_ONE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Context:
    """What a recogniser may know of the report: its group, period and conference, and the ids of its items."""

    group: str
    period: str
    conference: str
    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found in a cell at code points ``start`` to ``end`` (exclusive)."""

    thing: Thing
    start: int
    end: int
    edition: Edition | None = None


def searchable(text: str) -> str:
    """Return the text with hyphens and white space in one form, code point for code point.

    >>> searchable("ITU\\u2011T\\u00a0SGs\\nand ITU D")
    'ITU-T SGs and ITU-D'
    >>> searchable("ITU R&D")
    'ITU R&D'
    """
    return _LOST_HYPHEN.sub("ITU-", text.translate(_ONE_FOR_ONE))


def masked(text: str, hidden: Iterable[tuple[int, int]]) -> str:
    """Return the text with the given stretches blanked, so that nothing is found in them.

    >>> masked("see http://a.b", [(4, 14)])
    'see           '
    """
    return blanked(text, hidden, " ")


def blanked(text: str, hidden: Iterable[tuple[int, int]], mark: str) -> str:
    """Return the text with each character of the given stretches replaced by a mark.

    >>> blanked("SG17, X", [(0, 4)], "#")
    '####, X'
    """
    pieces: list[str] = []
    last = 0
    for start, end in sorted(hidden):
        begin = max(start, last)
        if end > begin:
            pieces += [text[last:begin], mark * (end - begin)]
            last = end
    return "".join([*pieces, text[last:]])


def within(found: Sequence[Found], start: int, end: int) -> Iterator[Found]:
    """Yield what was found in a stretch; ``found`` is in reading order.

    >>> from resograph.model.things import WebPage
    >>> [one.start for one in within([Found(WebPage(""), n, n + 1) for n in range(9)], 3, 6)]
    [3, 4, 5]
    """
    for position in range(bisect_left(found, start, key=_start), len(found)):
        one = found[position]
        if one.start >= end:
            return
        if one.end <= end:
            yield one


def _start(one: Found) -> int:
    return one.start


def longest(found: Iterable[Found]) -> list[Found]:
    """Return the leftmost, longest of overlapping finds, in reading order."""
    kept: list[Found] = []
    for candidate in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
        elif (candidate.start, candidate.end) == (kept[-1].start, kept[-1].end) and candidate != kept[-1]:
            kept.append(candidate)  # one span, several things: "Resolutions 2 and 50"
    return kept


def members(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], list[int]]]:
    """Yield each match with the numbers in its group "numbers", in the order written.

    >>> found = members(re.compile(r"SGs (?P<numbers>[\\d, and]+)"), "SGs 2, 3 and 11")
    >>> [numbers for _, numbers in found]
    [[2, 3, 11]]
    """
    for match in pattern.finditer(text):
        yield match, [int(number) for number in re.findall(r"\d+", match["numbers"])]


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line of a text begins and ends.

    >>> list(lines("SG17\\n\\nX"))
    [(0, 4), (5, 5), (6, 7)]
    """
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


class Places:
    """The lines of one cell and where each begins, to turn offsets into spans."""

    __slots__ = ("_cell", "_column", "_starts")

    def __init__(self, column: SpanColumn, cell: CellText) -> None:
        """Count where each line of the cell begins in its text."""
        self._column = column
        self._cell = cell
        self._starts = list(accumulate((len(line.text) + 1 for line in cell.lines), initial=0))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the offsets; of words that run over a line end, the part on the first line."""
        paragraph = bisect_right(self._starts, start)
        line = self._cell.lines[paragraph - 1]
        first = start - self._starts[paragraph - 1]
        last = min(end - self._starts[paragraph - 1], len(line.text))
        return Span(self._column, paragraph, first, last, line.text[first:last], line.row, line.table)


@dataclass(frozen=True, slots=True)
class Prose:
    """A cell of prose: its text, the searchable form of it, its places, and what was found in it in reading order."""

    text: str
    flat: str
    places: Places
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """The clause citation of an action: its place (None when there is none), its clauses, and what is no clause."""

    place: tuple[int, int] | None = None
    mentions: tuple[Mention, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()
