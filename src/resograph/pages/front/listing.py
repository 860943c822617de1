"""Turns rows into what programs read: JSON, and CSV that a spreadsheet calculates nothing from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from pyoxigraph import Literal

from resograph.query import spreadsheet

Record = Mapping[str, str]


def as_json(rows: Iterable[Record]) -> bytes:
    """Write rows as a list of objects with the same keys.

    >>> as_json([{"item": "92-03"}])
    b'[\\n {\\n  "item": "92-03"\\n }\\n]\\n'
    """
    return (json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(rows: Iterable[Record], columns: Sequence[str]) -> bytes:
    """Write rows as CSV for a spreadsheet.

    >>> as_csv([{"item": "=1+1"}], ["item"])
    b"\\xef\\xbb\\xbfitem\\r\\n'=1+1\\r\\n"
    """
    stream = BytesIO()
    spreadsheet.write(columns, ([Literal(row[name]) for name in columns] for row in rows), stream)
    return stream.getvalue()


def written(form: str, rows: Iterable[Record], columns: Sequence[str]) -> bytes:
    """Write rows in a form.

    Raises:
        KeyError: rows have no such form.

    >>> written("json", [], ["item"])
    b'[]\\n'
    >>> written("xml", [], ["item"])
    Traceback (most recent call last):
    KeyError: 'xml'
    """
    writers = {"json": lambda: as_json(rows), "csv": lambda: as_csv(rows, columns)}
    return writers[form]()
