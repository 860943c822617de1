"""Turns a result into the words that all forms of a verdict have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from resograph.model.release import SEVERITIES, Place, Result, Severity, Verdict
from resograph.naming.prefixes import RDFS
from resograph.naming.vocabulary import vocabulary

SEVERITY_WORDS: Mapping[Severity, str] = {"violation": "violation", "warning": "warning", "info": "remark"}

# What a cell may hold and no reader should get: controls act on a terminal, marks of the direction of writing turn
# the rest of a line, and neither XML nor UTF-8 has a place for surrogates and the last two.
_UNSHOWN = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF), "\ufffd"
) | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_BREAK = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_LONG = 150


def shown(text: str) -> str:
    r"""Return text on one line, with U+FFFD for what would act on its reader.

    >>> shown(" as  written ")
    'as written'
    >>> shown(f"a{chr(0x1B)}[31m{chr(10)}b") == f"a{chr(0xFFFD)}[31m b"
    True
    """
    return " ".join(text.split()).translate(_UNSHOWN)


def counted(number: int, word: str) -> str:
    """Say how many there are.

    >>> counted(2, "remark")
    '2 remarks'
    >>> counted(1, "remark")
    '1 remark'
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def summed(verdict: Verdict) -> str:
    """Say in one line what came of the check.

    >>> summed(Verdict(()))
    'conforms: 0 violations, 0 warnings, 0 remarks'
    """
    counts = verdict.counts()
    told = ", ".join(counted(counts[severity], SEVERITY_WORDS[severity]) for severity in SEVERITIES)
    return f"{'conforms' if verdict.conforms else 'findings'}: {told}"


def column_name(code: str) -> str:
    """Return how reports head a column; a column that no report has keeps its code.

    >>> column_name("action-by").lower()
    'action by'
    >>> column_name("margin")
    'margin'
    """
    concepts = vocabulary().concepts("column")
    return concepts[code].label if code in concepts else code


def quoted(result: Result) -> str:
    """Return the words that a result is about in quotation marks, or else its value; "" = neither is words.

    Long words are cut: they are there to be found. Spaces stay as they are: two of them may be what is wrong.
    """
    is_words = result.path != RDFS.comment.value and not _IRI.fullmatch(result.value)
    written = result.place.quote or (result.value if is_words else "")
    words = _BREAK.sub(" ", written).translate(_UNSHOWN)
    if len(words) > _LONG:
        words = f"{words[:_LONG].rstrip()} …"
    return f'"{words}"' if words else ""


def reason(result: Result) -> str:
    """Return why, where the data say so: what was not understood comes with a comment, what is wrong with a value."""
    if result.severity == "violation" and result.value and result.value not in {result.focus, result.place.quote}:
        return f"the value is “{shown(result.value)[:150]}”"
    return shown(result.value) if result.path == RDFS.comment.value else ""


def where(result: Result) -> str:
    """Say where a result stands: file, line, table, row, item or Resolution, column … the words, as far as known."""
    place = result.place
    # Where no row or line can be told, what it is about says most.
    focus = "" if place.item or place.resolution or place.line else result.focus
    line = f"line {place.line}" if place.line else ""
    known = (*map(shown, (place.file, line, *cell(place))), quoted(result), shown(focus))
    return ", ".join(part for part in known if part)


def cell(place: Place) -> Iterator[str]:
    """Yield the parts of a place inside its file, "" for what is not known."""
    yield f"table {place.table}" if place.table else ""
    yield f"row {place.row}" if place.row else ""
    yield f"item {place.item}" if place.item else ""
    yield f"Resolution {place.resolution}" if place.resolution else ""
    yield f"column {place.column}" if place.column else ""
    yield f"paragraph {place.paragraph}" if place.paragraph else ""


def standing(result: Result) -> str:
    """Say where in its file a result stands as a reader of the report would: a row goes by the id of its item.

    What has no place goes by what it is about.
    """
    place = result.place
    row = place.item or (str(place.row) if place.row else "")
    known = (
        f"table {place.table}" if place.table else "",
        f"row {row}" if row else "",
        f"Resolution {place.resolution}" if place.resolution else "",
        f"column {column_name(place.column)}" if place.column else "",
        f"paragraph {place.paragraph}" if place.paragraph else "",
    )
    return shown(", ".join(part for part in known if part) or result.focus)


def told(result: Result) -> tuple[str, ...]:
    """Tell a result in lines: what is wrong, where and with which words, why, and what to write instead."""
    why = f"Because: {reason(result)}" if reason(result) else ""
    write = f"Write: {shown(result.expected)}" if result.expected else ""
    stands = ", ".join(part for part in (standing(result), quoted(result)) if part)
    return tuple(line for line in (shown(result.message or result.code), f"Where: {stands}", why, write) if line)
