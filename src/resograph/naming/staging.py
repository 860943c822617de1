"""Turns the names of graphs into where they stand: below which base, and where they wait before they are moved.

A graph that waits has a name below the base's own ``graph/`` that no release gives to a graph of its own, so that
whatever a load leaves behind there can be known and removed.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from resograph.naming.text import sha256
from resograph.naming.vocabulary import BASE

_GRAPHS = "graph/"
_META = f"{_GRAPHS}meta"
_WAITING = f"{_GRAPHS}staging/"
_LENGTH = 16


def base_of(names: Iterable[NamedNode]) -> str:
    """Return the base of a release by the names of its graphs, "" where none of them describes a release.

    >>> base_of([NamedNode("https://example.org/graph/reference"), NamedNode("https://example.org/graph/meta")])
    'https://example.org/'
    >>> base_of([NamedNode("https://example.org/anything")])
    ''
    """
    return next((name.value.removesuffix(_META) for name in names if name.value.endswith(f"/{_META}")), "")


def graphs(base: str) -> NamedNode:
    """Return what the names of all graphs of a release begin with.

    >>> graphs("https://example.org/").value
    'https://example.org/graph/'
    """
    return NamedNode(base + _GRAPHS)


def waiting(base: str = "") -> NamedNode:
    """Return what the names of all graphs begin with that wait to be moved; those of no release wait below our base.

    >>> waiting("https://example.org/").value
    'https://example.org/graph/staging/'
    """
    return NamedNode((base or BASE) + _WAITING)


def staging(base: str, name: NamedNode, digest: str) -> NamedNode:
    """Return the name under which a graph waits: it tells which graph, and with what in it.

    >>> staging("https://example.org/", NamedNode("https://example.org/graph/meta"), "5f98e0178c38").value
    'https://example.org/graph/staging/3611f330466baf4c-5f98e0178c38'
    """
    return NamedNode(f"{waiting(base).value}{sha256(name.value)[:_LENGTH]}-{digest[:_LENGTH]}")
