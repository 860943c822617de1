"""Turns reports into a published release: the whole story on one page.

::

    Source --read--> Document --interpret--> Report --recognise--> Reading --describe--> Dataset
           --check--> Release --publish--> DIR/releases/<id>
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypedDict, Unpack

from pyoxigraph import Quad, Store

from resograph import publish, query
from resograph.check import REPORTS, check
from resograph.check.human import summed
from resograph.check.rdf_file import FORMATS, rdf_file
from resograph.describe import describe
from resograph.errors import InputError, NotConformant
from resograph.interpret import interpret
from resograph.model.dataset import Dataset
from resograph.model.document import View
from resograph.model.reading import Reading
from resograph.model.release import Level, Receipt, Release, Verdict
from resograph.model.report import Metadata, Report
from resograph.model.source import Source
from resograph.naming import graphs
from resograph.naming.iris import Iris
from resograph.naming.vocabulary import BASE
from resograph.read import read
from resograph.recognise import recognise

if TYPE_CHECKING:
    from resograph.model.dataset import RdflibDataset

Tell = Callable[[str], None]
ReportPath = str | Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the caller decides: the base of the IRIs, the view of tracked changes, metadata that is not in the file."""

    base: str = BASE
    view: View = "accepted"
    stated: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: the checked data and, unless findings stopped it, where it was published."""

    release: Release
    receipt: Receipt | None


# ---------------------------------------------------------------------------------------- the story


def build_into(folder: Path, paths: Sequence[ReportPath], settings: Settings, fail_on: Level, tell: Tell) -> Outcome:
    """Publish the reports as one release in a folder, unless the data has findings at or above ``fail_on``.

    Raises:
        InputError: a report cannot be read; the folder was neither made nor touched.
        BusyError: another build holds the folder.
        CheckError: the check could not run.
    """
    sources = [Source.open(path) for path in paths]
    reports = interpreted(sources, settings, tell)
    with publish.hold(folder) as held:
        release = checked(reports, sources, settings, tell)
        if release.verdict.at_least(fail_on):
            return Outcome(release, None)
        tell("publish")
        return Outcome(release, publish.publish(release, held))


def interpreted(sources: Sequence[Source], settings: Settings, tell: Tell) -> list[Report]:
    """Read each report and find its action plan; every fault of an input shows here."""
    reports = []
    for source in sources:
        tell(f"read {source.name}")
        reports.append(interpret(read(source), settings.view, settings.stated))
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
    return describe(readings, Iris(settings.base))


def validated(paths: Sequence[ReportPath], settings: Settings, tell: Tell) -> Release:
    """Check reports and RDF files, together as one dataset."""
    sources = [Source.open(path) for path in paths]
    given = [source for source in sources if _is_rdf(source)]
    reports = interpreted([source for source in sources if source not in given], settings, tell)
    datasets = [rdf_file(source) for source in given]
    if reports:
        datasets.append(described(reports, settings, tell))
    tell("check")
    return check(graphs.dataset(chain.from_iterable(dataset.quads for dataset in datasets)), sources)


def report_of(path: ReportPath, settings: Settings) -> Report:
    """Return the action plan in one report."""
    return interpreted([Source.open(path)], settings, _silent)[0]


def reading_of(path: ReportPath, settings: Settings) -> Reading:
    """Return what is recognised in one report."""
    return recognise(report_of(path, settings))


def told(release: Release) -> str:
    """Say in one line how much a release holds and what the shapes say of it."""
    counts = publish.counts(release.dataset)
    amount = ", ".join(f"{counts[name]} {name}" for name in ("items", "mentions", "claims", "quads"))
    return f"{amount}; {summed(release.verdict)}"


def verdict_as(form: str, release: Release) -> bytes:
    """Write the verdict for a person or a program: "human", "json", or "turtle" as a ``sh:ValidationReport``."""
    if form == "turtle":
        return publish.turtle(release.report)
    return REPORTS[form](release.verdict).encode("utf-8", "backslashreplace")


# ---------------------------------------------------------------------------------------- what the caller states


def settings(base: str, view: View, meta: ReportPath | None, revision: str) -> Settings:
    """Gather what the caller states, "" = nothing; a revision named by itself wins over one in the metadata.

    Raises:
        InputError: the file is not TOML, or states what no report has.
    """
    stated = _metadata(Source.open(meta)) if meta else Metadata()
    return Settings(Iris(base or BASE).base, view, replace(stated, identifier=revision or stated.identifier))


def _metadata(source: Source) -> Metadata:
    known = tuple(known.name for known in fields(Metadata))
    try:
        entries = tomllib.loads(source.data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            "bad-metadata", f"not TOML ({error})", source.name, 'write lines like group = "sg17"'
        ) from error
    for name, value in entries.items():
        if name not in known or isinstance(value, dict | list):
            raise InputError("bad-metadata", f'no metadata "{name}"', source.name, f"choose from {', '.join(known)}")
    return Metadata(**{name: str(value) for name, value in entries.items()})


def _is_rdf(source: Source) -> bool:
    return PurePath(source.name).suffix.lower() in FORMATS


def _silent(_stage: str) -> None:
    """Tell nobody."""


# ---------------------------------------------------------------------------------------- for Python


class Options(TypedDict, total=False):
    """The options of `build`, as on the command line."""

    base: str
    view: View
    meta: ReportPath | None
    revision: str
    fail_on: Level


class ReleaseHandle:
    """An open release: ask it, take it to rdflib, check it again."""

    def __init__(self, dataset: Dataset) -> None:
        """Keep the data and make it ready for questions."""
        self.dataset = dataset
        self._data = _local(dataset)

    def query(self, name: str, **values: str) -> query.Answer:
        """Answer a named query, a file ``*.rq``, or SPARQL itself, with the values of its parameters."""
        named = query.parse("query", name) if "{" in name else query.find(name)
        return query.ask(named, values, self._data)

    def to_rdflib(self) -> RdflibDataset:
        """Return every named graph as an rdflib dataset."""
        return self.dataset.to_rdflib()

    def validate(self) -> Verdict:
        """Hold the current view against the shapes."""
        return check(self.dataset).verdict


def build(
    reports: ReportPath | Iterable[ReportPath], out: ReportPath | None = None, **options: Unpack[Options]
) -> ReleaseHandle:
    """Make a validated release from one or more reports, in a folder or, without ``out``, in memory only.

    Raises:
        InputError: a report cannot be read.
        NotConformant: the data has findings at or above ``fail_on`` (default "violation").

    >>> build("no-such-report.docx")
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, no-such-report.docx: check the path
    """
    paths = [reports] if isinstance(reports, str | Path) else list(reports)
    fail_on = options.get("fail_on", "violation")
    stated = settings(
        options.get("base", ""), options.get("view", "accepted"), options.get("meta"), options.get("revision", "")
    )
    if out is None:
        sources = [Source.open(path) for path in paths]
        outcome = Outcome(checked(interpreted(sources, stated, _silent), sources, stated, _silent), None)
    else:
        outcome = build_into(Path(out), paths, stated, fail_on, _silent)
    refuse(outcome.release, fail_on)
    return ReleaseHandle(outcome.release.dataset)


def open_release(path: ReportPath = "out") -> ReleaseHandle:
    """Open the current release of an output folder, one release folder, or an RDF file.

    Raises:
        InputError: there is no release.

    >>> open_release("no-such-folder")
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with ...
    """
    return ReleaseHandle(rdf_file(Source.open(_data_file(Path(path)))))


def refuse(release: Release, fail_on: Level) -> None:
    """Raise ``NotConformant`` if the data has findings at or above a level."""
    if failing := release.verdict.at_least(fail_on):
        remedy = "mend the report, or accept the findings with --fail-on never"
        what = f"{len(failing)} findings at or above {fail_on}, the first: {failing[0].message}"
        raise NotConformant("not-conformant", what, failing[0].place.file or failing[0].focus, remedy)


def _local(dataset: Dataset) -> query.Local:
    store = Store()
    store.bulk_extend(dataset.quads)
    store.bulk_extend(Quad(*triple) for triple in dataset.current())
    return query.Local(store)


def _data_file(path: Path) -> Path:
    if path.suffix.lower() in FORMATS and path.is_file():
        return path
    for place in (path / "current" / "graph.nq", path / "graph.nq"):
        if place.is_file():
            return place.resolve()
    raise InputError("no-release", "no release", str(path), "make one with: resograph build REPORT --out DIR")
