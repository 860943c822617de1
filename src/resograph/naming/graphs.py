"""Turns quads into a dataset that knows its current view (contract §2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from resograph.model.dataset import Dataset
from resograph.naming.prefixes import DCAT

_REVISIONS = "/id/report/"
_OF_REVISIONS = ("/graph/report/", "/graph/findings/")
_DERIVED = "/graph/derived/"
_META = "/graph/meta"


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
    made = Dataset(quads)
    return made.leaving_out(_superseded(made))


def _superseded(made: Dataset) -> Iterator[NamedNode]:
    names = [name for name in made.graphs() if isinstance(name, NamedNode)]
    about = [quad for name in names if name.value.endswith(_META) for quad in made.graph(name)]
    current = {_after(_REVISIONS, quad.object) for quad in about if quad.predicate == DCAT.hasCurrentVersion}
    plans = {_folder(revision) for revision in current}
    for name in names:
        revision = next((_after(graphs, name) for graphs in _OF_REVISIONS if graphs in name.value), "")
        if _DERIVED in name.value or (_folder(revision) in plans and revision not in current):
            yield name


def _after(folder: str, name: object) -> str:
    return name.value.rpartition(folder)[2] if isinstance(name, NamedNode) else ""


def _folder(revision: str) -> str:
    return revision.rpartition("/")[0]
