"""A load makes the graphs of a store those of a release, and touches nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.errors import EndpointError
from resograph.publish.store import dry_run, find, of_file, of_release
from tests.publish.store.conftest import OTHERS, STRANGER, content, put, stated
from tests.publish.store.proxy import Fault, Proxy, Sent
from tests.publish.store.releases import FINDINGS, META, REPORT, WAITING, triples
from tests.servers.kinds import Server

pytestmark = pytest.mark.parametrize("store", ["oxigraph"], indirect=True)


def test_an_empty_store_then_holds_the_release(store: Server, proxy: Proxy, former: Path) -> None:
    receipt = put(former, proxy.url)

    assert content(store) == stated(former)
    assert {change.done for change in receipt.changes} == {"created"}


def test_a_second_run_sends_no_write(proxy: Proxy, store: Server, former: Path) -> None:
    put(former, proxy.url)
    proxy.sent.clear()
    receipt = put(former, proxy.url)

    assert proxy.writes == []
    assert {change.done for change in receipt.changes} == {"unchanged"}
    assert content(store) == stated(former)


def test_another_release_replaces_what_differs_and_removes_what_it_lacks(
    proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    put(former, proxy.url)
    proxy.sent.clear()
    receipt = put(newer, proxy.url)

    assert content(store) == stated(newer)
    assert {change.graph.name.value: change.done for change in receipt.changes} == {
        META: "unchanged",
        REPORT: "replaced",
        "https://data.example.org/graph/reference": "created",
    }
    assert [(one.name, one.triples) for one in receipt.removed] == [(FINDINGS, 5)]
    assert len([sent for sent in proxy.writes if sent.is_staged]) == 2


def test_graphs_of_others_stay_as_they_are(store: Server, former: Path, newer: Path) -> None:
    theirs = b"<urn:a> <urn:b> <urn:c> .\n"
    for name in (OTHERS, STRANGER):
        store.client.put(name, theirs)
    put(former, store.base)
    put(newer, store.base)
    found = content(store)

    assert found.pop(OTHERS) == found.pop(STRANGER) == {"<urn:a> <urn:b> <urn:c>"}
    assert found == stated(newer)


def test_what_a_killed_load_left_waiting_is_removed(proxy: Proxy, store: Server, former: Path) -> None:
    put(former, proxy.url)
    store.client.put(f"{WAITING}0123456789abcdef-0123456789abcdef", b"<urn:a> <urn:b> <urn:c> .\n")
    put(former, proxy.url)

    assert content(store) == stated(former)


def test_a_graph_that_somebody_changed_in_the_store_is_mended(store: Server, former: Path) -> None:
    put(former, store.base)
    store.client.say(f"DELETE DATA {{ GRAPH <{REPORT}> {{ {triples('old', 8)[7]} }} }}")
    store.client.say(f"INSERT DATA {{ GRAPH <{REPORT}> {{ {triples('odd', 8)[7]} }} }}")
    receipt = put(former, store.base)

    assert [change.done for change in receipt.changes if change.graph.name.value == REPORT] == ["replaced"]
    assert content(store) == stated(former)


def test_a_dry_run_counts_what_would_change_and_writes_nothing(
    proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    put(former, proxy.url)
    proxy.sent.clear()
    receipt = dry_run(of_release(newer), find(proxy.url, "auto"))

    assert proxy.writes == []
    assert content(store) == stated(former)
    assert {change.graph.name.value: (change.done, change.more, change.fewer) for change in receipt.changes} == {
        META: ("unchanged", 0, 0),
        REPORT: ("replaced", 500, 400),
        "https://data.example.org/graph/reference": ("created", 7, 0),
    }
    assert [one.name for one in receipt.removed] == [FINDINGS]


def test_the_same_load_of_the_same_state_has_the_same_receipt(proxy: Proxy, store: Server, former: Path) -> None:
    put(former, proxy.url)

    assert put(former, proxy.url).record() == put(former, proxy.url).record()


def test_an_rdf_file_replaces_its_graph_and_removes_no_other(store: Server, former: Path, tmp_path: Path) -> None:
    put(former, store.base)
    file = tmp_path / "a file.ttl"
    file.write_text('<urn:a> <urn:b> "c", 1, true .', encoding="utf-8")
    from resograph.publish.store import load

    load(of_file(file, FINDINGS), find(store.base, "auto"), lambda _sent, _total: None)
    found = content(store)

    assert len(found.pop(FINDINGS)) == 3
    assert found == {name: lines for name, lines in stated(former).items() if name != FINDINGS}


def test_the_bytes_that_are_sent_are_told(store: Server, former: Path) -> None:
    from resograph.publish.store import load

    told: list[tuple[int, int]] = []
    load(of_release(former), find(store.base, "auto"), lambda sent, total: told.append((sent, total)))

    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def _first(number: int) -> Fault:
    return Fault(shortens=lambda answer: b"".join(answer.splitlines(keepends=True)[:number]))


def _is_answered_in_triples(sent: Sent) -> bool:
    return sent.method == "GET" or b"CONSTRUCT" in sent.body


def test_a_store_that_gives_only_so_many_triples_at_a_time_is_read_in_pages(
    proxy: Proxy, store: Server, former: Path
) -> None:
    proxy.plan = lambda sent, _number: _first(150) if _is_answered_in_triples(sent) else None
    put(former, proxy.url)
    proxy.sent.clear()
    put(former, proxy.url)

    assert proxy.writes == []
    assert content(store) == stated(former)


def test_a_store_that_keeps_triples_to_itself_is_not_believed(proxy: Proxy, store: Server, former: Path) -> None:
    proxy.plan = lambda sent, _number: (
        _first(150) if sent.method == "GET" else _first(0) if b"CONSTRUCT" in sent.body else None
    )
    with pytest.raises(EndpointError, match=r"error\[load-verify\]"):
        put(former, proxy.url)

    assert content(store) == {}
