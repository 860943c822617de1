"""What a load does to a store: its graphs are those of the release, and graphs of others are let alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.servers.kinds import Server
from tests.stores.command import load, loading, run
from tests.stores.releases import graphs

STRANGER = "https://data.example.org/graphs-of-others"
OTHER_BASE = "https://other.example.org/graph/meta"
TRIPLE = b'<https://example.org/s> <https://example.org/p> "theirs" .\n'


def _done(receipt: str) -> set[str]:
    return {graph["done"] for graph in json.loads(receipt)["graphs"]}


def _counts(server: Server, names: set[str]) -> dict[str, int]:
    return {name: len(server.client.get(name)) for name in names}


def _sizes(release: Path) -> dict[str, int]:
    return {name: len(triples) for name, triples in graphs(release).items()}


def _differences(before: Path, after: Path) -> dict[str, tuple[int, int]]:
    there, wanted = graphs(before), graphs(after)
    return {
        name: (len(triples - there.get(name, frozenset())), len(there.get(name, frozenset()) - triples))
        for name, triples in wanted.items()
    }


def test_a_load_puts_every_graph_there_and_a_second_one_changes_nothing(store: Server, former: Path) -> None:
    before = store.client.graphs()

    assert _done(load(store, former).stdout) == {"created"}
    assert _done(load(store, former).stdout) == {"unchanged"}

    assert store.client.graphs() - before == set(graphs(former))
    assert _counts(store, set(graphs(former))) == _sizes(former)


def test_another_release_takes_the_place_of_the_former_and_graphs_of_others_stay(
    store: Server, former: Path, revised: Path
) -> None:
    for graph in (STRANGER, OTHER_BASE):
        store.client.put(graph, TRIPLE)
    before = store.client.graphs()
    load(store, revised)

    receipt: dict[str, Any] = json.loads(load(store, former).stdout)

    assert {one["graph"] for one in receipt["removed"]} == set(graphs(revised)) - set(graphs(former))
    assert store.client.graphs() - before == set(graphs(former))
    assert _counts(store, set(graphs(former))) == _sizes(former)
    assert [len(store.client.get(graph)) for graph in (STRANGER, OTHER_BASE)] == [1, 1]


def test_a_dry_run_says_what_would_change_and_changes_nothing(store: Server, former: Path, revised: Path) -> None:
    load(store, revised)
    before = _counts(store, set(graphs(revised)))

    receipt: dict[str, Any] = json.loads(run(store, [*loading(store, former), "--dry-run"]).stdout)

    assert receipt["dry_run"] is True
    assert {one["graph"]: (one["added"], one["dropped"]) for one in receipt["graphs"]} == _differences(revised, former)
    assert _counts(store, set(graphs(revised))) == before


def test_the_kind_of_store_is_found_out(store: Server, former: Path) -> None:
    line = [word for word in loading(store, former) if word not in ("--store", store.kind)]

    done = run(store, line)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["store"] == store.kind
