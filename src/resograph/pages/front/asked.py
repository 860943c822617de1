"""Turns a release into rows: what the queries of ``queries/pages/`` answer over it.

Each is asked once for a release, when a page first needs it; no request asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resograph import assets
from resograph.pages.publication import Published
from resograph.query import Local, load

Row = Mapping[str, str]


def asked(name: str, published: Published) -> Iterator[Row]:
    """Yield the rows that a query of ``queries/pages/`` has for a release; a value that is not there has no entry.

    Raises:
        InputError: there is no such query.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> list(asked("claims", Published(Things(ox.Store()))))
    [{'claims': '0'}]
    >>> list(asked("no-such-query", Published(Things(ox.Store()))))
    Traceback (most recent call last):
    resograph.errors.InputError: error[not-found]: no such file, ...
    """
    query = load(assets.folder("queries") / "pages" / f"{name}.rq")
    return Local(published.things.store).answer(query.text).rows()
