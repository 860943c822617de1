"""Releases to load, each built once, and stores that hold one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.direct import without_proxies
from tests.servers.fixtures import Running, emptied
from tests.servers.kinds import STARTERS, Server
from tests.stores import releases
from tests.stores.command import load

__all__ = ["without_proxies"]


@pytest.fixture(scope="session")
def first(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the release of the example report."""
    return releases.of_example(example, tmp_path_factory.mktemp("first") / "out")


@pytest.fixture(scope="session")
def second(example_text: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release whose graphs have the names of those of the example, and say other things."""
    return releases.of_changed_text(example_text, tmp_path_factory.mktemp("second") / "made")


@pytest.fixture(scope="session")
def former(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small release whose one report says other things in `revised`."""
    return releases.of_one_revision(tmp_path_factory.mktemp("former") / "made")


@pytest.fixture(scope="session")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small release of two revisions with tracked changes; the example's graphs have other names."""
    return releases.of_two_revisions(tmp_path_factory.mktemp("revised") / "made")


@pytest.fixture(scope="module", params=list(STARTERS))
def filled(
    request: pytest.FixtureRequest, running_servers: Running, lacking: Callable[[str], NoReturn], first: Path
) -> Server:
    """Return a store that holds the release of the example; no test changes it."""
    server = emptied(str(request.param), running_servers, lacking)
    load(server, first)
    return server
