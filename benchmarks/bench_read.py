"""Measures reading alone: beside python-docx, with the number of rows, and the memory it takes.

    python -m benchmarks.bench_read

Ratios are of two things measured in this run. Where the shared reports lie beside the checkout their
large file and their bomb are taken, else a large file is made from the example.
"""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import docx

from benchmarks.large_report import large_report
from resograph.errors import InputError
from resograph.model.limits import Limits
from resograph.model.source import Source
from resograph.read import read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "sg17-wtsa20.docx"
REPORTS = ROOT.parent / "shared" / "reports"
ROWS = 20_000
# The rows of the example are longer than those of the shared file: 20,000 of them pass the usual limit.
ROOMY = Limits(inflated_bytes=128 * 1024 * 1024)
KIB_A_MIB = 1024


@dataclass(frozen=True)
class Cost:
    """CPU seconds and peak memory in MiB of one reading in a process of its own."""

    seconds: float
    memory: float


def example_beside_python_docx(rounds: int = 9) -> float:
    """Return our time for the example to python-docx's, each the median of rounds taken in turn."""
    source = Source.open(EXAMPLE)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_seconds_ours(source))
        theirs.append(_seconds_theirs(source.data))
    return median(ours) / median(theirs)


def large_beside_small(large: Path) -> float:
    """Return the time for 20,000 rows to that for 86."""
    small = Source.open(EXAMPLE)
    return median(_seconds_ours(Source.open(large)) for _ in range(3)) / median(_seconds_ours(small) for _ in range(9))


def cost(path: Path, reader: str = "resograph") -> Cost:
    """Read one file in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.bench_read", reader, str(path)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, memory = answer.stdout.split()
    return Cost(float(seconds), float(memory))


def _seconds_ours(source: Source) -> float:
    start = process_time()
    read(source, ROOMY)
    return process_time() - start


def _seconds_theirs(data: bytes) -> float:
    start = process_time()
    document = docx.Document(io.BytesIO(data))
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert texts
    return process_time() - start


def _child(reader: str, path: str) -> None:
    source = Source.open(path)
    start = process_time()
    try:
        if reader == "resograph":
            read(source, ROOMY if source.name == "large.docx" else Limits())
        else:
            _seconds_theirs(source.data)
    except InputError as error:
        if error.code != "too-large":
            raise
    print(process_time() - start, _peak())


def _peak() -> float:
    """Return the peak memory of this program alone: what getrusage says includes that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / KIB_A_MIB


def _print(name: str, value: float, limit: float) -> int:
    print(f"{name:<64} {value:8.2f}   limit {limit:7.2f}   {'ok' if value <= limit else 'MISSED'}")
    return int(value > limit)


def main() -> int:
    """Print every figure beside its limit and return how many passed it."""
    with TemporaryDirectory() as folder:
        large = REPORTS / "rows_20000.docx"
        if not large.exists():
            large = Path(folder) / "large.docx"
            large.write_bytes(large_report(EXAMPLE, ROWS))
        missed = _print("reading the example / python-docx walking its cells", example_beside_python_docx(), 1.0)
        missed += _print("reading 20,000 rows / reading 86", large_beside_small(large), 300)
        ours, theirs = cost(large), cost(large, "python-docx")
        missed += _print("reading 20,000 rows / python-docx, time", ours.seconds / theirs.seconds, 0.5)
        missed += _print("reading 20,000 rows / python-docx, memory", ours.memory / theirs.memory, 1 / 3)
        missed += _print("reading 20,000 rows, peak memory in MiB", ours.memory, 1024)
    bomb = REPORTS / "zip_bomb.docx"
    if bomb.exists():
        refusal = cost(bomb)
        missed += _print("refusing the zip bomb, seconds", refusal.seconds, 1)
        missed += _print("refusing the zip bomb, peak memory in MiB", refusal.memory, 100)
    return missed


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _child(*sys.argv[1:])
    else:
        sys.exit(main())
