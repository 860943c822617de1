"""Turns a few things into a release on disk, as small as a release can be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from resograph.publish.site import Origin, Receipt, write_site

BASE = "https://example.org/data/"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/resograph/def#OutsideBody>"
_A_GRAPH = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/prov#Bundle>"


def release(folder: Path, names: Iterable[str] = ("org/gsma", "org/etsi"), base: str = BASE) -> Path:
    """Make an output folder whose release tells of some things, by the ends of their IRIs; return the release."""
    made = folder / "releases" / "1a2b"
    made.mkdir(parents=True)
    (folder / "current").symlink_to("releases/1a2b")
    triples = [f'<{base}id/{name}> {_TYPE} .\n<{base}id/{name}> {_LABEL} "{name}"@en .\n' for name in names]
    graphs = [f"<{base}graph/{name}> {_A_GRAPH} .\n" for name in ("meta", "reference")]
    (made / "graph.ttl").write_text("".join(triples + graphs), encoding="utf-8")
    quads = [triple.replace(" .\n", f" <{base}graph/reference> .\n") for triple in triples]
    quads += [triple.replace(" .\n", f" <{base}graph/meta> .\n") for triple in graphs]
    (made / "graph.nq").write_text("".join(quads), encoding="utf-8")
    for name in ("validation.json", "validation.ttl"):
        (made / name).write_text("{}" if name.endswith("json") else "", encoding="utf-8")
    counts = {"findings": {"violation": 0, "warning": 0, "info": 0}, "quads": 2}
    files = dict.fromkeys(("graph.nq", "graph.ttl", "validation.json", "validation.ttl"), "")
    manifest = {"conforms": True, "counts": counts, "files": files, "inputs": [], "versions": {}}
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return made


def alone(work, tasks, tell):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201  # as Workers.each
    """Do some work for each task, in this process."""
    return [work(task) for task in tasks if not tell(task)]


def site_of(made: Path, folder: Path, address: str = "") -> Receipt:
    """Write the site of a release in this process."""
    return write_site(Origin(made, address), folder, alone, lambda _done, _total: None)


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
