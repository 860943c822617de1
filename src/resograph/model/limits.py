"""Limits: how much one input may ask of the house, all in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from resograph.errors import InputError, UsageError

_MIB = 1024 * 1024
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input may cost before it is refused as ``too-large`` (docs/errors/too-large.md).

    The numbers were chosen by measuring: a plain report of 20,000 rows has 54 MiB of XML,
    a ratio of 156, 180,000 paragraphs and about 90 elements a row; real reports have a
    hundredth of that.

    ``source_bytes``: any input file, RDF among them. ``file_bytes``: a report. ``entries``: files in the zip.
    ``inflated_bytes``: all of them together, unpacked. ``ratio``: unpacked to packed, asked of entries from
    ``ratio_from`` bytes on. ``elements``: XML elements and attributes of the main part; ``elements_at_once``: of one
    row of a table, one stretch of text or one of the smaller parts. ``rows``, ``paragraphs`` (a table counts as
    one), ``characters`` and ``remarks``: in the whole document. ``grid_columns``: columns of a table's grid, as many
    as Word itself allows. ``items``: action items of a report that becomes a graph, or Resolutions of one in prose;
    no plan of a study group has a tenth of that.

    >>> Limits(rows=10).rows
    10
    >>> Limits(rows=10).refuse("rows", 11, "a.docx")
    Traceback (most recent call last):
    resograph.errors.InputError: error[too-large]: 11 rows where 10 are allowed, a.docx: ...
    """

    source_bytes: int = 256 * _MIB
    file_bytes: int = 64 * _MIB
    entries: int = 2_000
    inflated_bytes: int = 64 * _MIB
    ratio: int = 200
    ratio_from: int = _MIB
    elements: int = 5_000_000
    elements_at_once: int = 500_000
    rows: int = 50_000
    paragraphs: int = 250_000
    characters: int = 32 * _MIB
    remarks: int = 10_000
    grid_columns: int = 63
    items: int = 5_000

    def refuse(self, name: str, found: int, where: str) -> None:
        """Refuse an input that has more of ``name`` than the limit of that name allows.

        Raises ``InputError`` with code ``too-large``.

        >>> Limits().refuse("entries", 2000, "a.docx")
        >>> Limits().refuse("grid_columns", 64, "a.docx, table 1, row 2")
        Traceback (most recent call last):
        resograph.errors.InputError: error[too-large]: 64 grid columns where 63 are allowed, ...
        """
        allowed: int = getattr(self, name)
        if found > allowed:
            what = f"{found} {name.replace('_', ' ')} where {allowed} are allowed"
            raise InputError("too-large", what, where, f"send a smaller file, or allow more: --limit {name}=NUMBER")


LIMITS = Limits()


def limits(assignments: Iterable[str]) -> Limits:
    """Return the limits with some of them set anew, each as "name=number".

    Raises ``UsageError`` with code ``usage``.

    >>> limits(["rows=100000", "ratio=500"]).rows
    100000
    >>> limits(["rows=many"])
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: "rows=many" sets no limit, --limit: write NAME=NUMBER, as in rows=100000
    """
    known = {field.name for field in fields(Limits)}
    found: dict[str, int] = {}
    for assignment in assignments:
        name, _, number = assignment.partition("=")
        if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
            raise UsageError(
                "usage", f'"{assignment}" sets no limit', "--limit", "write NAME=NUMBER, as in rows=100000"
            )
        if name not in known:
            raise UsageError("usage", f'no limit "{name}"', "--limit", f"choose from {', '.join(sorted(known))}")
        found[name] = int(number)
    return replace(LIMITS, **found)
