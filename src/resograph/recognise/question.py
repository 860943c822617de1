"""Turns "Q2/17", "Q7/17 Q10/17", "Qs 2, 3/17", "Qall/17" into Questions of the report's study period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import Question
from resograph.recognise.words import Context, Found

# Notation of Resolution 1 of the assembly: Question number / study group number.
_NUMBER = r"(?:\d{1,2}|[Aa][Ll][Ll])"
_SEPARATOR = r"(?:\s?,\s?(?:and\s)?|\s?;\s?|\sand\s|\s?&\s?|\s?\+\s?)"
_OF = r"(?:\s?/\s?\d{1,2}\b)"
# The last number of a list has its group, and the others may: "Qs 2, 3/17", "Questions 4/17 and 5/17".
_PATTERN = re.compile(
    rf"\b(?:Q(?:s|uestions?)?\.?\s?)(?P<numbers>(?:{_NUMBER}{_OF}?{_SEPARATOR}Q?){{0,20}}{_NUMBER}{_OF})"
    r"|\b(?P<every>All)\s?/\s?(?P<group>\d{1,2})\b"
)
_MEMBER = re.compile(rf"Q?(?P<number>{_NUMBER})(?:\s?/\s?(?P<group>\d{{1,2}})\b)?")
_ALL = re.compile(r"\b[Aa]ll (?:Qs|Questions)\b(?!\s?/)")


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each Question named in the text; the collective "Qall/17" has number 0.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> sorted(found.thing.designation for found in find("Q2/17, Q3 and 4/17 with Q16/13", context))
    ['Q16/13', 'Q2/17', 'Q3/17', 'Q4/17']
    >>> list(find("Q3 conducted a survey; Qx/17", context))
    []
    """
    for match in _PATTERN.finditer(text):
        if match["every"]:
            yield Found(Question(f"sg{int(match['group'])}", 0, context.period), match.start(), match.end())
        else:
            yield from _listed(match, context)


def _listed(match: re.Match[str], context: Context) -> Iterator[Found]:
    """Yield the Questions of a list, the last first: a number without a group is of the group named next."""
    begin, group = match.start("numbers"), ""
    for number in reversed(list(_MEMBER.finditer(match["numbers"]))):
        group = number["group"] or group
        start = match.start() if number.start() == 0 else begin + number.start()
        value = int(number["number"]) if number["number"].isdigit() else 0
        yield Found(Question(f"sg{int(group)}", value, context.period), start, begin + number.end())


def find_own(text: str, context: Context) -> Iterator[Found]:
    """Yield "All Questions" in a cell that lists names: the collective Question of the reporting group.

    >>> [found.thing.designation for found in find_own("All Questions", Context("sg13", "", "wtsa", frozenset()))]
    ['Qall/13']
    >>> list(find_own("all open questions", Context("sg13", "", "wtsa", frozenset())))
    []
    """
    for match in _ALL.finditer(text):
        yield Found(Question(context.group, 0, context.period), match.start(), match.end())
