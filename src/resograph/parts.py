"""Turns many reports into one verdict, part by part: several parts at once, and none again in which nothing changed.

Reports on one plan are one part, as each revision is compared with the one before it. Other reports say nothing of
each other's items, so our rules find in each part what they find in the whole (docs/how-to/validate.md). RDF files
may say anything of each other, and so may the rules of the caller: with them, everything is one part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from resograph import pipeline
from resograph.cache import Cache, key
from resograph.check import examine, verdict
from resograph.check.found import Found, again, agree, called, plain
from resograph.check.rdf_file import rdf_quads
from resograph.check.shapes import Shapes, load_shapes, our_shapes, shapes_files
from resograph.jobs import Workers
from resograph.model.rdf_file import is_rdf
from resograph.model.reading import Reading
from resograph.model.release import Rule, Verdict
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.pipeline import Tell
from resograph.settings import ReportPath, Settings

Part = tuple[int, ...]
"""Which of the files are checked together."""

# A result without a place is laid to the one file that there is; a file that has a part of its own is not the one.
_SOMEBODY_ELSE = Source("", b"")
_FOREIGN = (ValueError, TypeError, LookupError, AttributeError)


def validated(paths: Sequence[ReportPath], settings: Settings, tell: Tell, folder: Path | None) -> Verdict:
    """Check reports and RDF files as `pipeline.validated` does, with the same outcome.

    In ``folder`` is kept what was found, None = nothing is. Raises what `pipeline.validated` raises, and
    ``InternalError`` (``worker-died``) when a process has died.
    """
    if folder is None and settings.jobs == 1:
        return pipeline.validated(paths, settings, tell)
    if settings.shapes:
        load_shapes(our_shapes(), *settings.shapes)  # broken ones are told first
    files = pipeline.files(paths)
    sources = tuple(pipeline.opened(files, settings))
    named = tuple(pipeline.named(sources, files))
    kept = Cache(folder)
    with Workers(settings.jobs) as workers:
        run = _Run(settings, sources, named, tell, kept, workers, {})
        said = verdict(run.found(), named, run.rules())
    return replace(said, note="; ".join(filter(None, (said.note, kept.trouble))))


def together(plans: Sequence[frozenset[str]]) -> list[Part]:
    """Group files that share a plan, directly or through another file, in the order of the first of each group.

    >>> together([frozenset({"a"}), frozenset({"b"}), frozenset({"a"})])
    [(0, 2), (1,)]
    >>> together([frozenset({"a"}), frozenset({"b"}), frozenset({"a", "b"})])
    [(0, 1, 2)]
    """
    parts: list[tuple[frozenset[str], Part]] = []
    for number, own in enumerate(plans):
        joined = [part for part in parts if part[0] & own]
        parts = [part for part in parts if part not in joined]
        names = own.union(*(shared for shared, _ in joined))
        parts.append((names, (*sorted(chain.from_iterable(part for _, part in joined)), number)))
    return sorted(part for _, part in parts)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is checked together: what RDF files hold, what was read in reports, and the files as they were named."""

    rdf: tuple[Quad, ...]
    readings: tuple[Reading, ...]
    named: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """One check of some files; ``read`` is what was read in them, as far as it was needed."""

    settings: Settings
    sources: tuple[Source, ...]
    named: tuple[Source, ...]
    tell: Tell
    kept: Cache
    workers: Workers
    read: dict[int, tuple[Reading, ...]]

    def found(self) -> list[Found]:
        """Find what is wrong in each part: remembered, or found now and kept."""
        parts = self._parts()
        found = {part: self._remembered(part) for part in parts}
        missing = [part for part in parts if found[part] is None]
        held = [tuple(chain.from_iterable(map(rdf_quads, self._rdf(part)))) for part in missing]
        self._understand([number for part in missing for number in part])
        tasks = [self._task(part, quads) for part, quads in zip(missing, held, strict=True)]
        fresh = self.workers.each(partial(_examined, self.settings), tasks, self._tell_check)
        for part, one in zip(missing, fresh, strict=True):
            self.kept.put(self._key_of(part), plain(one))
            found[part] = one
        every = [one for one in found.values() if one is not None]
        return every if agree(every) else [self._whole()]

    def _whole(self) -> Found:
        """Find what is wrong in everything at once, where parts contradict each other."""
        everything = tuple(range(len(self.sources)))
        self._understand(everything)
        return _examined(self.settings, self._task(everything, ()))

    def rules(self) -> tuple[Rule, ...]:
        """Return the shapes that everything is held against, without reading them where they are remembered."""
        name = key("rules", self._shapes())
        try:
            kept: Any = self.kept.get(name)
            rules = tuple(Rule(*one) for one in kept)
        except _FOREIGN:
            rules = _rules(*self.settings.shapes).rules
            self.kept.put(name, [list(astuple(rule)) for rule in rules])
        return rules

    def _parts(self) -> list[Part]:
        if self.settings.shapes or any(is_rdf(source.name) for source in self.sources):
            return [tuple(range(len(self.sources)))]
        plans = [self._known_plans(number) for number in range(len(self.sources))]
        self._understand([number for number, known in enumerate(plans) if known is None])
        return together([known or self._plans(number) for number, known in enumerate(plans)])

    def _known_plans(self, number: int) -> frozenset[str] | None:
        kept = self.kept.get(self._key_of_plans(number))
        return frozenset(map(str, kept)) if isinstance(kept, list) and kept else None

    def _plans(self, number: int) -> frozenset[str]:
        iris = Iris(self.settings.base)
        plans = frozenset(iris.plan(reading.report.metadata).value for reading in self.read[number])
        self.kept.put(self._key_of_plans(number), sorted(plans))
        return plans

    def _understand(self, numbers: Sequence[int]) -> None:
        """Read the reports among some files that were not read yet."""
        new = [number for number in numbers if number not in self.read and not is_rdf(self.sources[number].name)]
        read = partial(pipeline.readings, self.settings)
        found = self.workers.each(read, [self.sources[number] for number in new], self._tell_read)
        self.read.update(zip(new, map(tuple, found), strict=True))

    def _rdf(self, part: Part) -> list[Source]:
        return [self.sources[number] for number in part if is_rdf(self.sources[number].name)]

    def _task(self, part: Part, rdf: tuple[Quad, ...]) -> _Task:
        readings = chain.from_iterable(self.read.get(number, ()) for number in part)
        company = () if len(part) == len(self.sources) else (_SOMEBODY_ELSE,)
        return _Task(rdf, tuple(readings), (*(self.named[number] for number in part), *company))

    def _remembered(self, part: Part) -> Found | None:
        try:
            return again(self.kept.get(self._key_of(part)))
        except _FOREIGN:
            return None

    def _key_of(self, part: Part) -> str:
        is_alone = len(self.sources) == 1
        return key("part", *self._facts(), self._shapes(), is_alone, [_identity(self.named[number]) for number in part])

    def _key_of_plans(self, number: int) -> str:
        return key("plans", *self._facts(), _identity(self.sources[number]))

    def _facts(self) -> tuple[object, ...]:
        own = self.settings
        return own.base, own.view, asdict(own.stated), asdict(own.limits), own.signing.__name__, own.changes

    def _shapes(self) -> list[list[str]]:
        """Tell the caller's own shapes apart; ours belong to the program."""
        return _files_of(self.settings.shapes)

    def _tell_read(self, source: Source) -> None:
        self.tell(f"read {source.name}")

    def _tell_check(self, task: _Task) -> None:
        self.tell(f"check {task.named[0].name}")


def _identity(source: Source) -> list[str]:
    return [source.name, source.sha256]


def _examined(settings: Settings, task: _Task) -> Found:
    said = pipeline.described(task.readings, settings).quads if task.readings else ()
    found = examine((*task.rdf, *said), task.named, _rules(*settings.shapes))
    return replace(found, things=called(said))


def _rules(*own: Path) -> Shapes:
    return _loaded(own, tuple(digest for _, digest in _files_of(own)))


@lru_cache(maxsize=1)
def _loaded(own: Sequence[Path], _digests: Sequence[str]) -> Shapes:
    return load_shapes(our_shapes(), *own)


def _files_of(shapes: Sequence[Path]) -> list[list[str]]:
    return [_identity(Source.open(path)) for place in shapes for path in shapes_files(place)]
