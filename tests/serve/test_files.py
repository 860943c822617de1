"""What is sent of a release has a tag of its own, whatever else has the same name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from resograph.pages import Publication
from resograph.serve.files import files, health
from tests.serve.sparql.client import Client, Response


def test_a_release_with_its_words_and_without_has_two_manifests(published: Publication, tmp_path: Path) -> None:
    stated, tags = dict(published.published.manifest), []
    for is_verbatim in (True, False):
        told = {**stated, "verbatim": is_verbatim}
        (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
        route = files(replace(published.published, manifest=told), tmp_path)
        tags.append(_asked(route, "/downloads/manifest.json").headers["etag"])

    assert tags[0] != tags[1]


def test_a_server_that_cannot_do_all_says_so(published: Publication) -> None:
    said = []
    for is_well in (True, False):
        route = health(published.published, lambda is_so=is_well: is_so)  # type: ignore[misc]
        found = _asked(route, "/healthz")
        said.append((found.status, json.loads(found.body)["status"]))

    assert said == [(200, "ok"), (503, "failing")]


def _asked(route: Route, path: str) -> Response:
    client = Client(Starlette(routes=[route]))
    try:
        return client.get(path)
    finally:
        client.close()
