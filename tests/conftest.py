"""Fixtures that every room may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

import resograph

# A run repeats, and a busy machine fails no test.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of further reports beside the checkout, or skip: a lone clone has none."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the shared reports beside the checkout, which a lone clone does not have")
    return folder


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of what somebody who read the example report found in it."""
    return REPOSITORY / "tests" / "documents" / "reference"


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the example report as a Word file."""
    return REPOSITORY / "examples" / "sg17-wtsa20.docx"


@pytest.fixture(scope="session")
def example_text() -> Path:
    """Return the example report as a plain-text export."""
    return REPOSITORY / "examples" / "sg17-wtsa20.txt"


@pytest.fixture(scope="session")
def example_release(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an output folder with the release of the example report; tests only read it."""
    folder = tmp_path_factory.mktemp("release") / "out"
    resograph.build(example, folder, fail_on="never")
    return folder


@pytest.fixture(scope="session")
def lacking() -> Callable[[str], NoReturn]:
    """Return what a test calls where a server or program it needs is not installed.

    It skips, with the name of what is lacking; with RESOGRAPH_REQUIRE_ALL=1, as in CI, it fails.
    """
    return _fail_for if os.environ.get("RESOGRAPH_REQUIRE_ALL") == "1" else _skip_for


def _skip_for(what: str) -> NoReturn:
    pytest.skip(f"needs {what}, which is not installed here")


def _fail_for(what: str) -> NoReturn:
    pytest.fail(f"needs {what}, and RESOGRAPH_REQUIRE_ALL asks for all", pytrace=False)
