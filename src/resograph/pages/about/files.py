"""Turns the files of a release into what is told of them: what each holds, its type, size and digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from resograph.model.manifest import MEDIA_TYPES
from resograph.pages.publication import Published

_SYNTAXES: Mapping[str, str] = MappingProxyType(
    {"json": "JSON", "jsonld": "JSON-LD", "nq": "N-Quads", "trig": "TriG", "ttl": "Turtle"}
)
_GRAPHS = ("nq", "trig")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class File:
    """A file of the release. ``sha256`` is "" of one whose digest nobody tells, as of the manifest itself."""

    name: str
    holds: str
    media_type: str
    size: int
    sha256: str

    @property
    def suffix(self) -> str:
        """Return what its name ends in."""
        return self.name.rpartition(".")[2]

    @property
    def path(self) -> str:
        """Return where it is published."""
        return f"downloads/{self.name}"

    @property
    def is_data(self) -> bool:
        """Tell whether it holds the data, or a share of them."""
        return self.name.startswith(("graph.", "reports/"))

    @property
    def shown_size(self) -> str:
        """Return its size as people write it.

        >>> File("a.nq", "", "", 6788501, "").shown_size, File("a.nq", "", "", 87, "").shown_size
        ('6.8 MB', '87 bytes')
        """
        size = float(self.size)
        for unit in ("bytes", "kB", "MB"):
            if size < _THOUSAND:
                return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
            size /= _THOUSAND
        return f"{size:.1f} GB"


def files_of(published: Published) -> Iterator[File]:
    """Yield the files of a release, by name.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> [file.holds for file in files_of(Published(Things(ox.Store()), files={"graph.nq": 1, "reports/r1.ttl": 2}))]
    ['every graph, as N-Quads', 'what revision r1 says, as Turtle']
    """
    digests = published.manifest.get("files", {})
    for name, size in sorted(published.files.items()):
        suffix = name.rpartition(".")[2]
        yield File(name, _holds(name, suffix), MEDIA_TYPES.get(suffix, ""), size, str(digests.get(name, "")))


def _holds(name: str, suffix: str) -> str:
    stem, syntax = name.rpartition(".")[0], _SYNTAXES.get(suffix, suffix)
    if stem == "graph":
        return f"{'every graph' if suffix in _GRAPHS else 'the current view as one graph'}, as {syntax}"
    if stem.startswith("reports/"):
        return f"what revision {stem.removeprefix('reports/')} says, as {syntax}"
    if stem == "validation":
        return f"what the check found, as {syntax}"
    return f"inputs, versions, counts and digests, as {syntax}" if stem == "manifest" else f"{stem}, as {syntax}"
