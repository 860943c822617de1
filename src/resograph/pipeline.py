"""Turns reports into a published release: the whole story on one page.

::

    Source --read--> Document --interpret--> Report --recognise--> Reading --describe--> Dataset
           --check--> Release --publish--> DIR/releases/<id>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from resograph import publish
from resograph.check import REPORTS, check, validate
from resograph.check.rdf_file import rdf_quads
from resograph.check.shapes import load_shapes, our_shapes
from resograph.check.words import counted, summed, where
from resograph.describe import REPORT_DESCRIBERS, WITH_CHANGES, describe
from resograph.errors import InputError, NotConformant, UsageError
from resograph.interpret import interpret
from resograph.jobs import Workers
from resograph.model import manifest
from resograph.model.dataset import Dataset
from resograph.model.document import Document
from resograph.model.limits import Limits
from resograph.model.rdf_file import is_rdf
from resograph.model.reading import Reading
from resograph.model.release import Level, Receipt, Release, Verdict
from resograph.model.report import Report
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.publish.word_comments import annotate, commentable
from resograph.query import data_files
from resograph.read import read
from resograph.recognise import recognise
from resograph.settings import ReportPath, Settings

if TYPE_CHECKING:
    from resograph.publish import site
    from resograph.publish.site import Origin
    from resograph.publish.store import Loadable

Tell = Callable[[str], None]


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
    sources = opened(paths, settings)
    readings = understood(sources, settings, tell)
    with publish.hold(folder) as held:
        release = checked(readings, sources, settings, tell)
        if release.verdict.at_least(fail_on):
            return Outcome(release, None)
        tell("publish")
        return Outcome(release, publish.publish(release, held))


def opened(paths: Iterable[ReportPath], settings: Settings) -> list[Source]:
    """Read the bytes of each file."""
    return [Source.open(path, settings.limits) for path in paths]


def understood(sources: Sequence[Source], settings: Settings, tell: Tell) -> list[Reading]:
    """Understand each report, several at once where there may be several processes."""
    with Workers(settings.jobs) as workers:
        found = workers.each(partial(readings, settings), sources, lambda source: tell(f"read {source.name}"))
    return list(chain.from_iterable(found))


def readings(settings: Settings, source: Source) -> list[Reading]:
    """Find the action plans in one report and recognise what they name; every fault of an input shows here."""
    return [recognise(report) for report in bounded(reports(settings, source), settings.limits)]


def reports(settings: Settings, source: Source) -> list[Report]:
    """Find the action plans in one report, one for each study group."""
    return [*interpret(read(source, settings.limits, settings.signing), settings.view, settings.stated)]


def bounded(reports: list[Report], limits: Limits) -> list[Report]:
    """Return the reports, none of which has more items or narratives than a graph can be checked for in minutes.

    Raises ``InputError`` (``too-large``).
    """
    for report in reports:
        limits.refuse("items", len(report.items) + len(report.narratives), report.name)
    return reports


def checked(readings: Sequence[Reading], sources: Sequence[Source], settings: Settings, tell: Tell) -> Release:
    """Say in RDF what the reports were understood to say, and hold that against the shapes."""
    tell("describe")
    dataset = described(readings, settings)
    tell("check")
    return check(dataset, sources)


def described(readings: Sequence[Reading], settings: Settings) -> Dataset:
    """Say in RDF what some reports were understood to say."""
    return describe(readings, Iris(settings.base), WITH_CHANGES if settings.changes else REPORT_DESCRIBERS)


def validated(paths: Sequence[ReportPath], settings: Settings, tell: Tell) -> Verdict:
    """Check reports and RDF files, together as one dataset, against our shapes and the caller's own."""
    rules = load_shapes(our_shapes(), *settings.shapes)
    named_files = files(paths)
    sources = opened(named_files, settings)
    quads = [quad for source in sources if is_rdf(source.name) for quad in rdf_quads(source)]
    found = understood([source for source in sources if not is_rdf(source.name)], settings, tell)
    tell("describe")
    quads += described(found, settings).quads if found else ()
    tell("check")
    return validate(quads, named(sources, named_files), rules)


def loadable(path: ReportPath, graph: str, settings: Settings, fail_on: Level) -> Loadable:
    """Read the graphs of a release or an RDF file, unless the data have findings at or above ``fail_on``.

    A release was checked when it was built; a file is checked now, unless ``fail_on`` is "never".

    Raises:
        InputError: the data cannot be read, or nothing of them can be checked.
        UsageError: the name of a ``graph`` is missing, or too much.
        NotConformant: there are such findings.
    """
    from resograph.publish import store

    folder = store.release_folder(Path(path))
    if folder is None:
        if fail_on != "never":
            _refuse_file(path, settings, fail_on)
        return store.of_file(Path(path), graph)
    if graph:
        raise UsageError("usage", "a release names its graphs itself", "--graph", "leave it out")
    _refuse_release(folder, fail_on, "load")
    return store.of_release(folder)


