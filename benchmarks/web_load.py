"""Turns addresses into how many of them a server answers in a second, and how soon, by wrk.

Rates are compared in rounds, one server after the other (A B A B), so that a busy moment meets both.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.peers import Server, wrk
from tests.servers import places

CONNECTIONS = 8
_SECONDS = 2
_ROUNDS = 3
_SCRIPT = """
local addresses, last = {}, 0
for line in io.lines("%(file)s") do addresses[#addresses + 1] = line end
request = function()
  last = last + 1
  local address = addresses[(last - 1) %% #addresses + 1]
  return wrk.format("GET", (address:gsub("@", "%(round)s-" .. last)), %(headers)s)
end
done = function(summary, latency, _)
  local faults = 0
  for _, number in pairs(summary.errors) do faults = faults + number end
  io.write(string.format("found %%f %%f %%f %%d\\n", 1e6 * summary.requests / summary.duration,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, faults))
end
"""
_ROUND = count()


@dataclass(frozen=True)
class Load:
    """What is asked: addresses, in turn, and what can be read. A "@" in an address is another number each time."""

    addresses: Sequence[str]
    accept: str = "*/*"


@dataclass(frozen=True)
class Figures:
    """How many requests a second were answered, and within how many milliseconds half of them were, and 95 of 100."""

    rate: float
    p50: float
    p95: float


def measured(server: Server, load: Load, connections: int = CONNECTIONS, seconds: int = _SECONDS) -> Figures:
    """Ask a server without pause; an answer that is an error is an error here."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(wrk()), "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "120s"]
        command += ["-s", str(_script(Path(folder), load)), f"http://127.0.0.1:{server.port}/"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    rate, p50, p95, errors = map(float, re.findall(r"^found (.*)$", done.stdout, flags=re.MULTILINE)[0].split())
    if errors:
        message = f"{server.name} answered with errors:\n{done.stdout}"
        raise AssertionError(message)
    return Figures(rate, p50, p95)


def beside(one: Server, load: Load, other: Server, same: Load) -> float:
    """Return how many times as many requests the one answers as the other: the middle of some rounds."""
    return median(one_rate / max(other_rate, 0.01) for one_rate, other_rate in _pairs(one, load, other, same))


def _pairs(one: Server, load: Load, other: Server, same: Load) -> Iterator[tuple[float, float]]:
    for _ in range(_ROUNDS):
        pair = measured(one, load).rate, measured(other, same).rate
        print(f"    {one.name} {pair[0]:>9,.1f}/s   {other.name} {pair[1]:>9,.1f}/s")
        yield pair


def _script(folder: Path, load: Load) -> Path:
    addresses = folder / "addresses"
    addresses.write_text("\n".join(load.addresses) + "\n", encoding="utf-8")
    headers = f'{{["Accept"] = "{load.accept}"}}'
    script = folder / "script.lua"
    words = {"file": addresses, "round": next(_ROUND), "headers": headers}
    script.write_text(_SCRIPT % words, encoding="utf-8")
    return script


def _environment() -> dict[str, str]:
    return {"LD_LIBRARY_PATH": places.libraries(wrk())}
