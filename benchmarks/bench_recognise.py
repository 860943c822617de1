"""Measures how the time of each recogniser grows with the text: each doubling must take at most 2.5 times as long.

    python -m benchmarks.bench_recognise [PART OF A NAME]

prints the whole table, from 1 KB to 1 MB, in some 20 minutes; ``make bench`` measures the last doublings of fewer sizes.
A ratio that passes the limit is measured again: what is quadratic stays so, a busy moment does not.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from time import process_time

from benchmarks.adversarial import CITATIONS, LISTS, PROSE, Adversary
from resograph.model.report import COLUMNS, ActionItem, CellText, Column, Line, Metadata, Report
from resograph.model.things import Resolution
from resograph.recognise import RECOGNISERS, recognise
from resograph.recognise.words import Context, Found, Places, Prose, longest, masked, searchable

LIMIT = 2.5
SIZES = tuple(1024 << doubling for doubling in range(11))
QUICK = (128 * 1024, 256 * 1024)
CONTEXT = Context("sg17", "2022-2024", "wtsa", frozenset({"01-01", "1-1", "92-03"}))
# Below this many seconds a ratio says more about the clock than about the recogniser.
_FLOOR = 0.004
_ROUNDS = 3
_ATTEMPTS = 4

Work = Callable[[], object]
Making = Callable[[str], Work]


def recognisers() -> Iterator[tuple[str, Making, Sequence[Adversary]]]:
    """Yield the name of each recogniser, what makes work for it from a text, and the texts that may trouble it."""
    for finder in dict.fromkeys([*chain.from_iterable(RECOGNISERS.families), RECOGNISERS.addresses]):
        yield _name(finder), _finding(finder), PROSE
    for finder in dict.fromkeys(RECOGNISERS.listed):
        yield f"{_name(finder)}, in a list", _finding(finder), LISTS
    for code, _, finder in RECOGNISERS.unread:
        yield f"{_name(finder)} ({code})", _finding(finder), PROSE
    for combine in RECOGNISERS.combining:
        yield _name(combine), _combining(combine), PROSE
    yield "claims", _claiming, PROSE
    yield "status", lambda text: lambda: RECOGNISERS.status(text), PROSE
    yield "citation", _citing, CITATIONS
    yield "roles", _roles, LISTS
    yield "left over", lambda text: _left(text), LISTS
    yield "recognise, a status", lambda text: _whole("status", text), PROSE
    yield "recognise, an action", lambda text: _whole("action", text), (*PROSE, *CITATIONS)
    yield "recognise, a list", lambda text: _whole("action-by", text), LISTS


def _name(finder: object) -> str:
    module, name = (str(getattr(finder, attribute)) for attribute in ("__module__", "__name__"))
    return f"{module.rpartition('.')[2]}.{name}"


def _finding(finder: Callable[[str, Context], Iterable[object]]) -> Making:
    def make(text: str) -> Work:
        flat = searchable(text)
        return lambda: _exhaust(finder(flat, CONTEXT))

    return make


def _exhaust(found: Iterable[object]) -> None:
    for _ in found:
        pass


def _found(flat: str) -> tuple[Found, ...]:
    """Return what the families find, which later recognisers build on."""
    shown = masked(flat, ((page.start, page.end) for page in RECOGNISERS.addresses(flat, CONTEXT)))
    families = (
        longest(chain.from_iterable(find(shown, CONTEXT) for find in family)) for family in RECOGNISERS.families
    )
    return tuple(sorted(chain.from_iterable(families), key=lambda one: (one.start, -one.end)))


def _combining(combine: Callable[[str, str, Sequence[Found]], Iterable[Found]]) -> Making:
    def make(text: str) -> Work:
        flat = searchable(text)
        found = _found(flat)
        return lambda: _exhaust(combine(text, flat, found))

    return make


def _claiming(text: str) -> Work:
    flat = searchable(text)
    prose = Prose(text, flat, Places("status", _cell(text)), _found(flat))
    return lambda: RECOGNISERS.claims(prose)


def _citing(text: str) -> Work:
    flat, places = searchable(text), Places("action", _cell(text))
    return lambda: RECOGNISERS.citation(flat, places, Resolution("wtsa", 50))


def _listed(text: str) -> list[Found]:
    return longest(chain.from_iterable(find(text, CONTEXT) for find in RECOGNISERS.listed))


def _roles(text: str) -> Work:
    flat = searchable(text)
    found = _listed(flat)
    return lambda: _exhaust(RECOGNISERS.roles("lead", flat, found))


def _left(text: str) -> Work:
    flat = searchable(text)
    found = _listed(flat)
    return lambda: _exhaust(RECOGNISERS.left_over(flat, found))


def _cell(text: str) -> CellText:
    return CellText(tuple(Line(line, 2) for line in text.split("\n")))


def _whole(column: Column, text: str) -> Work:
    cells = {name: _cell(text if name == column else "") for name in COLUMNS}
    metadata = Metadata(assembly="wtsa-20", group="sg17", period="2022-2024")
    items = (ActionItem("50-01", 50, 1, cells, 1, 2),)
    report = Report("report", "0" * 64, "accepted", False, metadata, (), items)  # noqa: FBT003 -- the field is a bool
    return lambda: recognise(report)


def _seconds(work: Work) -> float:
    """Return the least CPU seconds of a few rounds, of more where each is short."""
    best, spent, rounds = float("inf"), 0.0, 0
    gc.collect()
    while rounds < _ROUNDS and (spent < 0.2 or rounds == 0):  # noqa: PLR2004 -- a fifth of a second is long enough
        start = process_time()
        work()
        taken = process_time() - start
        best, spent, rounds = min(best, taken), spent + taken, rounds + 1
    return best


def growth(make: Making, adversary: Adversary, sizes: Sequence[int]) -> tuple[float, float]:
    """Return the worst ratio of two doublings, and the seconds that the largest text takes."""
    taken = [_seconds(make(adversary.text(size))) for size in sizes]
    worst = 0.0
    for at in range(1, len(sizes)):
        if taken[at] < _FLOOR:
            continue
        ratio = taken[at] / max(taken[at - 1], _FLOOR / 2)
        for _ in range(_ATTEMPTS):
            if ratio <= LIMIT:
                break
            short, long = (_seconds(make(adversary.text(size))) for size in sizes[at - 1 : at + 1])
            ratio = min(ratio, long / max(short, _FLOOR / 2))
        worst = max(worst, ratio)
    return worst, taken[-1]


def worst_growth(sizes: Sequence[int] = QUICK, part: str = "") -> float:
    """Return the worst ratio of all recognisers, each line told as it is measured."""
    overall = 0.0
    for name, make, adversaries in recognisers():
        if part not in name:
            continue
        measured = [(*growth(make, adversary, sizes), adversary) for adversary in adversaries]
        ratio, _, worst = max(measured, key=lambda one: one[0])
        slowest = max(seconds for _, seconds, _ in measured)
        print(f"  {name:<44} {ratio:6.2f}   at most {slowest:7.3f} s   {worst.name[:60]}", flush=True)
        overall = max(overall, ratio)
    return overall


if __name__ == "__main__":
    ratio = worst_growth(SIZES, sys.argv[1] if len(sys.argv) > 1 else "")
    print(f"worst of all: {ratio:.2f}, limit {LIMIT}")
    sys.exit(ratio > LIMIT)
