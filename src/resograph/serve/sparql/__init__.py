"""Turns questions that come over HTTP into answers: the SPARQL 1.1 Protocol, read only, and the named queries.

=========  =====================================================================================
Pool       the processes that answer; made before there is any thread or event loop
Limits     what a question may cost, and how many are answered at once
routes     /sparql and /queries/NAME, for the application that serves a release
=========  =====================================================================================
"""

from __future__ import annotations

from starlette.routing import Route

from resograph.pages.publication import Published
from resograph.serve.sparql.endpoint import EDITOR_POLICY, Endpoint
from resograph.serve.sparql.limits import LIMITS, Limits
from resograph.serve.sparql.named import Named
from resograph.serve.sparql.pool import Pool
from resograph.serve.sparql.run import Asker
from resograph.serve.sparql.shelf import Shelf

__all__ = ["EDITOR_POLICY", "LIMITS", "Limits", "Pool", "routes"]


def routes(pool: Pool, published: Published) -> list[Route]:
    """Return the routes by which a release is asked. They answer every method themselves, with all headers."""
    half = pool.limits.cached // 2
    asker = Asker(pool, published, Shelf(half))
    endpoint = Endpoint(asker, Shelf(half))
    return [
        Route("/sparql", endpoint),
        Route("/sparql/", endpoint),
        Route("/queries/{name}", Named(asker)),
    ]
