"""Fuzzes the house: takes mutated files through it, and fails where one ends in anything but a report or our error.

    python -m tests.fuzz --files 10000 --seed 1
    python -m tests.fuzz --seed 1 --only 4711

A file that is at fault is kept, and can be made again from the seed and its number.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from tests.fuzz.mutate import mutated
from tests.fuzz.workers import Outcome, Worker

_SHOWN = 1_000


def outcomes(run: int, numbers: Sequence[int], workers: int = 1) -> Iterator[Outcome]:
    """Yield what comes of each file of a run, several workers side by side."""
    if workers == 1:
        yield from _in_turn(run, numbers)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from chain.from_iterable(pool.map(lambda at: list(_in_turn(run, numbers[at::workers])), range(workers)))


def _in_turn(run: int, numbers: Iterable[int]) -> Iterator[Outcome]:
    with Worker(run) as worker:
        for number in numbers:
            yield worker.outcome(number)


def summary(found: Sequence[Outcome]) -> str:
    """Say how many files were read and refused, by which codes, and what the worst of them cost."""
    read = [one for one in found if not one.fault and not one.code]
    refused = Counter(one.code for one in found if one.code and not one.fault)
    slowest = max(found, key=lambda one: one.seconds)
    largest = max(found, key=lambda one: one.mebibytes)
    sums = (f"{len(read)} read ({sum(one.items for one in read)} items)", f"{refused.total()} refused")
    lines = [
        f"{len(found)} files: {', '.join(sums)}, {sum(bool(one.fault) for one in found)} at fault",
        *(f"  {count:>7}  {code}" for code, count in refused.most_common()),
        f"slowest: {slowest.seconds:.2f} s (number {slowest.number})",
        f"largest: {largest.mebibytes:.0f} MiB (number {largest.number})",
    ]
    return "".join(f"{line}\n" for line in lines)


def keep(run: int, faults: Iterable[Outcome], folder: Path) -> str:
    """Write each file at fault into a folder, and say what is wrong with it and how to make it again."""
    told: list[str] = []
    for one in faults:
        source = mutated(run, one.number)
        (folder / source.name).write_bytes(source.data)
        command = f"python -m tests.fuzz --seed {run} --only {one.number}"
        told.append(f"{folder / source.name}\n{one.fault[-_SHOWN:]}\nagain: {command}\n\n")
    return "".join(told)


def main(arguments: Sequence[str]) -> int:
    """Run and tell; 1 where any file is at fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many files (default: 10,000)")
    parser.add_argument("--seed", type=int, default=1, help="which run of all the possible ones (default: 1)")
    parser.add_argument("--only", type=int, help="only the file of this number")
    parser.add_argument("--workers", type=int, default=2, help="how many processes (default: 2)")
    given = parser.parse_args(arguments)
    numbers = range(given.files) if given.only is None else [given.only]
    found = list(outcomes(given.seed, numbers, min(given.workers, len(numbers))))
    faults = [one for one in found if one.fault]
    if faults:
        sys.stdout.write(keep(given.seed, faults, Path(tempfile.mkdtemp(prefix="resograph-fuzz-"))))
    sys.stdout.write(summary(found))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
