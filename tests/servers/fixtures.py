"""Fixtures for tests of real stores, known everywhere: `store` is each of three in turn, empty but for its own graphs.

A test of one store alone: ``@pytest.mark.parametrize("store", ["oxigraph"], indirect=True)``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest

from tests.servers.kinds import KINDS, LOG, STARTERS, Server
from tests.servers.process import NotStarted

_TRIES = 3

Running = Callable[[str], tuple[Server, set[str]]]


@pytest.fixture(scope="session")
def running_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return what starts a server when it is first asked for, with the graphs that it has by itself."""
    found: dict[str, tuple[Server, set[str]]] = {}
    folders: list[Path] = []
    with ExitStack() as stack:

        def running(kind: str) -> tuple[Server, set[str]]:
            if kind not in found or not found[kind][0].is_alive:
                folders.append(tmp_path_factory.mktemp(kind))
                server = _started(stack, kind, folders[-1])
                found[kind] = server, server.client.graphs()
            return found[kind]

        yield running
    for folder in folders:
        _leave_the_log(folder)


def _started(stack: ExitStack, kind: str, folder: Path) -> Server:
    """Start a server; another process may have taken its port in the meantime, so more than once."""
    for _ in range(_TRIES - 1):
        try:
            return stack.enter_context(STARTERS[kind](folder))
        except NotStarted:
            _leave_the_log(folder)
    return stack.enter_context(STARTERS[kind](folder))


def _leave_the_log(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOG:
            path.unlink()


@pytest.fixture(params=list(STARTERS))
def store(request: pytest.FixtureRequest, running_servers: Running, lacking: Callable[[str], NoReturn]) -> Server:
    """Return a running store without data."""
    return emptied(str(request.param), running_servers, lacking)


def emptied(kind: str, running_servers: Running, lacking: Callable[[str], NoReturn]) -> Server:
    """Return a running store of a kind, without data but what it has by itself."""
    name, place = KINDS[kind]
    if place() is None:
        _tell(kind, name, lacking)
    server, own = running_servers(kind)
    for graph in server.client.graphs() - own:
        server.client.drop(graph)
    # Virtuoso has no default graph of its own.
    if kind != "virtuoso":
        server.client.say("DROP SILENT DEFAULT")
    return server


def _tell(kind: str, name: str, lacking: Callable[[str], NoReturn]) -> NoReturn:
    if kind == "fuseki" and not (shutil.which("java") and shutil.which("mvn")):
        pytest.skip(f"needs {name}, which needs Java and Maven, and they are not installed here")
    lacking(f"{name} (python -m tests.servers.fetch gets it)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failed test what the store said."""
    report = yield
    for value in getattr(item, "funcargs", {}).values() if report.failed else ():
        if isinstance(value, Server):
            report.sections.append((f"the log of {value.kind}", value.last_words))
    return report
