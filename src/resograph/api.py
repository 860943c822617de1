"""Turns the pipeline into a Python API: `build` a release, `open_release` one, ask it.

These are the names that ``import resograph`` offers; the command line does not use them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

from pyoxigraph import Quad, Store

from resograph import query
from resograph.check import check, validate_item
from resograph.check.rdf_file import rdf_file
from resograph.errors import UsageError
from resograph.model.dataset import Dataset
from resograph.model.release import Level, Verdict
from resograph.model.source import Source
from resograph.pipeline import Outcome, build_into, checked, opened, refuse, understood
from resograph.settings import ReportPath, Stated, settings

if TYPE_CHECKING:
    from resograph.model.dataset import RdflibDataset


class Options(Stated, total=False):
    """The options of `build`, as on the command line."""

    fail_on: Level


class ReleaseHandle:
    """An open release: ask it, take it to rdflib, check it again."""

    def __init__(self, dataset: Dataset) -> None:
        """Keep the data and make it ready for questions."""
        self.dataset = dataset
        self._data = _local(dataset)

    def query(self, question: str, /, **values: str) -> query.Answer:
        """Answer a named query, a file ``*.rq``, or SPARQL itself, with the values of its parameters."""
        is_text = not question.endswith(".rq") and len(question.split()) > 1
        named = query.parse("query", question) if is_text else query.find(question)
        return query.ask(named, values, self._data)

    def to_rdflib(self) -> RdflibDataset:
        """Return every named graph as an rdflib dataset, the current view in its default graph."""
        return self.dataset.to_rdflib()

    def validate(self, item: str = "") -> Verdict:
        """Hold all that the reports say against the shapes, or one item ("92-03") of the current view alone."""
        return validate_item(self._data.store, item) if item else check(self.dataset).verdict


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
    if not paths:
        raise UsageError("usage", "nothing to build from", "build", "name at least one")
    fail_on: Level = options.pop("fail_on", "violation")
    stated = settings(**cast("Stated", options))
    if out is None:
        sources = opened(paths, stated)
        outcome = Outcome(checked(understood(sources, stated, _silent), sources, stated, _silent), None)
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
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    return ReleaseHandle(rdf_file(Source.open(query.data_files(Path(path))[0])))


def _local(dataset: Dataset) -> query.Local:
    store = Store()
    store.bulk_extend(dataset.quads)
    store.bulk_extend(Quad(*triple) for triple in dataset.current())
    return query.Local(store)


def _silent(_stage: str) -> None:
    """Tell nobody."""
