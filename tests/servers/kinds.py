"""Turns a folder into a running Oxigraph, Virtuoso or Fuseki that listens on a free port of this machine alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.servers import places
from tests.servers.client import Client
from tests.servers.process import Process, free_port, listens, running, tail

LOG = "log.txt"
# Virtuoso wants a password; this one guards a database of an hour.
USER, PASSWORD = "dba", "for-tests"

# Small buffers, no limit on the rows of an answer or the time it takes, no files but its own.
_INI = """[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
MaxSortedTopRows = 1000000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = 100000000
"""
# A server that lives for a test: quick to start, small.
_JAVA = ("java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")


@dataclass(frozen=True, slots=True)
class Server:
    """A running store."""

    kind: str
    base: str
    client: Client
    process: Process
    log: Path

    @property
    def secrets(self) -> Mapping[str, str]:
        """Return what the environment must hold for us to be let in."""
        known = {"RESOGRAPH_USER": self.client.user, "RESOGRAPH_PASSWORD": self.client.password}
        return {name: value for name, value in known.items() if value}

    @property
    def is_alive(self) -> bool:
        """Tell whether it still runs."""
        return self.process.poll() is None

    @property
    def last_words(self) -> str:
        """Return the end of its log."""
        return tail(self.log)


def _ready(client: Client, port: int) -> Callable[[Process], bool]:
    return lambda process: listens(process, port) and client.answers()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run an Oxigraph server that keeps its data in the folder."""
    program = places.oxigraph()
    assert program is not None
    base = f"http://127.0.0.1:{(port := free_port())}"
    client = Client(f"{base}/query", f"{base}/update", f"{base}/store")
    command = (str(program), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}")
    with running(command, folder / LOG, _ready(client, port)) as process:
        yield Server("oxigraph", base, client, process, folder / LOG)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso on a copy of the empty database."""
    program = places.virtuoso()
    assert program is not None
    for file in places.DATABASE.iterdir():
        shutil.copy(file, folder)
    base = f"http://127.0.0.1:{(port := free_port())}"
    configuration(folder, http=port)
    client = Client(f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth", USER, PASSWORD)
    with running(
        virtuoso_command(program), folder / LOG, _ready(client, port), virtuoso_environment(program)
    ) as process:
        yield Server("virtuoso", base, client, process, folder / LOG)


def virtuoso_command(program: Path) -> tuple[str, ...]:
    """Return how Virtuoso runs on the configuration in the folder it is started in."""
    return (str(program), "+foreground", "+configfile", "virtuoso.ini")


def virtuoso_environment(program: Path) -> dict[str, str]:
    """Return what Virtuoso needs to find the libraries that were unpacked with it."""
    return {"LD_LIBRARY_PATH": places.libraries(program)}


def configuration(folder: Path, http: int) -> None:
    """Write the configuration of Virtuoso."""
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=http), encoding="utf-8")


@contextmanager
def fuseki(folder: Path) -> Iterator[Server]:
    """Run Fuseki on a dataset in memory, with transactions."""
    archive = places.fuseki()
    assert archive is not None
    base = f"http://127.0.0.1:{(port := free_port())}/ds"
    client = Client(f"{base}/query", f"{base}/update", f"{base}/data")
    command = (*_JAVA, "-jar", str(archive), "--mem", "--update", "--localhost", "--port", str(port), "/ds")
    with running(command, folder / LOG, _ready(client, port), {"FUSEKI_BASE": str(folder / "base")}) as process:
        yield Server("fuseki", base, client, process, folder / LOG)


Starter = Callable[[Path], AbstractContextManager[Server]]
STARTERS: Mapping[str, Starter] = MappingProxyType({"oxigraph": oxigraph, "virtuoso": virtuoso, "fuseki": fuseki})
# The name of each for people, and where it is.
KINDS: Mapping[str, tuple[str, Callable[[], Path | None]]] = MappingProxyType(
    {
        "oxigraph": ("the Oxigraph server", places.oxigraph),
        "virtuoso": ("Virtuoso", places.virtuoso),
        "fuseki": ("Apache Jena Fuseki", places.fuseki),
    }
)
