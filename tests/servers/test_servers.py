"""The stores that tests ask run, alone on this machine, and are gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.servers import fetch, fixtures, kinds, places, process
from tests.servers.kinds import KINDS, STARTERS, Server, oxigraph
from tests.servers.process import PATIENCE, NotStarted, running

GRAPH = "https://example.org/graph"
TRIPLE = b'<https://example.org/s> <https://example.org/p> "o" .\n'


def test_a_store_keeps_what_it_is_given_and_answers(store: Server) -> None:
    store.client.put(GRAPH, TRIPLE)
    store.client.say(f'INSERT DATA {{ GRAPH <{GRAPH}> {{ <{GRAPH}/s> <{GRAPH}/p> "2" }} }}')

    assert sorted(store.client.rows(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")) == [('"2"',), ('"o"',)]
    assert TRIPLE.decode().strip(" .\n") in map(str, store.client.get(GRAPH))


def test_each_test_is_given_a_store_without_data_of_another(store: Server) -> None:
    assert GRAPH not in store.client.graphs()
    assert store.client.get(GRAPH) == []


def test_a_store_is_gone_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), oxigraph(tmp_path) as server:
        raise ZeroDivisionError

    assert not server.is_alive
    assert not server.client.answers()


def test_a_program_that_ends_at_once_is_told_with_its_last_words(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "print('no disk')")

    with pytest.raises(NotStarted, match="no disk"), running(command, tmp_path / "log", lambda _: False):
        pass


def test_a_server_whose_port_another_one_has_taken_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    with oxigraph(tmp_path) as first:
        port = int(first.base.rpartition(":")[2])
        monkeypatch.setattr(kinds, "free_port", lambda: port)

        with pytest.raises(NotStarted), oxigraph(tmp_path / "other"):
            pass


def test_a_program_that_does_not_want_to_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "GRACE", 0.1)
    script = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
    command = (sys.executable, "-c", script)
    log = tmp_path / "log"

    with running(command, log, lambda _: "up" in log.read_text(encoding="utf-8")) as stubborn:
        pass

    assert stubborn.returncode == -9


def test_a_test_run_that_is_killed_takes_its_servers_along(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from pathlib import Path
from tests.servers.kinds import oxigraph
with oxigraph(Path(sys.argv[1])) as server:
    print(server.process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True, check=False)

    assert done.returncode == -9
    until = time.monotonic() + PATIENCE
    while _runs(int(done.stdout)):
        assert time.monotonic() < until


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("store", ["oxigraph"], indirect=True)
def test_a_store_that_has_died_is_started_again(store: Server, running_servers: fixtures.Running) -> None:
    store.process.kill()
    store.process.wait()

    server, _ = running_servers("oxigraph")

    assert server.client.answers()


def test_what_cannot_be_got_is_one_line_and_no_error() -> None:
    def refuse() -> None:
        raise fetch.NotGot("there is no apt-get")

    assert fetch.fetch("Virtuoso", lambda: None, refuse) == (
        "no Virtuoso, so its tests are skipped: there is no apt-get\n"
    )


def test_what_is_there_is_not_got_again() -> None:
    def fail() -> None:
        raise AssertionError

    assert fetch.fetch("Virtuoso", Path, fail) == ""


def test_a_download_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "SERVERS", tmp_path)

    def break_off() -> None:
        with fetch._whole(tmp_path / "virtuoso") as folder:
            (folder / "half").touch()
            fetch._run("false", folder=folder)

    with pytest.raises(fetch.NotGot):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_a_lacking_virtuoso_is_told_with_what_gets_it() -> None:
    told: list[str] = []

    def lacking(what: str) -> NoReturn:
        told.append(what)
        pytest.skip("as for a test whose server is lacking")

    with pytest.raises(pytest.skip.Exception):
        fixtures._tell("virtuoso", "Virtuoso", lacking)
    assert told == ["Virtuoso (python -m tests.servers.fetch gets it)"]


def test_fuseki_is_required_only_where_maven_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(what: str) -> NoReturn:
        raise AssertionError(what)

    check: Callable[[str], NoReturn] = lacking
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="Maven"):
        fixtures._tell("fuseki", "Apache Jena Fuseki", check)


def test_every_kind_of_store_has_a_name_for_people() -> None:
    assert set(STARTERS) == set(KINDS)
