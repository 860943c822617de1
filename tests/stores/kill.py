"""Kills loads at moments of all kinds and looks what the store then holds: the former release or the new one, whole.

    python -m tests.stores.kill --rounds 20 --seed 1 --store oxigraph --store virtuoso --store fuseki

While a load runs a reader asks, again and again, one question over all graphs: it must see one version or the other,
of a store that shows each question one state of its data. After each kill the whole of the data is compared, whatever
the store, and the next run must complete.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, cycle, pairwise
from pathlib import Path

from tests.servers.kinds import KINDS, STARTERS, Server
from tests.stores import releases
from tests.stores.command import environment, load, loading
from tests.stores.versions import Question, State, Version, question, shown, state, versions
from tests.stores.wire import wired

NOTHING = Version("nothing", Path(), {})
# They show each question one state of their data. Virtuoso does not: it shows an update operation by operation.
ONE_STATE = frozenset({"oxigraph", "fuseki"})
_PAUSE = 0.03
# Stands in the environment of a load, and of every process that it starts.
_MARK = "RESOGRAPH_KILLED"
_HANG = 120
_COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@dataclass(slots=True)
class Seen:
    """What a reader was answered: how often the former version, the new one, neither, or an error."""

    former: int = 0
    new: int = 0
    mixed: int = 0
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Round:
    """One load: when it ended and how, what the reader saw, what the store then held, whether the next completed."""

    kind: str
    moment: float
    code: int
    seen: Seen
    held: str
    completed: bool

    @property
    def fault(self) -> str:
        """Say what is wrong with it; nothing, as a rule."""
        found = {
            f"the reader saw {self.seen.mixed} mixtures": self.seen.mixed > 0 and self.kind in ONE_STATE,
            f"the reader met {dict(self.seen.errors)}": bool(self.seen.errors),
            "the store held a mixture": self.held == "a mixture",
            "the next run did not complete": not self.completed,
        }
        return ", ".join(what for what, is_so in found.items() if is_so)

    def __str__(self) -> str:
        """Tell of it in a line."""
        when = f"{'killed' if self.code else 'done'} after {self.moment:.2f} s"
        answers = f"{self.seen.former} former, {self.seen.new} new, {self.seen.mixed} mixed"
        return f"{when}: held {self.held}; the reader saw {answers}; {self.fault or 'no fault'}"


@dataclass(frozen=True, slots=True)
class Switch:
    """One load that was killed while the store switched: how much was new just before, how it ended, what was held."""

    new: int
    of: int
    code: int
    held: str

    def __str__(self) -> str:
        """Tell of it in a line."""
        return f"exit code {self.code} when {self.new} of {self.of} marks were new: held {self.held}"


def rounds(server: Server, among: Sequence[Version], number: int, seed: int) -> Iterator[Round]:
    """Load each version undisturbed, then go from one to the next and kill a load on each way.

    The moments of a way are spread over the time that the undisturbed load took.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    took: dict[str, float] = {}
    reference: dict[str, State] = {NOTHING.name: {}}
    for former, new in pairwise([NOTHING, *among]):
        one = _undisturbed(server, (former, new), reference)
        took[new.name] = one.moment
        yield one
    parts = list(range(number))
    chance.shuffle(parts)
    ways = pairwise(chain(among[-1:], cycle(among)))
    for part in parts:
        code, until = 0, time.monotonic() + _HANG
        # One that was quicker this time, and over before it could be killed, does not count.
        while not code:
            if time.monotonic() > until:
                raise TimeoutError(f"no load into {server.kind} could be killed within {_HANG} s")
            former, new = next(ways)
            one = _disturbed(server, (former, new), took[new.name] * (part + chance.random()) / number, reference)
            code = one.code
            took[new.name] = took[new.name] if code else min(took[new.name], one.moment)
            yield one


def _undisturbed(server: Server, way: tuple[Version, Version], reference: dict[str, State]) -> Round:
    former, new = way
    began = time.monotonic()
    with _reading(server, question(former, new)) as seen:
        load(server, new.release)
        took = time.monotonic() - began
    held = reference[new.name] = state(server, way)
    completed = {name: len(found) for name, found in held.items()} == _counts(new) and not _left(server, new)
    return Round(server.kind, took, 0, seen, "the new" if completed else "a mixture", completed)


def _disturbed(server: Server, way: tuple[Version, Version], moment: float, reference: dict[str, State]) -> Round:
    former, new = way
    with _reading(server, question(former, new)) as seen:
        began = time.monotonic()
        code = _killed(server, new.release, moment)
        took = time.monotonic() - began
        held = _settled(server, way)
    load(server, new.release)
    completed = state(server, way) == reference[new.name] and not _left(server, new)
    return Round(server.kind, took, code, seen, _told(held, reference[former.name], reference[new.name]), completed)


