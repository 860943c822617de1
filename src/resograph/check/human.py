"""Turns a verdict into lines for a person: what is wrong, where it stands, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from resograph.check.findings import local_name
from resograph.model.release import SEVERITIES, Place, Result, Verdict

# Marks of the direction of writing, quoted from a cell, would turn the rest of the line on a terminal.
_UNSHOWN = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
_WORDS = {"violation": "violation", "warning": "warning", "info": "remark"}


def human(verdict: Verdict) -> str:
    r"""Write two or three lines a result and one for the sum.

    >>> from resograph.model.release import Verdict
    >>> human(Verdict(()))
    'conforms: 0 violations, 0 warnings, 0 remarks\n'
    """
    return "".join(f"{line.translate(_UNSHOWN)}\n" for line in (*_results(verdict), summed(verdict)))


def _results(verdict: Verdict) -> Iterator[str]:
    for result in verdict.results:
        yield f"{result.severity}: {where(result)}"
        yield f"    {result.message} [{local_name(result.shape) or local_name(result.component)}]"
        if reason := _reason(result):
            yield f"    because: {reason}"


def _reason(result: Result) -> str:
    """Return the value that caused a result, where it is words of its own and not the ones quoted."""
    said = " ".join(result.value.split())
    return said if " " in said and said != " ".join(result.place.quote.split()) else ""


def where(result: Result) -> str:
    """Say where a result stands: file, line, table, row, item or Resolution, column … the words, as far as known."""
    place = result.place
    # Where no row or line can be told, what it is about says most.
    focus = "" if place.item or place.resolution or place.line else result.focus
    return ", ".join(part for part in (*_parts(place), focus) if part)


def _parts(place: Place) -> Iterator[str]:
    yield place.file
    yield f"line {place.line}" if place.line else ""
    yield f"table {place.table}" if place.table else ""
    yield f"row {place.row}" if place.row else ""
    yield f"item {place.item}" if place.item else ""
    yield f"Resolution {place.resolution}" if place.resolution else ""
    yield f"column {place.column}" if place.column else ""
    yield f"paragraph {place.paragraph}" if place.paragraph else ""
    yield f'"{" ".join(place.quote.split())}"' if place.quote else ""


def summed(verdict: Verdict) -> str:
    """Say in one line how many results there are.

    >>> summed(Verdict(()))
    'conforms: 0 violations, 0 warnings, 0 remarks'
    """
    counts = verdict.counts()
    told = ", ".join(_counted(counts[severity], _WORDS[severity]) for severity in SEVERITIES)
    return f"{'conforms' if verdict.conforms else 'findings'}: {told}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
