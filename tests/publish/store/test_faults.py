"""Whatever the network does to a load, a store holds the former graphs or the new ones, and the next load completes."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import walk_tb

import pyoxigraph as ox
import pytest

from resograph.errors import EndpointError
from tests.publish.store.conftest import OTHERS, content, put, stated
from tests.publish.store.proxy import Fault, Plan, Proxy, Sent, on_the
from tests.publish.store.releases import WAITING
from tests.servers.kinds import Server

pytestmark = pytest.mark.parametrize("store", ["oxigraph"], indirect=True)


Which = Callable[[Sent], bool]


def _staged(sent: Sent) -> bool:
    return sent.is_staged


def _update(sent: Sent) -> bool:
    return sent.is_update


def _any(sent: Sent) -> bool:
    return True


def _always(which: Which, fault: Fault) -> Plan:
    return lambda sent, _number: fault if which(sent) else None


def _without_waiting(found: dict[str, set[str]]) -> dict[str, set[str]]:
    return {name: lines for name, lines in found.items() if not name.startswith(WAITING)}


SICK = Fault(status=503, headers=(("Retry-After", "0"),))


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param((_staged, Fault(cut_after=100)), id="an upload is cut"),
        pytest.param((_staged, Fault(status=500)), id="an upload is answered 500"),
        pytest.param((_staged, Fault(status=413)), id="an upload is too large"),
        pytest.param((_staged, SICK), id="an upload is answered 503"),
        pytest.param((_staged, Fault(loses_reply=True)), id="an upload has no reply"),
        pytest.param((_update, Fault(status=500)), id="an update is answered 500"),
        pytest.param((_update, Fault(cut_after=40)), id="an update is cut"),
        pytest.param((_any, Fault(status=401)), id="everything is answered 401"),
    ],
)
def test_a_load_that_fails_leaves_the_former_graphs_and_the_next_one_completes(
    trouble: tuple[Which, Fault], proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    store.client.put(OTHERS, b"<urn:a> <urn:b> <urn:c> .\n")
    put(former, store.base)
    before = content(store)
    proxy.plan = _always(*trouble)
    with pytest.raises(EndpointError):
        put(newer, proxy.url)

    assert _without_waiting(content(store)) == before

    put(newer, store.base)
    found = content(store)

    assert found.pop(OTHERS)
    assert found == stated(newer)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(SICK, id="answered 503"),
        pytest.param(Fault(cut_after=100), id="cut"),
        pytest.param(Fault(loses_reply=True), id="without a reply"),
        pytest.param(Fault(repeats=True), id="arrived twice"),
    ],
)
def test_a_graph_that_did_not_arrive_at_first_is_sent_again(
    fault: Fault, proxy: Proxy, store: Server, former: Path
) -> None:
    proxy.plan = on_the(1, _staged, fault)
    put(former, proxy.url)

    assert content(store) == stated(former)
    assert len([sent for sent in proxy.sent if sent.is_staged]) == (3 if fault.repeats else 4)


def test_an_update_whose_reply_is_lost_is_known_to_be_done(
    proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    put(former, store.base)
    proxy.plan = on_the(1, _update, Fault(loses_reply=True))
    put(newer, proxy.url)

    assert content(store) == stated(newer)
    assert len([sent for sent in proxy.sent if b"COPY" in sent.body]) == 1


def test_an_update_that_arrives_twice_changes_nothing_the_second_time(
    proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    put(former, store.base)
    proxy.plan = _always(_update, Fault(repeats=True))
    put(newer, proxy.url)

    assert content(store) == stated(newer)


def test_the_update_is_sent_once_where_it_fails(proxy: Proxy, store: Server, former: Path) -> None:
    proxy.plan = _always(_update, SICK)
    with pytest.raises(EndpointError, match=r"each graph of the store is the former one or the new one, .*load again"):
        put(former, proxy.url)

    assert len([sent for sent in proxy.sent if b"COPY" in sent.body]) == 1


def test_a_graph_that_arrives_changed_is_refused_before_anything_is_switched(
    proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    put(former, store.base)
    before = content(store)
    lost = b'<urn:a> <urn:b> "another" .\n'
    proxy.plan = _always(_staged, Fault(alters=lambda _: gzip.compress(lost)))
    with pytest.raises(EndpointError, match=r"error\[load-verify\]: of the graph .* arrived 1 triples .* not 7 with"):
        put(newer, proxy.url)

    assert content(store) == before


def test_rows_that_break_off_leave_nothing_of_the_engine_in_the_error(proxy: Proxy, former: Path) -> None:
    proxy.plan = _always(_any, Fault(shortens=lambda body: body[:-3] if b"bindings" in body else body))
    with pytest.raises(EndpointError) as caught:
        put(former, proxy.url)

    assert not [held for held in _held(caught.value) if isinstance(held, ox.QuerySolutions)]


def _held(error: BaseException | None) -> Iterator[object]:
    """Return what the frames of an error and of its causes hold."""
    while error is not None:
        for frame, _line in walk_tb(error.__traceback__):
            yield from frame.f_locals.values()
        error = error.__context__


def test_what_waits_is_not_removed_once_the_switch_was_sent(
    proxy: Proxy, store: Server, former: Path, newer: Path
) -> None:
    put(former, store.base)
    proxy.plan = _always(_update, Fault(status=500))
    with pytest.raises(EndpointError):
        put(newer, proxy.url)

    assert len([sent for sent in proxy.sent if sent.is_update]) == 1
    assert [name for name in content(store) if name.startswith(WAITING)]
