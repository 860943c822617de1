"""Turns texts into cells, rows and tables."""

from __future__ import annotations

from tests.wordfiles.text import AUTHOR, DATE, p


def cell(*blocks: str, properties: str = "") -> str:
    paragraphs = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f'<w:tc><w:tcPr><w:tcW w:w="950" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(content if content.startswith("<") else cell(content) for content in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, properties: str = "", grid: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int | str) -> str:
    """Return the property of a cell that is so many columns wide."""
    return f'<w:gridSpan w:val="{columns}"/>'


def merged(kind: str = "", way: str = "v") -> str:
    """Return the property of a cell in a merge: "restart" begins one, "" goes on; down the column, or ("h") along."""
    return f'<w:{way}Merge w:val="{kind}"/>' if kind else f"<w:{way}Merge/>"


def merge_change(now: str, before: str, author: str = AUTHOR, date: str = DATE) -> str:
    """Return the property of a cell whose vertical merge was changed: "rest" begins one, "cont" goes on, "" none."""
    states = "".join(f' w:vMerge{end}="{state}"' for end, state in (("", now), ("Orig", before)) if state)
    return f'<w:cellMerge w:id="1" w:author="{author}" w:date="{date}"{states}/>'


def left_out(before: int = 0, after: int = 0) -> str:
    """Return the properties of a row that leaves out columns at its start and end."""
    return f'<w:gridBefore w:val="{before}"/><w:gridAfter w:val="{after}"/>'
