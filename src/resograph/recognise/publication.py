"""Turns "XSTR-SUSS", "ICT Security Standards Roadmap" and listed publications into publications."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from resograph.model.things import Edition, Publication
from resograph.naming.vocabulary import vocabulary
from resograph.recognise.dates import APPROVAL, approval
from resograph.recognise.words import Context, Found, lines

# Letter of the series, then STR (technical report) or STP (technical paper).
_ACRONYM = re.compile(rf"(?<![\w-])(?P<name>[A-Z]ST[RP][.-][A-Za-z0-9][\w.-]{{0,60}})(?:\s?\((?P<date>{APPROVAL})\))?")
_ROADMAP = re.compile(r"(?<![\w-])(?P<words>(?:[A-Za-z0-9][\w-]{0,40}\s){0,7})[Rr]oadmap\b")
_STOP = frozenset(
    re.findall(
        r"\S+",
        "a an the its their this that these of on in to for and or with by from about up existing maintain "
        "maintains maintained updating updates update keeps keep developed develops published publishes provide "
        "provides provided information meeting each every new",
    )
)
# "XSTP-5Gsec-RM, Technical Report: 5G Security Standardization Roadmap" (92-03): there the words are a title.
_TITLED = re.compile(
    r"[A-Z]ST[RP]-[\w.-]{1,40}(?:\s\([^()]{1,40}\))?[,:]?\s(?:Technical (?:Report|Paper):?\s|on\s(?:the\s)?)?$"
)
_BEFORE_TITLE = 80
_LIST_HEAD = re.compile(r"\bpublications?\b[^.]{0,80}:\s*$")
_BULLET = re.compile(r"\s*(?:[-–—·•*▪]|\d{1,2}[.)])\s+")


def find(text: str, context: Context) -> Iterator[Found]:  # noqa: ARG001 -- every recogniser has this signature
    """Yield each technical report or paper, manual and roadmap that the text names.

    >>> context = Context("sg17", "2022-2024", "wtsa", frozenset())
    >>> sorted({found.thing.designation for found in find("XSTR-SUSS, an ICT security standards roadmap", context)})
    ['ICT Security Standards Roadmap', 'XSTR-SUSS']
    >>> list(find("a roadmap; STR-1", context))
    []
    """
    for match in _ACRONYM.finditer(text):
        name = match["name"].rstrip(".-")
        work = vocabulary().publications.get(name, Publication(name))
        date = approval(match["date"]) if match["date"] else None
        end = match.end() if match["date"] else match.start() + len(name)
        yield Found(work, match.start(), end, Edition(work, date) if date else None)
    for match in _names().finditer(text):
        yield Found(vocabulary().publications[match[0]], match.start(), match.end())
    for match in _ROADMAP.finditer(text):
        words = _name_words(match["words"])
        start = match.end() - len("roadmap") - len(words)
        if words and not _TITLED.search(text[max(0, start - _BEFORE_TITLE) : start]):
            yield Found(_roadmap(words.split()), start, match.end())


@cache
def _names() -> re.Pattern[str]:
    longest_first = sorted(vocabulary().publications, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def find_listed(text: str, flat: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the publication of each bullet under a line that announces publications (52-06), once.

    >>> text = "important publications:\\n- Manual"
    >>> [(one.thing.designation, one.start) for one in find_listed(text, text, [])]
    [('Manual', 26)]
    >>> list(find_listed(text, text, [Found(Publication("Manual"), 26, 32)]))
    []
    """
    known = {(one.thing, one.start, one.end) for one in found}
    listing = False
    for start, end in lines(text):
        line = flat[start:end]
        bullet = _BULLET.match(line)
        if not listing or not bullet:
            listing = bool(_LIST_HEAD.search(line))
            continue
        name = line[bullet.end() :].rstrip(" ,;.")
        publication = vocabulary().publications.get(name, Publication(name))
        begin = start + bullet.end()
        if (publication, begin, begin + len(name)) not in known:
            yield Found(publication, begin, begin + len(name))


def _name_words(words: str) -> str:
    """Return the words of the name: those after the last word that only leads to it."""
    parts = re.findall(r"\S+\s", words)
    for position in range(len(parts) - 1, -1, -1):
        # "IMT-2020 and beyond roadmap" (92-01): "and" joins inside the name when "beyond" follows.
        if parts[position].strip().lower() in _STOP and parts[position : position + 2] != ["and ", "beyond "]:
            return "".join(parts[position + 1 :])
    return words


def _roadmap(words: list[str]) -> Publication:
    small = {"and", "beyond"}
    name = " ".join(word if word in small or word != word.lower() else word.capitalize() for word in words) + " Roadmap"
    known = {spelling.lower(): publication for spelling, publication in vocabulary().publications.items()}
    return known.get(name.lower(), Publication(name))
