"""What is sent by a process of its own: answered as ever, and done to its end whoever is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb

import pytest

from resograph.endpoint import Credentials, Endpoint, Patience, Request, send_apart
from resograph.errors import EndpointError, ResographError, UsageError
from tests.endpoint.loopback import Loopback, Reply, Seen, digest, drip, reply

OK = reply(200, b"here you are")
SECRET = "open-sesame"  # noqa: S105 - it guards nothing
LONG = 60


def _update(url: str) -> Request:
    return Request("POST", url, {"Content-Type": "text/plain"}, b"count up", idempotent=False)


def _impatient(seconds: float = 20.0) -> Endpoint:
    return Endpoint(patience=Patience(seconds=seconds, tries=2))


def _senders() -> dict[int, str]:
    """Return our processes that send, with the arguments that everybody can read."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    ours = {int(pid): line for pid, parent, line in lines if int(parent) == os.getpid()}
    return {pid: line for pid, line in ours.items() if "resograph.endpoint.apart" in line}


def _then(act: Callable[[int], object], answer: bytes = b"") -> Reply:
    """Return a server that does something to the process that sends, and answers then."""

    def send(_seen: Seen, connection: socket.socket) -> None:
        for pid in _senders():
            act(pid)
        connection.sendall(answer)

    return send


def test_an_answer_comes_back_as_a_whole() -> None:
    body = bytes(range(256)) * 5_000
    with Loopback([reply(200, body, "text/plain; charset=utf-8", X_Word="yes")]) as server:
        response = send_apart(_impatient(), _update(server.url))

        assert (response.status, response.media_type) == (200, "text/plain; charset=utf-8")
        assert (response.headers["x-word"], response.tries) == ("yes", 1)
        assert response.body.read() == body
        assert [(seen.method, seen.body) for seen in server.seen] == [("POST", b"count up")]


def test_a_status_that_is_expected_is_an_answer() -> None:
    with Loopback([reply(404, b"not here")]) as server:
        assert send_apart(_impatient(), _update(server.url), 404).status == 404


@pytest.mark.parametrize(
    "answer", [reply(500, b"out of order"), reply(401), reply(302, Location="/other"), OK[:-3]], ids=str
)
def test_an_error_is_the_one_that_is_raised_when_it_is_sent_from_here(answer: bytes) -> None:
    found: list[ResographError] = []
    with Loopback([answer]) as server:
        for send in (Endpoint.send, send_apart):
            with pytest.raises(EndpointError) as caught:
                send(_impatient(), _update(server.url))
            found.append(caught.value)

        assert len(server.seen) == 2
    assert str(found[0]) == str(found[1])


def test_an_address_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(UsageError, match="not an address of HTTP"):
        send_apart(_impatient(), _update("urn:x"))


def test_credentials_are_proved_and_nobody_can_read_them(capfd: pytest.CaptureFixture[str]) -> None:
    read: list[str] = []
    inner = digest("me", SECRET, OK)

    def look(seen: Seen, connection: socket.socket) -> None:
        for pid, line in _senders().items():
            read.append(line)
            told = Path(f"/proc/{pid}/environ")
            read.append(told.read_text(encoding="utf-8") if told.exists() else "")
        assert callable(inner)
        inner(seen, connection)

    with Loopback([look]) as server:
        endpoint = Endpoint(Credentials("me", SECRET), Patience(seconds=20))
        assert send_apart(endpoint, _update(server.url)).body.read() == b"here you are"

    assert read
    assert not any(SECRET in text for text in (*read, *capfd.readouterr()))


def test_secrets_are_in_no_error() -> None:
    endpoint = Endpoint(Credentials("me", SECRET), Patience(seconds=20))
    with Loopback([reply(400, f"no {SECRET}".encode())]) as server, pytest.raises(EndpointError) as caught:
        send_apart(endpoint, _update(server.url))

    ours = [repr(frame.f_locals) for frame, _ in walk_tb(caught.value.__traceback__)][1:]
    assert ours
    assert not any(SECRET in text for text in (str(caught.value), *ours))
    assert "***" in caught.value.what


def test_a_process_that_is_killed_is_an_error_of_the_endpoint() -> None:
    with Loopback([_then(lambda pid: os.kill(pid, signal.SIGKILL))]) as server:
        with pytest.raises(EndpointError, match=r"the process that sends has died \(killed by signal 9\)") as caught:
            send_apart(_impatient(), _update(server.url))

        assert len(server.seen) == 1
    assert caught.value.where == server.url


@pytest.mark.parametrize("slow", [drip(OK), lambda _seen, _connection: time.sleep(10)], ids=["drips", "is silent"])
def test_the_time_that_is_given_holds(slow: Reply) -> None:
    began = time.monotonic()
    with Loopback([slow]) as server, pytest.raises(EndpointError) as caught:
        send_apart(_impatient(seconds=1.5), _update(server.url))

    assert caught.value.code == "endpoint-slow"
    assert 1.4 < time.monotonic() - began < 4


def test_the_time_that_is_given_holds_for_a_process_that_is_stopped_too() -> None:
    stopped: list[int] = []

    def stop(pid: int) -> None:
        stopped.append(pid)
        os.kill(pid, signal.SIGSTOP)

    with Loopback([_then(stop, OK)]) as server, pytest.raises(EndpointError) as caught:
        send_apart(_impatient(seconds=1), _update(server.url))

    assert caught.value.code == "endpoint-slow"
    assert [pid for pid in stopped if pid in _senders()] == []


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda by: by.name)
def test_when_the_one_who_asked_is_killed_the_request_is_done_to_its_end(by: signal.Signals, repository: Path) -> None:
    arrived, killed, done = threading.Event(), threading.Event(), threading.Event()
    held: list[bool] = []

    def work(_seen: Seen, connection: socket.socket) -> None:
        arrived.set()
        killed.wait(LONG)
        connection.settimeout(0.5)
        try:
            held.append(bool(connection.recv(1)))  # b"": it was cut
        except TimeoutError:
            held.append(True)
        connection.sendall(OK)
        done.set()

    with Loopback([work]) as server:
        script = (
            f"import sys; sys.path.insert(0, {str(repository / 'src')!r})\n"
            "from resograph.endpoint import Endpoint, Request, send_apart\n"
            f"send_apart(Endpoint(), Request('POST', {server.url!r}, {{}}, b'count up', idempotent=False))\n"
        )
        # A group of its own: the signal goes to all of it, as that of a terminal does.
        asker = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL, process_group=0)
        assert arrived.wait(LONG)
        os.killpg(asker.pid, by)
        assert asker.wait(LONG) != 0
        killed.set()

        assert done.wait(LONG)
    assert held == [True]


def test_of_one_who_was_killed_while_it_told_nothing_is_sent(repository: Path) -> None:
    """The process is told half of it, and then its standard input ends."""
    with Loopback([OK]) as server:
        script = (
            f"import sys; sys.path.insert(0, {str(repository / 'src')!r})\n"
            "from resograph.endpoint import Endpoint, Request, apart\n"
            f"request = Request('POST', {server.url!r}, {{}}, b'count up', idempotent=False)\n"
            "told = apart._told(apart._Task(request, (), Endpoint().credentials, Endpoint().patience, 1e9))\n"
            "child = apart._started(request)\n"
            "child.communicate(told[:-20])\n"
            "print(child.returncode)\n"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=LONG, check=True)

        assert done.stdout == "1\n"
        assert server.seen == []
