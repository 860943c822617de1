"""A load that is killed leaves the former release or the new one, and whoever asks meanwhile is answered from one.

The latter of stores that show each question one state of their data; see `tests.stores.kill.ONE_STATE`.
"""

from __future__ import annotations

import signal
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.servers.kinds import Server
from tests.stores.kill import at_the_switch, rounds
from tests.stores.versions import Version, versions

ROUNDS, SEED = 3, 5
SWITCHES, GRAPHS, TRIPLES = 4, 5, 300


def test_a_killed_load_leaves_the_one_release_or_the_other(store: Server, former: Path, revised: Path) -> None:
    among = versions({"former": former, "revised": revised})

    found = list(rounds(store, among, ROUNDS, SEED))

    assert [one.fault for one in found if one.fault] == [], "\n".join(map(str, found))
    assert sum(one.code == -signal.SIGKILL for one in found) == ROUNDS
    assert all(one.seen.former or one.seen.new for one in found)


def _version(name: str, folder: Path) -> Version:
    """Write a file of several graphs, all of which change."""
    subjects = [ox.NamedNode(f"https://example.org/{name}/{number}") for number in range(TRIPLES)]
    says, said = ox.NamedNode("https://example.org/says"), ox.NamedNode(f"https://example.org/{name}")
    triples = frozenset(ox.Triple(subject, says, said) for subject in subjects)
    graphs = {f"https://example.org/graph/{number}": triples for number in range(GRAPHS)}
    file = folder / f"{name}.nq"
    quads = (
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
        for graph, found in graphs.items()
        for triple in found
    )
    ox.serialize(quads, str(file), format=ox.RdfFormat.N_QUADS)
    return Version(name, file, graphs)


# Virtuoso alone stops in the midst of an update, or undoes it, when the one who sent it is gone.
@pytest.mark.parametrize("store", ["virtuoso"], indirect=True)
def test_a_switch_goes_on_to_its_end_when_the_load_is_killed(store: Server, tmp_path: Path) -> None:
    among = [_version(name, tmp_path) for name in ("one", "other")]

    found = list(at_the_switch(store, among, SWITCHES))

    assert [one.held for one in found] == ["the new"] * SWITCHES, "\n".join(map(str, found))
    assert [one.code for one in found] == [-signal.SIGKILL] * SWITCHES, "\n".join(map(str, found))
