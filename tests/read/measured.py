"""Reads one file in a process of its own and tells what it cost, and what it touched.

    python -m tests.read.measured FILE

prints JSON: the code of the error ("" = read), CPU seconds, peak memory in MiB, and the sockets and files that
were opened while it was read. On a machine that others use, the same work takes more CPU seconds: they are told as a
machine of one's own would take them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time

from resograph.errors import ResographError
from resograph.model.source import Source
from resograph.read import read
from tests.fuzz.workers import peak_in_mebibytes

_ALONE = 0.06
_WATCHED = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "urllib.Request")


def measure(path: Path) -> dict[str, object]:
    touched: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in _WATCHED and not str(arguments[0]).endswith((".py", ".pyc")):
            touched.append(f"{event} {arguments[0]}")

    source = Source.open(path)
    before = _busy()
    sys.addaudithook(watch)
    code, what = "", ""
    start = process_time()
    try:
        read(source)
    except ResographError as error:
        code, what = error.code, error.what
    seconds = process_time() - start
    watching = False
    seconds /= max(1.0, (before + _busy()) / 2)
    return {"code": code, "what": what, "seconds": seconds, "mebibytes": peak_in_mebibytes(), "touched": touched}


def _busy() -> float:
    """Return how many times longer than alone on a machine of 2020 a fixed work takes."""
    start = process_time()
    for _ in range(2_000_000):
        pass
    return (process_time() - start) / _ALONE


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
