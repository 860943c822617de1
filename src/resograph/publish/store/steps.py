"""Turns the graphs of a store into those of a release: each is staged and verified, then all change places at once.

Until the one update that switches, no graph that anybody asks is touched; that update is not sent twice, and not cut
when this process is killed. So the former graphs are there or the new ones are; only where the network or the process
that sends fails in the midst of the switch, a store whose updates are not atomic may hold some of each. The next load
completes. Two loads of one base at a time are not kept apart: no store offers a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from pyoxigraph import NamedNode

from resograph.endpoint import shown
from resograph.errors import EndpointError
from resograph.naming.staging import graphs, staging, waiting
from resograph.publish.store.data import Graph, Loadable
from resograph.publish.store.normal import NOTHING, Digest, as_written, digest, in_order
from resograph.publish.store.receipt import Change, Done, LoadReceipt, Removed
from resograph.publish.store.store import Store

_BRIEFLY = 10.0

Tell = Callable[[int, int], None]
"""Is told how many bytes were sent, of how many."""


def dry_run(data: Loadable, store: Store) -> LoadReceipt:
    """Say what `load` would do, with how many triples come and go in each graph; nothing is written.

    Raises:
        EndpointError: the store cannot be asked.
    """
    changes = tuple(_compared(graph, store) for graph in data.graphs)
    return replace(_receipt(data, store, changes, _superfluous(data, store)), is_dry_run=True)


def load(data: Loadable, store: Store, tell: Tell) -> LoadReceipt:
    """Make the graphs of a store those of the data; graphs that are as they must be are left alone.

    Of a release, no other graph below its base stays. Graphs of other names are not touched.

    Raises:
        EndpointError: the store fails, or what it holds is not what it was sent (``load-verify``). Until the update
            was sent it holds the former graphs, then each is the former one or the new one; run it again.
    """
    changes = tuple(_change(graph, store) for graph in data.graphs)
    removed = _superfluous(data, store)
    changed = [change.graph for change in changes if change.done != "unchanged"]
    if changed or removed:
        waits = {graph.name: staging(data.base, graph.name, graph.digest.sha256) for graph in changed}
        _stage(changed, waits, store, tell)
        _switch(_Switch(changed, waits, [NamedNode(one.name) for one in removed]), store)
    return _receipt(data, store, changes, removed)


def _receipt(data: Loadable, store: Store, changes: tuple[Change, ...], removed: tuple[Removed, ...]) -> LoadReceipt:
    return LoadReceipt(store.kind.name, store.addresses, data.release, changes, removed, store.tally.repeated)


# ------------------------------------------------------------------------------------- compare


def _change(graph: Graph, store: Store) -> Change:
    there = digest(store.lines(graph.name))
    return Change(graph, _done(there, _wanted(graph, store)))


def _compared(graph: Graph, store: Store) -> Change:
    there, wanted = store.lines(graph.name), _lines(graph, store)
    done = _done(digest(there), digest(wanted))
    before, after = set(there), set(wanted)
    return Change(graph, done, len(after - before), len(before - after))


def _done(there: Digest, wanted: Digest) -> Done:
    if there == wanted:
        return "unchanged"
    return "created" if there == NOTHING else "replaced"


def _wanted(graph: Graph, store: Store) -> Digest:
    """Return the digest of a graph as the store will give it back."""
    return graph.digest if store.kind.normal is as_written else digest(_lines(graph, store))


def _lines(graph: Graph, store: Store) -> list[str]:
    return in_order(map(store.kind.normal, graph.triples()))


def _superfluous(data: Loadable, store: Store) -> tuple[Removed, ...]:
    """Return the graphs that must go: what a former load left waiting and, below a release's base, what it has not."""
    ours = {graph.name for graph in data.graphs}
    folder = graphs(data.base) if data.base else waiting()
    found = [name for name in store.names(folder) if name not in ours and name.value.startswith(folder.value)]
    return tuple(Removed(name.value, store.count(name)) for name in found)


