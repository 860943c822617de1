"""`query`: what it asks, where it writes, and when it gives up."""

from __future__ import annotations

import errno
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from resograph.cli.output import emit
from resograph.errors import UsageError
from tests.cli.conftest import COMMAND, ERROR, Run
from tests.publish.release_of import listing

NUMBERS = " ".join(map(str, range(100)))
PRODUCT = " ".join(f"VALUES ?v{n} {{ {NUMBERS} }}" for n in range(6))
COUNTED = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"
ROWS = f"SELECT * {{ {PRODUCT} }}"
WIDE = f'SELECT ("{"one two three " * 20}" AS ?first) ("{"four five " * 20}" AS ?second) {{}}'


def _workers() -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"resograph.query.worker" in (path / "cmdline").read_bytes():
                found.add(int(path.name))
        except OSError:
            continue
    return found


def _workers_of(parent: int) -> set[int]:
    found = set()
    for pid in _workers():
        try:
            if int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.add(pid)
        except OSError:
            continue
    return found


def _gone(pids: set[int]) -> bool:
    deadline = monotonic() + 60
    while pids & _workers() and monotonic() < deadline:
        sleep(0.05)
    return not pids & _workers()


@pytest.mark.parametrize("text", [COUNTED, ROWS, f"{ROWS} ORDER BY ?v0"])
def test_a_question_that_takes_too_long_ends_with_one_line_and_exit_code_3(run: Run, out: Path, text: str) -> None:
    done = run("query", "-", "--on", out, "--timeout", "1", stdin=text)

    assert done.returncode == 3
    assert ERROR.fullmatch(done.stderr)
    assert done.stderr.startswith(("error[query-timeout]: ", "error[worker-died]: "))


