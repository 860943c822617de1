"""Gets the programs that ours is measured beside, each once, into the virtual environment, and runs them.

The load comes from wrk, a client in C that one processor lets send some 50,000 requests a second: it is not what is
measured. What cannot be got is told in one line, and the figures that need it are skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

from tests.servers import fetch, places
from tests.servers.process import free_port, running

PEERS = Path(sys.prefix) / "bench"
RDFLIB_ENDPOINT = "rdflib-endpoint[cli]==0.6.3"
TRIFID = "trifid@5.3.0"
BASE = "https://w3id.org/resograph/"
_PATIENCE = 900
_ENOUGH = 400


class Lacking(Exception):
    """A program that is needed cannot be got here."""


@dataclass(frozen=True)
class Server:
    """A server that answers on this machine: its process, its port, and how long it took to its first answer."""

    name: str
    pid: int
    port: int
    started: float = 0.0


@contextmanager
def ours(release: Path, first: str = "/healthz", *options: str) -> Iterator[Server]:
    """Serve a release; what is asked first is asked until it is answered."""
    command = [sys.executable, "-m", "resograph", "serve", "--on", str(release), "--quiet", *options]
    with _serving("resograph", lambda port: [*command, "--port", str(port)], first) as server:
        yield server


@contextmanager
def oxigraph(data: Path) -> Iterator[Server]:
    """Serve a Turtle file by Oxigraph's own server, from memory."""
    program = places.oxigraph()
    if program is None:
        raise Lacking("the server of Oxigraph")
    with _serving("Oxigraph", lambda port: [str(program), "serve", "--bind", f"127.0.0.1:{port}"], "/") as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
        with data.open("rb") as body:
            connection.request("POST", "/store?default", body, {"Content-Type": "text/turtle"})
            answer = connection.getresponse()
            assert answer.status < _ENOUGH, answer.read()
        yield server


@contextmanager
def rdflib_endpoint(data: Path) -> Iterator[Server]:
    """Serve a Turtle file by rdflib-endpoint, from memory."""
    program = _rdflib_endpoint()
    command = [str(program), "serve", "--host", "127.0.0.1", str(data)]
    asked = "/?query=ASK%7B%7D"
    with _serving("rdflib-endpoint", lambda port: [*command, "--port", str(port)], asked) as server:
        yield server


@contextmanager
def trifid(data: Path) -> Iterator[Server]:
    """Serve a Turtle file by Trifid, from memory."""
    program = _trifid()
    with tempfile.TemporaryDirectory() as folder:

        def command(port: int) -> list[str]:
            settings = Path(folder) / "config.json"
            settings.write_text(json.dumps(_settings(port, data)), encoding="utf-8")
            return ["node", str(program), "-c", str(settings)]

        with _serving("Trifid", command, "/query?query=ASK%7B%7D") as server:
            yield server


def _settings(port: int, data: Path) -> dict[str, object]:
    handler = {"url": str(data), "contentType": "text/turtle", "baseIri": BASE, "unionDefaultGraph": True}
    return {
        "server": {"listener": {"host": "127.0.0.1", "port": port}, "logLevel": "error"},
        "globals": {"datasetBaseUrl": BASE, "endpoints": {"default": {"url": "/query"}}},
        "plugins": {
            "entity-renderer": {"module": "@zazuko/trifid-entity-renderer", "config": {"followRedirects": True}},
            "fetch-handler": {"module": "trifid-handler-fetch", "paths": "/query", "config": handler},
        },
    }


@contextmanager
def _serving(name: str, command: Callable[[int], list[str]], first: str) -> Iterator[Server]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        begun = monotonic()
        with running(command(port), Path(folder) / "log", lambda _: True) as process:
            while not _answers(port, first):
                if process.poll() is not None or monotonic() > begun + _PATIENCE:
                    raise Lacking(f"{name}: {(Path(folder) / 'log').read_text(encoding='utf-8')[-500:]}")
                sleep(0.005)
            yield Server(name, process.pid, port, monotonic() - begun)


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < _ENOUGH
    except OSError:
        return False
    finally:
        connection.close()


# ---------------------------------------------------------------------------------------- getting them


@cache
def wrk() -> Path:
    """Return the program that sends requests, unpacked from the packages of Debian where it is not installed.

    Raises:
        Lacking: it cannot be got.
    """
    found = shutil.which("wrk")
    if found:
        return Path(found)
    program = PEERS / "wrk" / "unpacked" / "usr" / "bin" / "wrk"
    if not program.is_file():
        with _made("wrk") as folder:
            try:
                fetch._unpack("wrk", folder)  # noqa: SLF001 -- as the tests get theirs
            except fetch.NotGot as error:
                raise Lacking(f"wrk: {error}") from error
    return program


@cache
def _rdflib_endpoint() -> Path:
    program = PEERS / "rdflib-endpoint" / "bin" / "rdflib-endpoint"
    if not program.is_file():
        with _made("rdflib-endpoint") as folder:
            _run(sys.executable, "-m", "venv", str(folder), folder=folder)
            pip = (str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", RDFLIB_ENDPOINT)
            _run(*pip, folder=folder)
            # The programs of a virtual environment name the place where they were made.
            _run(
                "sed", "-i", f"1s|{folder}|{program.parent.parent}|", str(folder / "bin" / program.name), folder=folder
            )
    return program


@cache
def _trifid() -> Path:
    program = PEERS / "trifid" / "node_modules" / "trifid" / "server.js"
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Lacking("node and npm, for Trifid")
    if not program.is_file():
        with _made("trifid") as folder:
            (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
            quietly = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
            _run("npm", "install", *quietly, TRIFID, folder=folder)
    return program


@contextmanager
def _made(name: str) -> Iterator[Path]:
    """Fill a folder under another name, so that it is there as a whole or not at all."""
    PEERS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PEERS, prefix=".making-") as made:
        yield Path(made)
        shutil.rmtree(PEERS / name, ignore_errors=True)
        Path(made).rename(PEERS / name)
        Path(made).mkdir()


def _run(*command: str, folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Lacking(f"{command[0]}: {error}") from error
    if done.returncode != 0:
        raise Lacking(f"{command[0]}: {(done.stderr or done.stdout).strip()[-300:]}")
