"""Turns "See Action item 97-01 above" into references to other items of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import ItemReference
from resograph.recognise.dates import MONTH
from resograph.recognise.words import Context, Found

# Two numbers with an en dash are a range of something, unless the plan has an item of that number.
_DASH = "[-\u2013\u2212]"
_ID = rf"\d{{1,3}}{_DASH}\d{{1,4}}"
_TO = r"\s?(?:to|until|through|-|–|—)\s?"
_IDS = rf"{_ID}(?:(?:\s?,\s?(?:and\s)?|\sand\s|\s?&\s?|{_TO}){_ID}){{0,20}}"
_HYPHEN = "-"
_DASHES = re.compile(_DASH)
_LEAD = r"[Ss]ee(?:\salso)?|[Ss]ame\sas|[Aa]s\s(?:in|for|under)|[Cc]f\.?|[Rr]efer\sto"
_ITEMS = r"(?:[Aa]ction\s)?(?:[Ii]tems?\s)?"
# "items 10-20 May", "in the 52-54 study period": a date or a period, no item.
_NO_ITEM = rf"(?![\d/-]|\.\d|\s(?:study\speriod|{MONTH})\b)"
_CUE = re.compile(
    rf"\b(?:{_LEAD}|[Rr]efer(?:s\sto|ence\sto)?|(?<!genda\s)[Ii]tems?)\s(?:also\s)?(?:under\s)?(?:the\s)?{_ITEMS}(?P<ids>{_IDS}){_NO_ITEM}"
)
_BARE = re.compile(rf"(?<![\w./-]){_ID}(?!\w){_NO_ITEM}")
_RANGE = re.compile(rf"(?P<first>{_ID}){_TO}(?P<last>{_ID})|{_ID}")
_ONLY = re.compile(
    rf"\W*(?:[Pp]lease\s)?(?:{_LEAD})\s(?:also\s)?(?:under\s)?(?:the\s)?(?:status\s(?:of|in|under)\s)?{_ITEMS}{_IDS}"
    r"(?:\s(?:above|below))?\W*"
)


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each reference to an item of the plan; a range refers to the items of the plan that lie in it.

    Behind a cue an id may be typed as in the plan or otherwise: "see 2-1" is 02-01. Without one it must be the
    id itself, for "2-1" may be anything.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset({"76-01", "76-02"}))
    >>> [found.thing.number for found in find("technologies identified by 76-02", context)]
    ['76-02']
    >>> sorted({found.thing.number for found in find("See items 76-01 to 76-9", context)})
    ['76-01', '76-02']
    >>> list(find("from 10-20 May 2022, 2022-2024, see 99-99", context))
    []
    """
    for match in _CUE.finditer(text):
        for one in _RANGE.finditer(match["ids"]):
            start = match.start("ids") + one.start()
            for number in _items(one, context.items):
                yield Found(ItemReference(number), start, start + len(one[0]))
    for match in _BARE.finditer(text):
        number = _number(match[0])
        if number in context.items and len(number) == len(match[0]):
            yield Found(ItemReference(number), match.start(), match.end())


def dangling(text: str, context: Context) -> Iterator[tuple[int, int]]:
    """Yield where a cue such as "see" leads to the number of an item that the plan does not have.

    A report in prose has no items: the items that it refers to stand in another file.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset({"76-02"}))
    >>> list(dangling("See 76-02 and 99-99", context))
    [(14, 19)]
    >>> list(dangling("identified by 99-99", context))
    []
    """
    for match in _CUE.finditer(text) if context.items else ():
        for one in re.finditer(_ID, match["ids"]):
            if _HYPHEN in one[0] and _number(one[0]) not in context.items:
                start = match.start("ids") + one.start()
                yield start, start + len(one[0])


def is_only_reference(text: str) -> bool:
    """Tell whether a status says nothing but where to look.

    >>> is_only_reference("See Action item 97-01 above."), is_only_reference("Q2/17 reviewed it; see 92-03.")
    (True, False)
    """
    return bool(_ONLY.fullmatch(text))


def _items(reference: re.Match[str], items: frozenset[str]) -> list[str]:
    """Return the items of the plan that a number or a range of numbers refers to, in the plan's order."""
    if not reference["first"]:
        return [number] if (number := _number(reference[0])) in items else []
    first, last = _order(reference["first"]), _order(reference["last"])
    return sorted((number for number in items if first <= _order(number) <= last), key=_order)


def _number(typed: str) -> str:
    """Return the number of an item as the plan has it: "2-1" is 02-01."""
    resolution, ordinal = _order(typed)
    return f"{resolution:02}-{ordinal:02}"


def _order(number: str) -> tuple[int, int]:
    resolution, ordinal = _DASHES.split(number)
    return int(resolution), int(ordinal)
