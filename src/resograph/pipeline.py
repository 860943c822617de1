"""Turns reports into a published release: the whole story on one page.

::

    Source --read--> Document --interpret--> Report --recognise--> Reading --describe--> Dataset
           --check--> Release --publish--> DIR/releases/<id>
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypedDict, Unpack

from resograph import publish
from resograph.check import REPORTS, check, validate
from resograph.check.rdf_file import rdf_quads
from resograph.check.shapes import load_shapes, our_shapes
from resograph.check.words import counted, summed, where
from resograph.describe import REPORT_DESCRIBERS, WITH_CHANGES, describe
from resograph.errors import InputError, NotConformant, UsageError
from resograph.interpret import interpret
from resograph.model.dataset import Dataset
from resograph.model.document import Document, View
from resograph.model.limits import LIMITS, Limits, limits
from resograph.model.rdf_file import is_rdf
from resograph.model.reading import Reading
from resograph.model.release import Level, Receipt, Release, Verdict
from resograph.model.report import Metadata, Report
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.naming.roles import role
from resograph.naming.vocabulary import BASE
from resograph.publish.word_comments import annotate, commentable
from resograph.read import read
from resograph.recognise import recognise

Tell = Callable[[str], None]
ReportPath = str | Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the caller decides: the base of the IRIs, the view of tracked changes, metadata that is not in the file.

    ``limits`` are those of reading. ``signing`` tells what is kept of the names under which changes were made,
    ``changes`` whether each tracked change goes into the graph. ``shapes`` are files and folders of the caller's
    own rules, beside ours.
    """

    base: str = BASE
    view: View = "accepted"
    stated: Metadata = field(default_factory=Metadata)
    limits: Limits = LIMITS
    signing: Callable[[str], str] = role
    changes: bool = False
    shapes: tuple[Path, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: the checked data and, unless findings stopped it, where it was published."""

    release: Release
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A Word file that has the findings of its check as comments."""

    data: bytes
    verdict: Verdict


# ---------------------------------------------------------------------------------------- the story


def build_into(folder: Path, paths: Sequence[ReportPath], settings: Settings, fail_on: Level, tell: Tell) -> Outcome:
    """Publish the reports as one release in a folder, unless the data has findings at or above ``fail_on``.

    Raises:
        InputError: a report cannot be read; the folder was neither made nor touched.
        BusyError: another build holds the folder.
        CheckError: the check could not run.
    """
    sources = [Source.open(path, settings.limits) for path in paths]
    reports = bounded(interpreted(sources, settings, tell), settings.limits)
    with publish.hold(folder) as held:
        release = checked(reports, sources, settings, tell)
        if release.verdict.at_least(fail_on):
            return Outcome(release, None)
        tell("publish")
        return Outcome(release, publish.publish(release, held))


def interpreted(sources: Sequence[Source], settings: Settings, tell: Tell) -> list[Report]:
    """Read each report and find its action plan; every fault of an input shows here."""
    reports: list[Report] = []
    for source in sources:
        tell(f"read {source.name}")
        reports += interpret(read(source, settings.limits, settings.signing), settings.view, settings.stated)
    return reports


def bounded(reports: list[Report], limits: Limits) -> list[Report]:
    """Return the reports, none of which has more items or narratives than a graph can be checked for in minutes.

    Raises ``InputError`` (``too-large``).
    """
    for report in reports:
        limits.refuse("items", len(report.items) + len(report.narratives), report.name)
    return reports


def checked(reports: Sequence[Report], sources: Sequence[Source], settings: Settings, tell: Tell) -> Release:
    """Recognise what the reports name, say it in RDF and hold that against the shapes."""
    dataset = described(reports, settings, tell)
    tell("check")
    return check(dataset, sources)


def described(reports: Sequence[Report], settings: Settings, tell: Tell) -> Dataset:
    """Recognise what the reports name and say it in RDF."""
    readings = []
    for report in reports:
        tell(f"recognise {report.name}")
        readings.append(recognise(report))
    tell("describe")
    return describe(readings, Iris(settings.base), WITH_CHANGES if settings.changes else REPORT_DESCRIBERS)


def validated(paths: Sequence[ReportPath], settings: Settings, tell: Tell) -> Verdict:
    """Check reports and RDF files, together as one dataset, against our shapes and the caller's own."""
    rules = load_shapes(our_shapes(), *settings.shapes)
    sources = [Source.open(path, settings.limits) for path in paths]
    quads = [quad for source in sources if is_rdf(source.name) for quad in rdf_quads(source)]
    reports = interpreted([source for source in sources if not is_rdf(source.name)], settings, tell)
    if reports:
        quads += described(bounded(reports, settings.limits), settings, tell).quads
    tell("check")
    # Named as they were on the command line: there the findings can be marked.
    named = [replace(source, name=str(path)) for source, path in zip(sources, paths, strict=True)]
    return validate(quads, named, rules)


def annotated(path: ReportPath, settings: Settings, tell: Tell) -> Annotated:
    """Check a report and write what was found into a copy of it.

    Raises ``InputError``, with code ``unsupported-format`` for what is no Word file.
    """
    source = Source.open(path, settings.limits)
    tell(f"read {source.name}")
    document = commentable(read(source, settings.limits, settings.signing))
    reports = bounded([*interpret(document, settings.view, settings.stated)], settings.limits)
    verdict = checked(reports, [source], settings, tell).verdict
    tell("annotate")
    return Annotated(annotate(source, reports, verdict), verdict)


def document_of(path: ReportPath, settings: Settings) -> Document:
    """Return what one report holds, in both views."""
    return read(Source.open(path, settings.limits), settings.limits, settings.signing)


def reports_of(path: ReportPath, settings: Settings) -> list[Report]:
    """Return the action plans in one report, one for each study group."""
    return interpreted([Source.open(path, settings.limits)], settings, _silent)


def readings_of(path: ReportPath, settings: Settings) -> list[Reading]:
    """Return what is recognised in each action plan of one report."""
    return [recognise(report) for report in reports_of(path, settings)]


def told(release: Release) -> str:
    """Say in one line how much a release holds and what the shapes say of it."""
    counts = publish.counts(release.dataset)
    # A report has items or narratives, not both.
    what = "narratives" if counts["narratives"] and not counts["items"] else "items"
    amount = ", ".join(counted(counts[name], name[:-1]) for name in (what, "mentions", "claims", "quads"))
    return f"{amount}; {summed(release.verdict)}"


def commented(copy: Annotated) -> str:
    """Say in one line how many comments were written and what the shapes say."""
    return f"{counted(len(copy.verdict.results), 'comment')} written; {summed(copy.verdict)}"


def verdict_as(form: str, verdict: Verdict) -> bytes:
    """Write the verdict in a form for a person or a program; "turtle" is a ``sh:ValidationReport``."""
    if form == "turtle":
        return publish.turtle(verdict.report)
    return REPORTS[form](verdict).encode("utf-8", "backslashreplace")


# ---------------------------------------------------------------------------------------- what the caller states


def settings(**stated: Unpack[Stated]) -> Settings:
    """Gather what the caller states, "" = nothing; a revision named by itself wins over one in the metadata.

    Raises:
        InputError: the file is not TOML, or states what no report has.
        UsageError: no such limit, or no name for a revision.
    """
    meta = stated.get("meta")
    metadata = _metadata(Source.open(meta)) if meta else Metadata()
    limit = stated.get("limit", ())
    named = stated.get("revision") or metadata.identifier
    if named and not _REVISION.fullmatch(named):
        remedy = "use letters, digits, dots, hyphens and underscores, a letter or digit first"
        raise UsageError("usage", f'"{named}" cannot be the name of a revision', "--revision", remedy)
    return Settings(
        base=Iris(stated.get("base") or BASE).base,
        view=stated.get("view", "accepted"),
        stated=replace(metadata, identifier=named),
        limits=limits([limit] if isinstance(limit, str) else limit),
        signing=str if stated.get("keep_authors") else role,
        changes=stated.get("changes", False),
        shapes=tuple(map(Path, stated.get("shapes", ()))),
    )


_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_COUNTED = ("td", "revision")  # numbers of a document, which TOML may hold as such


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


def _silent(_stage: str) -> None:
    """Tell nobody."""


def refuse(release: Release, fail_on: Level) -> None:
    """Raise ``NotConformant`` if the data has findings at or above a level."""
    if failing := release.verdict.at_least(fail_on):
        remedy = "mend the report, or accept the findings with --fail-on never"
        many = "1 finding" if len(failing) == 1 else f"{len(failing)} findings"
        raise NotConformant("not-conformant", f"{many} at or above {fail_on}, the first", where(failing[0]), remedy)
