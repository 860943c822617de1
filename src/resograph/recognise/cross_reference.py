"""Turns "See Action item 97-01 above" into references to other items of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import ItemReference
from resograph.recognise.dates import MONTH
from resograph.recognise.words import Context, Found

_ID = r"\d{1,3}-\d{1,4}"
_CUE = re.compile(
    rf"\b(?:[Ss]ee(?:\salso)?|[Ss]ame\sas|[Aa]s\s(?:in|for|under)|[Cc]f\.?|[Rr]efer(?:\sto|s\sto|ence\sto)?|[Ii]tems?)\s"
    rf"(?:also\s)?(?:under\s)?(?:the\s)?(?:[Aa]ction\s)?(?:[Ii]tems?\s)?(?P<ids>{_ID}(?:(?:\s?,\s?(?:and\s)?|\sand\s|\s?&\s?){_ID}){{0,20}})"
    r"(?![\d-])"
)
_BARE = re.compile(rf"(?<![\w./-]){_ID}(?![\w/-]|\.\d|\s(?:study\speriod|{MONTH})\b)")
_ONLY = re.compile(
    rf"\W*(?:[Pp]lease\s)?(?:[Ss]ee(?:\salso)?|[Ss]ame\sas|[Aa]s\s(?:in|for|under)|[Cc]f\.?|[Rr]efer\sto)\s"
    rf"(?:also\s)?(?:under\s)?(?:the\s)?(?:status\s(?:of|in|under)\s)?(?:[Aa]ction\s)?(?:[Ii]tems?\s)?{_ID}"
    rf"(?:(?:\s?,\s?(?:and\s)?|\sand\s|\s?&\s?){_ID}){{0,20}}(?:\s(?:above|below))?\W*"
)


def find(text: str, context: Context) -> Iterator[Found]:
    """Yield each reference to an item: any id after a cue such as "see", a bare id if the plan has it.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset({"76-02"}))
    >>> [found.thing.number for found in find("See 77-01 above; technologies identified by 76-02", context)]
    ['77-01', '76-02']
    >>> list(find("from 10-20 May 2022, 2022-2024", context))
    []
    """
    for match in _CUE.finditer(text):
        for number in re.finditer(_ID, match["ids"]):
            start = match.start("ids") + number.start()
            yield Found(ItemReference(number[0]), start, start + len(number[0]))
    for match in _BARE.finditer(text):
        if match[0] in context.items:
            yield Found(ItemReference(match[0]), match.start(), match.end())


def is_only_reference(text: str) -> bool:
    """Tell whether a status says nothing but where to look.

    >>> is_only_reference("See Action item 97-01 above."), is_only_reference("Q2/17 reviewed it; see 92-03.")
    (True, False)
    """
    return bool(_ONLY.fullmatch(text))
