"""Turns the example report into one with thousands of rows."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

_BODY = "word/document.xml"
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_ID = re.compile(r">\d{2}-\d{2}<")


def large_report(example: Path, rows: int) -> bytes:
    """Repeat the item rows of the report, each with an id of its own, until there are so many."""
    with zipfile.ZipFile(example) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_BODY] = _with_rows(parts[_BODY].decode("utf-8"), rows).encode("utf-8")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _with_rows(body: str, rows: int) -> str:
    items = [match for match in _ROW.finditer(body) if _ID.search(match[0])]
    start, end = items[0].start(), items[-1].end()
    models = [match[0] for match in items]
    made = (_ID.sub(f">{n // 99 + 1:02}-{n % 99 + 1:02}<", models[n % len(models)], count=1) for n in range(rows))
    return body[:start] + "".join(made) + body[end:]
