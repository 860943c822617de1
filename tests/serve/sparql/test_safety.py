"""Nothing that is asked reaches outside the data, changes them, or stops others from being answered."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from resograph.serve.sparql import Pool
from tests.serve.sparql.client import Client, scope
from tests.serve.sparql.conftest import FORKS, ONE, Endpoint

pytestmark = pytest.mark.filterwarnings(FORKS)
FORM = "application/x-www-form-urlencoded"
CHEAP = 'ASK { ?s ?p "92-03" }'
ABROAD = {
    "plain": "SELECT * { SERVICE <TRAP> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
    "of a file": "SELECT * { SERVICE <FILE> { ?s ?p ?o } }",
    "prefixed": "PREFIX t: <TRAP> SELECT * { SERVICE t: { ?s ?p ?o } }",
    "behind a comment": "SELECT * { #\nSERVICE#\n<TRAP>#\n{ ?s ?p ?o } }",
    "in a sub-select": "SELECT * { { SELECT * { SERVICE <TRAP> { ?s ?p ?o } } } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE SILENT <TRAP> { ?s ?p ?o } } }",
    "with FROM of ours": "SELECT * FROM <OURS> { SERVICE <TRAP> { ?s ?p ?o } }",
    "from a file": "SELECT * FROM <FILE> { ?s ?p ?o }",
    "from an address": "SELECT * FROM <TRAP> { ?s ?p ?o }",
    "from a named graph": "SELECT * FROM NAMED <TRAP> { GRAPH ?g { ?s ?p ?o } }",
    "from one of ours and another": "SELECT * FROM <OURS> FROM <FILE> { ?s ?p ?o }",
    "from behind a comment": "SELECT * FROM#\n<FILE> { ?s ?p ?o }",
    "from a prefixed name": "PREFIX t: <TRAP> SELECT * FROM t: { ?s ?p ?o }",
    "from a name with an escape": "SELECT * FROM <\\u0066ile:///etc/passwd> { ?s ?p ?o }",
}
UPDATES = ("LOAD <TRAP>", "LOAD SILENT <TRAP>", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DROP ALL", "CLEAR ALL")
NUMBERS = " ".join(map(str, range(1000)))
BOMBS = {
    "a join of a thousand million rows": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{place} {{ {NUMBERS} }}" for place in range(3))
    + " }",
    "a path that runs in circles": "SELECT * { ?a (<next>*)* ?b . ?c (<next>*)* ?d . "
    + " ".join(f"VALUES ?v{place} {{ {NUMBERS} }}" for place in range(3))
    + " FILTER(?v0 + ?v1 + ?v2 < 0) }",
    "a text that doubles": "SELECT (STRLEN(?t) AS ?n) { BIND("
    + "REPLACE(" * 30
    + '"aaaa"'
    + ', "a", "aaaaaaaa")' * 30
    + " AS ?t) }",
    "an order of a cross join": "SELECT * { "
    + " ".join(f"VALUES ?v{place} {{ {NUMBERS} }}" for place in range(3))
    + " } ORDER BY ?v2 ?v1",
}


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """Listen on the loopback; the list holds who called."""
    callers: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, caller = server.accept()
                except OSError:
                    return
                callers.append(str(caller))
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", callers
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


@pytest.mark.parametrize("name", ABROAD)
def test_another_source_is_403_and_nobody_is_called(
    client: Client, name: str, trap: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, callers = trap
    (tmp_path / "secret.ttl").write_text("<urn:secret> <urn:b> <urn:c> .", encoding="utf-8")
    text = ABROAD[name].replace("TRAP", address).replace("FILE", (tmp_path / "secret.ttl").as_uri())
    found = client.post("/sparql", text.replace("OURS", ONE).encode(), "application/sparql-query")

    assert found.status == 403
    assert "secret>" not in found.text
    assert callers == []


def test_an_escaped_keyword_is_no_keyword(client: Client, trap: tuple[str, list[str]]) -> None:
    found = client.get("/sparql", query=f"SELECT * {{ \\u0053ERVICE <{trap[0]}> {{ ?s ?p ?o }} }}")

    assert (found.status, trap[1]) == (400, [])


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_is_not_here_is_an_empty_one(client: Client, parameter: str, trap: tuple[str, list[str]]) -> None:
    query = {"query": "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"}
    found = [client.request("GET", "/sparql", None, {**query, parameter: graph}) for graph in (trap[0], "file:///etc")]

    assert [json.loads(one.body)["boolean"] for one in found] == [False, False]
    assert trap[1] == []


@pytest.mark.parametrize("text", UPDATES)
def test_there_is_no_way_to_change_anything(client: Client, text: str, trap: tuple[str, list[str]]) -> None:
    text = text.replace("TRAP", trap[0])
    foreign = {"origin": "https://example.com"}
    tried = [
        client.get("/sparql", update=text),
        client.get("/sparql", query=text),
        client.post("/sparql", urlencode({"update": text}).encode(), FORM, **foreign),
        client.post("/sparql", urlencode({"query": text}).encode(), FORM, **foreign),
        client.post("/sparql", urlencode({"query": CHEAP, "using-graph-uri": ONE}).encode(), FORM),
        client.post("/sparql", text.encode(), "application/sparql-update", **foreign),
        client.post("/sparql", text.encode(), "application/sparql-query"),
        client.post("/sparql", urlencode({"update": text}).encode(), "text/plain", **foreign),
        client.request("PUT", "/sparql", None, {"update": text}),
        client.post("/sparql", urlencode({"update": text}).encode(), FORM, x_http_method_override="PUT"),
    ]

    assert [one.status for one in tried] == [403, 400, 403, 400, 403, 403, 400, 415, 405, 403]
    assert json.loads(client.get("/sparql", query="ASK { <urn:a> ?p ?o }").body)["boolean"] is False
    assert json.loads(client.get("/sparql", query=CHEAP).body)["boolean"] is True
    assert trap[1] == []


def test_who_reads_may_ask_from_anywhere(client: Client) -> None:
    found = client.post("/sparql", urlencode({"query": CHEAP}).encode(), FORM, origin="https://example.com")

    assert found.status == 200


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_at_its_limit_and_others_are_answered_meanwhile(endpoint: Endpoint, name: str) -> None:
    client, pool = endpoint(seconds=2, workers=2, heavy=1, heavy_after=0.05)
    before = set(pool.processes)

    async def both() -> tuple[int, str, bool]:
        bomb = asyncio.ensure_future(client.call(scope("GET", "/sparql", None, {"query": BOMBS[name]})))
        await asyncio.sleep(0.2)
        cheap = await client.call(scope("GET", "/sparql", None, {"query": f"{CHEAP} # {name}"}))
        was_running = not bomb.done()
        found = await bomb
        assert json.loads(cheap.body)["boolean"] is True
        return found.status, found.text, was_running

    status, line, was_running = client.loop.run_until_complete(asyncio.wait_for(both(), 60))

    assert status in (503, 504)
    assert was_running or "memory" in line
    assert line.startswith("error[")
    assert line.count("\n") == 1
    assert _are_gone(client, pool, before)


def test_parentheses_without_end_harm_nobody(client: Client) -> None:
    deep = client.get("/sparql", query=f"SELECT ({'(' * 1000}1{')' * 1000} AS ?x) {{}}")
    deeper = client.post("/sparql", f"ASK {'{' * 200_000}{'}' * 200_000}".encode(), "application/sparql-query")

    assert deep.status == 200
    assert deeper.status in (400, 503, 504)
    assert client.get("/sparql", query=CHEAP).status == 200


def test_more_questions_than_may_wait_are_told_to_come_again(endpoint: Endpoint) -> None:
    client, _ = endpoint(seconds=0.6, workers=1, heavy=1, waiting=1)
    bomb = BOMBS["a join of a thousand million rows"]

    async def flood() -> list[tuple[int, str]]:
        asked = [client.call(scope("GET", "/sparql", None, {"query": f"{bomb} # {one}"})) for one in range(4)]
        return sorted((found.status, found.headers.get("retry-after", "")) for found in await asyncio.gather(*asked))

    statuses = client.loop.run_until_complete(asyncio.wait_for(flood(), 60))

    # The one that waits may get its turn, by a hair, when the time of the first is over; then its own is, too.
    assert [status for status, _ in statuses] in ([503, 503, 503, 504], [503, 503, 504, 504])
    assert all(later for status, later in statuses if status == 503)


def test_when_the_client_goes_so_does_the_question(endpoint: Endpoint) -> None:
    client, pool = endpoint(seconds=50, workers=1)
    before = set(pool.processes)

    async def leave() -> None:
        leaves = asyncio.Event()
        asked = scope("GET", "/sparql", None, {"query": BOMBS["a join of a thousand million rows"]})
        call = asyncio.ensure_future(client.call(asked, leaves=leaves))
        await asyncio.sleep(0.2)
        leaves.set()
        await call

    client.loop.run_until_complete(asyncio.wait_for(leave(), 60))

    assert _are_gone(client, pool, before)
    assert client.get("/sparql", query=CHEAP).status == 200


def test_a_worker_that_dies_is_told_of_and_another_takes_its_place(endpoint: Endpoint) -> None:
    client, pool = endpoint(workers=1)
    before = set(pool.processes)

    async def kill() -> int:
        asked = scope("GET", "/sparql", None, {"query": BOMBS["a join of a thousand million rows"]})
        call = asyncio.ensure_future(client.call(asked))
        await asyncio.sleep(0.2)
        for process in before:
            os.kill(process, 9)
        return (await call).status

    assert client.loop.run_until_complete(asyncio.wait_for(kill(), 60)) == 503
    assert client.get("/sparql", query=CHEAP).status == 200


def test_a_system_that_has_no_process_to_spare_is_asked_again(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, fork, refusals = os.getpid(), os.fork, [1, 2]

    def scarce() -> int:
        if os.getpid() != here and refusals:
            refusals.pop()
            raise BlockingIOError
        return fork()

    monkeypatch.setattr(os, "fork", scarce)
    client, pool = endpoint(workers=1)

    assert client.get("/sparql", query=CHEAP).status == 200
    assert pool.is_alive


def test_a_pool_tells_that_nobody_makes_processes_any_more(endpoint: Endpoint) -> None:
    client, pool = endpoint(workers=1)
    assert pool.is_alive
    os.killpg(_parent(pool.processes[0]), 9)

    async def wait() -> None:
        while pool.is_alive:  # noqa: ASYNC110 -- this is how it tells
            await asyncio.sleep(0.01)

    client.loop.run_until_complete(asyncio.wait_for(wait(), 60))


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def test_all_processes_end_with_the_pool(endpoint: Endpoint) -> None:
    client, pool = endpoint(workers=2)
    processes = set(pool.processes)
    pool.close()

    assert _are_gone(client, pool, processes)
    assert client.get("/sparql", query=CHEAP).status == 503


def _are_gone(client: Client, pool: Pool, processes: set[int]) -> bool:
    """Wait until none of the processes that the pool has given up is there; tell whether it has given up any."""
    gone = processes - set(pool.processes)

    async def wait() -> None:
        while any(_runs(process) for process in gone):  # noqa: ASYNC110 -- nothing else tells of their end
            await asyncio.sleep(0.01)

    client.loop.run_until_complete(asyncio.wait_for(wait(), 60))
    return bool(gone)


def _runs(process: int) -> bool:
    """Tell whether a process runs: one that has ended may have a number until somebody has asked for its end."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
