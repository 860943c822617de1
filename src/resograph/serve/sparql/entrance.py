"""Turns a pool of processes that answer into the routes by which they are asked."""

from __future__ import annotations

from starlette.routing import Route

from resograph.pages.publication import Published
from resograph.serve.sparql.endpoint import Endpoint
from resograph.serve.sparql.named import Named
from resograph.serve.sparql.pool import Pool
from resograph.serve.sparql.run import Asker
from resograph.serve.sparql.shelf import Shelf


def entrances(pool: Pool, published: Published) -> list[Route]:
    """Return the routes; half of the memory for answers is for those that are asked for in the same words."""
    half = pool.limits.cached // 2
    asker = Asker(pool, published, Shelf(half))
    endpoint = Endpoint(asker, Shelf(half))
    return [
        Route("/sparql", endpoint),
        Route("/sparql/", endpoint),
        Route("/queries/{name}", Named(asker)),
    ]