# ------------------------------------------------------------------------------------- change


def _stage(changed: Sequence[Graph], waits: Mapping[NamedNode, NamedNode], store: Store, tell: Tell) -> None:
    total, sent = sum(_size(graph, store) for graph in changed), 0
    try:
        for graph in changed:
            store.put(waits[graph.name], graph, partial(_tell_more, tell, sent, total))
            sent += _size(graph, store)
            tell(sent, total)
            _verify(waits[graph.name], graph, store)
    except EndpointError:
        _tidy(waits.values(), store)
        raise


def _tidy(waiting_in_vain: Iterable[NamedNode], store: Store) -> None:
    """Remove what waits, if the store still listens; if not, the next load does."""
    patience = store.endpoint.patience
    brief = replace(patience, seconds=min(_BRIEFLY, patience.seconds))
    with suppress(EndpointError):
        replace(store, endpoint=replace(store.endpoint, patience=brief)).drop(waiting_in_vain)


def _size(graph: Graph, store: Store) -> int:
    return len(graph.packed) if store.kind.takes_gzip else graph.size


def _tell_more(tell: Tell, before: int, total: int, sent: int) -> None:
    tell(before + sent, total)


@dataclass(frozen=True, slots=True)
class _Switch:
    """The graphs that change, the names under which they wait, and the graphs that go."""

    changed: Sequence[Graph]
    waits: Mapping[NamedNode, NamedNode]
    dropped: Sequence[NamedNode]


def _switch(switch: _Switch, store: Store) -> None:
    """Put what waits in its places and drop what has none, in one update; then remove what waited in another.

    Copied and not moved: a proxy that sends the update a second time would move nothing over what is there. Nothing
    that waits is removed while the update may still be under way.
    """
    copied = {there: name for name, there in switch.waits.items()}
    try:
        store.change(copied, [name for name in switch.dropped if name not in copied])
    except EndpointError as error:
        # The reply may be lost and the update done: the store itself knows.
        if not _is_switched(switch, store):
            raise _undecided(error) from error
    _verify_switched(switch, store)
    _clear(copied, store)


def _undecided(error: EndpointError) -> EndpointError:
    what = f"{error.what}, and each graph of the store is the former one or the new one"
    return EndpointError(error.code, what, error.where, f"{error.remedy}; then load again, which completes it")


def _clear(waited: Collection[NamedNode], store: Store) -> None:
    """Remove what waited, and fail only where it is known to be there still."""
    try:
        if waited:
            store.drop(waited)
    except EndpointError:
        if any(map(store.count, waited)):
            raise


def _is_switched(switch: _Switch, store: Store) -> bool:
    with suppress(EndpointError):
        _verify_switched(switch, store)
        return True
    return False


# ------------------------------------------------------------------------------------- verify


def _verify_switched(switch: _Switch, store: Store) -> None:
    for graph in switch.changed:
        _verify(graph.name, graph, store)
    for name in switch.dropped:
        if name not in switch.waits.values() and (left := store.count(name)):
            raise _differs(f"{left} triples are left of the graph {name}, which was dropped", store)


def _verify(name: NamedNode, graph: Graph, store: Store) -> None:
    """Read a graph back and refuse it unless it has the triples of another, in the store's normalisation."""
    there, wanted = digest(store.lines(name)), _wanted(graph, store)
    if there != wanted:
        what = (
            f"of the graph {graph.name} arrived {there.triples} triples with the digest {there.sha256[:12]}, "
            f"not {wanted.triples} with {wanted.sha256[:12]}"
        )
        raise _differs(what, store)


def _differs(what: str, store: Store) -> EndpointError:
    remedy = "load it again; a store that loses or changes data each time cannot hold them"
    return EndpointError("load-verify", what, shown(store.addresses.graph_store), remedy)
