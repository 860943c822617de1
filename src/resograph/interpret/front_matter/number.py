"""Turns a line of a header block into the number of the document: TD, revision, subgroup, group, period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from resograph.naming.named import with_groups_as
from resograph.naming.phrases import phrases
from resograph.naming.vocabulary import vocabulary

_LONGEST = 80
_TOKEN = re.compile(r"[A-Z]+|[0-9]+")
_NUMBER = re.compile(
    r"(?:DOCUMENT )?(?:T (?P<period>[0-9]{2}) )?(?:ITU T )?"
    r"(?:(?:SG|STUDY GROUP) (?P<group>[0-9]{1,3}) |(?P<tsag>TSAG) )?(?:DOCUMENT )?(?:[0-9]{6} )?"
    r"(?:TD|TEMPORARY DOCUMENT) (?:(?P<subgroup>GEN|PLEN|WP [0-9]{1,2}) )?(?:NO )?(?P<td>[0-9]{1,6})(?P<rest> .*)?"
)
_REVISION = frozenset({"R", "REV", "REVISION"})
_WORDS = {"document": "TD", "revision": "REV"}
_SUBGROUP = frozenset({"GEN", "PLEN", "WP"})
# The language and the format of the file: "-E", "!!MSW-E".
_SILENT = frozenset({"A", "C", "E", "F", "S", "MSW", "DOCX", "PDF"})


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A temporary document; "" = not stated. ``period`` is two digits, as in "T22"."""

    td: str
    revision: str = ""
    subgroup: str = ""
    group: str = ""
    period: str = ""


def parse(line: str) -> DocumentNumber | None:
    """Read a line that is the number of a temporary document and nothing else.

    The forms are those of ITU's document pages ("T22-SG17-230221-TD-PLEN-1234") and of citations in reports
    ("SG2-TD1R3/PLEN"). Leading zeros do not count: "TD-PLEN-0295" is TD 295.

    >>> parse("SG2-TD1R3/PLEN")
    DocumentNumber(td='1', revision='3', subgroup='plen', group='sg2', period='')
    >>> parse("CE 17 – Document temporaire 1234 (Rév.1)")
    DocumentNumber(td='1234', revision='1', subgroup='', group='sg17', period='')
    >>> parse("This TD is a document for further development") is None
    True
    """
    if len(line) > _LONGEST:
        return None
    found = _NUMBER.fullmatch(" ".join(_TOKEN.findall(_in_english(line).upper())))
    if found is None:
        return None
    rest = _rest((found["rest"] or "").split())
    if rest is None:
        return None
    revision, subgroup = rest
    group = f"sg{int(found['group'])}" if found["group"] else "tsag" if found["tsag"] else ""
    written = subgroup or (found["subgroup"] or "").replace(" ", "").lower()
    return DocumentNumber(str(int(found["td"])), revision, written, group, found["period"] or "")


def _in_english(line: str) -> str:
    """Return a line with the words of other languages for the group, the document and its revision as ours."""
    for code, name in _WORDS.items():
        line = _pattern(code).sub(name, line)
    return with_groups_as(str.upper, line)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    labels = vocabulary().concepts("front-matter")[code].spellings
    return re.compile(rf"{phrases(labels)}(?=[\W\d])", re.IGNORECASE)


def _rest(tokens: Sequence[str]) -> tuple[str, str] | None:
    revision = subgroup = ""
    position = 0
    while position < len(tokens):
        word, follower = tokens[position], "".join(tokens[position + 1 : position + 2])
        if word in _REVISION and follower.isdigit():
            revision = str(int(follower))
            position += 2
        elif word in _SUBGROUP:
            number = follower if word == "WP" and follower.isdigit() else ""
            subgroup = f"{word}{number}".lower()
            position += 1 + bool(number)
            # "PLEN/17", "WP1/17": the study group once more.
            position += position < len(tokens) and tokens[position].isdigit()
        elif word in _SILENT:
            position += 1
        else:
            return None
    return revision, subgroup
