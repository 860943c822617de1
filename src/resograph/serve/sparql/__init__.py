"""Turns questions that come over HTTP into answers: the SPARQL 1.1 Protocol, read only, and the named queries.

=========  =====================================================================================
Pool       the processes that answer; made before there is any thread or event loop
Limits     what a question may cost, and how many are answered at once
routes     /sparql and /queries/NAME, for the application that serves a release
=========  =====================================================================================

The processes that answer know nothing of HTTP and pages: `routes` loads these when it is first called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resograph.serve.sparql.limits import LIMITS, Limits
from resograph.serve.sparql.pool import Pool

if TYPE_CHECKING:
    from starlette.routing import Route

    from resograph.pages import Published

__all__ = ["LIMITS", "Limits", "Pool", "routes"]


def routes(pool: Pool, published: Published) -> list[Route]:
    """Return the routes by which a release is asked. They answer every method themselves, with all headers."""
    from resograph.serve.sparql.entrance import entrances  # noqa: PLC0415 -- see above

    return entrances(pool, published)
