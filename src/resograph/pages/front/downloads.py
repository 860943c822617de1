"""Turns the files of a release into the page from which they are fetched: what each is for, and how to load it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resograph.pages.publication import MEDIA_TYPES, Published

_UNITS = ("bytes", "kB", "MB", "GB")
_THOUSAND = 1000
_OTHER_TYPES = {"nq": "application/n-quads", "trig": "application/trig"}
_USES = {
    "graph.ttl": "The current view as one graph: what to load when one revision of each report is enough.",
    "graph.nq": "Every named graph, former revisions and findings apart: what to load into a triple store.",
    "graph.trig": "The same named graphs in TriG, which people can read.",
    "graph.jsonld": "The current view for programs that read JSON.",
    "validation.ttl": "What the check found, as a SHACL validation report.",
    "validation.json": "The same for programs that read JSON, with table, row and column of each finding.",
    "manifest.json": "The inputs, the versions, the counts, and the SHA-256 of each file.",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the release as the page shows it."""

    path: str
    size: str
    bytes: int
    media_type: str
    use: str
    sha256: str


def files(published: Published) -> tuple[File, ...]:
    r"""List the files of a release, those for all before those of single reports.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> [file] = files(Published(Things(ox.Store()), files={"graph.ttl": 1_689_070}))
    >>> file.size, file.media_type
    ('1.7\xa0MB', 'text/turtle')
    """
    found = published.manifest.get("files")
    digests = found if isinstance(found, Mapping) else {}
    return tuple(_files(published.files, digests))


def _files(sizes: Mapping[str, int], digests: Mapping[str, object]) -> Iterator[File]:
    order = list(_USES)
    for path in sorted(sizes, key=lambda path: (order.index(path) if path in order else len(order), path)):
        use = _USES.get(path, f"What the report revision {path.rpartition('/')[2].rpartition('.')[0]} says, alone.")
        size = sizes[path]
        yield File(path, human(size), size, media_type(path), use, str(digests.get(path, "")))


def human(size: int) -> str:
    r"""Return a number of bytes as people read it.

    >>> human(999), human(1_689_070), human(12_345_678_901)
    ('999\xa0bytes', '1.7\xa0MB', '12.3\xa0GB')
    """
    amount, unit = float(size), 0
    while amount >= _THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / _THOUSAND, unit + 1
    return f"{amount:.1f}\u00a0{_UNITS[unit]}" if unit else f"{size}\u00a0{_UNITS[0]}"


def media_type(path: str) -> str:
    """Return the media type of a file by the end of its name; "" where it is not known.

    >>> media_type("graph.nq"), media_type("reports/r1.ttl"), media_type("README")
    ('application/n-quads', 'text/turtle', '')
    """
    suffix = path.rpartition(".")[2]
    return _OTHER_TYPES.get(suffix, MEDIA_TYPES.get(suffix, "").partition(";")[0])