def publishable(path: ReportPath, fail_on: Level) -> Path:
    """Return the folder of the release that is to be published, unless it has findings at or above ``fail_on``.

    Raises:
        InputError: there is no release, or its manifest cannot be read.
        NotConformant: there are such findings.
    """
    folder = data_files(Path(path))[0].parent
    if Path(path).is_file():
        raise InputError("no-release", "a file, not a release", str(path), "name the output folder of a build")
    _refuse_release(folder, fail_on, "publish")
    return folder


def site_into(folder: Path, origin: Origin, jobs: int, tell: Callable[[int, int], object]) -> site.Receipt:
    """Write the site of a release into a folder, by several processes where there may be several.

    Raises:
        InputError: the release cannot be read, or its identifiers cannot be files.
        UsageError: the folder is not a site of ours, holds the release, or cannot be written.
        BusyError: another run writes the same site.
        InternalError: a process has died.
    """
    from resograph.publish import site

    target, source = folder.resolve(), origin.release.resolve()
    if target in (source, *source.parents) or source in target.parents:
        remedy = "name a folder elsewhere"
        raise UsageError("usage", "the site and the release would be in each other's way", str(folder), remedy)
    with Workers(jobs) as workers:
        return site.write_site(origin, folder, workers.each, tell)


def _refuse_release(folder: Path, fail_on: Level, verb: str) -> None:
    stated = manifest.manifest(Source.open(folder / manifest.MANIFEST), folder)
    if found := manifest.findings(stated, fail_on, folder):
        remedy = f"mend the report, or {verb} it with them by --fail-on never"
        raise _not_conformant(found, fail_on, str(folder), remedy)


def _refuse_file(path: ReportPath, settings: Settings, fail_on: Level) -> None:
    try:
        failing = validated([path], settings, lambda _: None).at_least(fail_on)
    except InputError as error:
        if error.code != "nothing-to-check":
            raise
        remedy = "load it unchecked with --fail-on never"
        raise InputError("nothing-to-check", error.what, error.where, remedy) from error
    if failing:
        remedy = "see resograph validate; load it with them by --fail-on never"
        raise _not_conformant(len(failing), f"{fail_on}, the first", where(failing[0]), remedy)


def files(paths: Iterable[ReportPath]) -> list[Path]:
    """Return the files to check: where a folder of releases or one release was named, the one that holds its data.

    >>> [path.name for path in files(["a.docx", "no-such-folder"])]
    ['a.docx', 'no-such-folder']
    """
    return [_data_of(path) if path.is_dir() else path for path in map(Path, paths)]


def _data_of(folder: Path) -> Path:
    with suppress(InputError):  # a folder that holds no release is refused as a folder, when it is opened
        return folder / data_files(folder)[0].relative_to(folder.resolve())
    return folder


def named(sources: Sequence[Source], paths: Sequence[ReportPath]) -> list[Source]:
    """Name the sources as they were on the command line: there the findings can be marked."""
    return [replace(source, name=str(path)) for source, path in zip(sources, paths, strict=True)]


def annotated(path: ReportPath, settings: Settings, tell: Tell) -> Annotated:
    """Check a report and write what was found into a copy of it.

    Raises ``InputError``, with code ``unsupported-format`` for what is no Word file.
    """
    source = Source.open(path, settings.limits)
    tell(f"read {source.name}")
    document = commentable(read(source, settings.limits, settings.signing))
    reports = bounded([*interpret(document, settings.view, settings.stated)], settings.limits)
    verdict = checked([recognise(report) for report in reports], [source], settings, tell).verdict
    tell("annotate")
    return Annotated(annotate(source, reports, verdict), verdict)


def document_of(path: ReportPath, settings: Settings) -> Document:
    """Return what one report holds, in both views."""
    return read(Source.open(path, settings.limits), settings.limits, settings.signing)


def reports_of(path: ReportPath, settings: Settings) -> list[Report]:
    """Return the action plans in one report, one for each study group."""
    return reports(settings, Source.open(path, settings.limits))


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


def refuse(release: Release, fail_on: Level) -> None:
    """Raise ``NotConformant`` if the data has findings at or above a level."""
    if failing := release.verdict.at_least(fail_on):
        remedy = "mend the report, or accept the findings with --fail-on never"
        raise _not_conformant(len(failing), f"{fail_on}, the first", where(failing[0]), remedy)


def _not_conformant(number: int, which: str, place: str, remedy: str) -> NotConformant:
    return NotConformant("not-conformant", f"{counted(number, 'finding')} at or above {which}", place, remedy)
