"""Turns what stands before the action plan into the metadata of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import TypeVar

from resograph.errors import InputError
from resograph.interpret.front_matter import meeting, number
from resograph.interpret.front_matter.block import Block, read_block
from resograph.model.document import Paragraph, Table
from resograph.model.report import Metadata
from resograph.naming.named import assemblies_named, group_code, groups_named
from resograph.naming.phrases import phrases
from resograph.naming.vocabulary import vocabulary

__all__ = ["read_front_matter", "settle"]

_T = TypeVar("_T")

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_YEARS = r"([0-9]{4})\s*-\s*([0-9]{4}|[0-9]{2})(?![0-9])"
# Below this many lines of text no header block goes on.
_HEAD = 30


def read_front_matter(preface: Sequence[Paragraph | Table], captions: Sequence[str]) -> Metadata:
    """Read what the front matter says of the report; what it does not say stays "".

    The TD number, the group, the study period and the meeting are lines of the header block that say
    nothing else; a TD that is named in a sentence is another document. The assembly is the one of the
    title, else of the words just before the table or in the abstract, else the one named most. ``td_group`` is the
    group that the header block says the document is of.

    >>> from resograph.model.document import Run
    >>> lines = ("TD 236-WP1", "STUDY PERIOD 2022-2024", "Title: Progress on WTSA-20")
    >>> found = read_front_matter([Paragraph((Run(line),)) for line in lines], ["SG17 action items"])
    >>> found.td, found.subgroup, found.period, found.assembly, found.group
    ('236', 'wp1', '2022-2024', 'wtsa-20', 'sg17')
    >>> read_front_matter([], ["See TD 460 of TSAG"]).td
    ''
    """
    block = read_block(preface, captions)
    lines = tuple(line.translate(_DASHES) for line in (*block.header_lines, *block.text_lines[:_HEAD]))
    document = _first(number.parse, lines) or number.DocumentNumber("")
    issuer = _first(group_code, lines) or document.group
    questions = block.values.get("questions", "")
    held = _first(meeting.parse, lines) or _first(meeting.parse_month, lines) or meeting.Meeting("", "", "")
    return Metadata(
        assembly=_named(assemblies_named, block),
        group=_group(issuer, block),
        period=_first(_period, lines) or _period_of(document.period),
        td=document.td,
        revision=document.revision,
        subgroup=document.subgroup,
        title=block.values.get("title", ""),
        abstract=block.values.get("abstract", ""),
        source=block.values.get("source", ""),
        # In a text export the meeting follows the label when the cell of the Questions is empty.
        questions="" if meeting.parse(questions) else questions,
        place=held.place,
        meeting_start=held.start,
        meeting_end=held.end,
        td_group=issuer,
    )


def settle(found: Metadata, stated: Metadata, name: str) -> Metadata:
    """Let stated values win, and fill in what follows from the rest.

    An assembly has one study period and a study period one assembly (``ontology/vocabularies/``).

    Raises:
        InputError: ``missing-metadata`` without group, assembly or study period: no IRI could be made.

    >>> settle(Metadata(group="sg17", assembly="wtsa-20"), Metadata(group="SG 13"), "a.docx").group
    'sg13'
    >>> settle(Metadata(), Metadata(), "a.docx")
    Traceback (most recent call last):
    resograph.errors.InputError: error[missing-metadata]: the document does not say its study group, a.docx: ...
    """
    values = {field.name: value for field in fields(stated) if (value := getattr(stated, field.name))}
    merged = replace(found, **values)
    group, issuer = (group_code(name) or _slug(name) for name in (merged.group, merged.td_group))
    if group == issuer or (stated.group and not stated.td_group and group != found.group):
        # Who states another group than the document says corrects it.
        issuer = ""
    merged = replace(merged, group=group, td_group=issuer, assembly=_slug(merged.assembly), period=_slug(merged.period))
    assemblies = vocabulary().assemblies
    if not merged.assembly:
        codes = [assembly.code for assembly in assemblies.values() if assembly.period == merged.period]
        merged = replace(merged, assembly=codes[0] if len(codes) == 1 else "")
    if not merged.period and merged.assembly in assemblies:
        merged = replace(merged, period=assemblies[merged.assembly].period)
    for field, what, example in _NEEDED:
        if not getattr(merged, field):
            remedy = f'name it in --meta FILE.toml: {field} = "{example}"'
            raise InputError("missing-metadata", f"the document does not say its {what}", name, remedy)
    return merged


_NEEDED = (
    ("group", "study group", "sg17"),
    ("assembly", "assembly", "wtsa-20"),
    ("period", "study period", "2022-2024"),
)


def _slug(text: str) -> str:
    return "".join(text.translate(_DASHES).casefold().split())


def _first(read: Callable[[str], _T | None], lines: Iterable[str]) -> _T | None:
    return next((found for line in lines if (found := read(line))), None)


def _period(line: str) -> str | None:
    for pattern in _periods():
        if found := pattern.search(line):
            return f"{found[1]}-{found[1][: -len(found[2])]}{found[2]}"
    return None


@cache
def _periods() -> tuple[re.Pattern[str], ...]:
    """Return how a study period is written: its years behind the words, or before them."""
    labels = vocabulary().concepts("front-matter")["study-period"].spellings
    sides = [label.partition("#") for label in labels]
    before, after = ([side[n].strip() for side in sides if side[n].strip()] for n in (0, 2))
    forms = (rf"{phrases(before)}\W{{0,4}}{_YEARS}", rf"{_YEARS}\W{{0,4}}{phrases(after)}")
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _period_of(year: str) -> str:
    # "T22" is the period that begins in 2022: its years cannot be computed, 2021 would be wrong.
    if not year:
        return ""
    periods = (assembly.period for assembly in vocabulary().assemblies.values())
    return next((period for period in sorted(periods) if period.startswith(f"20{year}-")), "")


def _group(issuer: str, block: Block) -> str:
    """Return whose plan it is: the group that issues the document, unless that hands on the plan of another."""
    if issuer and not _is_study_group(issuer):
        titled = set(filter(_is_study_group, groups_named(block.values.get("title", ""))))
        return titled.pop() if len(titled) == 1 else issuer
    return issuer or _named(_study_groups, block) or _named(groups_named, block)


def _study_groups(text: str) -> Iterator[str]:
    return filter(_is_study_group, groups_named(text))


def _is_study_group(code: str) -> bool:
    return code.startswith("sg")


def _named(find: Callable[[str], Iterable[str]], block: Block) -> str:
    title, abstract = block.values.get("title", ""), block.values.get("abstract", "")
    # "WTSA-20 Action Items pertaining to SG17" stands in the table or just above it.
    telling = (title, *reversed(block.captions), *block.text_lines[-1:], abstract)
    if found := next((name for line in telling for name in find(line)), ""):
        return found
    named = Counter(name for line in block.text_lines for name in find(line))
    return named.most_common(1)[0][0] if named else ""
