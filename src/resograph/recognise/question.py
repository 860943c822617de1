"""Turns "Q2/17", "Q7/17 Q10/17", "Qs 2, 3/17", "Qall/17" into Questions of the report's study period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Question
from resograph.recognise.words import Context, Found

# Notation of Resolution 1 of the assembly: Question number / study group number.
_NUMBER = r"(?:\d{1,2}|[Aa][Ll][Ll])"
_SEPARATOR = r"(?:\s?,\s?(?:and\s)?|\s?;\s?|\sand\s|\s?&\s?|\s?\+\s?)"
_PATTERN = re.compile(
    rf"\b(?:Q(?:s|uestions?)?\.?\s?)(?P<numbers>{_NUMBER}(?:{_SEPARATOR}Q?{_NUMBER}){{0,20}})\s?/\s?(?P<group>\d{{1,2}})\b"
    r"|\b(?P<every>All)\s?/\s?(?P<all_group>\d{1,2})\b"
)

_ALL = re.compile(r"\b[Aa]ll (?:Qs|Questions)\b(?!\s?/)")


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each Question named in the text; the collective "Qall/17" has number 0.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.designation for found in find("Q2/17, Q3 and Q4/17 with Q16/13", context)]
    ['Q2/17', 'Q3/17', 'Q4/17', 'Q16/13']
    >>> list(find("Q3 conducted a survey; Qx/17", context))
    []
    """
    for match in _PATTERN.finditer(text):
        group = f"sg{int(match['group'] or match['all_group'])}"
        if match["every"]:
            yield Found(Question(group, 0, context.period), match.start(), match.end())
            continue
        begin = match.start("numbers")
        numbers = list(re.finditer(rf"Q?(?P<number>{_NUMBER})", match["numbers"]))
        for position, number in enumerate(numbers):
            start = match.start() if position == 0 else begin + number.start()
            end = match.end() if position == len(numbers) - 1 else begin + number.end()
            value = int(number["number"]) if number["number"].isdigit() else 0
            yield Found(Question(group, value, context.period), start, end)


def find_own(text: str, context: Context) -> Iterator[Found]:
    """Yield "All Questions" in a cell that lists names: the collective Question of the reporting group.

    >>> [found.thing.designation for found in find_own("All Questions", Context("sg13", "", "wtsa", frozenset()))]
    ['Qall/13']
    >>> list(find_own("all open questions", Context("sg13", "", "wtsa", frozenset())))
    []
    """
    for match in _ALL.finditer(text):
        yield Found(Question(context.group, 0, context.period), match.start(), match.end())
