"""The command that asks an endpoint: one line on standard error, nothing on standard output, exit code 3."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endpoint.loopback import Loopback, Reply, reply

PAGE = reply(200, b"<!doctype html><title>Welcome</title>", "text/html")
ROWS = "application/sparql-results+json"


def _query(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "resograph", "query", "report-to", "--timeout", "20", *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (PAGE, "endpoint-answer"),
        (reply(200, b'{"head": {"vars": ["s"]}, "results": {"bindings": [', ROWS), "endpoint-answer"),
        (reply(401), "endpoint-denied"),
        (reply(413), "endpoint-failed"),
        (reply(503, Retry_After="0"), "endpoint-failed"),
        (reply(302, Location="file:///etc/passwd"), "endpoint-moved"),
    ],
)
def test_an_endpoint_that_fails_is_one_line_and_exit_code_3(answer: Reply, code: str, tmp_path: Path) -> None:
    with Loopback([answer]) as server:
        done = _query("--on", server.url, "--output", str(tmp_path / "answer.csv"))

    [line] = [line for line in done.stderr.splitlines() if line.startswith("error[")]
    assert line.startswith(f"error[{code}]: ")
    assert server.url in line
    assert (done.returncode, done.stdout) == (3, "")
    assert list(tmp_path.iterdir()) == []


def test_secrets_are_in_no_trace() -> None:
    with Loopback([reply(400, b"bad")]) as server:
        done = _query("--on", server.url, "--verbose", RESOGRAPH_USER="me", RESOGRAPH_PASSWORD="hidden")  # noqa: S106

    assert done.returncode == 3
    assert "Traceback" in done.stderr
    assert "hidden" not in done.stderr


@pytest.mark.parametrize("options", [(), ("--explain",), ("--index", "always"), ("--credentials", "none.toml")])
def test_a_password_in_an_address_is_refused_and_shown_by_no_option(options: tuple[str, ...]) -> None:
    done = _query("--on", "http://me:hidden@127.0.0.1:9/sparql", "--verbose", *options)

    assert (done.returncode, done.stdout) == (2, "")
    assert "hidden" not in done.stderr
