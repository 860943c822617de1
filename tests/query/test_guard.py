"""No query reaches outside the data: not over the network, not into a file, not into the store."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from resograph.errors import UsageError
from resograph.query import Local, admit

REFUSED = {
    "plain": "SELECT * { SERVICE <TRAP> { ?s ?p ?o } }",
    "yes or no": "ASK { SERVICE <TRAP> { ?s ?p ?o } }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <TRAP> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <TRAP> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
    "case": "SELECT * { sErViCe <TRAP> { ?s ?p ?o } }",
    "prefixed": "PREFIX t: <TRAP> SELECT * { SERVICE t: { ?s ?p ?o } }",
    "variable": "SELECT * { BIND(<TRAP> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "sub-select": "SELECT * { { SELECT * { SERVICE <TRAP> { ?s ?p ?o } } } }",
    "exists": "SELECT * { FILTER EXISTS { SERVICE <TRAP> { ?s ?p ?o } } }",
    "no space": "SELECT*{SERVICE<TRAP>{?s ?p ?o}}",
    "after a comment": "SELECT * { # a comment\r SERVICE <TRAP> { ?s ?p ?o }\n}",
    "between comments": "SELECT * {#\nSERVICE#\n<TRAP>#\n{ ?s ?p ?o } }",
    "after a string": 'SELECT * { ?a ?b "\\u0022" . SERVICE <TRAP> { ?s ?p "x" } }',
    "after a long string": "SELECT * { ?a ?b '''it's # \\''' ''' . SERVICE <TRAP> { ?s ?p ?o } }",
    "behind a name": 'PREFIX service: <urn:x> ASK { ?service service:from "from" SERVICE <TRAP> { ?s ?p ?o } }',
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "from an address": "SELECT * FROM <TRAP> { ?s ?p ?o }",
    "from a named graph": "SELECT * FROM NAMED <TRAP> { GRAPH ?g { ?s ?p ?o } }",
    "from without a space": "PREFIX t: <TRAP> SELECT * FROMt: { ?s ?p ?o }",
    "constructed from": "CONSTRUCT FROM <TRAP> WHERE { ?s ?p ?o }",
}
NO_QUERY = {
    "nothing": "",
    "a word": "hello",
    "unfinished": "SELECT * {",
    "load": "LOAD <TRAP>",
    "insert": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "drop": "DROP ALL",
    "two": "ASK {} ; LOAD <TRAP>",
    "in escapes": "SELECT * { \\u0053ERVICE <TRAP> { ?s ?p ?o } }",
    "half a character": "ASK { ?s ?p '\ud800' }",
    "a comment that says from": "SELECT * { # from\n",
}
ADMITTED = {
    "a string": "SELECT * { ?s ?p 'SERVICE <urn:x> { }', \"from\" }",
    "a comment": "SELECT * { ?s ?p ?o } # SERVICE <urn:x> FROM <urn:y>",
    "a variable": "SELECT ?from { ?service ?p ?from }",
    "an address": "SELECT * { <urn:service:from> ?p ?o }",
    "a prefix": "PREFIX from: <urn:from> SELECT * { from:service ?p ?o }",
    "a percent escape": "PREFIX a: <urn:a> SELECT * { a:%2From ?p ?o . <urn:%2From> ?p ?o }",
    "a language": "SELECT * { ?s ?p 'x'@from }",
    "a blank node": "SELECT * { _:from ?p ?o }",
    "the name that is looked for": "SELECT ?unasked ?unasked_ { ?unasked ?p ?unasked_ }",
    "all named graphs": "SELECT * { GRAPH ?from { ?s ?p ?o } }",
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


def test_oxigraph_itself_would_call(trap: tuple[str, list[str]]) -> None:
    address, callers = trap
    with pytest.raises(OSError, match=r".+"):
        list(ox.Store().query(REFUSED["plain"].replace("TRAP", address)))  # type: ignore[arg-type]

    assert callers


@pytest.mark.parametrize("name", REFUSED)
def test_a_query_of_another_source_is_refused_and_nobody_is_called(name: str, trap: tuple[str, list[str]]) -> None:
    address, callers = trap
    with pytest.raises(UsageError) as caught:
        Local(ox.Store()).answer(REFUSED[name].replace("TRAP", address))

    assert caught.value.code == "query-refused"
    assert callers == []


@pytest.mark.parametrize("name", NO_QUERY)
def test_what_is_no_query_is_refused_and_changes_nothing(name: str, trap: tuple[str, list[str]]) -> None:
    address, callers = trap
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c")))

    with pytest.raises(UsageError) as caught:
        Local(store).answer(NO_QUERY[name].replace("TRAP", address))

    assert caught.value.code == "query-syntax"
    assert "\n" not in str(caught.value)
    assert (callers, len(store)) == ([], 1)


@pytest.mark.parametrize("name", ADMITTED)
def test_the_two_words_may_stand_where_they_mean_nothing(name: str) -> None:
    assert admit(ADMITTED[name]) == ADMITTED[name]


def test_the_same_text_is_looked_at_once() -> None:
    before = admit.cache_info().hits
    for _ in range(3):
        admit("ASK { ?looked ?at 'once' }")

    assert admit.cache_info().hits - before == 2


def test_looking_at_a_query_does_not_begin_it() -> None:
    numbers = " ".join(map(str, range(60)))
    join = " ".join(f"VALUES ?v{n} {{ {numbers} }}" for n in range(6))

    # 60 to the sixth rows: it would not come back, were any of it evaluated.
    assert admit(f"SELECT (COUNT(*) AS ?from) {{ {join} }}")
    assert admit(f"ASK {{ {join} FILTER(?v0 + ?v1 > 1000) }}")


def test_a_file_is_not_read_by_a_query(tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<urn:a> <urn:b> <urn:secret> .\n", encoding="utf-8")

    for text in ("SELECT * FROM <SECRET> { ?s ?p ?o }", "LOAD <SECRET>"):
        with pytest.raises(UsageError):
            Local(ox.Store()).answer(text.replace("SECRET", secret.as_uri()))
