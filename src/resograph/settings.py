"""Turns what the caller states into settings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypedDict, Unpack

from resograph.errors import InputError, UsageError
from resograph.model.document import View
from resograph.model.limits import LIMITS, Limits, limits
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.naming.roles import role
from resograph.naming.vocabulary import BASE

ReportPath = str | Path

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_COUNTED = ("td", "revision")  # numbers of a document, which TOML may hold as such


@dataclass(frozen=True, slots=True)
class Settings:
    """What the caller decides: the base of the IRIs, the view of tracked changes, metadata that is not in the file.

    ``limits`` are those of reading. ``signing`` tells what is kept of the names under which changes were made,
    ``changes`` whether each tracked change goes into the graph. ``shapes`` are files and folders of the caller's
    own rules, beside ours. ``jobs`` is how many processes may work at once; the outcome does not depend on it.
    """

    base: str = BASE
    view: View = "accepted"
    stated: Metadata = field(default_factory=Metadata)
    limits: Limits = LIMITS
    signing: Callable[[str], str] = role
    changes: bool = False
    shapes: tuple[Path, ...] = ()
    jobs: int = 1


class Stated(TypedDict, total=False):
    """What the caller states, in words: the options of the command line that mean the same everywhere.

    ``limit`` are limits as "name=number"; ``keep_authors`` keeps the names of persons who made tracked changes.
    """

    base: str
    view: View
    meta: ReportPath | None
    revision: str
    limit: str | Sequence[str]
    keep_authors: bool
    changes: bool
    shapes: Sequence[ReportPath]
    jobs: int


def settings(**stated: Unpack[Stated]) -> Settings:
    """Gather what the caller states, "" = nothing; a revision named by itself wins over one in the metadata.

    Raises:
        InputError: the file is not TOML, or states what no report has.
        UsageError: no such limit, no name for a revision, or nobody to do the work.

    >>> settings(revision="r1").stated.identifier
    'r1'
    >>> settings(jobs=0)
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: 0 processes do no work, --jobs: name one or more
    """
    meta = stated.get("meta")
    metadata = _metadata(Source.open(meta)) if meta else Metadata()
    limit = stated.get("limit", ())
    jobs = stated.get("jobs", 1)
    if jobs < 1:
        raise UsageError("usage", f"{jobs} processes do no work", "--jobs", "name one or more")
    return Settings(
        base=Iris(stated.get("base") or BASE).base,
        view=stated.get("view", "accepted"),
        stated=replace(metadata, identifier=_revision(stated.get("revision") or metadata.identifier)),
        limits=limits([limit] if isinstance(limit, str) else limit),
        signing=str if stated.get("keep_authors") else role,
        changes=stated.get("changes", False),
        shapes=tuple(map(Path, stated.get("shapes", ()))),
        jobs=jobs,
    )


def _revision(named: str) -> str:
    if named and not _REVISION.fullmatch(named):
        remedy = "use letters, digits, dots, hyphens and underscores, a letter or digit first"
        raise UsageError("usage", f'"{named}" cannot be the name of a revision', "--revision", remedy)
    return named


def _metadata(source: Source) -> Metadata:
    known = tuple(known.name for known in fields(Metadata))
    try:
        entries = tomllib.loads(source.data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            "bad-metadata", f"not TOML ({error})", source.name, 'write lines like group = "sg17"'
        ) from error
    for name, value in entries.items():
        if name not in known:
            raise InputError("bad-metadata", f'no metadata "{name}"', source.name, f"choose from {', '.join(known)}")
        if type(value) is not str and not (type(value) is int and name in _COUNTED):
            raise InputError("bad-metadata", f"{name} is no text", source.name, f'write {name} = "…"')
    return Metadata(**{name: str(value) for name, value in entries.items()})
