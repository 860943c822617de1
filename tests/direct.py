"""A fixture for tests of servers on this machine: no proxy that somebody has set stands between them and us."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

_NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(scope="module", autouse=True)
def without_proxies() -> Iterator[None]:
    """Take the proxy variables out of the environment; a test may set its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _NAMES:
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        yield
