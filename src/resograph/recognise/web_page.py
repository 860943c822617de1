"""Turns an address in the text into the page it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resograph.model.things import WebPage
from resograph.recognise.words import Context, Found

_URL = re.compile(r"\b(?:[hH][tT]{2}[pP][sS]?://|www\.)[^\s<>\"“”]+")
_SENTENCE_END = ".,;:!?'’)]}"


def find(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield each address, without the punctuation of the sentence that holds it.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> [found.thing.url for found in find("at: www.itu.int/a/index.html.", context)]
    ['https://www.itu.int/a/index.html']
    >>> list(find("see the SG17 webpage", context))
    []
    """
    for match in _URL.finditer(text):
        written = match[0].rstrip(_SENTENCE_END)
        # An address without scheme is written for people; the pages of ITU answer to the secure one.
        url = f"https://{written}" if written.startswith("www.") else written
        yield Found(WebPage(url), match.start(), match.start() + len(written))
