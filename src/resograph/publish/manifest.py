"""Turns a release and its files into the manifest by which anybody can verify them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from pyoxigraph import NamedNode

from resograph.model.dataset import Dataset
from resograph.model.release import Input, Release
from resograph.naming.prefixes import RDF, RG

_LIBRARIES = ("lxml", "pyoxigraph", "pyshacl", "rdflib")
_COUNTED: Mapping[str, NamedNode] = {
    "items": RG.ActionItem,
    "states": RG.ItemState,
    "narratives": RG.NarrativeStatement,
    "mentions": RG.Mention,
    "claims": RG.Claim,
    "unparsed": RG.UnparsedText,
}


def manifest(release: Release, files: Mapping[str, bytes]) -> bytes:
    """Say what a release was made of, by what, how much it holds, and the digest of each file.

    No clock, no path and no user's name: the same inputs, options and versions give the same bytes.
    """
    record = {
        "conforms": release.verdict.conforms,
        "counts": {**counts(release.dataset), "findings": release.verdict.counts()},
        "files": {name: _sha256(data) for name, data in files.items()},
        "inputs": sorted((_input(one) for one in release.inputs), key=lambda one: (one["name"], one["sha256"])),
        "rdfc10-sha256": dataset_hash(release.dataset),
        "versions": {name: version(name) for name in ("resograph", *_LIBRARIES)},
    }
    # The name of a file may hold bytes that are no UTF-8; JSON can escape them.
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")


def release_id(manifest: bytes) -> str:
    """Return the name of a release: the beginning of its manifest's digest, so of all it holds.

    >>> release_id(b"{}")
    '44136fa355b3678a'
    """
    return _sha256(manifest)[:16]


def dataset_hash(dataset: Dataset) -> str:
    """Return the RDFC-1.0 hash: without blank nodes, the SHA-256 of the sorted canonical N-Quads.

    >>> dataset_hash(Dataset(()))[:8]
    'e3b0c442'
    """
    return _sha256("".join(sorted(f"{quad} .\n" for quad in dataset.quads)).encode())


def counts(dataset: Dataset) -> dict[str, int]:
    """Count what a dataset holds, each thing once.

    >>> counts(Dataset(()))["items"]
    0
    """
    kinds = {(quad.subject, quad.object) for quad in dataset.quads if quad.predicate == RDF.type}
    found = {name: len([kind for _, kind in kinds if kind == counted]) for name, counted in _COUNTED.items()}
    return {**found, "quads": len(dataset.quads), "graphs": len(dataset.graphs())}


def _input(one: Input) -> dict[str, str | Sequence[str]]:
    return {"name": one.name, "sha256": one.sha256, "revisions": one.revisions}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
