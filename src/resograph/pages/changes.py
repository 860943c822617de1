"""Turns pending changes into a page that tells who changed what, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from resograph.model.report import PendingChange, PendingKind
from resograph.naming.vocabulary import vocabulary
from resograph.pages.template import render


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as a row of the page. ``kept`` are words that are no other than before: moved, or of other looks."""

    column: str
    done: str
    who: str
    when: str
    datetime: str
    old: str
    new: str
    kept: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one item, "" = outside the plan."""

    item: str
    entries: tuple[Entry, ...]


def changes_page(title: str, changes: Sequence[PendingChange]) -> str:
    """Write one complete page, which needs nothing beside it.

    >>> page = changes_page("r.docx", [PendingChange("replace", "ARF", "<AFR>", "Editor", "", "54-01", "status")])
    >>> "54-01" in page, "&lt;AFR&gt;" in page, "<script" in page
    (True, True, False)
    """
    groups = [Group(item, tuple(map(_entry, found))) for item, found in by_item(changes)]
    return render("changes.html", title=title, groups=groups, total=len(changes))


def by_item(changes: Iterable[PendingChange]) -> Iterator[tuple[str, list[PendingChange]]]:
    """Yield the changes of each item, in the order of the document; those outside the plan come last.

    >>> found = [PendingChange("insert", "", "a", "", "", item) for item in ("", "50-01", "", "50-02", "50-01")]
    >>> [(item, len(changes)) for item, changes in by_item(found)]
    [('50-01', 2), ('50-02', 1), ('', 2)]
    """
    groups: dict[str, list[PendingChange]] = {}
    for change in changes:
        groups.setdefault(change.item, []).append(change)
    yield from sorted(groups.items(), key=lambda group: not group[0])


def day(date: str) -> str:
    """Return a date as people write it, to the minute; as it stands where it is no ISO date.

    >>> day("2023-08-29T10:12:00Z"), day("one day"), day("")
    ('2023-08-29 10:12', 'one day', '')
    """
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return date
    return f"{found:%Y-%m-%d %H:%M}" if len(date) > len("2023-08-29") else date


def shown(words: str) -> str:
    """Return words with what nobody sees in them: the end of a paragraph, of a cell, and space on its own.

    >>> shown("one\\ntwo"), shown("92-05\\tTitle"), shown(" ")
    ('one¶\\ntwo', '92-05 | Title', '␣')
    """
    if words.strip(" \u00a0") == "":
        return "␣" * len(words)
    return words.replace("\n", "¶\n").replace("\t", " | ")


def _entry(change: PendingChange) -> Entry:
    same = change.old == change.new
    return Entry(
        column=_label(change.column),
        done=_done(change.kind),
        who=change.author,
        when=day(change.date),
        datetime=change.date if day(change.date) != change.date else "",
        old="" if same else shown(change.old),
        new="" if same else shown(change.new),
        kept=shown(change.words or (change.new if same else "")),
        note=note(change),
    )


def _done(kind: PendingKind) -> str:
    label = vocabulary().concepts("change-kind")[kind].label
    return f"{label[0].upper()}{label[1:]}"


def _label(column: str) -> str:
    return vocabulary().concepts("column")[column].label if column else ""


def note(change: PendingChange) -> str:
    """Say what else is known of a change: whose words it takes away, or whence they were moved; else "".

    >>> note(PendingChange("insert-then-delete", "a", "", "Editor", "", undoes_author="Rapporteur Q6/17"))
    'inserted before by Rapporteur Q6/17'
    >>> note(PendingChange("delete", "a", "", "Editor", ""))
    ''
    """
    if change.undoes_author or change.undoes_date:
        return " ".join(("inserted before by", change.undoes_author or "somebody", day(change.undoes_date))).strip()
    if change.from_item or change.from_column:
        return f"moved here from {', '.join(filter(None, (change.from_item, _label(change.from_column))))}"
    return ""
