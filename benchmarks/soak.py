"""Asks a server by many clients for a long time, while releases are switched under it: no error, and memory at rest.

    python -m benchmarks.soak [--seconds 30] [--clients 64]

Clients ask for pages, data, searches and questions, some of them heavy, and each keeps its connection. Meanwhile two
releases take turns. A heavy question may be refused for lack of room (503) or time (504), which is no error; anything
else that is not 200, and a connection that breaks, is. From the second switch on, memory may grow by a twentieth.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic, sleep

from benchmarks import peers
from benchmarks.bench_serve import HEAVY, QUESTIONS, SEARCHED, with_prefixes
from benchmarks.peers import Server
from benchmarks.processes import pss
from benchmarks.web_data import Data, made, sparql

GROWTH = 1.05
_REFUSED = frozenset({503, 504})
_OK = 200
_EVERY = 6.0
"""So many seconds after one switch comes the next."""
_SAMPLES = 20
_AT_ONCE = 50
_FRESH = 10


@dataclass
class Soaked:
    """What came of it: how often each status was answered, what broke, and the memory after each switch."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Return how much more memory is used at the end than after the second switch; 1.0 where there were fewer."""
        later = self.memory[1:]
        return later[-1] / later[0] if len(later) > 1 else 1.0


def soak(seconds: float, clients: int, folder: Path) -> Soaked:
    """Ask a server for so many seconds by so many clients, and switch its releases meanwhile."""
    data = made(folder / "out", 1)
    others = _another(data)
    soaked, ended = Soaked(), Event()
    with peers.ours(data.release) as server:
        threads = [Thread(target=_client, args=(server, number, data, soaked, ended)) for number in range(clients)]
        for thread in threads:
            thread.start()
        _switch(data.release, others, server, soaked, monotonic() + seconds)
        ended.set()
        for thread in threads:
            thread.join()
    return soaked


def _another(data: Data) -> tuple[str, str]:
    """Put a second release beside the first; return the names of both."""
    first = (data.release / "current").resolve()
    second = first.with_name("another")
    second.mkdir()
    for file in first.iterdir():
        text = file.read_bytes()
        (second / file.name).write_bytes(text.replace(b"SG100", b"SG 100") if file.name.startswith("graph") else text)
    return second.name, first.name


def _switch(release: Path, names: Sequence[str], server: Server, soaked: Soaked, until: float) -> None:
    for name in cycle(names):
        if monotonic() + _EVERY > until and soaked.memory:
            break
        new = release / ".current"
        new.symlink_to(Path("releases") / name)
        new.replace(release / "current")
        seen = list(_memory(server))
        soaked.memory.append(min(seen[1:]))
        told = f"{min(seen[1:]) / 1e6:7.1f} MB, while two are served {max(seen) / 1e6:7.1f} MB"
        print(f"  {sum(soaked.answers.values()):>9,} answers, {told}", flush=True)


def _memory(server: Server) -> Iterator[int]:
    """Yield the memory at some moments until the next switch: for a while there are two of each process."""
    for _ in range(_SAMPLES):
        sleep(_EVERY / _SAMPLES)
        yield pss(server.pid)


def _client(server: Server, number: int, data: Data, soaked: Soaked, ended: Event) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    for turn, address in enumerate(_addresses(number, data)):
        if ended.is_set():
            break
        try:
            connection.request("GET", address.replace("@", f"{number}-{turn}"))
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException) as error:
            soaked.faults.append(f"{type(error).__name__}: {error}, {address[:80]}")
            connection.close()
            continue
        soaked.answers[answer.status] += 1
        if answer.status != _OK and not (answer.status in _REFUSED and address.startswith("/sparql")):
            soaked.faults.append(f"{answer.status}: {address[:80]}")
    connection.close()


def _addresses(number: int, data: Data) -> Iterator[str]:
    """Yield what a client asks, again and again: mostly pages and data, some of them made anew, now and then more."""
    questions = [f"/sparql?{sparql(with_prefixes(QUESTIONS[name]))}" for name in ("lookup", *HEAVY)]
    for turn in cycle(range(len(data.items) * len(questions))):
        item = data.items[(number + turn) % len(data.items)]
        yield from (f"/doc/{item}{form}" for form in (".html", ".ttl", ".jsonld"))
        if turn % _FRESH == 0:
            yield f"/doc/{item}.html?fresh=@"
            yield f"/search?q={SEARCHED[turn // _FRESH % len(SEARCHED)].replace(' ', '+')}"
        if turn % _AT_ONCE == 0:
            yield questions[turn // _AT_ONCE % len(questions)]


def main(arguments: Sequence[str]) -> int:
    """Soak a server, say what came of it, and return 1 where something broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--clients", type=int, default=64)
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        soaked = soak(given.seconds, given.clients, Path(folder))
    answered = ", ".join(f"{number:,} times {status}" for status, number in sorted(soaked.answers.items()))
    print(f"{answered}; memory {soaked.growth:.3f} times that after the second switch")
    for fault in soaked.faults[:20]:
        print(f"  {fault}")
    return int(bool(soaked.faults) or soaked.growth > GROWTH or not soaked.answers[_OK])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
