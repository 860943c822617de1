"""Measures how the time of each recogniser grows with the text: each doubling may take at most 2.5 times as long.

    python -m benchmarks.bench_recognise

prints the whole table, from 1 KB to 1 MB, which takes an hour or two; ``make bench`` measures smaller texts. A ratio
that passes the limit is measured again: what is quadratic stays so, a busy moment does not.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from time import process_time

from benchmarks.adversarial import CITATIONS, LISTS, PROSE, Adversary
from resograph.model.report import COLUMNS, ActionItem, CellText, Column, Line, Metadata, Report
from resograph.model.things import Resolution
from resograph.recognise import RECOGNISERS, recognise
from resograph.recognise.words import Context, Found, Places, Prose, longest, masked, searchable

LIMIT = 2.5
SIZES = tuple(1024 << doubling for doubling in range(11))
QUICK = (16 * 1024, 32 * 1024)
CONTEXT = Context("sg17", "2022-2024", "wtsa", frozenset({"01-01", "1-1", "92-03"}))
# Below so many seconds a ratio says more about the clock than about the recogniser.
_FLOOR = 0.004
_LONG = 0.03
_ROUNDS, _ATTEMPTS = 3, 4

Work = Callable[[], object]
Making = Callable[[str], Mapping[str, Work]]


@dataclass
class Measured:
    """The worst ratio of a recogniser, the text that it took, and the longest time of all."""

    ratio: float = 0.0
    adversary: str = ""
    seconds: float = 0.0

    def take(self, ratio: float, adversary: Adversary, seconds: float) -> None:
        self.seconds = max(self.seconds, seconds)
        if ratio > self.ratio:
            self.ratio, self.adversary = ratio, adversary.name


@dataclass
class Table:
    """What was measured, by recogniser."""

    rows: dict[str, Measured] = field(default_factory=dict)

    @property
    def worst(self) -> float:
        return max(row.ratio for row in self.rows.values())

    def print(self) -> None:
        for name, row in self.rows.items():
            print(f"  {name:<48} {row.ratio:6.2f}   at most {row.seconds:7.3f} s   {row.adversary[:50]}")


def growth(sizes: Sequence[int] = QUICK) -> Table:
    """Measure every recogniser on every text that may trouble it, one text of each size after the other."""
    table = Table()
    for make, adversaries in ((_in_prose, PROSE), (_in_lists, LISTS), (_in_actions, CITATIONS)):
        for adversary in adversaries:
            _measure(make, adversary, sizes, table)
    return table


def _measure(make: Making, adversary: Adversary, sizes: Sequence[int], table: Table) -> None:
    taken = [{name: _seconds(work) for name, work in make(adversary.text(size)).items()} for size in sizes]
    for (size, before), (double, after) in pairwise(zip(sizes, taken, strict=True)):
        for name, seconds in after.items():
            ratio = _ratio(before[name], seconds)
            for _ in range(_ATTEMPTS):
                if ratio <= LIMIT:
                    break
                again = [_seconds(make(adversary.text(each))[name]) for each in (size, double)]
                ratio = min(ratio, _ratio(*again))
            table.rows.setdefault(name, Measured()).take(ratio, adversary, seconds)


def _ratio(short: float, long: float) -> float:
    return 0.0 if long < _FLOOR else long / max(short, _FLOOR / LIMIT)


def _seconds(work: Work) -> float:
    """Return the least CPU seconds of a few rounds; where one is long, it is enough."""
    gc.collect()
    best = _once(work)
    for _ in range(_ROUNDS - 1):
        if best > _LONG:
            break
        best = min(best, _once(work))
    return best


def _once(work: Work) -> float:
    start = process_time()
    work()
    return process_time() - start


def _in_prose(text: str) -> dict[str, Work]:
    """Return the work of each recogniser of a status, and that of all of them."""
    flat = searchable(text)
    finders = dict.fromkeys([*chain.from_iterable(RECOGNISERS.families), RECOGNISERS.addresses])
    found = _found(flat)
    prose = Prose(text, flat, Places("status", _cell(text)), found)
    return {
        **{_name(finder): _finding(finder, flat) for finder in finders},
        **{f"{_name(finder)} ({code})": _finding(finder, flat) for code, _, finder in RECOGNISERS.unread},
        **{_name(combine): _combining(combine, text, flat, found) for combine in RECOGNISERS.combining},
        "claims": lambda: RECOGNISERS.claims(prose),
        "class of a status": lambda: RECOGNISERS.status(text),
        "recognise, a status": _whole("status", text),
    }


def _in_lists(text: str) -> dict[str, Work]:
    """Return the work of each recogniser of a cell that lists names, and that of all of them."""
    flat = searchable(text)
    found = longest(chain.from_iterable(find(flat, CONTEXT) for find in RECOGNISERS.listed))
    return {
        **{f"{_name(finder)}, in a list": _finding(finder, flat) for finder in RECOGNISERS.listed},
        "roles": lambda: _exhaust(RECOGNISERS.roles("lead", flat, found)),
        "what is left over": lambda: _exhaust(RECOGNISERS.left_over(flat, found)),
        "recognise, a list": _whole("action-by", text),
    }


def _in_actions(text: str) -> dict[str, Work]:
    flat, places = searchable(text), Places("action", _cell(text))
    return {
        "clauses": lambda: RECOGNISERS.citation(flat, places, Resolution("wtsa", 50)),
        "recognise, an action": _whole("action", text),
    }


def _name(finder: object) -> str:
    module, name = (str(getattr(finder, attribute)) for attribute in ("__module__", "__name__"))
    return f"{module.rpartition('.')[2]}.{name}"


def _finding(finder: Callable[[str, Context], Iterable[object]], flat: str) -> Work:
    return lambda: _exhaust(finder(flat, CONTEXT))


def _combining(
    combine: Callable[[str, str, Sequence[Found]], Iterable[Found]], text: str, flat: str, found: Sequence[Found]
) -> Work:
    return lambda: _exhaust(combine(text, flat, found))


def _exhaust(found: Iterable[object]) -> None:
    for _ in found:
        pass


def _found(flat: str) -> tuple[Found, ...]:
    """Return what the families find, which later recognisers build on."""
    shown = masked(flat, ((page.start, page.end) for page in RECOGNISERS.addresses(flat, CONTEXT)))
    return tuple(sorted(_families(shown), key=lambda one: (one.start, -one.end)))


def _families(shown: str) -> Iterator[Found]:
    for family in RECOGNISERS.families:
        yield from longest(chain.from_iterable(find(shown, CONTEXT) for find in family))


def _cell(text: str) -> CellText:
    return CellText(tuple(Line(line, 2) for line in text.split("\n")))


def _whole(column: Column, text: str) -> Work:
    cells = {name: _cell(text if name == column else "") for name in COLUMNS}
    metadata = Metadata(assembly="wtsa-20", group="sg17", period="2022-2024")
    items = (ActionItem("50-01", 50, 1, cells, 1, 2),)
    report = Report("report", "0" * 64, "accepted", False, metadata, (), items)  # noqa: FBT003 -- the field is a bool
    return lambda: recognise(report)


def worst_growth() -> float:
    """Print the worst doubling of each recogniser on short texts, and return the worst of all."""
    table = growth()
    table.print()
    return table.worst


if __name__ == "__main__":
    measured = growth(SIZES)
    measured.print()
    print(f"worst of all: {measured.worst:.2f}, limit {LIMIT}")
    sys.exit(measured.worst > LIMIT)