def test_a_file_is_whole_or_as_it_was_before(run: Run, out: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("former\n")
    done = run("query", "-", "--on", out, "--timeout", "1", "--output", "rows.csv", stdin=ROWS)

    assert done.returncode == 3
    assert listing(tmp_path) == ["rows.csv"]
    assert (tmp_path / "rows.csv").read_text() == "former\n"
    assert run("query", "-", "--on", out, "--output", "rows.csv", stdin="ASK {}").returncode == 0
    assert (tmp_path / "rows.csv").read_text() == "true"


def test_rows_are_written_as_they_are_found_and_a_reader_may_leave(
    environment: dict[str, str], out: Path, tmp_path: Path
) -> None:
    (tmp_path / "rows.rq").write_text(ROWS)
    python = [sys.executable, "-m", "resograph", "query", str(tmp_path / "rows.rq"), "--on", str(out), "--timeout", "0"]
    shell = f"{' '.join(python)} | head -n 2; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], env=environment, capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.splitlines()[0] == "v0,v1,v2,v3,v4,v5"
    assert done.stdout.splitlines()[2] == "141"
    assert done.stderr == ""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_whatever_ends_the_command_ends_its_work(environment: dict[str, str], out: Path, how: int) -> None:
    command = [*COMMAND, "query", "-", "--on", str(out), "--timeout", "0"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdin is not None
        asking.stdin.write(COUNTED)
        asking.stdin.close()
        deadline = monotonic() + 60
        while not (workers := _workers_of(asking.pid)) and monotonic() < deadline:
            sleep(0.05)
        sleep(1)
        asking.send_signal(how)
        asking.wait(60)
        assert asking.stderr is not None
        told = asking.stderr.read()

    assert workers
    assert _gone(workers)
    assert told.strip() == ("interrupted" if how == signal.SIGINT else "")


def test_a_query_that_cannot_be_parsed_is_one_line_with_its_place(run: Run, out: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("#+ summary: Mine?\nSELECT ?s\nWHEN { ?s ?p ?o }\n")
    done = run("query", "mine.rq", "--on", out)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert '"WHEN" cannot stand here, query line 3 column 1' in done.stderr


@pytest.mark.parametrize("verb", ["INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://127.0.0.1:9/>"])
def test_an_update_is_no_query(run: Run, out: Path, verb: str) -> None:
    done = run("query", "-", "--on", out, stdin=verb)

    assert done.returncode == 2
    assert "not a query" in done.stderr


def test_explain_tells_the_question_and_asks_nothing(run: Run, out: Path, tmp_path: Path) -> None:
    told = run("query", "report-to", "--on", out, "--param", "body=SG16", "--explain")
    listed = json.loads(run("query", "report-to", "--on", out, "--explain", "--format", "json").stdout)
    (tmp_path / "bomb.rq").write_text(COUNTED)

    assert "body = SG16" in told.stdout
    assert 'VALUES ?body { "SG16" }' in told.stdout
    assert told.stderr == ""
    assert listed["asked"]["release"] == (out / "current").resolve().name
    assert listed["asked"]["quads"] > 20_000
    assert run("query", "bomb.rq", "--on", out, "--explain", "--timeout", "0").returncode == 0
    assert (
        "endpoint   http://127.0.0.1:9/x"
        in run("query", "report-to", "--on", "http://127.0.0.1:9/x", "--explain").stdout
    )


def test_a_chart_is_drawn_beside_the_answer(run: Run, out: Path, tmp_path: Path) -> None:
    plain = run("query", "outside-bodies", "--on", out)
    drawn = run("query", "outside-bodies", "--on", out, "--chart", "bodies.svg")

    assert drawn.returncode == 0
    assert drawn.stdout == plain.stdout
    assert "<svg" in (tmp_path / "bodies.svg").read_text(encoding="utf-8")
    assert "Which" in (tmp_path / "bodies.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["SELECT ?s ?p ?o { ?s ?p ?o }", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_what_is_no_chart_is_not_drawn(run: Run, out: Path, tmp_path: Path, text: str) -> None:
    done = run("query", "-", "--on", out, "--chart", "a.svg", stdin=text)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert listing(tmp_path) == []


def test_an_index_is_kept_beside_the_releases_and_answers_the_same(run: Run, own: Path) -> None:
    before = listing(own / "releases")
    built, again, memory = (
        run("query", "report-to", "--on", own, "--param", "body=TSAG", "--index", kind)
        for kind in ("always", "always", "never")
    )

    assert built.stdout == again.stdout == memory.stdout
    assert [built.stderr.count("\n"), again.stderr, memory.stderr] == [1, "", ""]
    assert listing(own / "releases") == before
    assert run("releases", own).returncode == 0
    assert "index on disk" in run("query", "report-to", "--on", own, "--index", "always", "--explain").stdout


def test_where_no_index_can_be_written_the_answer_comes_all_the_same(run: Run, own: Path) -> None:
    (own / "index").touch()
    told = run("query", "outside-bodies", "--on", own, "--index", "always")
    quiet = run("query", "outside-bodies", "--on", own, "--index", "always", "--quiet")

    assert told.returncode == quiet.returncode == 0
    assert (told.stderr.count("\n"), quiet.stderr) == (1, "")


@pytest.mark.parametrize(
    "options",
    [
        ["--on", "http://127.0.0.1:9/x", "--index", "always"],
        ["--on", "a.ttl", "--index", "never"],
        ["--credentials", "me.toml"],
        ["--timeout", "-1"],
        ["--timeout", "nan"],
        ["--timeout", "soon"],
        ["--index", "perhaps"],
        ["--explain", "--format", "csv"],
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_meant_are_one_line(run: Run, options: list[str], tmp_path: Path) -> None:
    done = run("query", "report-to", *options)

    assert (done.returncode, done.stdout) == (2, "")
    assert ERROR.fullmatch(done.stderr)
    assert listing(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reportto"], "did you mean report-to?"),
        (["report-to", "--param", "boddy=SG16"], "did you mean body?"),
        (["../queries/report-to"], "unknown-query"),
        (["-", "--param", "body=SG16"], "it takes none, as it has no header"),
    ],
)
def test_a_name_that_is_not_known_is_met_with_the_nearest(run: Run, out: Path, arguments: list[str], told: str) -> None:
    done = run("query", *arguments, "--on", out, stdin="ASK {}")

    assert done.returncode == 2
    assert ERROR.fullmatch(done.stderr)
    assert told in done.stderr


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_table_fits_the_terminal(environment: dict[str, str], out: Path, tmp_path: Path, columns: int) -> None:
    (tmp_path / "wide.rq").write_text(WIDE)
    main, other = pty.openpty()
    command = [*COMMAND, "query", str(tmp_path / "wide.rq"), "--on", str(out)]
    done = subprocess.run(
        command,
        env={**environment, "COLUMNS": str(columns)},
        stdout=other,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(other)
    shown = os.read(main, 100_000).decode()
    os.close(main)

    assert (done.returncode, done.stderr) == (0, b"")
    assert max(len(line) for line in shown.splitlines()) <= columns
    assert "first" in shown
    assert shown.count("four") == 20


def test_a_fault_while_the_answer_is_made_is_not_taken_for_one_of_the_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise OSError(errno.EIO, "the source is broken")

    with pytest.raises(OSError, match="the source is broken"):
        emit(pieces(), str(tmp_path / "answer.csv"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="not-writable"):
        emit(b"one", str(tmp_path / "none" / "answer.csv"))


def test_a_mark_of_byte_order_on_standard_input_is_no_part_of_the_query(run: Run, out: Path) -> None:
    assert run("query", "-", "--on", out, stdin="\ufeffASK {}").stdout.strip() == "true"


def test_a_chart_is_refused_under_the_name_of_another_kind_of_file(run: Run, out: Path, tmp_path: Path) -> None:
    done = run("query", "outside-bodies", "--on", out, "--chart", "bodies.png")

    assert (done.returncode, done.stdout) == (2, "")
    assert ".svg" in done.stderr
    assert not (tmp_path / "bodies.png").exists()
