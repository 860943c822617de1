"""What all tests of endpoints have."""

from __future__ import annotations

from tests.direct import without_proxies

__all__ = ["without_proxies"]
