"""Turns the sections of one plan into their entries, with what could not become part of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from resograph.errors import InputError
from resograph.interpret.action_table.identifier import is_titled, resolution_number
from resograph.interpret.action_table.row_id import text_of
from resograph.interpret.action_table.rows import Entry, ItemRow, TitleRow, cell_lines, read_rows, remarks_on
from resograph.interpret.action_table.sections import Section
from resograph.interpret.action_table.surroundings import one_group, title_above
from resograph.model.document import Remark
from resograph.model.report import Column
from resograph.naming.vocabulary import vocabulary


def entries_of(sections: Sequence[Section], name: str) -> list[list[Entry]]:
    """Return the entries of each section of a plan; the titles of Resolutions above a table count as entries of it.

    Raises:
        InputError: ``unknown-header`` or ``missing-column``, when a heading with rows under it lacks a column.

    >>> entries_of([], "a.docx")
    []
    """
    found: list[list[Entry]] = []
    resolution = 0
    for section in sections:
        if section.rows and "identifier" in section.header.missing:
            remedy = 'head the column of the ids with "Res # [-Action item #]"'
            what = "no heading names the column of the item ids"
            raise InputError("unknown-header", what, _where(section, name), remedy)
        # What heads the first table is part of the front matter.
        above = (entry for entry in _above(section) if entry.resolution or section is not sections[0])
        found.append([*above, *read_rows(section, resolution)])
        resolution = next((row.id.resolution for row in reversed(found[-1]) if isinstance(row, ItemRow)), resolution)
    _refuse_missing(sections, found, name)
    return found


def remarks_of(sections: Iterable[Section]) -> Iterator[Remark]:
    """Tell what in the sections of a plan falls outside its nine columns; a heading that is repeated is one finding.

    >>> list(remarks_of([]))
    []
    """
    seen: set[tuple[str, int]] = set()
    for section in sections:
        # A table without a heading of its own has that of a former table.
        for cell in section.header.unknown if section.origin == section.table else ():
            text = text_of(cell)
            if (text, cell.column) not in seen:
                seen.add((text, cell.column))
                message = "a column that is not part of an action plan: its cells are not read"
                yield Remark("unknown-column", message, text, section.table, section.header.row, cell.column)
        yield from remarks_on(section)


def _above(section: Section) -> Iterator[TitleRow]:
    if titled := title_above(section.before):
        yield titled[1]
    for row in section.above:
        filled = [cell for cell in row.cells if not cell.covered and text_of(cell)]
        text = "\n".join(map(text_of, filled))
        resolution = resolution_number(text) if len(filled) == 1 and is_titled(text) else 0
        if resolution or (filled and not one_group(text)):
            lines = tuple(line for cell in filled for line in cell_lines(cell, section.table, row.number))
            yield TitleRow(section.table, row.number, resolution, lines)


def _refuse_missing(sections: Sequence[Section], found: Sequence[Sequence[Entry]], name: str) -> None:
    titled = any(isinstance(entry, TitleRow) and entry.resolution for entries in found for entry in entries)
    for section, entries in zip(sections, found, strict=True):
        # The titles may stand in rows of their own, or above the tables.
        missing = [column for column in section.header.missing if not (titled and column == "title")]
        if missing and any(not isinstance(entry, TitleRow) for entry in entries):
            remedy = "add it with its heading; its cells may be empty"
            what = f"the table has no column {_names(missing)}{_instead(section)}"
            raise InputError("missing-column", what, _where(section, name), remedy)


def _where(section: Section, name: str) -> str:
    return f"{name}, table {section.origin}, row {section.header.row}"


def _names(columns: Iterable[Column]) -> str:
    concepts = vocabulary().concepts("column")
    return ", ".join(f'"{concepts[column].label}"' for column in columns)


def _instead(section: Section) -> str:
    texts = (" ".join(text_of(cell).split()) for cell in section.header.unknown)
    quoted = ", ".join(f'"{text}"' for text in texts)
    return f" and headings that are not known ({quoted})" if quoted else ""
