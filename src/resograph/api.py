"""Turns the pipeline into a Python API: `build` a release, `open_release` one, ask it.

These are the names that ``import resograph`` offers; the command line does not use them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self, Unpack, cast

from pyoxigraph import RdfFormat, Store

from resograph import query
from resograph.check import check, validate_item
from resograph.check.rdf_file import rdf_file
from resograph.errors import UsageError
from resograph.model.dataset import Dataset
from resograph.model.limits import LIMITS
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
    """An open release: ask it, take it to rdflib, check it again.

    Used in a ``with`` statement, it ends the process that answers within a time limit.

    >>> with ReleaseHandle(Dataset(())) as release:
    ...     release.query("ASK { ?s ?p ?o }", timeout=60).yes
    False
    >>> with ReleaseHandle(Dataset(())) as release:
    ...     release.query("ASK {}", timeout=0)
    Traceback (most recent call last):
    resograph.errors.UsageError: error[usage]: no time to answer (0 seconds), timeout: give it some seconds
    """

    def __init__(
        self,
        dataset: Dataset | Callable[[], Dataset],
        data: query.Local | None = None,
        place: query.Place | None = None,
    ) -> None:
        """Keep what is there; the rest is made when somebody wants it.

        ``dataset`` may be how to make it, when ``data`` are there to be asked. ``place`` is where another process
        finds the same data; without it they are handed over.
        """
        self._made = dataset
        self._given = data
        self._place = place
        self._worker: query.Worker | None = None
        self._starting = Lock()  # several threads may ask, and one process is to answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process that answers within a time limit, if there is one; the next such question starts another."""
        with self._starting:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    @cached_property
    def dataset(self) -> Dataset:
        """Return the quads, sorted, in named graphs."""
        return self._made if isinstance(self._made, Dataset) else self._made()

    @cached_property
    def _data(self) -> query.Local:
        if self._given is not None:
            return self._given
        store = Store()
        store.bulk_extend(self.dataset.quads)
        query.unite_current(store)
        return query.Local(store)

    def query(self, question: str, /, *, timeout: float | None = None, **values: str | int) -> query.Answer:
        """Answer a named query, a file ``*.rq``, or SPARQL itself, with the values of its parameters.

        With a ``timeout`` in seconds, another process answers, which is killed when they are over, and kept for the
        next question otherwise. Without one, the answer is found in this process as its rows are asked for.

        Raises:
            UsageError: the question is none, or a value does not fit.
            CheckError: the time was over (``query-timeout``).
        """
        is_text = not question.endswith(".rq") and len(question.split()) > 1
        named = query.parse("query", question) if is_text else query.find(question)
        text = query.bind(named, {name: str(value) for name, value in values.items()})
        if timeout is None:
            return self._data.answer(text)
        if not timeout > 0:
            raise UsageError("usage", f"no time to answer ({timeout} seconds)", "timeout", "give it some seconds")
        with self._starting:
            if self._worker is None:
                self._worker = query.Worker(self._place or query.Held(_dumped(self._data.store)))
            worker = self._worker
        return worker.answer(text, timeout)

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


def open_release(path: ReportPath = "out", index: query.Index = "never") -> ReleaseHandle:
    """Open the current release of an output folder, one release folder, or an RDF file.

    It is loaded into memory; with ``index="always"`` a release is asked from an index on disk beside it, made when
    there is none, and with ``"auto"`` when it is large. The file is read again when ``dataset`` is asked for.

    Raises:
        InputError: there is no release, or a file cannot be read.

    >>> open_release("no-such-folder")
    Traceback (most recent call last):
    resograph.errors.InputError: error[no-release]: no release, no-such-folder: make one with: ...
    """
    files = query.data_files(Path(path))
    # A release never changes, so any process may read it again; of a file, what was read is told.
    place = query.Place(str(files[0].parent), index) if len(files) > 1 else None
    data = (place or query.Place(str(path), index)).open(_silent)
    return ReleaseHandle(lambda: _read(files[0]), data, place)


def _read(file: Path) -> Dataset:
    limits = replace(LIMITS, source_bytes=max(LIMITS.source_bytes, file.stat().st_size))
    return rdf_file(Source.open(file, limits))


def _dumped(store: Store) -> bytes:
    return store.dump(format=RdfFormat.N_QUADS) or b""


def _silent(_stage: str) -> None:
    """Tell nobody."""
