"""The index of two plans, as pages and on a static site."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.pages import Published, publication
from resograph.query.search import Search, build, opened
from tests.query.search.conftest import two_plans


@pytest.fixture(scope="session")
def published() -> Published:
    return Published(two_plans())


@pytest.fixture(scope="session")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    file = tmp_path_factory.mktemp("index") / "search.db"
    build(two_plans(), file)
    return opened(file)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what the search of a static site is made of into a folder."""
    folder = tmp_path_factory.mktemp("a site")
    parts = publication(Published(two_plans(), suffix=".html"))
    paths = ("search", "search-index.js", "static/search.js", "static/search.css", "static/style.css")
    for path in paths:
        (form,) = parts.forms(path)
        place = folder / (path if path.endswith(f".{form}") else f"{path}.{form}")
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(parts.written(path, form))
    return folder
