"""Turns the files of a release into routes: by a table of their names, so that no path of a request meets a disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from resograph.model.manifest import MANIFEST
from resograph.model.manifest import MEDIA_TYPES as OF_A_RELEASE
from resograph.pages import Published
from resograph.pages.publication import MEDIA_TYPES
from resograph.serve.address import Refused
from resograph.serve.headers import FRESH, PRIVATE
from resograph.serve.negotiate import tags

_KINDS: Final = {**OF_A_RELEASE, **MEDIA_TYPES}


class _File(NamedTuple):
    place: Path
    media_type: str
    tag: str


def files(published: Published, folder: Path) -> Route:
    """Return the route of the files of a release, as they are on disk.

    >>> import pyoxigraph as ox; from resograph.query.things import Things
    >>> files(Published(Things(ox.Store())), Path("out")).path
    '/downloads/{name:path}'
    """
    table = _table(published, folder)

    async def send(request: Request) -> Response:
        found = table.get(request.path_params["name"])
        if found is None or not found.place.is_file():
            raise Refused(404, "Nothing is here.")
        headers = {"etag": found.tag, "cache-control": FRESH.decode()}
        known = tags(request.headers.get("if-none-match", ""))
        if found.tag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        state = found.place.stat()
        name = found.place.name
        return FileResponse(found.place, headers=headers, media_type=found.media_type, filename=name, stat_result=state)

    return Route("/downloads/{name:path}", send, methods=["GET", "HEAD"])


def health(published: Published, is_well: Callable[[], bool]) -> Route:
    """Return the route by which whoever watches the server learns that it answers, and of which release.

    While a part of it does not, and another process is about to take its place, the status is 503.
    """

    async def tell(_: Request) -> Response:
        is_so = is_well()
        said = {"status": "ok" if is_so else "failing", "release": published.release}
        return JSONResponse(said, status_code=200 if is_so else 503, headers={"cache-control": PRIVATE.decode()})

    return Route("/healthz", tell, methods=["GET", "HEAD"])


def _table(published: Published, folder: Path) -> Mapping[str, _File]:
    """List what may be sent: files that the release names, that lie in it, and that are no links."""
    inside, digests = folder.resolve(), published.manifest.get("files", {})
    found = {}
    for name in published.files:
        place = inside / name
        if place.resolve() == place and place.is_relative_to(inside) and place.is_file():
            suffix = place.suffix[1:]
            kind = _KINDS.get(suffix, "application/octet-stream")
            # The manifest has no digest of itself.
            digest = hashlib.sha256(place.read_bytes()).hexdigest() if name == MANIFEST else digests.get(name, "")
            found[name] = _File(place, kind, f'"{digest[:32]}"')
    return MappingProxyType(found)
