"""Turns the introduction's list "· Resolution 2 – Title" into listings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from resograph.model.document import Paragraph, Table
from resograph.model.report import Listing
from resograph.naming.phrases import number, phrases
from resograph.naming.vocabulary import vocabulary

# A dash without white space on either side belongs to an id ("Resolution 50-01").
_DASH = r"[-:：\u2010-\u2015\u2212]"
_VERSION = r"(?:\s*[(（][^()（）]*[)）])?"
# In a table of contents the number of the page follows.
_TITLE = rf"(?:\s+{_DASH}\s*|{_DASH}\s+)(?P<title>\S.*?)(?:\t[0-9]{{1,4}})?"


def read_listings(preface: Iterable[Paragraph | Table]) -> tuple[Listing, ...]:
    """Read the Resolutions that the paragraphs before the action plan list, each once.

    The marker of the list may be there or not; hyphen, en dash and em dash are one, and the version
    may stand between ("Resolution 2 (Rev. Geneva, 2022) – Title"). A sentence that names a
    Resolution lists none.

    >>> from resograph.model.document import Run
    >>> lines = ("· Resolution 50 – Cybersecurity ", "See Resolution 52 – it is about spam.")
    >>> read_listings([Paragraph((Run(line),)) for line in lines])
    (Listing(resolution=50, title='Cybersecurity', text='· Resolution 50 – Cybersecurity'),)
    """
    listed: dict[int, Listing] = {}
    for line in _lines(preface):
        if found := _listed().fullmatch(line):
            resolution = number(found["resolution"])
            listed.setdefault(resolution, Listing(resolution, found["title"], line))
    return tuple(listed.values())


@cache
def _listed() -> re.Pattern[str]:
    labels = vocabulary().concepts("identifier-part")["resolution"].spellings
    resolution = phrases(label for label in labels if "#" in label)
    marker = r"[\W_]*(?:[0-9]{1,3}[.)]\s+)?"
    return re.compile(rf"{marker}(?P<resolution>{resolution}){_VERSION}{_TITLE}", re.IGNORECASE)


def _lines(preface: Iterable[Paragraph | Table]) -> Iterator[str]:
    for block in preface:
        if isinstance(block, Paragraph):
            yield from (line.strip() for line in block.text.split("\n"))
