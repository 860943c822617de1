"""A server runs on, whatever happens to releases and processes, and ends when it is told to."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest

from tests.serve.running import (
    HANGS,
    Running,
    below,
    environment,
    eventually,
    is_there,
    point,
    running,
    with_another,
)

PAGE = "/doc/rec/itu-t/x.1812"
SECOND, THIRD, BAD, UNFIT = (digit * 16 for digit in "2345")


class Poller:
    """A client that asks without pause, on one connection and on new ones, and notes what fails."""

    def __init__(self, port: int) -> None:
        self.failed: list[str] = []
        self.count = 0
        self._port = port
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(kept,)) for kept in (1, 1000)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(HANGS)

    def goes_on(self) -> bool:
        """Wait until it has asked some more."""
        seen = self.count
        return eventually(lambda: self.count > seen + 50)

    def _ask(self, most: int) -> None:
        while not self._is_over.is_set():
            with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=HANGS)) as client:
                for _ in range(most):
                    if self._is_over.wait(0.005) or not self._once(client):
                        break

    def _once(self, client: http.client.HTTPConnection) -> bool:
        """Ask once; tell whether the connection may be used again."""
        try:
            client.request("GET", PAGE)
            answer = client.getresponse()
            body = answer.read()
        except OSError as error:
            self.failed.append(repr(error))
            return False
        self.count += 1
        if answer.status != 200 or b"X.1812" not in body:
            self.failed.append(str(answer.status))
        return not answer.will_close


def _memory(server: Running) -> int:
    """Return what all processes of a server take up together, in KiB, what they share counted once.

    Files are left out: others may share these.
    """
    total = 0
    for process in below(server.process.pid):
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        total += int(re.findall(r"^Pss_Anon: +(\d+)", told, flags=re.MULTILINE)[0])
    return total


@pytest.fixture
def out(example_release: Path, tmp_path: Path) -> Path:
    """Return a folder of releases: that of the example, the same twice again, one damaged, one with findings."""
    folder = with_another(example_release, tmp_path, SECOND, THIRD, BAD, UNFIT)
    (folder / "releases" / BAD / "graph.nq").write_text("rubbish", encoding="utf-8")
    manifest = folder / "releases" / UNFIT / "manifest.json"
    stated = json.loads(manifest.read_bytes())
    stated["counts"]["findings"]["violation"] = 1
    manifest.write_text(json.dumps(stated), encoding="utf-8")
    return folder


def test_a_new_release_is_served_without_a_failed_request(out: Path) -> None:
    first = (out / "current").resolve().name
    memory = []
    with running(out) as server:
        for name in (SECOND, first, THIRD):
            former = server.generations()
            with Poller(server.port) as poller:
                point(out, name)
                server.told(f"serving release {name}", 1 + (name == first))
                assert poller.goes_on()
                assert eventually(lambda gone=former: not any(map(is_there, gone)))  # type: ignore[misc]
            assert poller.failed == []
            assert server.release == name
            assert server.asked("/search?q=X.1812") == 200  # the index of the search has been made
            memory.append(_memory(server))
        assert len(server.generations()) == 1
        # What cannot or must not be served leaves what is served where it is.
        for name, code in ((BAD, "rdf-not-well-formed"), (UNFIT, "not-conformant")):
            point(out, name)
            assert f"(not served: {name}, still served: {THIRD})" in server.told(code)
            assert server.release == THIRD
        # Nor does a link that leads nowhere, or that nobody can follow.
        for target, reason in (("x" * 300, "file name too long"), ("current", "links in a circle")):
            _link(out, target)
            assert f"(still served: {THIRD})" in server.told(reason)
            assert server.release == THIRD
        _ends_in_peace(server, (out / "releases" / THIRD / "graph.nq").read_bytes())
    assert memory[2] < memory[1] * 1.2, memory  # a generation that stays would double it


def _link(out: Path, target: str) -> None:
    new = out / ".new"
    new.symlink_to(target)
    new.replace(out / "current")


def _ends_in_peace(server: Running, data: bytes) -> None:
    """See that what runs is finished, and nothing new begun, once the server is told to end."""
    with closing(socket.socket()) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(b"GET /downloads/graph.nq HTTP/1.1\r\nHost: a\r\n\r\n")
        begun = slow.recv(100)
        server.process.send_signal(signal.SIGTERM)
        whole = [begun, *iter(lambda: slow.recv(1 << 20), b"")]
    assert b"".join(whole).endswith(data[-1000:])
    assert server.process.wait(HANGS) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port))


def _maker(generation: int) -> int:
    """Return the process below a generation that makes processes."""
    [found] = [one for one in below(generation) - {generation} if len(below(one)) > 1]
    return found


def test_processes_that_die_are_made_again_and_none_outlives_the_server(example_release: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with running(example_release, temporary=temporary) as server:
        [generation] = server.generations()
        everybody = below(server.process.pid)
        assert len(everybody) > 2
        os.kill(generation, signal.SIGKILL)
        assert "killed by signal 9" in server.told("worker-died")
        assert server.health()["status"] == "ok"
        assert eventually(lambda: not any(map(is_there, everybody - {server.process.pid})))
        assert len(list(temporary.iterdir())) == 1
        _when_no_questions_are_answered(server, temporary)
        left = below(server.process.pid)
        server.process.kill()
        assert eventually(lambda: not any(map(is_there, left)))
        assert list(temporary.iterdir()) == []


def _when_no_questions_are_answered(server: Running, temporary: Path) -> None:
    """See that another generation takes the place of one without its processes, and that pages are sent meanwhile.

    At first there is no place for it: that is told, and tried again.
    """
    [generation] = server.generations()
    elsewhere = temporary.rename(temporary.with_name("elsewhere"))
    with Poller(server.port) as poller:
        os.killpg(_maker(generation), signal.SIGKILL)
        assert eventually(lambda: server.asked("/healthz") == 503)
        server.told("answer questions have died")
        assert "(still served: " in server.told("no process can be started")
        elsewhere.rename(temporary)
        server.told("^serving release", 3)
        assert eventually(lambda: not is_there(generation))
        assert poller.goes_on()
    assert poller.failed == []
    assert server.asked("/healthz") == 200
    assert server.asked("/sparql?query=ASK%7B%7D") == 200


def test_ctrl_c_before_it_serves_is_an_end_in_peace(example_release: Path, tmp_path: Path) -> None:
    command = _command(example_release, "--port", 0, "--no-verbatim")
    with subprocess.Popen(command, env=environment(tmp_path), stderr=subprocess.PIPE) as starting:
        assert eventually(lambda: any(tmp_path.rglob("graph.nq")))
        starting.send_signal(signal.SIGINT)
        assert starting.wait(HANGS) == 0
    assert list(tmp_path.iterdir()) == []


def _command(folder: Path, *options: object) -> list[str]:
    return [sys.executable, "-m", "resograph", "serve", "--on", str(folder), *map(str, options)]


def _refused(folder: Path, *options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(folder, *options),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )


def test_what_cannot_be_served_is_one_line_and_an_exit_code(example_release: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        in_use = _refused(example_release, "--port", port)
    nothing = _refused(tmp_path)
    findings = _refused(example_release, "--port", 0, "--fail-on", "warning")
    out = with_another(example_release, tmp_path)
    (out / "current" / "graph.nq").write_text("rubbish", encoding="utf-8")
    damaged = _refused(out, "--port", 0)
    told = [(one.returncode, one.stderr) for one in (in_use, nothing, findings, damaged)]

    assert [code for code, _ in told] == [2, 2, 1, 2]
    for (_, line), code in zip(told, ("cannot-listen", "no-release", "not-conformant", ""), strict=True):
        assert line.startswith(f"error[{code}")
        assert line.count("\n") == 1
    assert f"127.0.0.1 port {port}" in in_use.stderr