def at_the_switch(server: Server, among: Sequence[Version], number: int) -> Iterator[Switch]:
    """Load each version undisturbed, then go from one to the next and kill each load while the store is switching.

    The one load is killed when the update has gone out, the next when something new is seen, and so on.
    """
    reference: dict[str, State] = {}
    held: State = {}
    for version in among:
        load(server, version.release)
        held = reference[version.name] = state(server, among)
    for part in range(number):
        former = held
        [before, new] = sorted(among, key=lambda version: reference[version.name] != former)
        asked, seen = question(before, new), frozenset[tuple[str, str]]()
        with wired(server) as wire:
            process = _begun(wire.server, new.release)
            while not wire.switching.wait(_PAUSE) and process.poll() is None:
                continue
            while part % 2 and process.poll() is None and not seen:
                seen = shown(server, asked) & asked.answers[1]
            process.kill()
            code = process.wait()
            held = _settled(server, among)
        yield Switch(len(seen), len(asked.answers[1]), code, _told(held, former, reference[new.name]))


def _told(held: State, former: State, new: State) -> str:
    return "the former" if held == former else "the new" if held == new else "a mixture"


def _counts(version: Version) -> dict[str, int]:
    return {name: len(found) for name, found in version.graphs.items()}


def _left(server: Server, version: Version) -> list[str]:
    """Return the graphs below the base of a release that have no business there."""
    base = next(iter(version.graphs)).partition("graph/")[0]
    return [name for name in server.client.graphs() if name.startswith(base) and name not in version.graphs]


def _begun(server: Server, release: Path) -> subprocess.Popen[bytes]:
    marked = {**environment(server), _MARK: str(server.log)}
    return subprocess.Popen(loading(server, release), env=marked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _killed(server: Server, release: Path, moment: float) -> int:
    """Begin to load and kill it; return its exit code."""
    process = _begun(server, release)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait()


def _settled(server: Server, way: Sequence[Version]) -> State:
    """Return what the store holds once nobody tells it anything any more, and it has done what it was told.

    That is so when no process of a killed load is left, and two looks at all of it see the same.
    """
    until = time.monotonic() + _HANG
    former: tuple[object, State] | None = None
    while time.monotonic() < until:
        if _is_sending(server):
            time.sleep(_PAUSE)
            continue
        found = _sizes(server), state(server, way)
        if found == former:
            return found[1]
        former = found
        time.sleep(_PAUSE)
    raise TimeoutError(f"{server.kind} still changes after {_HANG} s")


def _is_sending(server: Server) -> bool:
    """Tell whether a process of a load that was killed is left; where the system has no ``/proc``, nobody knows."""
    mark = f"{_MARK}={server.log}".encode()
    for told in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it has just ended, or is somebody else's
            if mark in told.read_bytes().split(b"\0"):
                return True
    return False


def _sizes(server: Server) -> list[tuple[str, ...]]:
    return sorted(server.client.rows(_COUNTS))


@contextmanager
def _reading(server: Server, asked: Question) -> Iterator[Seen]:
    """Ask, again and again, in a thread."""
    seen, over = Seen(), threading.Event()

    def read() -> None:
        while not over.wait(_PAUSE):
            try:
                _note(seen, asked, shown(server, asked))
            except Exception as error:  # noqa: BLE001 - whatever a reader meets is told
                seen.errors[str(error)[:200]] += 1

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        over.set()
        reader.join()


def _note(seen: Seen, asked: Question, answer: frozenset[tuple[str, str]]) -> None:
    former, new = asked.answers
    if answer == former:
        seen.former += 1
    elif answer == new:
        seen.new += 1
    else:
        seen.mixed += 1


def made(folder: Path) -> list[Version]:
    """Make three releases to go round: two whose graphs have the same names, and one with others."""
    return versions(
        {
            "first": releases.of_example(_EXAMPLES / "sg17-wtsa20.docx", folder / "first"),
            "second": releases.of_changed_text(_EXAMPLES / "sg17-wtsa20.txt", folder / "second"),
            "revised": releases.of_two_revisions(folder / "revised"),
        }
    )


def main(arguments: Sequence[str]) -> int:
    """Run and tell; 1 where any round is at fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.stores.kill", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20, help="how many kills for each store (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="which moments of all the possible ones (default: 1)")
    parser.add_argument("--store", action="append", choices=list(STARTERS), help="which store (default: all)")
    given = parser.parse_args(arguments)
    at_fault = 0
    with tempfile.TemporaryDirectory(prefix="resograph-kill-") as folder:
        among = made(Path(folder))
        for kind in given.store or STARTERS:
            name, place = KINDS[kind]
            if place() is None:
                sys.stdout.write(f"{name} is not installed\n")
                continue
            home = Path(folder) / kind
            home.mkdir()
            with STARTERS[kind](home) as server:
                for number, one in enumerate(rounds(server, among, given.rounds, given.seed), start=1):
                    sys.stdout.write(f"{kind} {number}, {one}\n")
                    sys.stdout.flush()
                    at_fault += bool(one.fault)
    sys.stdout.write(f"{at_fault} at fault\n")
    return 1 if at_fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
