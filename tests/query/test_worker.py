"""A process that answers, and can be killed."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pyoxigraph as ox
import pytest

from resograph.errors import CheckError, InputError, InternalError, UsageError
from resograph.query import Held, Place, Worker

LONG = 60.0
DATA = Held(b'<urn:a> <urn:p> "one"@en .\n<urn:b> <urn:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .\n')
NUMBERS = " ".join(map(str, range(100)))
PRODUCT = " ".join(f"VALUES ?v{n} {{ {NUMBERS} }}" for n in range(6))
BOMBS = {
    "a product that is counted": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "a product that has rows all the time": f"SELECT * {{ {PRODUCT} }}",
    "a product without a row": f"ASK {{ {PRODUCT} FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 + ?v5 > 1000) }}",
}


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(DATA) as worker:
        yield worker


def _pid(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process._child.pid


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def _is_gone(pid: int) -> bool:
    deadline = monotonic() + LONG
    while _is_there(pid) and monotonic() < deadline:
        sleep(0.05)
    return not _is_there(pid)


def test_rows_terms_yes_and_graphs_come_back_as_they_are(worker: Worker) -> None:
    rows = list(
        worker.answer("SELECT ?o ?none { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s", LONG).terms()
    )
    graph = io.BytesIO()
    worker.answer("CONSTRUCT WHERE { ?s ?p ?o }", LONG).write("ntriples", graph)

    assert rows == [(ox.Literal("one", language="en"), None), (ox.Literal(2), None)]
    assert worker.answer("ASK { ?s ?p 3 }", LONG).yes is False
    assert graph.getvalue() == b'<urn:a> <urn:p> "one"@en .\n'


def test_a_worker_is_kept_for_the_next_question_also_after_an_error(worker: Worker) -> None:
    worker.answer("ASK {}", LONG)
    first = _pid(worker)
    with pytest.raises(UsageError, match="query-syntax"):
        worker.answer("SELECT", LONG)
    with pytest.raises(UsageError, match="unsupported-format"):
        list(worker.written("ASK {}", "turtle", None, LONG))

    assert worker.answer("ASK {}", LONG).yes
    assert _pid(worker) == first


@pytest.mark.parametrize("name", BOMBS)
def test_what_takes_too_long_is_killed_and_the_next_question_is_answered(worker: Worker, name: str) -> None:
    worker.answer("ASK {}", LONG)
    first = _pid(worker)
    with pytest.raises(CheckError, match="query-timeout") as caught:
        for _ in worker.written(BOMBS[name], "csv", None, 0.5):
            pass

    assert caught.value.exit_code == 3
    assert _is_gone(first)
    assert worker.answer("ASK {}", LONG).yes


def test_the_limit_ends_the_work_also_while_nobody_reads(worker: Worker) -> None:
    pieces = worker.written(BOMBS["a product that has rows all the time"], "csv", None, 5)
    next(pieces)

    assert _is_gone(_pid(worker))
    with pytest.raises(CheckError, match="query-timeout"):
        list(pieces)


def test_rows_arrive_before_all_are_found(worker: Worker) -> None:
    pieces = worker.written(BOMBS["a product that has rows all the time"], "csv", None, LONG)

    assert next(pieces).startswith(b"v0,v1,v2,v3,v4,v5\r\n")
    first = _pid(worker)
    pieces.close()  # type: ignore[attr-defined]
    assert _is_gone(first)


def test_a_worker_without_memory_has_died_and_the_next_question_is_answered(worker: Worker) -> None:
    worker.answer("ASK {}", LONG)
    resource.prlimit(_pid(worker), resource.RLIMIT_AS, (1 << 30, 1 << 30))
    with pytest.raises(InternalError, match="worker-died") as caught:
        worker.answer(f"SELECT * {{ {PRODUCT} }} ORDER BY ?v3", LONG)

    assert caught.value.exit_code == 3
    assert worker.answer("ASK {}", LONG).yes


def test_a_worker_that_somebody_killed_between_two_questions_is_replaced(worker: Worker) -> None:
    worker.answer("ASK {}", LONG)
    first = _pid(worker)
    os.kill(first, signal.SIGKILL)
    assert worker._process is not None
    worker._process._child.wait(LONG)

    assert worker.answer("ASK {}", LONG).yes
    assert _pid(worker) != first


def test_a_fault_of_the_worker_is_told_and_the_next_question_is_answered(worker: Worker) -> None:
    with pytest.raises(InternalError, match="internal") as caught:
        list(worker.written(7, "csv", None, LONG))  # type: ignore[arg-type]

    assert caught.value.exit_code == 3
    assert worker.answer("ASK {}", LONG).yes


def test_what_is_wrong_with_the_data_is_told_each_time_they_are_asked(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<urn:a> <urn:p>\n", encoding="utf-8")
    with Worker(Place(str(tmp_path / "broken.ttl"))) as worker:
        for _ in range(2):
            with pytest.raises(InputError, match="rdf-not-well-formed"):
                worker.answer("ASK {}", LONG)


def test_several_threads_may_ask_one_worker(worker: Worker) -> None:
    found: list[bool | None] = []
    threads = [threading.Thread(target=lambda: found.append(worker.answer("ASK {}", LONG).yes)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)

    assert found == [True] * 5


def test_who_asks_again_while_reading_is_told_and_not_kept_waiting(worker: Worker) -> None:
    pieces = worker.written(BOMBS["a product that has rows all the time"], "csv", None, LONG)
    next(pieces)
    with pytest.raises(UsageError, match="still being read"):
        worker.answer("ASK {}", LONG)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]

    assert worker.answer("ASK {}", LONG).yes


def test_a_limit_that_comes_just_after_the_answer_does_not_spoil_the_next_one(worker: Worker) -> None:
    pieces = worker.written("ASK {}", "csv", None, LONG)
    next(pieces)
    assert worker._process is not None
    worker._process._over.set()  # as the timer does; what is left to read has arrived
    first = _pid(worker)
    assert list(pieces) is not None

    assert worker.answer("ASK {}", LONG).yes
    assert _pid(worker) != first


def test_closing_ends_the_process_whatever_it_does(worker: Worker) -> None:
    pieces = worker.written(BOMBS["a product that has rows all the time"], "csv", None, 0)
    next(pieces)
    pid = _pid(worker)
    worker.close()

    assert _is_gone(pid)


def test_a_worker_ends_when_the_process_that_started_it_is_killed(repository: Path) -> None:
    script = f"""
import sys; sys.path.insert(0, {str(repository / "src")!r})
from resograph.query import Held, Worker
worker = Worker(Held(b""))
worker.answer("ASK {{}}", 60)
print(worker._process._child.pid, flush=True)
worker.answer({BOMBS["a product that is counted"]!r}, 0)
"""
    # No `if __name__ == "__main__"` is needed: a worker does not import the script.
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        watch = threading.Timer(LONG, parent.kill)  # then the line is empty
        watch.start()
        line = parent.stdout.readline()
        watch.cancel()
        was_there = bool(line) and _is_there(int(line))
        parent.kill()

    assert was_there
    assert _is_gone(int(line))


def test_a_worker_is_deaf_to_ctrl_c(worker: Worker) -> None:
    worker.answer("ASK {}", LONG)

    assert os.getpgid(_pid(worker)) != os.getpgid(0)
