"""Turns the example report into the readings of as many reports as are asked for, each of another study group.

Each is recognised anew, so that no two share a value; a group has Questions of its own study period. What
outlives a report (Recommendations, Resolutions) is shared, as it is in a collection of real ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from resograph.interpret import interpret
from resograph.model.reading import Reading
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.read import read
from resograph.recognise import recognise

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "sg17-wtsa20.docx"
A_FEW = 10
"""So many plans are some 230,000 quads: enough to measure, soon enough to wait for."""
A_MILLION = 44
"""So many plans are a million quads."""


def readings(number: int) -> Iterator[Reading]:
    """Yield the reading of the example as the report of another group, again and again."""
    (report,) = interpret(read(Source.open(EXAMPLE)), "accepted", Metadata())
    for group in range(number):
        years = 2022 + 4 * group
        metadata = replace(report.metadata, group=f"sg{100 + group}", period=f"{years}-{years + 3}")
        yield recognise(replace(report, metadata=metadata))
