"""Turns a verdict into a page for a person: file by file and item by item what to mend, then what there is most of."""

from __future__ import annotations

import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from resograph.check.words import (
    SEVERITY_WORDS,
    cell,
    column_name,
    counted,
    quoted,
    reason,
    shown,
    summed,
)
from resograph.model.release import Place, Result, Verdict

_WIDTH = 110
_MANY = 5
"""What more items than this have in the same words is said once."""
_TOP = 5
_WORTH_NAMING = 3
# A log that a build server reads line by line takes these for commands of its own.
_COMMANDS = re.compile(r"^(\s*)::|##(?=\[)")

_Shared = Mapping[tuple[str, ...], Sequence[Result]]


def human(verdict: Verdict) -> str:
    r"""Write the findings of each file by item, a table of the rules that were broken, and one line for the sum.

    >>> human(Verdict(()))
    'conforms: 0 violations, 0 warnings, 0 remarks\n'
    """
    by_file: dict[str, list[Result]] = {name: [] for name in verdict.files}
    for result in verdict.results:
        by_file.setdefault(result.place.file, []).append(result)
    lines = [line for name, results in by_file.items() if results for line in _file(name, results)]
    if clean := [shown(name) for name, results in by_file.items() if not results]:
        lines += [*_wrapped(f"nothing found in {', '.join(clean)}", ""), ""]
    told = "".join(f"{_COMMANDS.sub(_harmless, line)}\n" for line in (*lines, *_summary(verdict)))
    return f"{told}{summed(verdict)}\n"


def _harmless(command: re.Match[str]) -> str:
    return "## " if command[1] is None else f"{command[1]}: :"


# ---------------------------------------------------------------------------------------- a file


def _file(name: str, results: Sequence[Result]) -> Iterator[str]:
    counts = Verdict(tuple(results)).counts()
    told = ", ".join(counted(number, SEVERITY_WORDS[severity]) for severity, number in counts.items() if number)
    title = f"{shown(name) or 'the data'}: {told}"
    yield from (title, "=" * len(title), "")
    shared = _shared(results)
    sections: dict[str, list[Result]] = defaultdict(list)
    for result in sorted(results, key=_section_order):
        sections[_heading(result.place)].append(result)
    before = [heading for heading, members in sections.items() if not members[0].place.item]
    for heading in before:
        yield from _section(heading, sections.pop(heading), shared)
    yield from _together(shared)
    for heading, members in sections.items():
        yield from _section(heading, members, shared)


def _section(heading: str, members: Sequence[Result], shared: _Shared) -> Iterator[str]:
    lines = [line for result in members for line in _finding(result, shared)]
    yield from (shown(heading), *lines, "") if lines else ()


def _text(result: Result) -> tuple[str, ...]:
    return (result.severity, result.code, result.message, reason(result))


def _shared(results: Sequence[Result]) -> dict[tuple[str, ...], list[Result]]:
    """Return what is said of many items in the same words, with the findings in table order."""
    groups: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    for result in sorted(results, key=_section_order):
        if result.place.item:
            groups[_text(result)].append(result)
    return {text: group for text, group in groups.items() if len(_items(group)) > _MANY}


def _items(group: Sequence[Result]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown(result.place.item) for result in group))


def _together(shared: _Shared) -> Iterator[str]:
    """Say once what is said of many items, with what all of them have in common."""
    if shared:
        yield "in many items"
    for group in sorted(shared.values(), key=len, reverse=True):
        columns, words = _common(map(_column, group)), _common(map(quoted, group))
        items = _items(group)
        head = (SEVERITY_WORDS[group[0].severity], columns, words, f"{len(items)} items")
        yield f"  {', '.join(part for part in head if part)}"
        yield from _told(group[0])
        yield from _wrapped(f"in: {', '.join(items)}")
        yield ""


def _common(texts: Iterable[str]) -> str:
    """Return the one text that all have; "" where they differ."""
    different = set(texts)
    return different.pop() if len(different) == 1 else ""


def _finding(result: Result, shared: _Shared) -> Iterator[str]:
    """Tell a finding; one that was told with many others is told again only for words of its own."""
    group = shared.get(_text(result), ()) if result.place.item else ()
    # Not broken into lines: the words are there to be searched for.
    if not group:
        yield f"  {_head(result)}"
        yield from _told(result)
    elif result.expected or quoted(result) != _common(map(quoted, group)):
        yield f"  {_head(result)} [{shown(result.code)}], see “in many items”"
    yield from _wrapped(f"write: {shown(result.expected)}") if result.expected else ()


def _told(result: Result) -> Iterator[str]:
    yield from _wrapped(f"{shown(result.message)} [{shown(result.code)}]")
    yield from _wrapped(f"because: {reason(result)}") if reason(result) else ()


def _head(result: Result) -> str:
    place = result.place
    whole = "the whole item" if place.item else "" if place.row or place.resolution or place.line else result.focus
    known = (
        SEVERITY_WORDS[result.severity],
        _line(place) if place.item or place.row else "",
        _column(result),
        f"paragraph {place.paragraph}" if place.paragraph else "",
        "" if place.quote or place.column else whole,
    )
    return ", ".join(part for part in (*map(shown, known), quoted(result)) if part)


def _column(result: Result) -> str:
    return shown(f"column {column_name(result.place.column)}") if result.place.column else ""


def _line(place: Place) -> str:
    return f"line {place.line} of {place.file}" if place.line else ""


def _heading(place: Place) -> str:
    stands = ", ".join(part for part in list(cell(place))[:2] if part)
    if place.item:
        return f"item {place.item}" + (f" ({stands})" if stands else "")
    if place.resolution:
        return f"Resolution {place.resolution}"
    return stands or _line(place) or "the report"


def _section_order(result: Result) -> tuple[object, ...]:
    """Put what is on the whole first, then lines of an RDF file, then rows and items in the order of the table."""
    place = result.place
    item = tuple(int(number) for number in re.findall(r"\d+", place.item))
    if place.item or place.row:
        return (2, place.table, place.row, item, place.resolution, place.item)
    return (2 if place.resolution else int(bool(place.line)), place.line, 0, (), place.resolution, "")


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    """Break a text into lines."""
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


# ---------------------------------------------------------------------------------------- the sum


def _summary(verdict: Verdict) -> Iterator[str]:
    if verdict.conforms:
        return
    names = {rule.iri: rule.name for rule in verdict.rules}
    rules = Counter((result.code, names.get(result.shape, "")) for result in verdict.results)
    rows = [("rule", "about", "count"), *((shown(code), shown(name), str(n)) for (code, name), n in _most(rules))]
    code_width, name_width, count_width = (max(map(len, column)) for column in zip(*rows, strict=True))
    for code, name, number in rows:
        yield f"{code:{code_width}}  {name:{name_width}}  {number:>{count_width}}"
    yield ""
    items = Counter((result.place.file, result.place.item) for result in verdict.results if result.place.item)
    if len(items) > _MANY:
        in_file = "" if len({file for file, _ in items}) == 1 else " of {}"
        top = [one for one in _most(items) if one[1] >= _WORTH_NAMING][:_TOP]
        told = (f"{item}{in_file.format(file)} ({number})" for (file, item), number in top)
        yield from (*_wrapped(f"most findings: {', '.join(map(shown, told))}", ""), "") if top else ()


def _most(counts: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
