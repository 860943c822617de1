"""Turns quads into a dataset that knows its current view (docs/reference/contract.md §2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pyoxigraph import NamedNode, Quad

from resograph.model.dataset import Dataset
from resograph.naming.prefixes import DCAT
from resograph.naming.vocabulary import BASE

# Read from the end, as a base may hold any of these words itself.
_REPORT = re.compile(r"(?P<base>.*/)id/report/(?P<revision>[^/]+/[^/]+/[^/]+)")
_OF_REVISION = re.compile(r"(?P<base>.*/)graph/(?P<kind>report|findings)/(?P<revision>[^/]+/[^/]+/[^/]+)")
_DERIVED = re.compile(r".*/graph/derived/[^/]+")
_META = "/graph/meta"
_RECORD = re.compile(r".*/id/plan/[^/]+/[^/]+/item/[^/]+/state/.+|.*/id/report/[^/]+/[^/]+/[^/]+(?:/.+)?")


@dataclass(frozen=True, slots=True)
class ReportGraph:
    """What one report says: the graph, the base it was built with, and "assembly/group/revision"."""

    name: NamedNode
    base: str
    path: str

    @property
    def revision(self) -> str:
        """Return the name of the revision alone."""
        return self.path.rpartition("/")[2]

    @property
    def report(self) -> NamedNode:
        """Return the revision that says it."""
        return NamedNode(f"{self.base}id/report/{self.path}")

    @property
    def findings(self) -> NamedNode:
        """Return the graph of the findings in this one."""
        return NamedNode(f"{self.base}graph/findings/{self.path}")

    @property
    def meta(self) -> NamedNode:
        """Return the graph that describes both."""
        return NamedNode(f"{self.base}graph/meta")


def report_graph(name: object) -> ReportGraph | None:
    """Read the name of a graph as that of a report graph; None for any other.

    >>> report_graph(NamedNode("https://example.org/graph/report/wtsa-20/sg17/r1")).findings.value
    'https://example.org/graph/findings/wtsa-20/sg17/r1'
    >>> report_graph(NamedNode("https://example.org/graph/report/graph/meta")) is None
    True
    """
    found = _OF_REVISION.fullmatch(name.value) if isinstance(name, NamedNode) else None
    if found is None or found["kind"] != "report" or not isinstance(name, NamedNode):
        return None
    return ReportGraph(name, found["base"], found["revision"])


def report_graphs(made: Dataset) -> Iterator[ReportGraph]:
    """Yield the report graphs of a dataset, in their order."""
    yield from (found for found in map(report_graph, made.graphs()) if found is not None)


def base_of(names: Iterable[object]) -> str:
    """Return the base of data, given the names of its graphs; the default one where no graph describes the data.

    >>> base_of([NamedNode("https://example.org/data/graph/meta")])
    'https://example.org/data/'
    >>> base_of([])
    'https://w3id.org/resograph/'
    """
    for name in names:
        if isinstance(name, NamedNode) and name.value.endswith(_META):
            return name.value.removesuffix(_META[1:])
    return BASE


def is_record(thing: NamedNode) -> bool:
    """Tell whether a thing belongs to one revision of a report, and so stays true when another one is current.

    >>> is_record(NamedNode("https://example.org/id/plan/wtsa-20/sg17/item/92-03/state/r1"))
    True
    >>> is_record(NamedNode("https://example.org/id/plan/wtsa-20/sg17/item/92-03"))
    False
    """
    return _RECORD.fullmatch(thing.value) is not None


def dataset(quads: Iterable[Quad]) -> Dataset:
    """Make the dataset of quads that were described, checked or read back from a release.

    The current view leaves out derived graphs, and what former revisions say and were found to say. Which
    revision of a report is current stands in the data: ``dcat:hasCurrentVersion``.

    >>> report, first, last = (f"https://example.org/id/report/wtsa-20/sg17{end}" for end in ("", "/r1", "/r2"))
    >>> graph = NamedNode("https://example.org/graph/report/wtsa-20/sg17/r1")
    >>> said = Quad(NamedNode(first), DCAT.version, NamedNode(first), graph)
    >>> len(dataset([said]).current())
    1
    >>> meta = NamedNode("https://example.org/graph/meta")
    >>> newer = Quad(NamedNode(report), DCAT.hasCurrentVersion, NamedNode(last), meta)
    >>> said.triple in dataset([said, newer]).current()
    False
    """
    return viewed(Dataset(quads))


def viewed(made: Dataset) -> Dataset:
    """Return a dataset that knows its current view, as `dataset` does.

    >>> graph = NamedNode("https://example.org/graph/derived/revisions")
    >>> viewed(Dataset([Quad(graph, DCAT.version, graph, graph)])).current()
    ()
    """
    return made.leaving_out(_superseded_of(made))


def asserted(quads: Sequence[Quad]) -> Sequence[Quad]:
    """Return what all reports say, former revisions included, and what is said about them: all but derived graphs.

    >>> graph = NamedNode("https://example.org/graph/derived/revisions")
    >>> asserted([Quad(graph, DCAT.version, graph, graph)])
    []
    """
    names = set(map(attrgetter("graph_name"), quads))
    derived = {name for name in names if _DERIVED.fullmatch(getattr(name, "value", ""))}
    return [quad for quad in quads if quad.graph_name not in derived] if derived else quads


def current(names: Iterable[NamedNode], versions: Iterable[object]) -> list[NamedNode]:
    """Return the graphs of the current view, given their names and the values of ``dcat:hasCurrentVersion``.

    >>> of = "https://example.org/graph/report/wtsa-20/sg17"
    >>> names = [NamedNode(f"{of}/r1"), NamedNode(f"{of}/r2"), NamedNode("https://example.org/graph/derived/x")]
    >>> [name.value for name in current(names, [NamedNode("https://example.org/id/report/wtsa-20/sg17/r2")])]
    ['https://example.org/graph/report/wtsa-20/sg17/r2']
    >>> len(current(names, []))
    2
    """
    known = tuple(names)
    left_out = set(_superseded(known, versions))
    return [name for name in known if name not in left_out]


def _superseded_of(made: Dataset) -> Iterator[NamedNode]:
    names = [name for name in made.graphs() if isinstance(name, NamedNode)]
    about = (quad for name in names if name.value.endswith(_META) for quad in made.graph(name))
    return _superseded(names, (quad.object for quad in about if quad.predicate == DCAT.hasCurrentVersion))


def _superseded(names: Sequence[NamedNode], versions: Iterable[object]) -> Iterator[NamedNode]:
    revisions = {_revision(_REPORT, version) for version in versions}
    plans = {_folder(revision) for revision in revisions}
    for name in names:
        revision = _revision(_OF_REVISION, name)
        if _DERIVED.fullmatch(name.value) or (_folder(revision) in plans and revision not in revisions):
            yield name


def _revision(pattern: re.Pattern[str], name: object) -> str:
    found = pattern.fullmatch(name.value) if isinstance(name, NamedNode) else None
    return found["revision"] if found else ""


def _folder(revision: str) -> str:
    return revision.rpartition("/")[0]
