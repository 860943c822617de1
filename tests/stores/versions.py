"""Turns releases into questions that tell which of them a store answers from, and a store into all that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from tests.servers.kinds import Server
from tests.stores import releases

_MARKERS = 5

Shown = frozenset[tuple[str, str]]
State = Mapping[str, frozenset[ox.Triple]]


@dataclass(frozen=True, slots=True)
class Version:
    """A release, what it puts into each graph, and the name it goes by in the questions."""

    name: str
    release: Path
    graphs: State


def versions(found: Mapping[str, Path]) -> list[Version]:
    """Read releases."""
    return [Version(name, release, releases.graphs(release)) for name, release in found.items()]


@dataclass(frozen=True, slots=True)
class Question:
    """One question over all graphs of two versions, and its answer while the one or the other is there."""

    text: str
    answers: tuple[Shown, Shown]


def question(former: Version, latter: Version) -> Question:
    """Ask for triples that only one of two versions has, spread over each graph."""
    markers = {(one.name, *found) for one, other in ((former, latter), (latter, former)) for found in _own(one, other)}
    rows = "\n".join(f'("{name}-{at}" <{graph}> {s} {p} {o})' for name, at, graph, s, p, o in sorted(markers))
    text = f"""SELECT ?marker ?graph WHERE {{
      VALUES (?marker ?graph ?s ?p ?o) {{ {rows} }}
      GRAPH ?graph {{ ?s ?p ?o }}
    }}"""
    of_former, of_latter = (
        frozenset((f'"{name}-{at}"', f"<{graph}>") for name, at, graph, *_ in markers if name == version.name)
        for version in (former, latter)
    )
    return Question(text, (of_former, of_latter))


def _own(one: Version, other: Version) -> Iterator[tuple[str, str, str, str, str]]:
    for graph, triples in one.graphs.items():
        alone = sorted(
            (str(s), str(p), str(o))
            for s, p, o in triples - other.graphs.get(graph, frozenset())
            if isinstance(o, ox.NamedNode)
        )
        for at, found in enumerate(_spread(alone)):
            yield str(at), graph, *found


def _spread(found: Sequence[tuple[str, str, str]]) -> Sequence[tuple[str, str, str]]:
    return found[:: max(1, len(found) // _MARKERS)]


def shown(server: Server, asked: Question) -> Shown:
    """Ask once; the answer is that of the former version, of the latter, or a mixture."""
    return frozenset((marker, graph) for marker, graph in server.client.rows(asked.text))


def state(server: Server, among: Sequence[Version]) -> State:
    """Return every triple of every graph that any of the versions has."""
    names = {name for version in among for name in version.graphs}
    found = {name: frozenset(server.client.get(name)) for name in sorted(names)}
    return {name: triples for name, triples in found.items() if triples}
