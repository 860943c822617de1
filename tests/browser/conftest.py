"""A release with every kind of page, served as it is on the web, and a browser to look at it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

import resograph
from resograph.pages import Published, publication
from resograph.query.local import data_files, in_memory
from resograph.query.things import things_of
from tests.browser.kinds import Site
from tests.servers import places
from tests.servers.process import free_port
from tests.wordfiles import cell, deleted, entry, ins, p, report, title_block

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HANGS = 60
"""After so many seconds a server does not start."""


@pytest.fixture(scope="session")
def release(example: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release with the example, a report in prose, and a plan of which a later revision dropped an item."""
    folder = tmp_path_factory.mktemp("browser")
    block = {"group": "SG13"}
    changed = cell(p("Q2/13 has ", deleted("begun X.1400"), ins("finished X.1401 with the GSMA")))
    former = (
        entry("50-01", lead="Q2/13"),
        entry("50-02", "SG13 approved ITU-T Y.3999 (05/2022), A title", lead="Q2/13"),
    )
    sources = {
        "one.docx": report(*former, front=(title_block("TD100", **block),)),
        "two.docx": report(entry("50-01", changed, lead="Q2/13"), front=(title_block("TD200", **block),)),
    }
    for name, source in sources.items():
        (folder / name).write_bytes(source.data)
    prose = repository / "tests" / "documents" / "narrative" / "headings" / "input.docx"
    resograph.build(
        [example, folder / "one.docx", folder / "two.docx", prose], folder / "out", changes=True, fail_on="never"
    )
    return folder / "out"


@pytest.fixture(scope="session")
def still(release: Path) -> Site:
    """Return what is published of it as files."""
    return Site(publication(Published(things_of(in_memory(data_files(release))), suffix=".html")))


@pytest.fixture(scope="session")
def live(release: Path) -> Iterator[str]:
    """Return the address of a server of it."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "resograph",
        "serve",
        "--on",
        str(release),
        "--port",
        str(port),
        "--fail-on",
        "never",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield _answering(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()
            server.wait(HANGS)


def _answering(address: str, server: subprocess.Popen[bytes]) -> str:
    ends = time.monotonic() + HANGS
    asked = urlsplit(address)
    while time.monotonic() < ends and server.poll() is None:
        with suppress(OSError), closing(HTTPConnection(asked.netloc, timeout=HANGS)) as connection:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == HTTPStatus.OK:
                return address
        time.sleep(0.05)
    pytest.fail(f"the server did not start, it ended with {server.poll()}")


@pytest.fixture(scope="module")  # as long as it is there, nothing else in this process may have an event loop
def browser(lacking: Callable[[str], NoReturn]) -> Iterator[Browser]:
    program = places.chromium()
    if program is None:
        lacking("Chromium")
    variables: dict[str, str | float | bool] = {**places.environment(program)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(ARGUMENTS), env=variables or None)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(lacking: Callable[[str], NoReturn]) -> str:
    """Return the script of axe-core."""
    script = places.axe()
    if script is None:
        lacking("axe-core")
    return script.read_text(encoding="utf-8")
